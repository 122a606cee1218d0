import type { Person } from '../../../src-main/contract/team/people.ts';
import { compare } from '../../../src-main/words/grammar.ts';

/** The people who can be chosen, as far as somebody was read. */
export interface Choosable {
  /** A person's groups; undefined where nobody knows. */
  readonly groupsOf: (user: string) => readonly string[] | undefined;
  /** Of the group, or of any where none is chosen; all where it isn't known who is in which. */
  readonly membersOf: (group: string) => readonly string[];
  /** Those who may be the user for emergencies: in no group, and not without MFA. */
  readonly outside: readonly string[];
}

/** By the texts of `ReadTeamView` and `TeamGroups`. */
export const choosable = (read: string | undefined, memberships: string | undefined): Choosable => {
  const people = read === undefined ? [] : (JSON.parse(read) as readonly Person[]).filter(({ isRoot }) => !isRoot);
  const known =
    memberships === undefined ? undefined : new Map(JSON.parse(memberships) as readonly (readonly [string, readonly string[]])[]);
  const names = [...new Set([...people.map(({ name }) => name), ...(known?.keys() ?? [])])].sort(compare);
  const bare = new Set(people.filter(({ mfa }) => typeof mfa !== 'string' && mfa.length === 0).map(({ name }) => name));
  return {
    groupsOf: (user) => known?.get(user),
    membersOf: (group) =>
      known ? names.filter((name) => (group === '' ? known.get(name)?.length : known.get(name)?.includes(group))) : names,
    outside: names.filter((name) => !bare.has(name) && (known?.get(name) ?? []).length === 0),
  };
};
