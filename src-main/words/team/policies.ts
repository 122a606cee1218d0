import type { MadePolicy } from '../../contract/team/policies.ts';
import type { PolicyKind } from '../../contract/team/policy.ts';

/** What stands around policies in the window. */
export const policiesTexts = {
  open: 'Policies…',
  title: 'Policies that require MFA',
  about: 'Check any policy, or write the two that a team needs. Nothing is changed.',
  check: 'Check',
  checkTitle: 'Check a policy',
  pasted: 'Pasted policy',
  text: 'Policy or trust policy',
  file: 'Open file…',
  fileField: 'File with a policy',
  arn: 'ARN',
  arnHint: 'Of a managed policy, or of a role for its trust policy.',
  read: 'Read from account',
  working: 'Reading the policy',
  findings: 'Findings',
  line: (line: number): string => `line ${line}`,
  change: 'Change',
  fixed: 'Fixed policy',
  makeTitle: 'Write a policy',
  kinds: 'Which policy',
  keys: 'Include own access keys',
  password: 'Include changing the first password',
  compare: 'Compare with group',
  compareHint: 'The group’s policy of the same kind. Leave it empty to only write it.',
  make: 'Write policy',
} as const;

const kinds: { readonly [K in PolicyKind]: string } = { self: 'Manage own MFA', deny: 'Deny everything else without MFA' };

export const policyKindWords = (kind: PolicyKind): string => kinds[kind];

/** How a group's policy compares with the one that was written. */
export const comparedWords = ({ group = '', change }: Pick<MadePolicy, 'group' | 'change'>): string =>
  change === undefined
    ? `${group} doesn’t have this policy yet.`
    : change.length === 0
      ? `${group} has exactly this policy.`
      : `${group} has another version of this policy.`;
