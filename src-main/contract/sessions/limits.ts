/** A session tag (AssumeRole's Tags); a transitive one goes along into the roles that the session assumes. */
export interface SessionTag {
  readonly key: string;
  readonly value: string;
  readonly transitive?: true;
}

/**
 * What a session is to have less of than its role, or more of in the trail: AssumeRole's PolicyArns, Policy, Tags and SourceIdentity. Its rights are
 * those of the role that these policies allow, too.
 */
export interface SessionLimits {
  /** Managed policies; as a person writes them also `ReadOnlyAccess`, one of AWS's own by its name. */
  readonly policyArns?: readonly string[];
  /** A policy document as JSON. */
  readonly policy?: string;
  readonly tags?: readonly SessionTag[];
  readonly sourceIdentity?: string;
}

/** `read-only`: AWS's ReadOnlyAccess and nothing else. `audit`: SecurityAudit, which sees how things are set up and not what is in them. */
export type LimitsKind = 'read-only' | 'audit' | 'policy' | 'tagged';

/** AWS's own policies behind the two kinds that have a name. */
export const namedPolicies: Readonly<Record<'read-only' | 'audit', string>> = { 'read-only': 'ReadOnlyAccess', audit: 'SecurityAudit' };

const isManaged = (limits: SessionLimits, name: string): boolean =>
  limits.policyArns?.length === 1 &&
  (limits.policyArns[0] === name || limits.policyArns[0]?.endsWith(`:iam::aws:policy/${name}`) === true) &&
  limits.policy === undefined;

/** What a person calls these limits. Tags and a source identity beside a policy change nothing of its name. */
export const limitsKind = (limits: SessionLimits): LimitsKind => {
  if (isManaged(limits, namedPolicies['read-only'])) return 'read-only';
  if (isManaged(limits, namedPolicies.audit)) return 'audit';
  return limits.policy !== undefined || (limits.policyArns?.length ?? 0) > 0 ? 'policy' : 'tagged';
};

/** Limits as they are shown. */
export interface LimitsView {
  readonly kind: LimitsKind;
  /** The role that they are for. */
  readonly of: string;
  /** Names of managed policies. */
  readonly policies: readonly string[];
  /** A policy of its own is among them. */
  readonly ownPolicy: boolean;
  /** `KEY=VALUE`. */
  readonly tags: readonly string[];
  readonly sourceIdentity?: string;
}

/** What a role's row says of limits. */
export interface LimitsOfRole {
  /** A role with limits, which stands in the list while it is open or being opened. */
  readonly limits?: LimitsView;
  /** What opens this role read-only (`RoleView.id`); absent where AWS has no such session. */
  readonly readOnly?: string;
  /** A tap opens it read-only, unless the whole role is chosen. */
  readonly readOnlyFirst?: true;
}

export const limitsView = (of: string, limits: SessionLimits): LimitsView => ({
  kind: limitsKind(limits),
  of,
  policies: (limits.policyArns ?? []).map((arn) => arn.slice(arn.lastIndexOf('/') + 1)),
  ownPolicy: limits.policy !== undefined,
  tags: (limits.tags ?? []).map(({ key, value }) => `${key}=${value}`),
  ...(limits.sourceIdentity === undefined ? {} : { sourceIdentity: limits.sourceIdentity }),
});

/** Limits that somebody asked for, and the role that they are for: its name, and what that name stood for then. */
export interface LimitedRole {
  readonly of: string;
  readonly roleArn: string;
  readonly source: string;
  readonly limits: SessionLimits;
}

export const isUnlimited = ({ policyArns, policy, tags, sourceIdentity }: SessionLimits): boolean =>
  (policyArns?.length ?? 0) === 0 && policy === undefined && (tags?.length ?? 0) === 0 && sourceIdentity === undefined;

/** The same for the same limits, however they were put together; no two others share it. */
export const limitsKey = ({ policyArns = [], policy = '', tags = [], sourceIdentity = '' }: SessionLimits = {}): string =>
  JSON.stringify([
    [...policyArns].sort(),
    policy,
    tags.map(({ key, value, transitive }) => [key, value, transitive ?? false]).sort(),
    sourceIdentity,
  ]);

/** Why a policy's text is none. `line`: where it stops to be JSON, from 1; absent where that is not known. */
export interface PolicyFlaw {
  readonly why: 'policy-comments' | 'policy-json' | 'policy-shape';
  readonly line?: number;
}

const lineOf = (text: string, at: number): number => text.slice(0, at).split('\n').length;

/** The first comment outside of a JSON string. */
const commentAt = (text: string): number => {
  for (const found of text.matchAll(/"(?:\\.|[^"\\\n])*"?|\/\/|\/\*|^\s*#/gm)) if (!found[0].startsWith('"')) return found.index;
  return -1;
};

/** Whether lists and objects lie no deeper in each other than in any policy: deeper, what is made of a value ends in no stack. */
export const isShallow = (value: unknown, left = 60): boolean =>
  typeof value !== 'object' || value === null || (left > 0 && Object.values(value).every((one) => isShallow(one, left - 1)));

/** A policy as AWS is sent it, without white space and without the mark that some editors put first; else why it is none. */
export const readPolicy = (written: string): { readonly policy: string } | PolicyFlaw => {
  const text = written.replace(/^\ufeff/, '');
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (error) {
    const comment = commentAt(text);
    if (comment >= 0) return { why: 'policy-comments', line: lineOf(text, comment) };
    const [, position] = /position (\d+)/.exec(error instanceof Error ? error.message : '') ?? [];
    return { why: 'policy-json', ...(position === undefined ? {} : { line: lineOf(text, Number(position)) }) };
  }
  const isPolicy = typeof document === 'object' && document !== null && !Array.isArray(document) && 'Statement' in document;
  return isPolicy && isShallow(document) ? { policy: JSON.stringify(document) } : { why: 'policy-shape' };
};
