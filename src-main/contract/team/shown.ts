import type { Person, PersonFlag } from './people.ts';

/** What of the people is shown. */
export const peopleFilters = ['all', 'no-mfa', 'one-device', 'old-key', 'unused'] as const;
export type PeopleFilter = (typeof peopleFilters)[number];

export const sortColumns = ['name', 'mfa', 'keys', 'signedIn', 'next'] as const;
export type SortColumn = (typeof sortColumns)[number];

/** Who signs in with what, the best first. `no-access`: there is neither a password nor an active key. */
export const mfaGroups = ['yubikey', 'passkey', 'virtual', 'unknown', 'none', 'no-access'] as const;
export type MfaGroup = (typeof mfaGroups)[number];

const flagsOf: { readonly [F in Exclude<PeopleFilter, 'all'>]: readonly PersonFlag[] } = {
  'no-mfa': ['no-mfa', 'root-no-mfa'],
  'one-device': ['one-device'],
  'old-key': ['old-key'],
  unused: ['unused'],
};

export const isIn = (filter: PeopleFilter, { flags }: Pick<Person, 'flags'>): boolean =>
  filter === 'all' || flagsOf[filter].some((flag) => flags.includes(flag));

/** The best that a person signs in with. */
export const groupOf = ({ mfa, console, keys }: Pick<Person, 'mfa' | 'console' | 'keys'>): MfaGroup => {
  if (typeof mfa === 'string') return 'unknown';
  const kinds = new Set(mfa.map(({ kind }) => kind));
  if (kinds.has('yubikey')) return 'yubikey';
  if (kinds.has('passkey') || kinds.has('hardware')) return 'passkey';
  if (kinds.has('virtual')) return 'virtual';
  return console === 'no' && keys.every(({ state }) => state === 'inactive') ? 'no-access' : 'none';
};
