import { namedPolicies, type SessionLimits, type SessionTag } from '../../../src-main/contract/sessions/limits.ts';

/** The fields of the dialog, as they are typed. */
export interface TypedLimits {
  readonly base: 'read-only' | 'audit' | 'own';
  readonly policyArn: string;
  readonly policy: string;
  /** `KEY=VALUE`, with commas between them. */
  readonly tags: string;
  readonly transitive: string;
  readonly sourceIdentity: string;
}

export const emptyLimits: TypedLimits = { base: 'read-only', policyArn: '', policy: '', tags: '', transitive: '', sourceIdentity: '' };

const listOf = (typed: string): readonly string[] =>
  typed
    .split(/[,\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');

const tagsOf = (typed: string, transitive: boolean): readonly SessionTag[] =>
  listOf(typed).map((part) => {
    const at = part.indexOf('=');
    const [key, value] = at < 0 ? [part, ''] : [part.slice(0, at), part.slice(at + 1)];
    return { key, value, ...(transitive ? { transitive } : {}) };
  });

/** What was typed as limits; a field that is not shown says nothing. Pure. */
export const limitsFrom = ({ base, policyArn, policy, tags, transitive, sourceIdentity }: TypedLimits): SessionLimits => {
  const policyArns = base === 'own' ? listOf(policyArn) : [namedPolicies[base]];
  const allTags = [...tagsOf(tags, false), ...tagsOf(transitive, true)].filter(({ key }) => key !== '');
  const name = sourceIdentity.trim();
  return {
    ...(policyArns.length > 0 ? { policyArns } : {}),
    ...(base === 'own' && policy.trim() !== '' ? { policy } : {}),
    ...(allTags.length > 0 ? { tags: allTags } : {}),
    ...(name === '' ? {} : { sourceIdentity: name }),
  };
};
