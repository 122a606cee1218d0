import { sleep } from '../../../base/clock.ts';
import { defined } from '../../../base/defined.ts';
import type { InTurn } from '../../../base/jobs.ts';
import type { TeamDeed } from '../../../contract/history.ts';
import type { Problem } from '../../../contract/problems/problem.ts';
import { failed, ok, type Result } from '../../../contract/result.ts';
import { alone } from '../../plans/alone.ts';
import type { Journal } from '../../plans/journal.ts';
import type { Page, PlanRun, Step } from '../../plans/plan.ts';
import { runPlan, undoPlan } from '../../plans/run-plan.ts';
import { createTeamCaller, type TeamCaller, type TeamCallerPorts } from '../team-caller.ts';
import { type Effect, hasEffect, stepOf, type TeamRun } from './plan-steps.ts';
import { stateOf, subjectOf, type TeamRecord } from './team-record.ts';

/** What plans for a team take. */
export interface TeamPlanPorts extends TeamCallerPorts {
  /** `note` keeps a line of the history. */
  readonly journal: Journal<TeamRecord> & { readonly newId: () => string; readonly inTurn: InTurn; readonly note: (of: TeamNote) => void };
}

/** What the history is told of a plan. */
export interface TeamNote {
  readonly source: string;
  readonly accountId: string;
  readonly deed: TeamDeed;
  readonly problem?: Problem;
}

/** One kind of plan: what it does, and how it is shown. */
export interface PlanKind<R extends TeamRecord, View, Over> {
  readonly kind: R['kind'];
  /** The effects in their order; `over` undefined: they are taken back. `forget` drops secrets that were not handed over; `sum` tells what all failed. */
  readonly effects: (
    run: TeamRun<R>,
    over: Over | undefined,
    signal: AbortSignal,
  ) => { readonly effects: readonly Effect<R>[]; readonly forget?: () => void; readonly sum?: (problem: Problem) => Problem };
  /** `isBegun` false: it is not in the journal, or not any more. */
  readonly view: (record: R, unread?: readonly Problem[], isBegun?: boolean) => View;
  /** IAM's refusals in the words of the plan. */
  readonly inWords: (problem: Problem, record: R) => Problem;
  /** It is kept also when all of it was refused: others are to go on with it. */
  readonly isKept?: boolean;
}

/** A plan that can be looked at, and one that is carried out. */
export interface OpenedPlan<R extends TeamRecord> {
  readonly caller: TeamCaller;
  readonly run: TeamRun<R>;
}

export interface PlanDesk<R extends TeamRecord, View, Over> {
  /** IAM with the rights of a profile, for a look at what is there. Problems: those of the caller. */
  readonly open: (source: string, signal: AbortSignal) => Promise<Result<OpenedPlan<R>>>;
  /** What every record begins with. */
  readonly begin: <K extends R['kind']>(kind: K, caller: TeamCaller) => Omit<TeamRecord, 'wish' | 'steps' | 'kind'> & { readonly kind: K };
  /**
   * Carries out a plan that was looked at; it is in the journal from its first effect on. Problems: plan-running, journal-unwritable, those of each call; then what was done
   * stays, and can be continued or undone. Where nothing was, it is dropped.
   */
  readonly carryOut: (record: R, over: Over, signal: AbortSignal) => Promise<Result<View>>;
  readonly resume: (id: string, over: Over, signal: AbortSignal) => Promise<Result<View>>;
  readonly undo: (id: string, signal: AbortSignal) => Promise<Result<View>>;
  /** Plans that are neither finished nor undone, oldest first. */
  readonly list: () => Promise<readonly View[]>;
}

