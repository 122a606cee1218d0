import type { RoleView, SessionView } from '../src-main/contract/snapshot.ts';

/** What the list shows, top to bottom: headings and what stands under them. */
export type ListItem =
  | { readonly kind: 'heading'; readonly key: string; readonly group: string; readonly title: string; readonly detail?: string }
  | RoleItem
  | { readonly kind: 'session'; readonly key: string; readonly group: string; readonly session: SessionView; readonly place: Place };

export interface RoleItem {
  readonly kind: 'role';
  readonly key: string;
  readonly group: string;
  readonly role: RoleView;
  /** The session in the role's target; also there while it is renewed or when that failed. */
  readonly session?: SessionView;
  readonly place: Place;
}

/** Which row of its group: 1 is the first. */
interface Place {
  readonly index: number;
  readonly of: number;
}

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });
const byProfile = (a: RoleView, b: RoleView): number => collator.compare(a.profile, b.profile) || (a.profile < b.profile ? -1 : 1);

/** Sorting by the collator costs most of a frame with 2,000 roles, so it is done once for each list that comes from main. */
const inOrder = (roles: readonly RoleView[]): readonly RoleView[] => {
  const known = orders.get(roles);
  if (known !== undefined) return known;
  const sorted = [...roles].sort(byProfile);
  orders.set(roles, sorted);
  return sorted;
};
const orders = new WeakMap<readonly RoleView[], readonly RoleView[]>();

const partitionNames: Readonly<Record<string, string>> = {
  'aws-cn': 'China',
  'aws-us-gov': 'GovCloud',
  'aws-eusc': 'European Sovereign Cloud',
};

/** Name of a partition where it is not the usual one. */
export const partitionName = (partition: string): string | undefined =>
  partition === 'aws' ? undefined : (partitionNames[partition] ?? partition);

const roleItems = (
  group: string,
  roles: readonly RoleView[],
  sessionOf: (role: RoleView) => SessionView | undefined,
): readonly RoleItem[] =>
  roles.map((role, index) => {
    const session = sessionOf(role);
    const place = { index: index + 1, of: roles.length };
    return { kind: 'role', key: `role ${role.id}`, group, role, place, ...(session === undefined ? {} : { session }) };
  });

/** Active roles first, then the others by account; sessions of roles that no profile names come last in "Active". */
export const groupedItems = (roles: readonly RoleView[], sessions: readonly SessionView[]): readonly ListItem[] => {
  const byTarget = new Map(sessions.map((session) => [session.target, session]));
  const sessionOf = (role: RoleView) => byTarget.get(role.target);
  const isActive = (role: RoleView) => role.state.kind === 'active' || byTarget.has(role.target);
  const active = inOrder(roles).filter(isActive);
  const targets = new Set(roles.map((role) => role.target));
  const strangers = sessions.filter((session) => !targets.has(session.target));

  const items: ListItem[] = [];
  if (active.length + strangers.length > 0) {
    items.push({ kind: 'heading', key: 'group active', group: 'active', title: 'Active' });
    items.push(...roleItems('active', active, sessionOf));
    items.push(
      ...strangers.map((session, index) => ({
        kind: 'session' as const,
        key: `session ${session.target}`,
        group: 'active',
        session,
        place: { index: active.length + index + 1, of: active.length + strangers.length },
      })),
    );
  }
  const accounts = new Map<string, RoleView[]>();
  for (const role of inOrder(roles)) {
    if (isActive(role)) continue;
    const group = `${role.partition} ${role.accountId}`;
    const known = accounts.get(group);
    if (known === undefined) accounts.set(group, [role]);
    else known.push(role);
  }
  for (const [group, members] of [...accounts].sort(([a], [b]) => collator.compare(a, b))) {
    const first = members[0];
    if (first === undefined) continue;
    const partition = partitionName(first.partition);
    items.push({
      kind: 'heading',
      key: `group ${group}`,
      group,
      title: `Account ${first.accountId}`,
      ...(partition === undefined ? {} : { detail: partition }),
    });
    items.push(...roleItems(group, members, sessionOf));
  }
  return items;
};

/** Lower rank is better; undefined when the role does not fit. Every word of the query must occur somewhere. */
export const rankOf = (role: RoleView, query: string): number | undefined => rankFor(toSearchable(role), searchWords(query));

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

const toSearchable = (role: RoleView): Searchable => ({
  role,
  profile: role.profile.toLowerCase(),
  roleName: role.roleName.toLowerCase(),
  rest: `${role.roleArn} ${role.source} ${role.target} ${role.region ?? ''}`.toLowerCase(),
});

/** Made once for each list that comes from main. */
const searchable = (roles: readonly RoleView[]): readonly Searchable[] => {
  const known = searchables.get(roles);
  if (known !== undefined) return known;
  const made = inOrder(roles).map(toSearchable);
  searchables.set(roles, made);
  return made;
};
const searchables = new WeakMap<readonly RoleView[], readonly Searchable[]>();

/** Words of a search; an account id may be typed as the console shows it, with dashes. */
const searchWords = (query: string): readonly string[] =>
  query
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
    .map((word) => (/^[\d-]+$/.test(word) && word.includes('-') ? word.replaceAll('-', '') : word));

/** The list for a query: grouped when it is empty, else one group, best match first. */
export const listItems = (roles: readonly RoleView[], sessions: readonly SessionView[], query: string): readonly ListItem[] => {
  if (query.trim() === '') return groupedItems(roles, sessions);
  const words = searchWords(query);
  const byTarget = new Map(sessions.map((session) => [session.target, session]));
  // By rank, and within a rank in the order of the names. No sort: this runs on every key.
  const byRank: RoleView[][] = [];
  for (const entry of searchable(roles)) {
    const rank = rankFor(entry, words);
    if (rank === undefined) continue;
    const same = byRank[rank];
    if (same === undefined) byRank[rank] = [entry.role];
    else same.push(entry.role);
  }
  // Skips the ranks that nobody has.
  const found = byRank.flat();
  if (found.length === 0) return [];
  return [
    { kind: 'heading', key: 'group found', group: 'found', title: found.length === 1 ? '1 role' : `${found.length} roles` },
    ...roleItems('found', found, (role) => byTarget.get(role.target)),
  ];
};

/** Whether a name says that it is about production, so that it is marked. */
export const looksLikeProduction = (name: string): boolean => /(^|[^a-z])(prod|prd|production|live)([^a-z]|$)/i.test(name);
