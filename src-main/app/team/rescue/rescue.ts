import * as v from 'valibot';
import { createTeamIam } from '../../../aws/iam/team-iam.ts';
import { parsed } from '../../../base/schema.ts';
import type { Problem } from '../../../contract/problems/problem.ts';
import { failed, ok, type Result } from '../../../contract/result.ts';
import type { RescueFacts, RescuePlanView, RescueWish } from '../../../contract/team/rescue.ts';
import { deliver, type HandOver, type HeldSecrets, handsNothing } from '../hand-over.ts';
import { sealInvite } from '../invite.ts';
import { mfaKind } from '../people.ts';
import { createPlanDesk, type TeamPlanPorts } from '../plans/plan-desk.ts';
import { isMissing, limitReached } from '../plans/plan-steps.ts';
import { type RescueRecord, rescueEffects, rescueView } from './rescue-plan.ts';

/** Helps whoever lost a YubiKey, and shuts out whoever found it. */
export interface Rescue {
  /** The devices and access keys of a user. Problems: those of the caller and of reading; rescue-self. */
  readonly look: (source: string, user: string, signal: AbortSignal) => Promise<Result<RescueFacts>>;
  /** What would be done. Nothing is changed. Problems: as of looking; rescue-device-other, access-key-limit. */
  readonly plan: (source: string, wish: RescueWish, signal: AbortSignal) => Promise<Result<RescuePlanView>>;
  /** Does it, but for lifting the policy, which comes later by resuming. Problems: those of planning and of each call. */
  readonly rescue: (source: string, wish: RescueWish, over: RescueOver, signal: AbortSignal) => Promise<Result<RescuePlanView>>;
  readonly resume: (id: string, over: RescueOver, signal: AbortSignal) => Promise<Result<RescuePlanView>>;
  /** Access keys are active again and sessions open; MFA devices stay removed. */
  readonly undo: (id: string, signal: AbortSignal) => Promise<Result<RescuePlanView>>;
  /** Rescues whose policy is not lifted yet, and interrupted ones, oldest first. */
  readonly list: () => Promise<readonly RescuePlanView[]>;
}

export type RescueOver = HandOver<RescuePlanView>;

const userSchema = v.object({ User: v.object({ UserName: v.string(), Arn: v.string() }) });
const keysSchema = v.object({ AccessKeyMetadata: v.array(v.object({ AccessKeyId: v.string(), Status: v.string() })) });

/** AccessKeysPerUser; it can't be raised. */
const mostKeys = 2;

/** `isOnKey`: whether a YubiKey that this computer knows makes a device's codes. */
export const createRescue = (ports: TeamPlanPorts, isOnKey: (serial: string) => boolean, seal = sealInvite): Rescue => {
  const iam = createTeamIam(ports.aws.callIam);
  const desk = createPlanDesk<RescueRecord, RescuePlanView, RescueOver>(ports, {
    kind: 'rescue',
    effects: (run, over) => {
      const held: HeldSecrets = { get: {} };
      const { wish, userArn } = run.record();
      const effects = rescueEffects(run, held, () =>
        deliver(run, { ...wish, name: wish.user, userArn }, held, over ?? handsNothing(), seal),
      );
      return {
        effects,
        forget: () => {
          held.get = {};
        },
      };
    },
    view: rescueView,
    inWords: (problem, { wish }): Problem => limitReached(problem, wish.user) ?? problem,
  });

  const facts = async (source: string, user: string, signal: AbortSignal) => {
    const opened = await desk.open(source, signal);
    if (!opened.ok) return opened;
    const { caller, run } = opened.value;
    // Whoever calls as a user is told who that is; a role has no user.
    const own = await run.call('GetUser', {});
    if (own.ok && parsed(userSchema, own.value)?.User.UserName === user) return failed({ code: 'rescue-self', user } as const);
    const found = await run.call('GetUser', { UserName: user }, { userName: user });
    if (!found.ok) return failed(isMissing(found.problem) ? ({ code: 'user-missing', user } as const) : found.problem);
    const listed = await run.call('ListAccessKeys', { UserName: user }, { userName: user });
    if (!listed.ok) return failed(listed.problem);
    const devices = await iam.devicesOf({ caller: caller.caller, signal }, user);
    if (devices.problem) return failed(devices.problem);
    const keys = parsed(keysSchema, listed.value)?.AccessKeyMetadata ?? [];
    return ok({
      caller,
      facts: {
        source: caller.caller.source,
        accountId: caller.accountId,
        user,
        userArn: parsed(userSchema, found.value)?.User.Arn ?? '',
        devices: devices.members.map((serial) => ({ serial, kind: mfaKind(serial, isOnKey) })),
        // A state that is not known is not active, and is left as it is.
        keys: keys.map(({ AccessKeyId, Status }) => ({ accessKeyId: AccessKeyId, isActive: Status === 'Active' })),
      } satisfies RescueFacts,
    });
  };

  const look = async (source: string, wish: RescueWish, signal: AbortSignal): Promise<Result<RescueRecord>> => {
    const found = await facts(source, wish.user, signal);
    if (!found.ok) return found;
    const { caller, facts: has } = found.value;
    const other = wish.devices.find((serial) => !has.devices.some((device) => device.serial === serial));
    if (other !== undefined) return failed({ code: 'rescue-device-other', user: wish.user, device: other });
    if (wish.accessKey && has.keys.length >= mostKeys) return failed({ code: 'rescue-keys-full', user: wish.user });
    return ok({
      ...desk.begin('rescue', caller),
      wish,
      userArn: has.userArn,
      keys: has.keys.filter(({ isActive }) => isActive).map(({ accessKeyId }) => accessKeyId),
      known: has.keys.map(({ accessKeyId }) => accessKeyId),
      steps: {},
    });
  };

  return {
    look: async (source, user, signal) => {
      const found = await facts(source, user, signal);
      return found.ok ? ok(found.value.facts) : found;
    },
    plan: async (source, wish, signal) => {
      const record = await look(source, wish, signal);
      return record.ok ? ok(rescueView(record.value, [], false)) : record;
    },
    rescue: async (source, wish, over, signal) => {
      const record = await look(source, wish, signal);
      return record.ok ? desk.carryOut(record.value, over, signal) : record;
    },
    resume: desk.resume,
    undo: desk.undo,
    list: desk.list,
  };
};
