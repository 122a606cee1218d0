import { deviceKind } from '../../../aws/iam/iam-user.ts';
import { createTeamIam } from '../../../aws/iam/team-iam.ts';
import type { Problem } from '../../../contract/problems/problem.ts';
import { failed, ok, type Result } from '../../../contract/result.ts';
import { deviceName } from '../../../contract/team/people.ts';
import type { RemoveFacts, RemovePlanView, RemoveWish } from '../../../contract/team/remove.ts';
import { mfaKind } from '../people.ts';
import { createPlanDesk, type TeamPlanPorts } from '../plans/plan-desk.ts';
import { type Belongings, belongingsOf } from './remove-look.ts';
import { type RemoveRecord, removeEffects, removeView } from './remove-plan.ts';

export interface RemoveOver {
  readonly onStep: (view: RemovePlanView) => void;
}

/** Takes access keys, every way to sign in, or the user itself away from somebody. */
export interface Remove {
  /** What the user has. Problems: those of the caller and of reading; rescue-self, user-missing. */
  readonly look: (source: string, user: string, signal: AbortSignal) => Promise<Result<RemoveFacts>>;
  /** What would be done. Nothing is changed. Problems: as of looking; access-key-missing; of a device orphan-unknown. */
  readonly plan: (source: string, wish: RemoveWish, signal: AbortSignal) => Promise<Result<RemovePlanView>>;
  /** Does it; access keys that were active are deleted later, by resuming. Problems: those of planning and of each call. */
  readonly remove: (source: string, wish: RemoveWish, over: RemoveOver, signal: AbortSignal) => Promise<Result<RemovePlanView>>;
  readonly resume: (id: string, over: RemoveOver, signal: AbortSignal) => Promise<Result<RemovePlanView>>;
  /** Access keys are active again, groups and policies there; what was deleted stays deleted. */
  readonly undo: (id: string, signal: AbortSignal) => Promise<Result<RemovePlanView>>;
  readonly list: () => Promise<readonly RemovePlanView[]>;
}

/** IAM's refusals in the words of a removal. */
const inWords = (problem: Problem, { wish: { user } }: RemoveRecord): Problem => {
  if (problem.code === 'device-in-use') return { code: 'orphan-unknown', device: user };
  return problem.code === 'aws-said' && problem.awsCode === 'DeleteConflict' ? { code: 'remove-more', user } : problem;
};

/** `isOnKey`: whether a YubiKey that this computer knows makes a device's codes. */
export const createRemove = (ports: TeamPlanPorts, isOnKey: (serial: string) => boolean): Remove => {
  const desk = createPlanDesk<RemoveRecord, RemovePlanView, RemoveOver>(ports, {
    kind: 'remove',
    effects: (run) => ({ effects: removeEffects(run) }),
    view: removeView,
    inWords,
  });

  const iam = createTeamIam(ports.aws.callIam);

  const open = async (source: string, user: string, isWhole: boolean, signal: AbortSignal) => {
    const opened = await desk.open(source, signal);
    if (!opened.ok) return opened;
    const { caller, run } = opened.value;
    const has = await belongingsOf({ iam, run, reader: { caller: caller.caller, signal } }, user, isWhole);
    return has.ok ? ok({ caller, has: has.value }) : has;
  };

  const recordOf = (given: RemoveWish, { keys: all, user, userArn, unread: _, ...rest }: Belongings) => {
    const wish = { ...given, user };
    const keys = all.filter(({ accessKeyId }) => wish.what !== 'keys' || wish.keys.includes(accessKeyId));
    return {
      ...rest,
      wish,
      userArn,
      keys: keys.map(({ accessKeyId }) => accessKeyId),
      active: keys.filter(({ isActive }) => isActive).map(({ accessKeyId }) => accessKeyId),
      steps: {},
    };
  };

  /** A virtual device that nobody has, by its ARN or its name. Who may not list them names it whole: IAM deletes none that somebody has. */
  const lookForDevice = async (source: string, wish: RemoveWish, signal: AbortSignal) => {
    const opened = await desk.open(source, signal);
    if (!opened.ok) return opened;
    const { caller } = opened.value;
    const all = await iam.virtualDevices({ caller: caller.caller, signal });
    const free = all.members.filter(({ userArn }) => userArn === undefined).map(({ serial }) => serial);
    const named = free.filter((serial) => serial === wish.user || deviceName(serial) === wish.user);
    const isWhole = deviceKind(wish.user) === 'virtual';
    const device = named.length === 1 ? named[0] : all.problem?.code === 'iam-denied' && isWhole ? wish.user : undefined;
    if (device === undefined) return failed(all.problem ?? { code: 'orphan-unknown', device: wish.user });
    const none = { keys: [], active: [], password: false, groups: [], inline: [], managed: [], others: [] };
    const record: RemoveRecord = {
      ...desk.begin('remove', caller),
      ...none,
      wish: { ...wish, user: device },
      userArn: device,
      devices: [device],
      steps: {},
    };
    return ok({ record, unread: all.problem ? [all.problem] : [] });
  };

  const look = async (source: string, wish: RemoveWish, signal: AbortSignal) => {
    if (wish.what === 'device') return lookForDevice(source, wish, signal);
    const found = await open(source, wish.user, wish.what === 'user', signal);
    if (!found.ok) return found;
    const { caller, has } = found.value;
    const other = wish.keys.find((id) => !has.keys.some(({ accessKeyId }) => accessKeyId === id));
    if (wish.what === 'keys' && other !== undefined) return failed({ code: 'access-key-missing', accessKeyId: other });
    const record: RemoveRecord = { ...desk.begin('remove', caller), ...recordOf(wish, has) };
    if (removeView(record).steps.length === 0) return failed({ code: 'remove-nothing', user: has.user });
    return ok({ record, unread: has.unread });
  };

  return {
    look: async (source, named, signal) => {
      const found = await open(source, named, false, signal);
      if (!found.ok) return found;
      const { caller, has } = found.value;
      const { user, userArn, keys, password, devices, groups, unread } = has;
      return ok({
        source: caller.caller.source,
        accountId: caller.accountId,
        user,
        userArn,
        hasPassword: password,
        keys,
        devices: devices.map((serial) => ({ serial, kind: mfaKind(serial, isOnKey) })),
        groups,
        unread,
      });
    },
    plan: async (source, wish, signal) => {
      const found = await look(source, wish, signal);
      return found.ok ? ok(removeView(found.value.record, found.value.unread, false)) : found;
    },
    remove: async (source, wish, over, signal) => {
      const found = await look(source, wish, signal);
      return found.ok ? desk.carryOut(found.value.record, over, signal) : found;
    },
    resume: desk.resume,
    undo: desk.undo,
    list: desk.list,
  };
};
