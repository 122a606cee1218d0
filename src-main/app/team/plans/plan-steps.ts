import type { AwsResult } from '../../../aws/caller.ts';
import type { TeamAction } from '../../../aws/iam/iam-errors.ts';
import type { Fields, TeamSubject } from '../../../aws/iam/team-iam.ts';
import { defined } from '../../../base/defined.ts';
import type { Problem } from '../../../contract/problems/problem.ts';
import { failed, ok, type Result } from '../../../contract/result.ts';
import type { StepState } from '../../../contract/team/plan.ts';
import type { Outcome, Standing, Step } from '../../plans/plan.ts';
import type { TeamCaller } from '../team-caller.ts';
import { stateOf, type TeamRecord, withState } from './team-record.ts';

/** A plan that is under way: its record, and IAM with the rights it runs with. */
export interface TeamRun<R extends TeamRecord = TeamRecord> {
  readonly record: () => R;
  /** Takes over what was found out. */
  readonly put: (record: R) => Promise<void>;
  readonly call: (action: TeamAction, input: Fields, subject?: TeamSubject) => Promise<AwsResult<Fields>>;
  /** Who calls, for what is no call by its name. */
  readonly caller: () => Promise<Result<TeamCaller>>;
  /** AWS's time. */
  readonly now: () => number;
}

/** One effect of a plan on IAM. */
export interface Effect<R extends TeamRecord = TeamRecord> {
  readonly name: keyof R['steps'] & string;
  /** When undoing a later effect on the same fails, this one is left alone. */
  readonly subject: string;
  /** The effect; what it takes is gathered in it. */
  readonly make: () => Promise<AwsResult<unknown>>;
  /** Whether it happened, where that can be asked. Without it, making it twice does no harm. */
  readonly exists?: () => Promise<AwsResult<boolean>>;
  readonly remove?: () => Promise<AwsResult<unknown>>;
  /** Whether what it gave is still at hand, or was handed over; else it is made again. */
  readonly isHeld?: () => boolean;
  /** Before this moment, AWS's time, the effect is not to happen: the plan stops there, and is carried on later. */
  readonly notBefore?: () => number;
  /** What else IAM refuses for a moment. */
  readonly isEarly?: (problem: Problem) => boolean;
  /** It is tried also where an urgent one before it failed. */
  readonly isUrgent?: boolean;
}

/** IAM refuses for a moment what was just made or removed; throttled changes were not made at all. */
const isEarly = ({ code }: Problem, awsCode: string | undefined): boolean =>
  code === 'throttled' ||
  code === 'user-changing' ||
  code === 'user-missing' ||
  code === 'name-unknown' ||
  awsCode === 'NoSuchEntity' ||
  awsCode === 'EntityTemporarilyUnmodifiable';

const awsCodeOf = (problem: Problem): string | undefined => (problem.code === 'aws-said' ? problem.awsCode : undefined);

/** IAM's refusal of one more, with the quota where it says which; undefined for anything else. */
export const limitReached = (problem: Problem, name: string): Problem | undefined =>
  problem.code === 'aws-said' && problem.awsCode === 'LimitExceeded'
    ? { code: 'team-limit', name, ...defined({ quota: problem.quota }) }
    : undefined;

/** Whether a thing is not there, as IAM says it. */
export const isMissing = (problem: Problem): boolean =>
  problem.code === 'user-missing' ||
  problem.code === 'access-key-missing' ||
  problem.code === 'device-missing' ||
  problem.code === 'name-unknown' ||
  awsCodeOf(problem) === 'NoSuchEntity';

/** What may not be looked at, where that is why a look failed. */
export const deniedResource = (problem: Problem | undefined): string | undefined =>
  problem?.code === 'iam-denied' ? problem.resource : undefined;

/** A group that was taken to be there, because it may not be looked at, is missing: the permission lacks, and nothing is no longer there. */
export const unreadGroup = (problem: Problem, groupDenied: string | undefined): Problem | undefined =>
  groupDenied !== undefined && isMissing(problem)
    ? { code: 'iam-denied', action: 'iam:GetGroup', resource: groupDenied, explicit: false }
    : undefined;

