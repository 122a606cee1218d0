import * as v from 'valibot';
import type { AwsResult } from '../../../aws/caller.ts';
import type { TeamAction } from '../../../aws/iam/iam-errors.ts';
import { createTeamIam, type Fields, type TeamSubject } from '../../../aws/iam/team-iam.ts';
import { readPolicy } from '../../../aws/policies/policy-document.ts';
import { namesAction } from '../../../aws/policies/policy-match.ts';
import { defined } from '../../../base/defined.ts';
import { parsed } from '../../../base/schema.ts';
import type { Problem } from '../../../contract/problems/problem.ts';
import { failed, ok, type Result } from '../../../contract/result.ts';
import type { EnforceHolder, EnforceScope, EnforceView, GroupMember } from '../../../contract/team/enforce.ts';
import { isMissing } from '../plans/plan-steps.ts';
import type { TeamCaller, TeamCallerPorts } from '../team-caller.ts';

/** The inline policy that denies everything else without MFA. */
export const denyPolicy = 'RoletapDenyWithoutMFA';

const page = { IsTruncated: v.optional(v.boolean()), Marker: v.optional(v.string()) };
const groupSchema = v.object({ ...page, Users: v.array(v.object({ UserName: v.string() })) });
const groupsSchema = v.object({ ...page, Groups: v.array(v.object({ GroupName: v.string() })) });
const namesSchema = v.object({ PolicyNames: v.array(v.string()) });
const inlineSchema = v.object({ PolicyDocument: v.string() });
const attachedSchema = v.object({ AttachedPolicies: v.array(v.object({ PolicyArn: v.string() })) });

/** No group is larger than an account has users, five thousand; a page has a hundred at least. */
const mostPages = 60;

/** How many members are asked for at a time; calls take turns in the end. */
const atOnce = 16;

const allowsOwnMfa = (document: string): boolean =>
  readPolicy(document)?.statements.some(({ effect, actions }) => effect === 'Allow' && namesAction(actions, 'iam:enablemfadevice')) ??
  false;

const incomplete = { code: 'aws-said', awsCode: 'IncompleteAnswer', status: 200 } as const;

type Call = (action: TeamAction, input: Fields, subject: TeamSubject) => Promise<AwsResult<Fields>>;

/** Each of them through `work`, a few at a time, in their order. */
const each = async <T, U>(all: readonly T[], work: (one: T) => Promise<U>): Promise<readonly U[]> => {
  const found: U[] = [];
  for (let from = 0; from < all.length; from += atOnce) found.push(...(await Promise.all(all.slice(from, from + atOnce).map(work))));
  return found;
};

/** Everything of a list in pages. */
const inPages = async <T>(
  call: (marker: Fields) => Promise<AwsResult<Fields>>,
  members: (answer: Fields) => { readonly list: readonly T[]; readonly next?: string } | undefined,
): Promise<Result<readonly T[]>> => {
  const all: T[] = [];
  let Marker: string | undefined;
  for (let pages = 0; pages < mostPages; pages++) {
    const answer = await call(defined({ Marker }));
    if (!answer.ok) return failed(answer.problem);
    const found = members(answer.value);
    if (!found) break;
    all.push(...found.list);
    Marker = found.next;
    if (Marker === undefined) return ok(all);
  }
  return failed(incomplete);
};

const nextOf = ({ IsTruncated, Marker }: { readonly IsTruncated?: boolean | undefined; readonly Marker?: string | undefined }) =>
  defined({ next: IsTruncated ? Marker : undefined });

/** Whose rights count. `isRelease`: the Deny is to go, so that nothing about the user for emergencies stands in the way. */
export interface ScopeReader {
  readonly caller: TeamCaller;
  readonly call: Call;
  readonly isRelease: boolean;
}

