import { defined } from '../../base/defined.ts';
import { namedPolicies, type SessionLimits, type SessionTag } from '../../contract/sessions/limits.ts';
import { usageRules } from '../../words/help/usage.ts';

/** The options that limit a session, of every command that opens one. */
export const limitOptions = ['read-only', 'policy', 'policy-arn', 'tag', 'transitive-tag', 'source-identity', 'full'] as const;

/** As Node's parser gives them. */
export interface LimitValues {
  readonly 'read-only'?: string | undefined;
  readonly policy?: string | undefined;
  readonly 'policy-arn'?: readonly string[] | undefined;
  readonly tag?: readonly string[] | undefined;
  readonly 'transitive-tag'?: readonly string[] | undefined;
  readonly 'source-identity'?: string | undefined;
  readonly full?: boolean | undefined;
}

/** What of a role is wanted. */
export interface WantedLimits {
  readonly limits: SessionLimits;
  /** The file whose policy belongs to the limits, until it was read. */
  readonly policyFile?: string;
  /** The whole role, also where the person set that it opens read-only. */
  readonly full: boolean;
}

/** `--read-only` alone means all that can be read; Node's parser knows no option with a value that may be left out. */
export const withReadOnlyKind = (line: readonly string[]): readonly string[] =>
  line.flatMap((word, index) => {
    if (word === '--read-only') return line[index + 1] === 'audit' ? [] : ['--read-only=all'];
    return word === 'audit' && line[index - 1] === '--read-only' ? ['--read-only=audit'] : [word];
  });

const readTag = (written: string, transitive: boolean): SessionTag | undefined => {
  const at = written.indexOf('=');
  if (at < 1) return undefined;
  return { key: written.slice(0, at), value: written.slice(at + 1), ...(transitive ? { transitive } : {}) };
};

const tagsIn = (values: LimitValues): readonly (SessionTag | undefined)[] => [
  ...(values.tag ?? []).map((tag) => readTag(tag, false)),
  ...(values['transitive-tag'] ?? []).map((tag) => readTag(tag, true)),
];

/** What is wrong with these options; undefined when nothing is. What AWS takes is checked with the role at hand. */
export const whyBadLimits = (values: LimitValues): string | undefined => {
  if (values['read-only'] !== undefined && !['all', 'audit'].includes(values['read-only'])) return usageRules.readOnly;
  if (tagsIn(values).includes(undefined)) return usageRules.tag;
  const isLimited = limitOptions.some((name) => name !== 'full' && values[name] !== undefined);
  return values.full && isLimited ? usageRules.full : undefined;
};

/** Undefined where the line says nothing of it. */
export const wantedLimits = (values: LimitValues): WantedLimits | undefined => {
  if (limitOptions.every((name) => values[name] === undefined)) return undefined;
  const readOnly = values['read-only'] === undefined ? [] : [namedPolicies[values['read-only'] === 'audit' ? 'audit' : 'read-only']];
  const policyArns = [...readOnly, ...(values['policy-arn'] ?? [])];
  const tags = tagsIn(values).filter((tag) => tag !== undefined);
  return {
    limits: defined({
      policyArns: policyArns.length > 0 ? policyArns : undefined,
      tags: tags.length > 0 ? tags : undefined,
      sourceIdentity: values['source-identity'],
    }),
    full: values.full ?? false,
    ...defined({ policyFile: values.policy }),
  };
};
