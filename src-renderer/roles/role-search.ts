import type { AwsAccountView } from '../../src-main/contract/preferences.ts';
import type { RoleView } from '../../src-main/contract/snapshot.ts';
import { find } from '../../src-main/search/find.ts';
import { type Accounts, accountKey, inOrder } from '../../src-main/words/roles/order.ts';
import { roleNameWords } from '../../src-main/words/roles/role.ts';

/** Lower is better; undefined when the role does not fit. Every word must occur somewhere. */
const rankFor = ({ profile, roleName, rest }: Searchable, words: readonly string[]): number | undefined => {
  let rank = 0;
  for (const word of words) {
    const at = profile.indexOf(word);
    if (at === 0) rank += profile.length === word.length ? 0 : 1;
    else if (at > 0) rank += /[a-z0-9]/.test(profile.charAt(at - 1)) ? 3 : 2;
    else if (rest.includes(word)) rank += roleName.startsWith(word) ? 3 : 4;
    else return undefined;
  }
  return rank;
};

/** What a search looks at, in lower case. */
interface Searchable {
  readonly role: RoleView;
  readonly profile: string;
  readonly roleName: string;
  readonly rest: string;
  /** Where the letters of a misspelled name are looked for. */
  readonly names: readonly [profile: string, roleName: string];
}

const toSearchable = (role: RoleView, account: AwsAccountView | undefined): Searchable => ({
  role,
  profile: role.profile.toLowerCase(),
  roleName: roleNameWords(role).toLowerCase(),
  names: [role.profile, role.roleName],
  rest: `${roleNameWords(role)} ${role.roleArn} ${role.source} ${role.target} ${role.region ?? ''} ${account?.alias ?? ''}`.toLowerCase(),
});

/** Made once for each list that comes from main, not once for each key: those that were tapped lately first, then by name. */
const searchable = (roles: readonly RoleView[], accounts: Accounts): readonly Searchable[] => {
  const known = searchables.get(roles);
  if (known?.accounts === accounts) return known.made;
  const all = inOrder(roles);
  const recent = all.filter((role) => role.recent !== undefined).sort((a, b) => (a.recent ?? 0) - (b.recent ?? 0));
  const made = [...recent, ...all.filter((role) => role.recent === undefined)].map((role) =>
    toSearchable(role, accounts.get(accountKey(role))),
  );
  searchables.set(roles, { accounts, made });
  return made;
};
const searchables = new WeakMap<readonly RoleView[], { readonly accounts: Accounts; readonly made: readonly Searchable[] }>();

/** Words of a search; an account id may be typed as the console shows it, with dashes. */
export const searchWords = (query: string): readonly string[] =>
  query
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
    .map((word) => (/^[\d-]+$/.test(word) && word.includes('-') ? word.replaceAll('-', '') : word));

/** Below so many, roles with the letters that were typed here and there in their names are found as well. */
const fewRoles = 8;

export interface FoundRoles {
  /** Every word occurs in them; by rank, and within a rank those that were tapped lately first, then by name. */
  readonly fitting: readonly RoleView[];
  /** The rank of the first of them for each word, 0 for its name; absent when none fits. */
  readonly best?: number;
  /** Where few fit: those that a misspelled or shortened name may mean (`paymnts`, `ppa0`). */
  readonly meant: readonly RoleView[];
}

/** The roles for the words of a search. No sort: this runs on every key. */
export const searchRoles = (roles: readonly RoleView[], words: readonly string[], accounts: Accounts): FoundRoles => {
  const byRank: RoleView[][] = [];
  const entries = searchable(roles, accounts);
  for (const entry of entries) {
    const rank = rankFor(entry, words);
    if (rank === undefined) continue;
    const same = byRank[rank];
    if (same === undefined) byRank[rank] = [entry.role];
    else same.push(entry.role);
  }
  // Skips the ranks that nobody has.
  const fitting = byRank.flat();
  const lowest = byRank.findIndex((same) => same !== undefined);
  const best = lowest === -1 || words.length === 0 ? {} : { best: lowest / words.length };
  if (fitting.length >= fewRoles || words.join('').length < 3) return { fitting, ...best, meant: [] };
  const known = new Set(fitting);
  const meant = find(words.join(' '), entries, ({ names }) => names, fewRoles)
    .map(({ item }) => item.role)
    .filter((role) => !known.has(role));
  return { fitting, ...best, meant };
};
