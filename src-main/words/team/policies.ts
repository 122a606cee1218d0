import type { GroupPolicyView, GroupPolicyWish, ListedKind, ListedPolicy, MadePolicy } from '../../contract/team/policies.ts';
import type { PolicyKind } from '../../contract/team/policy.ts';
import { counted } from '../grammar.ts';

/** What stands around policies in the window. */
export const policiesTexts = {
  open: 'Policies…',
  title: 'Policies',
  about: 'Check any policy, or write the two that a team needs. Nothing changes until you confirm.',
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
  compare: 'Group',
  compareHint: 'Compares it with the group’s own, and lets you attach it.',
  noGroup: 'None',
  make: 'Write policy',
  listTitle: 'Policies in this account',
  list: 'List policies',
  listAgain: 'Refresh',
  listing: 'Reading policies',
  search: 'Search policies',
  onlyFound: 'With findings only',
  notAll: 'Couldn’t read everything',
  none: 'No policies match.',
  columns: { policy: 'Policy', where: 'Where', findings: 'Findings' },
  shownOf: (shown: number, all: number): string => {
    const policies = counted(all, { one: 'policy', other: 'policies' });
    return shown === all ? policies : `${shown} of ${policies}`;
  },
  attach: (group: string): string => `Attach to ${group}…`,
  replace: (group: string): string => `Replace in ${group}…`,
  detach: (group: string): string => `Remove from ${group}…`,
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

const places: { readonly [K in ListedKind]: (holder: string) => string } = {
  managed: () => 'Managed',
  trust: () => 'Trust policy of the role',
  group: (holder) => `Group ${holder}`,
  user: (holder) => `User ${holder}`,
  role: (holder) => `Role ${holder}`,
};

/** Where a policy of the account is. */
export const placeWords = ({ kind, holder = '' }: Pick<ListedPolicy, 'kind' | 'holder'>): string => places[kind](holder);

/** How many findings a policy of the list has, in its cell. */
export const foundWords = ({ errors, warnings = 0 }: Pick<ListedPolicy, 'errors' | 'warnings'>): string => {
  if (errors === undefined) return 'not checked';
  const said = [
    ...(errors === 0 ? [] : [counted(errors, { one: 'error', other: 'errors' })]),
    ...(warnings === 0 ? [] : [counted(warnings, { one: 'warning', other: 'warnings' })]),
  ];
  return said.length === 0 ? 'none' : said.join(', ');
};

type Change = Pick<GroupPolicyWish, 'group' | 'policy' | 'isRemoval'>;

/** A policy of a group, as a plan. */
export const groupPolicySheet = {
  title: ({ group, isRemoval }: Change): string => (isRemoval ? `Remove a policy from ${group}` : `Attach a policy to ${group}`),
  plan: ({ group, policy, isRemoval, accountId, source }: Change & Pick<GroupPolicyView, 'accountId' | 'source'>): string =>
    `This ${isRemoval ? 'removes' : 'attaches'} “${kinds[policy]}” ${isRemoval ? 'from' : 'to'} ${group} in account ${accountId}, with the rights of “${source}”:`,
  step: ({ group, policy, isRemoval }: Change): string =>
    isRemoval ? `Remove “${kinds[policy]}” from ${group}` : `Attach “${kinds[policy]}” to ${group}`,
  carry: (isRemoval: boolean): string => (isRemoval ? 'Remove policy' : 'Attach policy'),
  running: 'Changing the group’s policies',
  done: ({ group, isRemoval }: Change): string => (isRemoval ? `${group} no longer has the policy` : `${group} has the policy`),
  undone: (group: string): string => `${group} has what it had before`,
  unfinished: (group: string): string => `Changing ${group}’s policies isn’t finished.`,
  removed: 'Policy to remove',
  put: 'Policy to attach',
  waysOn: (id: string): string => `continue: roletap team attach --resume ${id}    undo: roletap team attach --undo ${id}`,
  withoutMfa: (group: string): string => `Everyone in ${group} can then work without MFA.`,
} as const;
