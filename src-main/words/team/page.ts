import type { PersonKey } from '../../contract/team/people.ts';
import type { MfaGroup, PeopleFilter } from '../../contract/team/shown.ts';
import { counted } from '../grammar.ts';

/** What stands around the people in the window. */
export const peopleTexts = {
  title: 'People',
  about: 'Everyone who can sign in to an AWS account, with their MFA devices and access keys. Reading changes nothing.',
  needs: 'Roletap asks AWS with a session, never with a plain access key. The role or user needs the permissions in SecurityAudit.',
  rights: 'Role or user',
  none: 'Roletap needs a role or a user to ask AWS with. Add an access key first.',
  read: 'Show people',
  search: 'Search people',
  filters: 'Filters',
  table: 'People',
  columns: { name: 'Person', mfa: 'MFA', keys: 'Access keys', signedIn: 'Last sign-in', next: 'Next step' },
  setUp: 'Set up',
  export: 'Export',
  csv: 'People as CSV',
  json: 'People as JSON',
  changed: 'Changed since. Refresh to see it.',
  noneShown: 'No matching people',
  showAll: 'Show all',
  /** In a cell. */
  noKeys: 'none',
  noPassword: 'no password',
  unknown: 'unknown',
  nothingToDo: 'none',
  orphanTitle: 'Virtual devices without a user',
  deleteOrphan: 'Delete…',
} as const;

const filters: { readonly [F in PeopleFilter]: string } = {
  all: 'All',
  'no-mfa': 'No MFA',
  'one-device': 'One device',
  'old-key': 'Old keys',
  unused: 'Unused',
};

/** `No MFA 3`: how many a filter would show. */
export const filterWords = (filter: PeopleFilter, count: number): string => `${filters[filter]} ${count}`;

const groups: { readonly [G in MfaGroup]: string } = {
  yubikey: 'YubiKey',
  passkey: 'Passkey or token',
  virtual: 'Virtual device',
  unknown: 'Unknown',
  none: 'No MFA',
  'no-access': 'No access',
};

/** In the picture of the team: who signs in with what. */
export const groupWords = (group: MfaGroup): string => groups[group];

/** The picture in a sentence: `12 YubiKey, 3 No MFA`. */
export const pictureOfTeam = (counts: readonly (readonly [MfaGroup, number])[]): string =>
  counts.map(([group, count]) => `${count} ${groups[group]}`).join(', ');

/** How many of all are shown. */
export const shownWords = (shown: number, all: number): string =>
  shown === all ? counted(all, { one: 'person', other: 'people' }) : `${shown} of ${counted(all, { one: 'person', other: 'people' })}`;

/** How long ago something was, in days. */
export const agoWords = (days: number): string => (days === 0 ? 'today' : days === 1 ? 'yesterday' : `${days} d ago`);

/** When and for what a key was last used. `days` is undefined for a key that never was, and where nobody knows. */
export const keyUse = ({ used }: Pick<PersonKey, 'used'>, days: number | undefined): string => {
  if (used === undefined) return '';
  if (used === 'never' || days === undefined) return 'never used';
  return [agoWords(days), used.service, used.region].filter((part) => part !== '').join(', ');
};

/** What a person who hears the table is told of the sorting. */
export const sortWords = (column: string): string => `Sort by ${column}`;

/** What lacks where AWS denied a call. */
export const deniedWords = ({
  action,
  resource,
  explicit,
}: {
  readonly action: string;
  readonly resource: string;
  readonly explicit: boolean;
}): string =>
  `Missing permission: \`${action}\`${resource === '*' ? '' : ` on ${resource}`}.${explicit ? ' A policy explicitly denies it.' : ''}`;

/** A group to choose, with how many are in it. */
export const groupChoice = ({ name, members }: { readonly name: string; readonly members?: number }): string =>
  members === undefined ? name : `${name} (${counted(members, { one: 'member', other: 'members' })})`;
