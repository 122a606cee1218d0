import type { Colour } from '../../contract/preferences.ts';
import type { RoleView, SessionView, Snapshot } from '../../contract/snapshot.ts';
import { compare } from '../grammar.ts';
import { roleGroupTexts } from '../window/roles.ts';
import { type Accounts, accountKey, inOrder } from './order.ts';
import { partitionName } from './role.ts';

/** Roles under one heading. Window and tray menu draw the same groups, in the same order. */
export interface RoleGroup {
  /** `active`, `favourites`, `recent`, `others`, or an account's key. */
  readonly key: string;
  readonly title: string;
  /** What stands behind the title: the account's id where the title is its name, and the partition. */
  readonly detail?: string;
  readonly colour?: Colour;
  readonly members: readonly GroupMember[];
}

/** A role, perhaps with the session in its target; or a session whose role no profile names any more. */
export type GroupMember =
  | { readonly kind: 'role'; readonly role: RoleView; readonly session?: SessionView }
  | { readonly kind: 'session'; readonly session: SessionView };

/** Groups whose heading does not say the account. */
export const isAcrossAccounts = (key: string): boolean => acrossAccounts.has(key);
const acrossAccounts: ReadonlySet<string> = new Set(['active', 'favourites', 'recent', 'others']);

/** How many of the roles that were tapped lately have a place of their own. */
const recentLimit = 4;

/** What the groups are called in a language. */
interface GroupWords {
  readonly titles: Readonly<Record<Exclude<keyof typeof roleGroupTexts, 'account'>, string>> & Pick<typeof roleGroupTexts, 'account'>;
  readonly partitionName: (partition: string) => string | undefined;
}

type RoleGroups = (snapshot: Pick<Snapshot, 'roles' | 'sessions'>, accounts?: Accounts) => readonly RoleGroup[];

/** Each role once: what is open, what ends first above; favourites; what was tapped lately, the newest above; then by account, and in one group all that is the only one of its account. */
export const roleGroupsIn =
  (words: GroupWords): RoleGroups =>
  (snapshot, accounts = new Map()) =>
    groupsOf(snapshot, accounts, words);

export const roleGroups = roleGroupsIn({ titles: roleGroupTexts, partitionName });

const groupsOf = (
  { roles, sessions }: Pick<Snapshot, 'roles' | 'sessions'>,
  accounts: Accounts,
  words: GroupWords,
): readonly RoleGroup[] => {
  const { titles } = words;
  const byTarget = new Map(sessions.map((session) => [session.target, session]));
  const targets = new Set(roles.map((role) => role.target));
  const recent = recentOf(roles, byTarget);
  const active: GroupMember[] = [];
  const favourites: GroupMember[] = [];
  const byAccount = new Map<string, RoleView[]>();
  for (const role of inOrder(roles)) {
    const session = byTarget.get(role.target);
    if (isActive(role, byTarget)) active.push({ kind: 'role', role, ...(session === undefined ? {} : { session }) });
    else if (role.favourite) favourites.push({ kind: 'role', role });
    else if (!recent.includes(role)) {
      const key = accountKey(role);
      const known = byAccount.get(key);
      if (known === undefined) byAccount.set(key, [role]);
      else known.push(role);
    }
  }
  for (const session of sessions) if (!targets.has(session.target)) active.push({ kind: 'session', session });
  const group = (key: Exclude<keyof typeof titles, 'account'>, members: readonly GroupMember[]): readonly RoleGroup[] =>
    members.length === 0 ? [] : [{ key, title: titles[key], members }];
  return [
    ...group('active', active.sort(byEnd)),
    ...group('favourites', favourites),
    ...group('recent', recent.map(alone)),
    ...accountGroups(byAccount, accounts, words),
  ];
};

const alone = (role: RoleView): GroupMember => ({ kind: 'role', role });

const isActive = (role: RoleView, byTarget: ReadonlyMap<string, SessionView>): boolean =>
  role.state.kind === 'active' || byTarget.has(role.target);

const endOf = (member: GroupMember): number =>
  member.kind === 'role' && member.role.state.kind === 'active' ? member.role.state.expires : (member.session?.expires ?? 0);

const byEnd = (a: GroupMember, b: GroupMember): number => endOf(a) - endOf(b);

/** Newest first, without those that stand above already. */
const recentOf = (roles: readonly RoleView[], byTarget: ReadonlyMap<string, SessionView>): readonly RoleView[] =>
  roles
    .filter((role) => role.recent !== undefined && !role.favourite && !isActive(role, byTarget))
    .sort((a, b) => (a.recent ?? 0) - (b.recent ?? 0))
    .slice(0, recentLimit);

/** Accounts with a name first, by name; the others by id. No heading stands above a single role where others are single too. */
const accountGroups = (
  byAccount: ReadonlyMap<string, RoleView[]>,
  accounts: Accounts,
  { titles, partitionName }: GroupWords,
): readonly RoleGroup[] => {
  const all = [...byAccount];
  const single = all.filter(([, members]) => members.length === 1);
  const together = single.length > 1 ? new Set(single.map(([key]) => key)) : new Set<string>();
  const apart = all
    .filter(([key]) => !together.has(key))
    .flatMap(([key, members]) => {
      const [first] = members;
      if (first === undefined) return [];
      const account = accounts.get(key);
      const alias = account?.alias;
      const details = [alias === undefined ? undefined : first.accountId, partitionName(first.partition)].filter(
        (detail) => detail !== undefined,
      );
      const group: RoleGroup = {
        key,
        title: alias ?? titles.account(first.accountId),
        ...(details.length === 0 ? {} : { detail: details.join(' · ') }),
        ...(account === undefined || account.colour === 'none' ? {} : { colour: account.colour }),
        members: members.map(alone),
      };
      return [{ group, isNamed: alias !== undefined, order: alias ?? key }];
    })
    .sort((a, b) => Number(b.isNamed) - Number(a.isNamed) || compare(a.order, b.order) || (a.group.key < b.group.key ? -1 : 1))
    .map(({ group }) => group);
  if (together.size === 0) return apart;
  const members = inOrder(single.flatMap(([, [role]]) => role ?? [])).map(alone);
  return [...apart, { key: 'others', title: apart.length === 0 ? titles.all : titles.others, members }];
};
