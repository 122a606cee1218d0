import type { TeamProblem } from '../../contract/problems/team.ts';
import type { EnforceStep, EnforceView } from '../../contract/team/enforce.ts';
import { counted, date, listed } from '../grammar.ts';

const steps: { readonly [S in EnforceStep]: (group: string) => string } = {
  'own-mfa': (group) => `Let ${group} manage their own MFA`,
  everybody: () => 'Wait until everyone has MFA',
  deny: (group) => `Deny ${group} everything else without MFA`,
};

export const enforceStepWords = (step: EnforceStep, { scope, group }: Pick<EnforceView, 'scope' | 'group'>): string =>
  steps[step](scope === 'account' ? `everyone in account ${group}` : group);

/** A plan's step by its name: `deny group developers`. */
export const enforceDeedWords = (name: string): string => {
  const [what, , whom = ''] = name.split(' ');
  return steps[what === 'deny' ? 'deny' : 'own-mfa'](whom);
};

const states = { done: 'done', todo: 'to do', blocked: 'not yet' } as const;

export const enforceStateWords = (state: keyof typeof states): string => states[state];

const some = (names: readonly string[]): string => `${listed(names.slice(0, 8))}${names.length > 8 ? ` and ${names.length - 8} more` : ''}`;

const unreadWords = (names: readonly string[]): string => `MFA devices couldn’t be read for ${some(names)}.`;

/** Those without MFA, and those of whom nobody knows. */
const apart = (names: readonly string[], unread: readonly string[]) => {
  const all = new Set(unread);
  return { bare: names.filter((name) => !all.has(name)), unknown: names.filter((name) => all.has(name)) };
};

/** Whether a group can be made to use MFA today, in a sentence with names. */
export const safeWords = ({
  group,
  members,
  lockedOut,
  isEnforced,
}: Pick<EnforceView, 'group' | 'members' | 'lockedOut' | 'isEnforced'>): string => {
  if (members.length === 0) return `${group} has no members.`;
  if (isEnforced && lockedOut.length === 0) return `${group} needs MFA: ${members.length} of ${members.length} have it.`;
  if (lockedOut.length === 0) return `Safe to enforce: ${members.length} of ${members.length} have MFA.`;
  const { bare, unknown } = apart(
    lockedOut,
    members.filter(({ devices }) => devices === undefined).map(({ name }) => name),
  );
  if (bare.length === 0)
    return isEnforced ? `${group} needs MFA. ${unreadWords(unknown)}` : `Can’t tell whether it’s safe: ${unreadWords(unknown)}`;
  const said = isEnforced ? `Locked out until they set up MFA: ${some(bare)}.` : `Not safe to enforce: this would lock out ${some(bare)}.`;
  return unknown.length === 0 ? said : `${said} ${unreadWords(unknown)}`;
};

/** Why a user would not help in an emergency. */
export const breakGlassProblem = ({ user, why, group }: Extract<TeamProblem, { readonly code: 'enforce-break-glass' }>) => ({
  title: 'The emergency user wouldn’t help',
  happened: `“${user}” ${{ missing: 'doesn’t exist', 'in-group': `is in the group “${group}”, which would need MFA`, 'no-mfa': 'has no MFA, so it would be open to everyone who finds its password or key' }[why]}.`,
  advice: {
    missing: 'Choose another user.',
    'in-group': 'Take them out of their groups, or choose another user.',
    'no-mfa': 'Set up MFA for them first.',
  }[why],
});

/** Why MFA is not required of them yet. `isTyped`: it is read in a terminal. */
export const unsafeProblem = (
  { group, names, unknown: unread = [], isBare }: Extract<TeamProblem, { readonly code: 'enforce-unsafe' }>,
  isTyped: boolean,
) => {
  const { bare, unknown } = apart(names, unread);
  const locked = `${some(bare)} would be locked out`;
  const first = bare.length === 0 ? unreadWords(unknown) : unknown.length === 0 ? `${locked}.` : `${locked}, and ${unreadWords(unknown)}`;
  const happened = `${first} Nothing was denied to “${group}”.`;
  if (bare.length === 0)
    return { title: 'MFA isn’t known for everyone', happened, advice: 'Try again with a role or user that may read MFA devices.' };
  return {
    title: 'Not everyone has MFA yet',
    happened,
    advice: isBare
      ? 'Attach “Manage own MFA” to the group. Try again when they have MFA.'
      : `They can set up MFA now. ${isTyped ? 'Run this' : 'Check'} again when they have.`,
  };
};

/** Of whom MFA is required. */
export const scopeWords = ({ scope, group }: Pick<EnforceView, 'scope' | 'group'>): string =>
  scope === 'account' ? `account ${group}` : group;

export const enforceSaid = {
  waysOn: (id: string): string => `continue: roletap team enforce --resume ${id}    undo: roletap team enforce --undo ${id}`,
  undone: (label: string): string => `Undone for ${label}. What was there before stays.`,
  finished: (label: string): string => `Finished for ${label}.`,

  devices: (count: number | undefined): string => (count === undefined ? 'unknown' : counted(count, { one: 'device', other: 'devices' })),
  /** Who could take the Deny back. */
  outside: (count: number): string =>
    count === 0
      ? 'MFA would be required of every user. Keep one outside for emergencies, with MFA.'
      : `${counted(count, { one: 'user stays', other: 'users stay' })} outside.`,
  /** How old is what some are told by. */
  report: (at: number, clock: string): string => `Who has no device is from AWS’s credential report of ${date(at)}, ${clock} UTC.`,
  confirm: (group: string): string => `Require MFA for ${group}? [y/N] `,
  confirmOff: (group: string): string => `Stop requiring MFA for ${group}? [y/N] `,
  needsYes: 'Can’t ask here: use --yes',
  unread: (count: number): string => `${counted(count, { one: 'thing', other: 'things' })} couldn’t be read:`,
} as const;
