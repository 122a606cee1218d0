import { readAccount } from '../../../aws/iam/account-details.ts';
import type { ReaderCall } from '../../../aws/iam/iam-reader.ts';
import type { TeamIam } from '../../../aws/iam/team-iam.ts';
import { failed, ok, type Result } from '../../../contract/result.ts';
import type { GroupChoice } from '../../../contract/team/page.ts';
import { endsAll } from '../reading/ask-each.ts';

/** The groups of an account to choose from, and whose members are known. */
export interface GroupList {
  readonly groups: readonly GroupChoice[];
  /** By user, their groups; undefined where only names could be listed. */
  readonly memberships?: ReadonlyMap<string, readonly string[]>;
}

const byName = (a: GroupChoice, b: GroupChoice): number => (a.name < b.name ? -1 : 1);

/** Reads the account at once where that is allowed, which tells who is in each; else the names. Problems: those of the calls. */
export const listGroups = async (iam: TeamIam, reader: ReaderCall): Promise<Result<GroupList>> => {
  const account = await readAccount(iam.call, reader, () => {}, ['User', 'Group']);
  if (!account.ok) {
    if (endsAll(account.problem)) return failed(account.problem);
    const named = await iam.groups(reader);
    return named.problem ? failed(named.problem) : ok({ groups: named.members.map((name) => ({ name })).sort(byName) });
  }
  const { users, groups } = account.value;
  const counts = new Map<string, number>();
  for (const user of users) for (const group of user.groups) counts.set(group, (counts.get(group) ?? 0) + 1);
  return ok({
    groups: groups.map(({ name }) => ({ name, members: counts.get(name) ?? 0 })).sort(byName),
    memberships: new Map(users.map((user) => [user.name, user.groups])),
  });
};
