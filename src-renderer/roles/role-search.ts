import type { AwsAccountView } from '../../src-main/contract/preferences.ts';
import type { RoleView } from '../../src-main/contract/snapshot.ts';
import { find } from '../../src-main/search/find.ts';
import { type Accounts, accountKey, inOrder } from '../../src-main/words/roles/order.ts';
import { roleNameWords } from '../../src-main/words/roles/role.ts';

/** Lower rank is better; undefined when the role does not fit. Every word of the query must occur somewhere. */
export const rankOf = (role: RoleView, query: string, account?: AwsAccountView): number | undefined =>
  rankFor(toSearchable(role, account), searchWords(query));

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
}

const toSearchable = (role: RoleView, account: AwsAccountView | undefined): Searchable => ({
  role,
  profile: role.profile.toLowerCase(),
  roleName: roleNameWords(role).toLowerCase(),
  rest: `${roleNameWords(role)} ${role.roleArn} ${role.source} ${role.target} ${role.region ?? ''} ${account?.alias ?? ''}`.toLowerCase(),
});

/** Made once for each list that comes from main, not once for each key. */
const searchable = (roles: readonly RoleView[], accounts: Accounts): readonly Searchable[] => {
  const known = searchables.get(roles);
  if (known?.accounts === accounts) return known.made;
  const made = inOrder(roles).map((role) => toSearchable(role, accounts.get(accountKey(role))));
  searchables.set(roles, { accounts, made });
  return made;
};
const searchables = new WeakMap<readonly RoleView[], { readonly accounts: Accounts; readonly made: readonly Searchable[] }>();

/** Words of a search; an account id may be typed as the console shows it, with dashes. */
const searchWords = (query: string): readonly string[] =>
  query
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
    .map((word) => (/^[\d-]+$/.test(word) && word.includes('-') ? word.replaceAll('-', '') : word));

/** Below so many, roles with the letters that were typed here and there in their names are found as well. */
const fewRoles = 8;

/**
 * The roles that fit, by rank, and within a rank in the order of the names; where these are few, behind them those that a misspelled or shortened name may mean
 * (`paymnts`, `ppa0`). No sort: this runs on every key.
 */
export const foundRoles = (roles: readonly RoleView[], query: string, accounts: Accounts): readonly RoleView[] => {
  const words = searchWords(query);
  const byRank: RoleView[][] = [];
  for (const entry of searchable(roles, accounts)) {
    const rank = rankFor(entry, words);
    if (rank === undefined) continue;
    const same = byRank[rank];
    if (same === undefined) byRank[rank] = [entry.role];
    else same.push(entry.role);
  }
  // Skips the ranks that nobody has.
  const found = byRank.flat();
  if (found.length >= fewRoles || words.join('').length < 3) return found;
  const known = new Set(found);
  const meant = find(query, roles, ({ profile, roleName }) => [profile, roleName], fewRoles)
    .map(({ item }) => item)
    .filter((role) => !known.has(role));
  return [...found, ...meant];
};