/** Who is in the scope, who would be locked out, and what is still to be done. */
export const lookAtScope = async (
  ports: Pick<TeamCallerPorts, 'aws'>,
  { caller, call, isRelease }: ScopeReader,
  scope: EnforceScope,
  signal: AbortSignal,
): Promise<Result<EnforceView>> => {
  const iam = createTeamIam(ports.aws.callIam);
  const reader = { caller: caller.caller, signal };
  const unread: Problem[] = [];
  const take = <T>(answer: AwsResult<T>): T | undefined => {
    if (answer.ok) return answer.value;
    unread.push(answer.problem);
    return undefined;
  };

  const membersOf = (group: string): Promise<Result<readonly string[]>> =>
    inPages(
      (marker) => call('GetGroup', { GroupName: group, ...marker }, { about: { kind: 'group', group } }),
      (answer) => {
        const found = parsed(groupSchema, answer);
        return found && { list: found.Users.map(({ UserName }) => UserName), ...nextOf(found) };
      },
    );

  /** A holder's policies, as far as they can be read: one that can't may be the one that matters. */
  const holder = async (kind: 'group' | 'user', name: string): Promise<EnforceHolder> => {
    const [Kind, named, subject] =
      kind === 'group'
        ? (['Group', { GroupName: name }, { about: { kind: 'group', group: name } }] as const)
        : (['User', { UserName: name }, { userName: name }] as const);
    const names = parsed(namesSchema, take(await call(`List${Kind}Policies`, named, subject)))?.PolicyNames ?? [];
    const attached = parsed(attachedSchema, take(await call(`ListAttached${Kind}Policies`, named, subject)))?.AttachedPolicies ?? [];
    const documents = await Promise.all([
      ...names.map(
        async (PolicyName) =>
          parsed(inlineSchema, take(await call(`Get${Kind}Policy`, { ...named, PolicyName }, subject)))?.PolicyDocument ?? '',
      ),
      ...attached.map(async ({ PolicyArn }) => take(await iam.policy(reader, PolicyArn))?.document ?? ''),
    ]);
    return { kind, name, isEnforced: names.includes(denyPolicy), canManage: documents.some(allowsOwnMfa) };
  };

  const users = await iam.users(reader);
  if (users.problem) unread.push(users.problem);

  /** Those of whom MFA is required, and what gets the policies. */
  const inScope = async (): Promise<Result<{ readonly names: readonly string[]; readonly holders: readonly EnforceHolder[] }>> => {
    if (scope.kind !== 'account') {
      const names = await membersOf(scope.group);
      if (!names.ok) return isMissing(names.problem) ? failed({ code: 'team-missing', name: scope.group }) : names;
      const group = await holder('group', scope.group);
      if (scope.kind === 'group') return ok({ names: names.value, holders: [group] });
      if (!names.value.includes(scope.user)) return failed({ code: 'enforce-pilot-other', group: scope.group, user: scope.user });
      const pilot = await holder('user', scope.user);
      return ok({ names: [scope.user], holders: [{ ...pilot, canManage: pilot.canManage || group.canManage }] });
    }
    const { breakGlass } = scope;
    if (users.problem) return failed(users.problem);
    const names = users.members.map(({ name }) => name);
    if (!isRelease && !names.includes(breakGlass)) return failed({ code: 'enforce-break-glass', user: breakGlass, why: 'missing' });
    const groups = await inPages(
      (marker) => call('ListGroups', marker, { about: { kind: 'account' } }),
      (answer) => {
        const found = parsed(groupsSchema, answer);
        return found && { list: found.Groups.map(({ GroupName }) => GroupName), ...nextOf(found) };
      },
    );
    if (!groups.ok) return groups;
    const grouped = new Set<string>();
    const full: string[] = [];
    for (const [index, found] of (await each(groups.value, membersOf)).entries()) {
      const group = groups.value[index] ?? '';
      if (!found.ok) return found;
      if (!isRelease && found.value.includes(breakGlass))
        return failed({ code: 'enforce-break-glass', user: breakGlass, why: 'in-group', group });
      for (const name of found.value) grouped.add(name);
      if (found.value.length > 0) full.push(group);
    }
    const alone = names.filter((name) => name !== breakGlass && !grouped.has(name));
    const holders = await each(
      [...full.map((name) => ['group', name] as const), ...alone.map((name) => ['user', name] as const)],
      ([kind, name]) => holder(kind, name),
    );
    return ok({ names: names.filter((name) => name !== breakGlass), holders });
  };

  const found = await inScope();
  if (!found.ok) return found;
  const { names, holders } = found.value;
  const devicesOf = async (name: string): Promise<GroupMember> => {
    const { members: serials, problem } = await iam.devicesOf(reader, name);
    if (problem) unread.push(problem);
    return problem ? { name } : { name, devices: serials.length };
  };
  if (scope.kind === 'account' && !isRelease) {
    const own = await devicesOf(scope.breakGlass);
    if (own.devices === 0) return failed({ code: 'enforce-break-glass', user: scope.breakGlass, why: 'no-mfa' });
  }
  const members = await each(names, devicesOf);
  if (signal.aborted) return failed({ code: 'cancelled' });
  const lockedOut = members.filter(({ devices }) => devices === undefined || devices === 0).map(({ name }) => name);
  const isSafe = lockedOut.length === 0;
  const canManage = holders.every((one) => one.canManage);
  const isEnforced = holders.length > 0 && holders.every((one) => one.isEnforced);
  return ok({
    source: caller.caller.source,
    accountId: caller.accountId,
    scope: scope.kind,
    group: scope.kind === 'account' ? caller.accountId : scope.kind === 'pilot' ? scope.user : scope.group,
    members,
    lockedOut,
    holders,
    canManage,
    isEnforced,
    isSafe,
    steps: [
      { name: 'own-mfa', state: canManage ? 'done' : 'todo' },
      { name: 'everybody', state: isSafe ? 'done' : 'todo' },
      { name: 'deny', state: isEnforced ? 'done' : isSafe ? 'todo' : 'blocked' },
    ],
    unread: [...new Map(unread.map((problem) => [JSON.stringify(problem), problem])).values()],
    ...defined({ outside: users.problem ? undefined : users.members.length - members.length }),
  });
};
