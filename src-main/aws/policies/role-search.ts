import { defined } from '../../base/defined.ts';
import type { Problem } from '../../contract/problems/problem.ts';
import type { Result } from '../../contract/result.ts';
import { failed, ok } from '../../contract/result.ts';
import { parseUserArn } from '../arn.ts';
import type { AwsResult } from '../caller.ts';
import type { ReadList } from '../iam/iam-pages.ts';
import type { IamReader, ReaderCall } from '../iam/iam-reader.ts';
import { type FoundRoles, type RoleSearch, type UnreadPart, unreadParts } from '../iam/iam-types.ts';
import type { Sts } from '../sts/sts.ts';
import { type NamedDocument, type RightsReading, roleCandidates } from './role-candidates.ts';

/** One search: what could not be read, and each managed policy read once, however many groups have it. */
const createReading = (reader: IamReader, call: ReaderCall) => {
  const unread: Unread[] = [];
  const note = (what: UnreadPart, problem: Problem, name?: string): void => {
    unread.push({ what, problem, ...defined({ name }) });
  };

  const members = async <T>(what: UnreadPart, list: Promise<ReadList<T>>, name?: string): Promise<readonly T[]> => {
    const { members: found, problem } = await list;
    if (problem) note(what, problem, name);
    return found;
  };

  const document = async (name: string, answer: Promise<AwsResult<string>>, what: UnreadPart = 'policy'): Promise<NamedDocument[]> => {
    const got = await answer;
    if (got.ok) return [{ name, document: got.value }];
    note(what, got.problem, name);
    return [];
  };

  const managedText = async (arn: string): Promise<AwsResult<string>> => {
    const version = await reader.policyVersion(call, arn);
    return version.ok ? reader.policyDocument(call, arn, version.value) : version;
  };
  const managed = new Map<string, Promise<AwsResult<string>>>();
  const managedOnce = (arn: string): Promise<AwsResult<string>> => {
    const text = managed.get(arn) ?? managedText(arn);
    managed.set(arn, text);
    return text;
  };

  /** The documents of a list of policies. A managed policy that two lists have is there once; its failure is told once. */
  const told = new Set<string>();
  const attached = async (arns: Promise<readonly string[]>): Promise<NamedDocument[]> => {
    const fresh = (await arns).filter((arn) => !told.has(arn));
    for (const arn of fresh) told.add(arn);
    return (await Promise.all(fresh.map((arn) => document(arn, managedOnce(arn))))).flat();
  };
  const inline = async (names: Promise<readonly string[]>, get: (name: string) => Promise<AwsResult<string>>, prefix = '') =>
    (await Promise.all((await names).map((name) => document(`${prefix}${name}`, get(name))))).flat();

  const ofGroup = (group: string): Promise<NamedDocument[]>[] => [
    inline(
      members('group-policies', reader.groupPolicies(call, group), group),
      (name) => reader.groupPolicy(call, group, name),
      `${group}/`,
    ),
    attached(members('group-policies', reader.attachedGroupPolicies(call, group), group)),
  ];
  const ofGroups = async (userName: string): Promise<NamedDocument[]> => {
    const groups = await members('groups', reader.groups(call, userName));
    return (await Promise.all(groups.flatMap(ofGroup))).flat();
  };

  return {
    unread,
    policies: async (userName: string): Promise<readonly NamedDocument[]> =>
      (
        await Promise.all([
          inline(members('user-policies', reader.userPolicies(call, userName)), (name) => reader.userPolicy(call, userName, name)),
          attached(members('attached-policies', reader.attachedUserPolicies(call, userName))),
          ofGroups(userName),
        ])
      ).flat(),
    boundary: async (): Promise<NamedDocument | 'unread' | undefined> => {
      const answer = await reader.boundary(call);
      if (!answer.ok) note('boundary', answer.problem);
      const arn = answer.ok ? answer.value.arn : undefined;
      if (arn === undefined) return answer.ok ? undefined : 'unread';
      const [found] = await document(arn, managedOnce(arn), 'boundary');
      return found ?? 'unread';
    },
    roles: () => members('roles', reader.roles(call)),
    alias: async () => (await members('alias', reader.accountAliases(call)))[0],
  };
};

type Unread = FoundRoles['unread'][number];
/** Whichever answer came first. */
const byPart = (a: Unread, b: Unread): number =>
  unreadParts.indexOf(a.what) - unreadParts.indexOf(b.what) || ((a.name ?? '') < (b.name ?? '') ? -1 : 1);

/** Parts without which a policy may be missing that allows or denies. */
const policyParts: readonly UnreadPart[] = ['user-policies', 'attached-policies', 'groups', 'group-policies', 'policy'];

/**
 * Looks for the roles of a user with the user's own rights: policies of its own and of its groups, boundary, roles and alias of its account, each
 * as far as it can be read. Problems: those of GetCallerIdentity, root-keys, caller-not-user, cancelled; and the first of the reads when all of them failed.
 */
export const createRoleSearch = ({
  reader,
  sts,
}: {
  readonly reader: IamReader;
  readonly sts: Pick<Sts, 'callerIdentity'>;
}): RoleSearch => ({
  search: async ({ source, credentials, stsEndpoint, iamEndpoint }, signal): Promise<Result<FoundRoles>> => {
    const identity = await sts.callerIdentity({ source, credentials, endpoint: stsEndpoint }, signal);
    if (!identity.ok) return failed(identity.problem);
    const { arn, userId } = identity.value;
    const named = parseUserArn(arn);
    if (!named) return failed(arn.endsWith(':root') ? { code: 'root-keys', source } : { code: 'caller-not-user', source, arn });
    const { accountId, partition, name: userName } = named;

    const reading = createReading(reader, { caller: { source, credentials, endpoint: iamEndpoint }, signal });
    const [policies, boundary, roles, alias] = await Promise.all([
      reading.policies(userName),
      reading.boundary(),
      reading.roles(),
      reading.alias(),
    ]);
    if (signal.aborted) return failed({ code: 'cancelled' });
    const has = (parts: readonly UnreadPart[]): boolean => reading.unread.some(({ what }) => parts.includes(what));
    const [first] = [...reading.unread].sort(byPart);
    const isBlind = (['user-policies', 'attached-policies', 'groups', 'roles'] as const).every((part) => has([part]));
    if (first && isBlind && policies.length === 0 && roles.length === 0) return failed(first.problem);
    const rights: RightsReading = {
      user: { arn, userName, userId, accountId, partition },
      policies,
      policiesComplete: !has(policyParts),
      roles,
      rolesComplete: !has(['roles']),
      ...defined({ boundary }),
    };
    const found = roleCandidates(rights);
    return ok({
      accountId,
      partition,
      ...defined({ alias }),
      roles: found.roles,
      patterns: found.patterns,
      unread: [...reading.unread, ...found.unread].sort(byPart),
    });
  },
});