export const createPlanDesk = <R extends TeamRecord, View, Over extends { readonly onStep: (view: View) => void }>(
  ports: TeamPlanPorts,
  kind: PlanKind<R, View, Over>,
): PlanDesk<R, View, Over> => {
  const { journal, aws } = ports;

  const open = async (source: string, record: () => R, put: TeamRun<R>['put'], signal: AbortSignal): Promise<Result<OpenedPlan<R>>> => {
    const callAs = createTeamCaller(ports, source);
    const first = await callAs(signal);
    if (!first.ok) return first;
    const call: TeamRun<R>['call'] = async (action, input, subject = {}) => {
      const own = await callAs(signal);
      return own.ok
        ? aws.callIam({ caller: own.value.caller, signal }, action, input, subject)
        : { ok: false, problem: own.problem, unclear: false };
    };
    return ok({ caller: first.value, run: { record, put, call, caller: () => callAs(signal), now: aws.now } });
  };

  /** Runs a record to its end, to a moment that has not come, or takes it back. */
  const carry = async (begun: R, over: Over | undefined, signal: AbortSignal): Promise<Result<View>> => {
    let record = begun;
    const keep = async (next: R): Promise<void> => {
      record = next;
      await journal.write(next);
      over?.onStep(kind.view(record));
    };
    const opened = await open(record.source, () => record, keep, signal);
    if (!opened.ok) return opened;
    const { run, caller } = opened.value;
    if (caller.accountId !== record.accountId) return failed({ code: 'team-other-account', accountId: record.accountId });
    const { effects, forget, sum } = kind.effects(run, over, signal);
    const steps = effects.flatMap((effect): readonly (Step<R> | Page<R>)[] => {
      const { notBefore, name } = effect;
      const page: Page<R> = {
        name: `${name}-later`,
        read: (of) => (stateOf(of, name) === 'done' || notBefore === undefined || aws.now() >= notBefore() ? 'done' : 'todo'),
        ask: async () => ok(undefined),
      };
      return [...(notBefore === undefined ? [] : [page]), stepOf(run, effect)];
    });
    const plan: PlanRun<R> = {
      record: () => record,
      before: async (next) => {
        const written = await journal.write(next);
        if (written.ok) {
          record = next;
          over?.onStep(kind.view(record));
        }
        return written;
      },
      after: keep,
      wait: (until) => sleep(aws.clock, Math.max(0, until - aws.now()), signal),
      signal,
    };
    const done = over ? await runPlan(() => steps, plan) : await undoPlan(steps, signal);
    const waits = over !== undefined && steps.some(({ read }) => read(record) !== 'done');
    forget?.();
    const problem = done.ok ? undefined : kind.inWords(sum?.(done.problem) ?? done.problem, record);
    const isLifted = over !== undefined && !waits && record.kind === 'rescue';
    // Carried on too early, nothing happened.
    if (problem || !over || record !== begun)
      journal.note({
        source: record.source,
        accountId: record.accountId,
        deed: { plan: record.kind, on: subjectOf(record), outcome: problem ? 'failed' : !over ? 'undone' : isLifted ? 'lifted' : 'done' },
        ...defined({ problem }),
      });
    if (problem) return failed(problem);
    if (waits) return ok(kind.view(record));
    await journal.remove(record.id);
    return ok(kind.view(record, [], false));
  };

  const mine = async () => (await journal.list()).filter((one): one is R => one.kind === kind.kind);
  const known = async (id: string): Promise<Result<R>> => {
    const record = (await mine()).find((one) => one.id === id);
    return record ? ok(record) : failed({ code: 'plan-missing', id });
  };
  const goOn = (id: string, over: Over | undefined, signal: AbortSignal) =>
    alone(journal.inTurn, id, async () => {
      const record = await known(id);
      return record.ok ? carry(record.value, over, signal) : record;
    });
  const nothing = (): R => {
    throw new Error('there is no record yet');
  };

  return {
    open: (source, signal) => open(source, nothing, async () => {}, signal),
    begin: (of, { caller, accountId, partition }) => ({
      version: 1,
      id: journal.newId(),
      startedAt: aws.now(),
      kind: of,
      source: caller.source,
      accountId,
      partition,
    }),
    carryOut: (record, over, signal) =>
      alone(journal.inTurn, record.id, async () => {
        const done = await carry(record, over, signal);
        // Refused before anything was done, it is as if nobody had begun it.
        const left = done.ok ? undefined : (await mine()).find(({ id }) => id === record.id);
        if (left && !kind.isKept && !hasEffect(left)) await journal.remove(record.id);
        return done;
      }),
    resume: goOn,
    undo: (id, signal) => goOn(id, undefined, signal),
    list: async () => (await mine()).map((record) => kind.view(record)),
  };
};
