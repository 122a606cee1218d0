import type { MfaKind, NextStep, PersonFlag, TeamGap, TeamProgress } from '../../contract/team/people.ts';
import { counted, date } from '../grammar.ts';

const kinds: { readonly [K in MfaKind]: string } = {
  yubikey: 'YubiKey',
  virtual: 'virtual device',
  passkey: 'passkey',
  hardware: 'hardware token',
};

/** How a person signs in beside a password: `2 × YubiKey, passkey`. */
export const mfaWords = (mfa: readonly { readonly kind: MfaKind }[] | 'unknown' | 'unread'): string => {
  if (mfa === 'unread') return '?';
  if (mfa === 'unknown') return 'yes';
  if (mfa.length === 0) return 'none';
  const counts = new Map<MfaKind, number>();
  for (const { kind } of mfa) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return [...counts].map(([kind, count]) => (count === 1 ? kinds[kind] : `${count} × ${kinds[kind]}`)).join(', ');
};

const flags: { readonly [F in PersonFlag]: string } = {
  'root-key': 'root has an access key',
  'root-no-mfa': 'root without MFA',
  'no-mfa': 'no MFA',
  'one-device': 'one device',
  'two-keys': 'two active keys',
  'old-key': 'key over 90 days',
  unused: 'unused for 45 days',
  'odd-key': 'key in an unknown state',
};

export const flagWords = (flag: PersonFlag): string => flags[flag];

const steps: { readonly [S in NextStep]: string } = {
  'delete-root-key': 'Delete root’s access key',
  'add-root-mfa': 'Set up MFA for root',
  'add-mfa': 'Set up MFA',
  'check-key': 'Check the key in the IAM console',
  'remove-unused': 'Remove access',
  'delete-second-key': 'Delete one key',
  'rotate-key': 'Rotate the key',
  'add-spare': 'Add a spare YubiKey',
  none: '',
};

export const stepWords = (step: NextStep): string => steps[step];

const unread: { readonly [W in TeamGap['what']]: string } = {
  report: 'the credential report',
  'new-report': 'a new credential report',
  users: 'all users',
  'virtual-devices': 'the list of virtual MFA devices',
  devices: 'people’s MFA devices',
  tags: 'the tags of MFA devices',
};

/** What could not be read, and the action that would allow it. */
export const gapWords = ({ what, action, count }: Pick<TeamGap, 'what' | 'action' | 'count'>): string => {
  const whose = count === undefined ? '' : ` (${counted(count, { one: 'person', other: 'people' })})`;
  return `Couldn’t read ${unread[what]}${whose}.${action === undefined ? '' : ` Missing permission: \`${action}\`.`}`;
};

export const progressOfTeam = ({ what, done, total }: TeamProgress): string => {
  const said: { readonly [W in TeamProgress['what']]: string } = {
    session: 'Opening a session…',
    policies: `Reading users, groups and policies: ${done}`,
    report: 'Waiting for AWS’s credential report…',
    devices: `Reading MFA devices: ${done} of ${total}`,
    tags: `Reading the tags of MFA devices: ${done} of ${total}`,
  };
  return said[what];
};

export const peopleSaid = {
  /** How old the facts are. `isOld`: over four hours. */
  generated: (at: number, clock: string, isOld: boolean): string =>
    `From AWS’s credential report of ${date(at)}, ${clock} UTC.${isOld ? ' It is more than four hours old.' : ''}`,
  noReport: 'Without the credential report, passwords and access keys aren’t known.',
  orphans: (count: number): string =>
    `${counted(count, { one: 'virtual device belongs', other: 'virtual devices belong' })} to no user and can be deleted.`,
  summary: (people: number, withMfa: number): string => `${counted(people, { one: 'person', other: 'people' })}, ${withMfa} with MFA`,
  never: 'never',
  ago: (days: number): string => (days === 0 ? 'today' : `${days} d ago`),
  /** How old an access key is. */
  age: (days: number): string => `${days} d`,
  inactive: 'inactive',
} as const;