/** What a step of several calls gives when all went well. */
export const happened = { ok: true, value: {} } as const;

/** Each call in turn, until one fails. What came before it has happened, so that there is something to take back. */
export const inTurn = async (calls: readonly (() => Promise<AwsResult<unknown>>)[]): Promise<AwsResult<unknown>> => {
  for (const [index, call] of calls.entries()) {
    const answer = await call();
    if (!answer.ok) return index === 0 ? answer : { ...answer, unclear: true };
  }
  return happened;
};

/** All the calls, whatever becomes of each; the first failure. */
export const each = async (calls: readonly (() => Promise<AwsResult<unknown>>)[]): Promise<AwsResult<unknown>> => {
  let failure: Extract<AwsResult<unknown>, { readonly ok: false }> | undefined;
  let happenedOnce = false;
  for (const call of calls) {
    const answer = await call();
    if (answer.ok) happenedOnce = true;
    else failure ??= answer;
  }
  if (!failure) return happened;
  return happenedOnce ? { ...failure, unclear: true } : failure;
};

/** The call, or nothing where what it takes away is gone already. */
export const unlessMissing = async (call: Promise<AwsResult<unknown>>): Promise<AwsResult<unknown>> => {
  const gone = await call;
  return gone.ok || isMissing(gone.problem) ? happened : gone;
};

/** Whether anything was done, or may have been: else there is nothing to continue and nothing to undo. */
export const hasEffect = ({ steps }: TeamRecord): boolean =>
  Object.values(steps as Readonly<Record<string, StepState>>).some((state) => state === 'begun' || state === 'done');

/** AWS's clock and the one of a record may differ a little, in milliseconds. */
export const clockSlack = 300_000;

/** Milliseconds between two tries of a step, and how often it is tried. */
const pause = 2000;
const tries = 8;

const outcomeOf = (answer: AwsResult<unknown>): Outcome =>
  answer.ok ? { ok: true } : { ok: false, problem: answer.problem, ...(answer.unclear ? { unclear: true } : {}) };

/** An effect as a step of the plans' core: what is there already is done, and is never undone. */
export const stepOf = <R extends TeamRecord>({ record, put, now }: TeamRun<R>, effect: Effect<R>): Step<R> => {
  const { name, subject, make, exists, remove, isHeld } = effect;
  let tried = 0;
  const read = (of: R): Standing => {
    const state = stateOf(of, name);
    if (state === 'there') return 'done';
    return state === 'done' && isHeld?.() === false ? 'todo' : state;
  };
  const settle = async (isThere: AwsResult<boolean>): Promise<Result<void>> => {
    if (!isThere.ok) return failed(isThere.problem);
    await put(withState(record(), name, isThere.value ? 'done' : 'todo'));
    return ok(undefined);
  };
  return {
    name,
    subject,
    read,
    mark: (of, standing) => withState(of, name, standing),
    ...(exists ? { check: async () => settle(await exists()) } : {}),
    ...defined({ isUrgent: effect.isUrgent }),
    do: async () => {
      const was = stateOf(record(), name);
      return ok(async () => {
        const begun = record();
        const outcome = outcomeOf(await make());
        // What was found out on the way stays. What was clearly refused did not happen.
        if (!outcome.ok && !outcome.unclear && record() !== begun) await put(withState(record(), name, was));
        return outcome;
      });
    },
    undo: async () => {
      const state = stateOf(record(), name);
      if (!remove || state === 'there' || state === 'todo') return ok(undefined);
      // Whoever made it after all is not undone.
      if (state === 'begun' && exists) {
        const settled = await settle(await exists());
        if (!settled.ok) return settled;
        if (stateOf(record(), name) === 'todo') return ok(undefined);
      }
      const gone = await remove();
      if (!gone.ok && !isMissing(gone.problem)) return failed(gone.problem);
      await put(withState(record(), name, 'todo'));
      return ok(undefined);
    },
    waitUntil: {
      from: () => {
        tried += 1;
        return tried === 1 ? undefined : now() + pause;
      },
      tries,
      isEarly: ({ problem }) => isEarly(problem, awsCodeOf(problem)) || (effect.isEarly?.(problem) ?? false),
    },
  };
};
