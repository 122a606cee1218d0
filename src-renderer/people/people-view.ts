import { deviceName, nextSteps, type Person } from '../../src-main/contract/team/people.ts';
import {
  groupOf,
  isIn,
  type MfaGroup,
  mfaGroups,
  type PeopleFilter,
  peopleFilters,
  type SortColumn,
} from '../../src-main/contract/team/shown.ts';
import { compare } from '../../src-main/words/grammar.ts';

const dayMillis = 86_400_000;

export const daysSince = (then: number, now: number): number => Math.max(0, Math.floor((now - then) / dayMillis));

/** What is shown of the people, and in which order. */
export interface Shown {
  readonly query: string;
  readonly filter: PeopleFilter;
  readonly column: SortColumn;
  readonly isDown: boolean;
}

export const usualShown: Shown = { query: '', filter: 'all', column: 'name', isDown: false };

/** Somebody with what is computed once: what a search looks in, and what they sign in with. */
export interface Listed {
  readonly person: Person;
  readonly text: string;
  readonly group: MfaGroup;
}

/** People as they came, by name. */
export const listedOf = (people: readonly Person[]): readonly Listed[] =>
  people
    .map((person) => {
      const devices = typeof person.mfa === 'string' ? [] : person.mfa.map(({ serial }) => deviceName(serial));
      return { person, group: groupOf(person), text: [person.name, person.arn, ...devices].join('\n').toLowerCase() };
    })
    .sort((one, other) => compare(one.person.name, other.person.name));

/** When the oldest usable key was made; nobody's is older than one without keys. */
const oldestKey = ({ keys }: Person): number =>
  Math.min(Number.POSITIVE_INFINITY, ...keys.flatMap(({ state, rotated }) => (state === 'inactive' ? [] : (rotated ?? []))));

const seen = ({ signedIn }: Person): number => (typeof signedIn === 'number' ? signedIn : -1);

/** The most urgent first: as `nextSteps` has them. */
const urgency = ({ next }: Person): number => nextSteps.indexOf(next);

const devices = ({ person: { mfa }, group }: Listed): number =>
  (mfaGroups.length - mfaGroups.indexOf(group)) * 100 + (typeof mfa === 'string' ? 0 : mfa.length);

const numbers: { readonly [C in Exclude<SortColumn, 'name'>]: (listed: Listed) => number } = {
  mfa: devices,
  keys: ({ person }) => oldestKey(person),
  signedIn: ({ person }) => -seen(person),
  next: ({ person }) => urgency(person),
};

/** What of these is shown. `all` is in the order of names, which is kept among equals. */
export const shownPeople = (all: readonly Listed[], { query, filter, column, isDown }: Shown): readonly Listed[] => {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const found = all.filter(({ person, text }) => isIn(filter, person) && words.every((word) => text.includes(word)));
  if (column === 'name') return isDown ? found.reverse() : found;
  const worth = numbers[column];
  const way = isDown ? -1 : 1;
  return found
    .map((listed) => ({ listed, at: worth(listed) }))
    .sort((one, other) => (one.at === other.at ? 0 : one.at < other.at ? -way : way))
    .map(({ listed }) => listed);
};

/** How many each filter would show. */
export const countsOf = (all: readonly Listed[]): readonly (readonly [PeopleFilter, number])[] =>
  peopleFilters.map((filter) => [filter, all.filter(({ person }) => isIn(filter, person)).length]);

/** The parts of the picture, in their order; those without anybody are left out. */
export const groupsOf = (all: readonly Listed[]): readonly (readonly [MfaGroup, number])[] =>
  mfaGroups.map((group) => [group, all.filter((listed) => listed.group === group).length] as const).filter(([, count]) => count > 0);
