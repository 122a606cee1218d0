import * as v from 'valibot';
import type { AwsResult } from '../../../aws/caller.ts';
import { readAccount } from '../../../aws/iam/account-details.ts';
import { type Page, readPages, toPage } from '../../../aws/iam/iam-pages.ts';
import type { ReaderCall } from '../../../aws/iam/iam-reader.ts';
import type { Fields, TeamIam } from '../../../aws/iam/team-iam.ts';
import { parsed } from '../../../base/schema.ts';
import type { Problem } from '../../../contract/problems/problem.ts';
import { failed, ok, type Result } from '../../../contract/result.ts';
import type { TeamProgress } from '../../../contract/team/people.ts';
import { askEach, endsAll, whole } from '../reading/ask-each.ts';
import type { Named } from './count-devices.ts';
import { type Call, holdersByCalls, holdersOf, type PolicyReader, type ReadHolder } from './holders.ts';

/** Everybody in an account, the groups with their members, and what they hold. */
export interface AccountPeople {
  readonly users: readonly Named[];
  readonly groups: readonly { readonly name: string; readonly members: readonly string[] }[];
  readonly holder: ReadHolder;
}

const paging = { IsTruncated: v.optional(v.boolean()), Marker: v.optional(v.string()) };
const groupSchema = v.object({ ...paging, Users: v.array(v.object({ UserName: v.string(), Arn: v.string() })) });

const incomplete = { ok: false, problem: { code: 'aws-said', awsCode: 'IncompleteAnswer', status: 200 }, unclear: false } as const;

/** Everything of a list in pages. */
const inPages = <T>(
  call: (page: Fields) => Promise<AwsResult<Fields>>,
  members: (answer: Fields) => (Parameters<typeof toPage>[1] & { readonly list: readonly T[] }) | undefined,
): Promise<AwsResult<readonly T[]>> =>
  readPages<T>(async (marker): Promise<AwsResult<Page<T>>> => {
    const answer = await call({ MaxItems: 1000, ...marker });
    if (!answer.ok) return answer;
    const found = members(answer.value);
    const page = toPage(found?.list, found ?? {});
    return page ? { ok: true, value: page } : incomplete;
  });

/** Who is in a group. */
export const membersOf = (call: Call, group: string): Promise<AwsResult<readonly Named[]>> =>
  inPages(
    (page) => call('GetGroup', { GroupName: group, ...page }, { about: { kind: 'group', group } }),
    (answer) => {
      const found = parsed(groupSchema, answer);
      return found && { ...found, list: found.Users.map(({ UserName, Arn }) => ({ name: UserName, arn: Arn })) };
    },
  );

export interface AccountPorts {
  readonly iam: TeamIam;
  readonly call: Call;
  readonly policy: PolicyReader;
  readonly unread: Problem[];
}

/** Asked for group by group, where the caller may not read the whole account at once. */
const byCalls = async (
  { iam, call, policy, unread }: AccountPorts,
  reader: ReaderCall,
  onProgress: (progress: TeamProgress) => void,
): Promise<Result<AccountPeople>> => {
  const users = await iam.users(reader);
  if (users.problem) return failed(users.problem);
  const groups = whole(await iam.groups(reader));
  if (!groups.ok) return failed(groups.problem);
  const asked = await askEach(
    groups.value,
    (group) => membersOf(call, group),
    (done) => onProgress({ what: 'policies', done: users.members.length + done, total: 0 }),
    { signal: reader.signal },
  );
  // Of a group that can't be read nobody knows whom it would lock out.
  const problem = asked.problem ?? asked.refused[0];
  if (problem) return failed(problem);
  return ok({
    users: users.members,
    groups: groups.value.map((name) => ({ name, members: (asked.found.get(name) ?? []).map((one) => one.name) })),
    holder: holdersByCalls(call, policy, unread),
  });
};

/** Reads the account in a few calls, else one by one. Problems: those of the calls; cancelled. */
export const readAccountPeople = async (
  ports: AccountPorts,
  reader: ReaderCall,
  onProgress: (progress: TeamProgress) => void,
): Promise<Result<AccountPeople>> => {
  const { iam, policy } = ports;
  onProgress({ what: 'policies', done: 0, total: 0 });
  const account = await readAccount(iam.call, reader, (done) => onProgress({ what: 'policies', done, total: 0 }));
  if (!account.ok) return endsAll(account.problem) ? failed(account.problem) : byCalls(ports, reader, onProgress);
  const { users, groups } = account.value;
  const members = new Map<string, string[]>(groups.map(({ name }) => [name, []]));
  for (const user of users) for (const group of user.groups) members.get(group)?.push(user.name);
  return ok({
    users,
    groups: groups.map(({ name }) => ({ name, members: members.get(name) ?? [] })),
    holder: holdersOf(account.value, policy),
  });
};
