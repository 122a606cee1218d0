import type { AwsAccountView, Colour } from '../../src-main/contract/preferences.ts';
import type { RoleView, SessionView } from '../../src-main/contract/snapshot.ts';
import { rolesWords } from '../../src-main/words/discovery.ts';
import { compare } from '../../src-main/words/english.ts';
import { partitionName } from '../../src-main/words/roles/role.ts';
import { type Accounts, accountKey, inOrder } from './role-order.ts';
import { foundRoles } from './role-search.ts';

/** What the list shows, top to bottom: headings and what stands under them. */
export type ListItem = Heading | RoleItem | SessionItem;

interface Heading {
  readonly kind: 'heading';
  readonly key: string;
  readonly group: string;
  readonly title: string;
  readonly detail?: string;
  readonly colour?: Colour;
}

export interface RoleItem {
  readonly kind: 'role';
  readonly key: string;
  readonly group: string;
  readonly role: RoleView;
  /** The session in the role's target; also there while it is renewed or when that failed. */
  readonly session?: SessionView;
  /** The AWS account, where it has a name or a mark. */
  readonly account?: AwsAccountView;
  readonly place: Place;
}

interface SessionItem {
  readonly kind: 'session';
  readonly key: string;
  readonly group: string;
  readonly session: SessionView;
  readonly place: Place;
}

/** Which row of its group: 1 is the first. */
interface Place {
  readonly index: number;
  readonly of: number;
}

/** How many of the roles that were tapped lately have a place of their own. */
const recentLimit = 4;

interface Input {
  readonly roles: readonly RoleView[];
  readonly sessions: readonly SessionView[];
  readonly accounts: Accounts;
}

const noAccounts: Accounts = new Map();

/** The list for a query: grouped when it is empty, else one group, best match first. */
export const listItems = (
  roles: readonly RoleView[],
  sessions: readonly SessionView[],
  query: string,
  accounts: Accounts = noAccounts,
): readonly ListItem[] => {
  if (query.trim() === '') return groupedItems({ roles, sessions, accounts });
  const found = foundRoles(roles, query, accounts);
  if (found.length === 0) return [];
  return [
    { kind: 'heading', key: 'group found', group: 'found', title: rolesWords(found.length) },
    ...itemsOf('found', found, sessionsByTarget(sessions), accounts),
  ];
};

const sessionsByTarget = (sessions: readonly SessionView[]): ReadonlyMap<string, SessionView> =>
  new Map(sessions.map((session) => [session.target, session]));

const itemsOf = (
  group: string,
  roles: readonly RoleView[],
  byTarget: ReadonlyMap<string, SessionView>,
  accounts: Accounts,
): readonly RoleItem[] =>
  roles.map((role, index) => {
    const session = byTarget.get(role.target);
    const account = accounts.size === 0 ? undefined : accounts.get(accountKey(role));
    return {
      kind: 'role',
      key: `role ${role.id}`,
      group,
      role,
      place: { index: index + 1, of: roles.length },
      ...(session === undefined ? {} : { session }),
      ...(account === undefined ? {} : { account }),
    };
  });

/** Each role once: active, favourites, tapped lately, then the others by account; sessions of no known role come last in "Active". */
const groupedItems = ({ roles, sessions, accounts }: Input): readonly ListItem[] => {
  const byTarget = sessionsByTarget(sessions);
  const targets = new Set(roles.map((role) => role.target));
  const strangers = sessions.filter((session) => !targets.has(session.target));
  const recent = recentOf(roles, byTarget);
  const active: RoleView[] = [];
  const favourites: RoleView[] = [];
  const byAccount = new Map<string, RoleView[]>();
  for (const role of inOrder(roles)) {
    if (isActive(role, byTarget)) active.push(role);
    else if (role.favourite) favourites.push(role);
    else if (!recent.includes(role)) {
      const key = accountKey(role);
      const known = byAccount.get(key);
      if (known === undefined) byAccount.set(key, [role]);
      else known.push(role);
    }
  }

  const items: ListItem[] = [];
  const add = (group: string, title: string, members: readonly RoleView[]) => {
    if (members.length === 0) return;
    items.push({ kind: 'heading', key: `group ${group}`, group, title }, ...itemsOf(group, members, byTarget, accounts));
  };
  add('active', 'Active', active);
  if (strangers.length > 0) {
    if (active.length === 0) items.push({ kind: 'heading', key: 'group active', group: 'active', title: 'Active' });
    items.push(...strangerItems(strangers, active.length));
  }
  add('favourites', 'Favourites', favourites);
  add('recent', 'Recent', recent);
  for (const group of accountGroups(byAccount, accounts)) {
    items.push(group.heading, ...itemsOf(group.heading.group, group.members, byTarget, accounts));
  }
  return items;
};

const isActive = (role: RoleView, byTarget: ReadonlyMap<string, SessionView>): boolean =>
  role.state.kind === 'active' || byTarget.has(role.target);

/** Newest first, without those that stand above already. */
const recentOf = (roles: readonly RoleView[], byTarget: ReadonlyMap<string, SessionView>): readonly RoleView[] =>
  roles
    .filter((role) => role.recent !== undefined && !role.favourite && !isActive(role, byTarget))
    .sort((a, b) => (a.recent ?? 0) - (b.recent ?? 0))
    .slice(0, recentLimit);

const strangerItems = (strangers: readonly SessionView[], before: number): readonly SessionItem[] =>
  strangers.map((session, index) => ({
    kind: 'session',
    key: `session ${session.target}`,
    group: 'active',
    session,
    place: { index: before + index + 1, of: before + strangers.length },
  }));

/** Accounts with a name first, by name; the others by id. */
const accountGroups = (byAccount: ReadonlyMap<string, RoleView[]>, accounts: Accounts) =>
  [...byAccount]
    .flatMap(([key, members]) => {
      const first = members[0];
      if (first === undefined) return [];
      const account = accounts.get(key);
      const alias = account?.alias;
      const details = [alias === undefined ? undefined : first.accountId, partitionName(first.partition)].filter(
        (detail) => detail !== undefined,
      );
      const heading: Heading = {
        kind: 'heading',
        key: `group ${key}`,
        group: key,
        title: alias ?? `Account ${first.accountId}`,
        ...(details.length === 0 ? {} : { detail: details.join(' · ') }),
        ...(account === undefined || account.colour === 'none' ? {} : { colour: account.colour }),
      };
      return [{ heading, members, isNamed: alias !== undefined, order: alias ?? key }];
    })
    .sort((a, b) => Number(b.isNamed) - Number(a.isNamed) || compare(a.order, b.order) || (a.heading.group < b.heading.group ? -1 : 1));

/** Whether a session is held that `aws --profile TARGET` does not find: files are not written, by the setting, and the target has no line that asks. */
export const lacksLine = (role: Pick<RoleView, 'delivery'>, session: Pick<SessionView, 'file'> | undefined, noFiles: boolean): boolean =>
  noFiles && role.delivery === 'file' && session !== undefined && session.file === undefined;
