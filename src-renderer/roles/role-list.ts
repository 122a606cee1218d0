import type { AwsAccountView, Colour } from '../../src-main/contract/preferences.ts';
import type { RoleView, SessionView } from '../../src-main/contract/snapshot.ts';
import { roleGroups } from '../../src-main/words/roles/groups.ts';
import { type Accounts, accountKey } from '../../src-main/words/roles/order.ts';

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

const noAccounts: Accounts = new Map();

const roleItem = (group: string, role: RoleView, session: SessionView | undefined, accounts: Accounts, place: Place): RoleItem => {
  const account = accounts.size === 0 ? undefined : accounts.get(accountKey(role));
  return {
    kind: 'role',
    key: `role ${role.id}`,
    group,
    role,
    place,
    ...(session === undefined ? {} : { session }),
    ...(account === undefined ? {} : { account }),
  };
};

/** The list, group by group. What is searched for is shown by the box. */
export const listItems = (
  roles: readonly RoleView[],
  sessions: readonly SessionView[],
  accounts: Accounts = noAccounts,
): readonly ListItem[] =>
  roleGroups({ roles, sessions }, accounts).flatMap(({ key, title, detail, colour, members }) => {
    const heading: Heading = {
      kind: 'heading',
      key: `group ${key}`,
      group: key,
      title,
      ...(detail === undefined ? {} : { detail }),
      ...(colour === undefined ? {} : { colour }),
    };
    const rows = members.map((member, index): ListItem => {
      const place = { index: index + 1, of: members.length };
      if (member.kind === 'session')
        return { kind: 'session', key: `session ${member.session.target}`, group: key, session: member.session, place };
      return roleItem(key, member.role, member.session, accounts, place);
    });
    return [heading, ...rows];
  });

/** Whether a session is held that `aws --profile TARGET` does not find: files are not written, by the setting, and the target has no line that asks. */
export const lacksLine = (role: Pick<RoleView, 'delivery'>, session: Pick<SessionView, 'file'> | undefined, noFiles: boolean): boolean =>
  noFiles && role.delivery === 'file' && session !== undefined && session.file === undefined;
