import * as v from 'valibot';
import { createTeamIam } from '../../../aws/iam/team-iam.ts';
import { parsed } from '../../../base/schema.ts';
import type { Problem } from '../../../contract/problems/problem.ts';
import { failed, ok, type Result } from '../../../contract/result.ts';
import type { RescueFacts, RescuePlanView, RescueWish } from '../../../contract/team/rescue.ts';
import { deliver, type HandOver, type HeldSecrets, handsNothing } from '../hand-over.ts';
import { sealInvite } from '../invite.ts';
import { mfaKind } from '../people.ts';
import { findNamed, isSameName } from '../plans/find-named.ts';
import { whyBadArn } from '../plans/named-arns.ts';
import { createPlanDesk, type TeamPlanPorts } from '../plans/plan-desk.ts';
import { isMissing, limitReached } from '../plans/plan-steps.ts';
import { keysIn, type RescueRecord, rescueEffects, rescueView } from './rescue-plan.ts';
import { partly, type UrgentStep, watched } from './what-is-left.ts';

/** Helps whoever lost a YubiKey, and shuts out whoever found it. */
export interface Rescue {
  /** The devices and access keys of a user, whose name may come in other capitals. Problems: those of the caller and of reading; rescue-self. */
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

/** A rescue that could begin, and what could not be read for it. */
interface Looked {
  readonly record: RescueRecord;
  readonly unread: readonly Problem[];
}

/** For so long a plan, and what is done after it, goes by what was read for the form, in milliseconds. Access keys and devices are looked for anew as they go. */
const readMillis = 10 * 60_000;

/** AccessKeysPerUser; it can't be raised. */
const mostKeys = 2;

/** `isOnKey`: whether a YubiKey that this computer knows makes a device's codes. */
export const createRescue = (ports: TeamPlanPorts, isOnKey: (serial: string) => boolean, seal = sealInvite): Rescue => {
  const iam = createTeamIam(ports.aws.callIam);
  const desk = createPlanDesk<RescueRecord, RescuePlanView, RescueOver>(ports, {
    kind: 'rescue',
    // Whoever found the key is not shut out before somebody goes on.
    isKept: true,
    effects: (run, over) => {
      const held: HeldSecrets = { get: {} };
      const { wish, id } = run.record();
      const effects = rescueEffects(run, held, () =>
        deliver(run, { ...wish, name: wish.user, userArn: run.record().userArn }, held, over ?? handsNothing(), seal),
      );
      const left = new Map<UrgentStep, Problem>();
      return {
        effects: effects.map((effect) => watched(effect, left)),
        sum: (problem) => partly(problem, left, wish.user, id),
        forget: () => {
          held.get = {};
        },
      };
    },
    view: rescueView,
    inWords: (problem, { wish }): Problem => limitReached(problem, wish.user) ?? problem,
  });

  const readFacts = async (source: string, named: string, signal: AbortSignal) => {
    const opened = await desk.open(source, signal);
    if (!opened.ok) return opened;
    const { caller, run } = opened.value;
    // Whoever calls as a user is told who that is; a role has no user.
    const own = await run.call('GetUser', {});
    const self = own.ok ? parsed(userSchema, own.value)?.User.UserName : undefined;
    if (self !== undefined && isSameName(self, named)) return failed({ code: 'rescue-self', user: self } as const);
    const reader = { caller: caller.caller, signal };
    const found = await findNamed(iam, reader, 'user', named);
    const user = found.ok ? found.value.name : named;
    const keys = keysIn(await run.call('ListAccessKeys', { UserName: user }, { userName: user }));
    const devices = await iam.devicesOf(reader, user);
    const reads = [
      ['user', found.ok ? undefined : found.problem],
      ['keys', keys.ok ? undefined : keys.problem],
      ['devices', devices.problem],
    ] as const;
    const unread = reads.flatMap(([what, problem]) => (problem ? [{ what, problem }] : []));
    if (unread.some(({ problem }) => isMissing(problem))) return failed({ code: 'name-unknown', of: 'user', name: user } as const);
    // What may not be read is named, and the rest goes on: whoever found a key doesn't wait for anybody's rights.
    const other = unread.find(({ problem }) => problem.code !== 'iam-denied');
    if (other) return failed(other.problem);
    return ok({
      caller,
      facts: {
        source: caller.caller.source,
        accountId: caller.accountId,
        user,
        userArn: found.ok
          ? (parsed(userSchema, found.value.answer)?.User.Arn ?? '')
          : `arn:${caller.partition}:iam::${caller.accountId}:user/${user}`,
        devices: devices.members.map((serial) => ({ serial, kind: mfaKind(serial, isOnKey) })),
        keys: keys.ok ? keys.value : [],
        unread,
      } satisfies RescueFacts,
    });
  };

  type Facts = Awaited<ReturnType<typeof readFacts>>;
  let last: { readonly source: string; readonly user: string; readonly at: number; readonly found: Facts } | undefined;
  const facts = async (source: string, user: string, signal: AbortSignal): Promise<Facts> => {
    const found = await readFacts(source, user, signal);
    last = found.ok ? { source, user, at: ports.aws.now(), found } : undefined;
    return found;
  };
  const latestFacts = async (source: string, user: string, signal: AbortSignal): Promise<Facts> =>
    last?.source === source && last.user === user && ports.aws.now() - last.at < readMillis ? last.found : facts(source, user, signal);

  const look = async (source: string, wish: RescueWish, signal: AbortSignal): Promise<Result<Looked>> => {
    const found = await latestFacts(source, wish.user, signal);
    if (!found.ok) return found;
    const { caller, facts: has } = found.value;
    const strange = whyBadArn(wish, caller.partition);
    if (strange) return failed(strange);
    const unseen = has.unread.map(({ what }) => what);
    const other = unseen.includes('devices')
      ? undefined
      : wish.devices.find((serial) => !has.devices.some((device) => device.serial === serial));
    if (other !== undefined) return failed({ code: 'rescue-device-other', user: wish.user, device: other });
    if (wish.accessKey && has.keys.length >= mostKeys) return failed({ code: 'rescue-keys-full', user: wish.user });
    const record: RescueRecord = {
      ...desk.begin('rescue', caller),
      wish: { ...wish, user: has.user },
      userArn: has.userArn,
      keys: has.keys.filter(({ isActive }) => isActive).map(({ accessKeyId }) => accessKeyId),
      known: has.keys.map(({ accessKeyId }) => accessKeyId),
      steps: {},
      ...(unseen.length === 0 ? {} : { unseen }),
    };
    return ok({ record, unread: has.unread.map(({ problem }) => problem) });
  };

  return {
    look: async (source, user, signal) => {
      const found = await facts(source, user, signal);
      return found.ok ? ok(found.value.facts) : found;
    },
    plan: async (source, wish, signal) => {
      const looked = await look(source, wish, signal);
      return looked.ok ? ok(rescueView(looked.value.record, looked.value.unread, false)) : looked;
    },
    rescue: async (source, wish, over, signal) => {
      const looked = await look(source, wish, signal);
      // The next one reads what is left by then.
      last = undefined;
      return looked.ok ? desk.carryOut(looked.value.record, over, signal) : looked;
    },
    resume: desk.resume,
    undo: desk.undo,
    list: desk.list,
  };
};
