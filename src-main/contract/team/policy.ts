/** What a check of a policy can find; docs/administrators.md explains each. */
export const policyRules = [
  /** It is no JSON, or JSON that is no policy. */
  'not-json',
  'not-a-policy',
  /** IAM refuses these; editors hide the one and allow the other. */
  'byte-order-mark',
  'comments',
  'too-long',
  /** What IAM's grammar doesn't have, or has once only. */
  'bad-version',
  'unknown-element',
  'same-key',
  'same-sid',
  'bad-sid',
  'empty-list',
  'bad-name',
  'bad-operator',
  'bad-value',
  /** It is read otherwise than it looks. */
  'literal-star',
  'for-all-values',
  'allow-rest',
  /** Variables in a version that has none. */
  'old-version',
  /** A Deny that lets requests without MFA pass: long-term keys, or sessions. */
  'deny-bool',
  'deny-null',
  'deny-age',
  /** A Deny that hits those who used MFA. */
  'deny-with-mfa',
  /** An Allow that lets requests without MFA pass. */
  'allow-if-exists',
  'allow-null',
  /** A Deny without MFA that leaves no way to MFA, or none to the first password. */
  'locked-out',
  'first-password',
  'deactivate-without-mfa',
  'single-device',
  'user-path',
  'service-calls',
  'trust-without-mfa',
  'trust-resource',
  'trust-everybody',
  'not-principal',
] as const;
export type PolicyRule = (typeof policyRules)[number];

/** `error`: it does not do what it is for. `warning`: it does more or less than it should. `note`: worth knowing, and often meant. */
export type FindingLevel = 'error' | 'warning' | 'note';

/** Something in a policy that is not as it should be. */
export interface PolicyFinding {
  readonly rule: PolicyRule;
  readonly level: FindingLevel;
  /** Where it stands in the text, from 1. */
  readonly line: number;
  /** The statement, from 1, and its Sid. Absent for what concerns the whole document. */
  readonly statement?: number;
  readonly sid?: string;
  /** The actions, the resource or the principals that it is about. */
  readonly about?: readonly string[];
  /** Characters, for what is too long: there are, and may be. */
  readonly length?: number;
  readonly limit?: number;
  /** The statement (or statements) as it should be, and as it is, as JSON with two spaces. */
  readonly fixed?: string;
  readonly was?: string;
}

/** `trust`: it says who may assume a role. `unreadable`: nobody can tell. */
export interface PolicyCheck {
  readonly kind: 'identity' | 'trust' | 'unreadable';
  readonly findings: readonly PolicyFinding[];
  /** The whole document with what is an error or a warning set right; absent when there is nothing to set right. */
  readonly fixed?: string;
}

/** Policies that Roletap writes: managing one's own MFA, and the denial of everything else without it. */
export const policyKinds = ['self', 'deny'] as const;
export type PolicyKind = (typeof policyKinds)[number];

/** What a team's policies allow beside the least: own access keys, and the change of the first password before there is MFA. */
export const policyExtras = ['keys', 'password'] as const;
export type PolicyExtra = (typeof policyExtras)[number];
