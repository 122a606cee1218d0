import { createTeamIam } from '../../../aws/iam/team-iam.ts';
import type { Clock } from '../../../base/clock.ts';
import { defined } from '../../../base/defined.ts';
import type { Problem } from '../../../contract/problems/problem.ts';
import { failed, ok, type Result } from '../../../contract/result.ts';
import type { EnforceHolder, EnforceScope, EnforceView } from '../../../contract/team/enforce.ts';
import type { TeamProgress } from '../../../contract/team/people.ts';
import { isSameName } from '../plans/find-named.ts';
import { isMissing } from '../plans/plan-steps.ts';
import { askEach } from '../reading/ask-each.ts';
import type { TeamCaller } from '../team-caller.ts';
import { membersOf, readAccountPeople } from './account-people.ts';
import { type CountedDevices, countDevices, type Named } from './count-devices.ts';
import { type Call, holdersByCalls, policyReader } from './holders.ts';

/** Whose rights count. `isRelease`: the Deny is to go, so that nothing about the user for emergencies stands in the way; `isBrief`: nobody's devices matter. */
export interface ScopeReader {
  readonly caller: TeamCaller;
  /** With a session that is bought anew where reading takes longer than it lasts. */
  readonly call: Call;
  readonly clock: Clock;
  readonly isRelease?: boolean;
  readonly isBrief?: boolean;
  readonly onProgress: (progress: TeamProgress) => void;
}

/** Those of whom MFA is required, what gets the policies, and how many users there are beside. */
interface ScopePeople {
  readonly people: readonly Named[];
  /** As in `EnforceView`. */
  readonly label: string;
  readonly holders: readonly EnforceHolder[];
  readonly outside?: number;
}

/** A permission that lacks is named once, not for each person. */
const eachOnce = (problems: readonly Problem[]): readonly Problem[] => [
  ...new Map([...problems].reverse().map((one) => [one.code === 'iam-denied' ? one.action : JSON.stringify(one), one])).values(),
];

/** Who is in the scope, who would be locked out, and what is still to be done. */
export const lookAtScope = async (
  { caller, call, clock, isRelease = false, isBrief = false, onProgress }: ScopeReader,
  scope: EnforceScope,
  signal: AbortSignal,
): Promise<Result<EnforceView>> => {
  const iam = createTeamIam((_, action, input, subject) => call(action as Parameters<Call>[0], input, subject));
  const reader = { caller: caller.caller, signal };
  const unread: Problem[] = [];
  const policy = policyReader((arn) => iam.policy(reader, arn), unread);

  const inGroup = async (group: string, pilot: string | undefined): Promise<Result<ScopePeople>> => {
    const [found, users] = await Promise.all([membersOf(call, group), iam.users(reader)]);
    if (!found.ok) return failed(isMissing(found.problem) ? { code: 'name-unknown', of: 'group', name: group } : found.problem);
    if (users.problem) unread.push(users.problem);
    const holder = holdersByCalls(call, policy, unread);
    const own = await holder('group', group);
    const people = pilot === undefined ? found.value : found.value.filter(({ name }) => isSameName(name, pilot));
    const outside = users.problem ? {} : { outside: users.members.length - people.length };
    if (pilot === undefined) return ok({ people, label: group, holders: [own], ...outside });
    const [one] = people;
    if (!one) return failed({ code: 'enforce-pilot-other', group, user: pilot });
    const held = await holder('user', one.name);
    return ok({ people, label: one.name, holders: [{ ...held, canManage: held.canManage || own.canManage }], ...outside });
  };

  const inAccount = async (given: string): Promise<Result<ScopePeople>> => {
    const account = await readAccountPeople({ iam, call, policy, unread }, reader, onProgress);
    if (!account.ok) return account;
    const { users, groups, holder } = account.value;
    const breakGlass = users.find(({ name }) => isSameName(name, given))?.name ?? given;
    const useless = (why: 'missing' | 'in-group' | 'no-mfa', group?: string) =>
      failed({ code: 'enforce-break-glass', user: breakGlass, why, ...defined({ group }) });
    if (!isRelease && !users.some(({ name }) => isSameName(name, given))) return useless('missing');
    const own = groups.find(({ members }) => members.includes(breakGlass));
    if (!isRelease && own) return useless('in-group', own.name);
    if (!isRelease) {
      const devices = await iam.devicesOf(reader, breakGlass);
      if (devices.problem) unread.push(devices.problem);
      else if (devices.members.length === 0) return useless('no-mfa');
    }
    const grouped = new Set(groups.flatMap(({ members }) => members));
    const people = users.filter(({ name }) => name !== breakGlass);
    const held = [
      ...groups.filter(({ members }) => members.length > 0).map(({ name }) => ({ kind: 'group', name }) as const),
      ...people.filter(({ name }) => !grouped.has(name)).map(({ name }) => ({ kind: 'user', name }) as const),
    ];
    const asked = await askEach(
      held,
      async ({ kind, name }) => ({ ok: true, value: await holder(kind, name) }),
      (done) => onProgress({ what: 'policies', done: users.length + groups.length + done, total: 0 }),
      { signal },
    );
    if (asked.problem) return failed(asked.problem);
    const holders = held.flatMap((one) => asked.found.get(one) ?? []);
    return ok({ people, label: caller.accountId, holders, outside: users.length - people.length });
  };

  const found =
    scope.kind === 'account'
      ? await inAccount(scope.breakGlass)
      : await inGroup(scope.group, scope.kind === 'pilot' ? scope.user : undefined);
  if (!found.ok) return found;
  const { people, label, holders, outside } = found.value;
  const counted: CountedDevices = isBrief
    ? { members: people.map(({ name }) => ({ name })), unread: [] }
    : await countDevices({ iam, clock }, reader, people, onProgress);
  if (signal.aborted) return failed({ code: 'cancelled' });
  if (counted.problem) return failed(counted.problem);
  unread.push(...counted.unread);
  const { members } = counted;
  const lockedOut = members.filter(({ devices }) => devices === undefined || devices === 0).map(({ name }) => name);
  const isSafe = lockedOut.length === 0;
  const canManage = holders.every((one) => one.canManage);
  const isEnforced = holders.length > 0 && holders.every((one) => one.isEnforced);
  return ok({
    source: caller.caller.source,
    accountId: caller.accountId,
    scope: scope.kind,
    group: label,
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
    unread: eachOnce(unread),
    ...defined({ outside, reportAt: counted.reportAt }),
  });
};

/** Why MFA is not required of them yet. */
export const whyUnsafe = ({ group, members, lockedOut, canManage }: EnforceView): Problem => {
  const unread = new Set(members.flatMap(({ name, devices }) => (devices === undefined ? name : [])));
  const unknown = lockedOut.filter((name) => unread.has(name));
  return {
    code: 'enforce-unsafe',
    group,
    names: lockedOut,
    ...(unknown.length > 0 ? { unknown } : {}),
    ...(canManage ? {} : { isBare: true }),
  };
};
