import type { EndedView } from '../../contract/alerts.ts';
import type { Colour } from '../../contract/preferences.ts';
import type { RoleState, RoleView } from '../../contract/snapshot.ts';
import { shellWord } from '../../contract/text.ts';
import type { EnvironmentFormat } from '../../contract/tools.ts';
import type { Millis } from '../../contract/values.ts';
import { clockTime, counted, date, span } from '../grammar.ts';
import { problemWords } from '../problems/problem-words.ts';
import { waitingForWords } from '../questions.ts';

/** What a row of the list and its menu say of a role. Pure. */

/** State of a role in a few words, for a row, a menu item or a line in the terminal. */
export const roleStateWords = (state: RoleState): string => {
  switch (state.kind) {
    case 'idle':
      return 'idle';
    case 'active':
      return state.expiring ? 'ends soon' : 'active';
    case 'failed':
      return problemWords(state.problem).title;
    case 'waiting':
      return waitingForWords(state.for);
  }
};

/** What a screen reader says when a role's state changes; undefined when there is nothing to say. */
export const announcementWords = (role: RoleView): string | undefined => {
  switch (role.state.kind) {
    case 'idle':
      return `${role.profile}’s session ended.`;
    case 'active':
      return role.state.expiring ? `${role.profile}’s session ends soon.` : `${role.profile} is open.`;
    case 'failed': {
      const words = problemWords(role.state.problem);
      return `${role.profile}: ${words.title}. ${words.advice}`;
    }
    case 'waiting':
      return undefined;
  }
};

/** What was just ended and can still be taken back; without a full stop. */
export const endedWords = ({ names, all }: Pick<EndedView, 'names' | 'all'>): string => {
  const [only] = names;
  if (all) return 'All sessions ended';
  return names.length === 1 && only !== undefined
    ? `${only} ended`
    : `${counted(names.length, { one: 'session', other: 'sessions' })} ended`;
};

/** Where the role comes from, when that is not a profile. */
export const originWords = ({ origin, maybe }: Pick<RoleView, 'origin' | 'maybe'>): string | undefined =>
  origin === 'iam' ? (maybe ? 'from IAM, not verified' : 'from IAM') : origin === 'added' ? 'added by hand' : undefined;

/** What is tapped under a name: the role, or the source's own user. */
export const roleNameWords = ({ user, roleName }: Pick<RoleView, 'user' | 'roleName'>): string => (user ? 'with MFA' : roleName);

const sourceKinds: Readonly<Record<NonNullable<RoleView['sourceKind']>, string>> = {
  store: 'key in the key store',
  process: 'key from a program',
  login: 'with aws login',
  sso: 'with Identity Center',
  certificate: 'by certificate',
};

/** Where the credentials come from that open it; undefined for keys in a file, which is the usual case. */
export const sourceKindWords = ({ sourceKind, certificate }: Pick<RoleView, 'sourceKind' | 'certificate'>): string | undefined => {
  const { until, isHelper } = certificate ?? {};
  if (isHelper) return until === undefined ? 'with aws_signing_helper' : `aws_signing_helper, certificate until ${date(until)}`;
  if (until !== undefined) return `certificate until ${date(until)}`;
  return sourceKind === undefined ? undefined : sourceKinds[sourceKind];
};

/** When a session ends, or renews by itself. */
export const endWords = (state: RoleState, expires: Millis): string =>
  state.kind === 'active' && state.renews !== undefined ? `renews ${clockTime(state.renews)}` : `ends ${clockTime(expires)}`;

/** Stands for the command where there is none yet; a click opens the tools of the role. */
export const lacksLineWords = (target: string): string => `Set up “${target}” in tools first…`;

export const formatNames: Readonly<Record<EnvironmentFormat, string>> = {
  sh: 'bash, zsh, sh',
  fish: 'fish',
  powershell: 'PowerShell',
  cmd: 'cmd',
  nushell: 'Nushell',
  dotenv: '.env file',
};

/** Under what copies keys or the endpoint's token. */
export const clipboardWords = (seconds: number): string => `Cleared from the clipboard after ${span(seconds)}.`;

export const colourNames: Readonly<Record<Colour, string>> = {
  none: 'No colour',
  red: 'Red',
  orange: 'Orange',
  yellow: 'Yellow',
  green: 'Green',
  teal: 'Teal',
  blue: 'Blue',
  purple: 'Purple',
  pink: 'Pink',
};

/** The question before the first tap of a role whose name looks like production, and what a guard is. */
export const guardWords = {
  question: (role: string): string => `Guard ${role}?`,
  why: 'Its name looks like production.',
  meaning: 'A guarded role needs a fresh touch each time, opens only short sessions and never renews by itself.',
  change: 'You can change this in the role’s menu.',
  guard: 'Guard and tap in',
  leave: 'Tap in unguarded',
} as const;

const partitionNames: Readonly<Record<string, string>> = {
  'aws-cn': 'China',
  'aws-us-gov': 'GovCloud',
  'aws-eusc': 'European Sovereign Cloud',
};

/** Name of a partition where it is not the usual one. */
export const partitionName = (partition: string): string | undefined =>
  partition === 'aws' ? undefined : (partitionNames[partition] ?? partition);

/** What the terminal says of roles that certificates open. */
export const anywhereRolesSaid = {
  none: 'No roles are opened by certificate yet.',
  /** One column has which certificate opens a role. */
  certificate: ({ wanted, slot }: { readonly wanted: string; readonly slot?: string }): string =>
    wanted || (slot === undefined ? 'any' : `slot ${slot}`),
  needsRole: 'Name the role to serve: roletap anywhere serve ROLE.',
  serving: (role: string): string => `Serving ${role} to programs on this computer. Press Ctrl+C to stop.`,
  needsName: 'name the profile with --name',
  needsYes: 'needs --yes when it isn’t run in a terminal',
  needsArn: (option: string): string => `needs ${option}, or --source and --region to read it from AWS`,
  which: (option: string): string => `Which one for ${option}?`,
  mayAdd: 'Add this profile? [y/N] ',
  added: (name: string): string => `Added ${name}. Open it: roletap tap ${name}`,
  needsLine: 'name a profile that calls aws_signing_helper',
  mayAdopt: 'Change this profile? [y/N] ',
  adopted: (name: string): string =>
    `${name} asks Roletap now. Open it: roletap tap ${shellWord(name)}. Undo: roletap anywhere adopt --undo ${shellWord(name)}`,
  pinGone: 'The line contained your YubiKey’s PIN, which is no longer in the file. Copies of the file still have it: change the PIN.',
  givenBack: (name: string): string => `${name} calls aws_signing_helper again.`,
  /** Below the list. */
  callsHelper: (name: string): string => `${name} calls aws_signing_helper. Let it ask Roletap: roletap anywhere adopt ${shellWord(name)}`,
} as const;
