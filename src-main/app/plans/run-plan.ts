import type { Problem } from '../../contract/problems/problem.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import type { Page, PlanRun, Step } from './plan.ts';

/**
 * Takes the steps that the record says are not done, in their order, until one of them fails or a page asks the person. `steps` gives the plan as it is
 * for a record: what a step learned may change what follows. After any end the plan can be run again, undone or left. Problems: those of the steps
 * and pages, journal-unwritable, cancelled.
 */
export const runPlan = async <R>(steps: (record: R) => readonly (Step<R> | Page<R>)[], run: PlanRun<R>): Promise<Result<void>> => {
  const tried = new Set<string>();
  let problem: Problem | undefined;
  for (;;) {
    const record = run.record();
    const next = steps(record).find(
      (step) => step.read(record) !== 'done' && (problem === undefined || 'ask' in step || (step.isUrgent && !tried.has(step.name))),
    );
    if (!next || (problem && 'ask' in next)) return problem ? failed(problem) : ok(undefined);
    if ('ask' in next) return next.ask();
    const done = await runStep(next, run);
    if (done.ok) continue;
    if (!next.isUrgent || endings.has(done.problem.code)) return done;
    problem ??= done.problem;
    tried.add(next.name);
  }
};

/** What ends a plan for good, urgent or not. */
const endings: ReadonlySet<string> = new Set<Problem['code']>(['cancelled', 'journal-unwritable']);

/** One step, whatever the record says of it: a check where the answer to an earlier try was lost, then the effect, as often as `waitUntil` allows. */
export const runStep = async <R>(step: Step<R>, run: PlanRun<R>): Promise<Result<void>> => {
  const { waitUntil, check } = step;
  if (step.read(run.record()) === 'begun' && check) {
    const checked = await check();
    if (!checked.ok) return checked;
    if (step.read(run.record()) === 'done') return ok(undefined);
  }
  for (let tries = 1; ; tries++) {
    const from = waitUntil?.from?.();
    if (from !== undefined) await run.wait(from);
    if (run.signal.aborted) return failed({ code: 'cancelled' });
    const ready = await step.do();
    if (!ready.ok) return ready;
    const before = run.record();
    const begun = step.mark(before, 'begun');
    const saved = begun === before ? ok(undefined) : await run.before(begun);
    if (!saved.ok) return saved;
    const outcome = await ready.value();
    if (outcome.ok) {
      const done = step.mark(run.record(), 'done');
      if (done !== run.record()) await run.after(done);
      return ok(undefined);
    }
    if (outcome.unclear) {
      // When nobody can say, the record stays as it is, and the next run checks it.
      const checked = check ? await check() : undefined;
      if (checked && !checked.ok) return failed(outcome.problem);
      if (step.read(run.record()) === 'done') return ok(undefined);
    } else if (begun !== before && run.record() === begun) await run.after(before);
    if (!waitUntil?.isEarly(outcome) || tries >= waitUntil.tries || run.signal.aborted) return failed(outcome.problem);
  }
};

/**
 * Takes steps back, the last one first; pages have nothing to take back. One that fails does not stop the others, but those before it on the same
 * subject stay: what is below it is still in use. Gives the first problem; cancelled ends it.
 */
export const undoPlan = async <R>(steps: readonly (Step<R> | Page<R>)[], signal: AbortSignal): Promise<Result<void>> => {
  const kept = new Set<string>();
  let problem: Problem | undefined;
  for (const step of [...steps].reverse()) {
    if ('ask' in step || !step.undo || kept.has(step.subject)) continue;
    if (signal.aborted) return failed({ code: 'cancelled' });
    const undone = await step.undo();
    if (undone.ok) continue;
    if (undone.problem.code === 'cancelled') return undone;
    problem ??= undone.problem;
    kept.add(step.subject);
  }
  return problem ? failed(problem) : ok(undefined);
};
