import type { Problem } from '../../contract/problems/problem.ts';
import type { Result } from '../../contract/result.ts';
import type { Millis } from '../../contract/values.ts';

/*
 * A plan changes the world in several steps, each of which may be refused, lose its answer, or be cut off when the program ends. To write one:
 *
 * 1. A record `R` says how far each step is, and whatever it takes to go on or to undo without the program that began; never a secret. It has an
 *    `id` and `startedAt`, and is kept in a journal (`createJournal`), one file for each run.
 * 2. Each effect on the world is one `Step`: where the record says how far it is, how to do it, how to find out what became of it, how to undo it.
 * 3. Where a person has to answer, a `Page` stands between the steps.
 * 4. `runPlan` takes the steps that are not done, in order. Whatever ended it (a problem, a page, the signal, the end of the program), it is run
 *    again with the record as the journal has it, and goes on from there. `undoPlan` takes back what was done. When either is through, the record
 *    is removed from the journal.
 *
 *    interface Rotation { readonly id: string; readonly startedAt: number; readonly made: Standing; readonly closed: Standing; readonly newKey?: string }
 *
 *    const make: Step<Rotation> = {
 *      name: 'make', subject: 'new key',
 *      read: ({ made }) => made,
 *      mark: (record, made) => ({ ...record, made }),
 *      do: async () => { const caller = await signIn(); return caller.ok ? ok(() => createKey(caller.value)) : caller; },
 *      check: async () => lookForNewKey(),
 *      undo: async () => deleteNewKey(),
 *    };
 *    await runPlan(() => [make, tryNewKey, closeOldKey], run);
 */

/** What the record says of a step. `begun`: its effect was about to happen, and nobody knows whether it did. */
export type Standing = 'todo' | 'begun' | 'done';

/** What came of an effect. `unclear`: it may have happened all the same. */
export type Outcome = { readonly ok: true } | { readonly ok: false; readonly problem: Problem; readonly unclear?: boolean };

/** One effect of a plan over a record of type R, which is in the journal before and after it. */
export interface Step<R> {
  readonly name: string;
  /** What the effect is on: when undoing a later effect on the same fails, this one is left alone. */
  readonly subject: string;
  readonly read: (record: R) => Standing;
  /** The record when the effect is about to happen, and when it has. The same record where there is nothing to say: then nothing is written. */
  readonly mark: (record: R, standing: 'begun' | 'done') => R;
  /**
   * Asks the world what became of an effect whose answer was lost, and puts the record right: the effect is done, or to be done. A problem when the
   * world cannot be asked; then nothing is tried, and the record stays. Absent where asking tells nothing: the effect is tried again.
   */
  readonly check?: () => Promise<Result<void>>;
  /** Gathers what the effect takes, from the person, too, and gives the effect, which happens when the journal has it. A problem: nothing happened. */
  readonly do: () => Promise<Result<() => Promise<Outcome>>>;
  /** Takes the effect back, if the record says that there is any; what is gone already is no failure. Absent where nothing can be taken back. */
  readonly undo?: () => Promise<Result<void>>;
  readonly waitUntil?: WaitUntil;
  /**
   * It is urgent: the failure of an earlier step that is urgent, too, does not hold it up. The plan ends with that failure when all of them were tried, before any step that
   * can wait.
   */
  readonly isUrgent?: boolean;
}

/** The world takes a while to be ready for a step. */
export interface WaitUntil {
  /** Before this moment it is no use to try, if that is known. */
  readonly from?: () => Millis | undefined;
  /** How often it is tried in all. */
  readonly tries: number;
  /** Whether the next try may succeed where this one did not. */
  readonly isEarly: (outcome: Extract<Outcome, { readonly ok: false }>) => boolean;
}

/** A question to the person: the plan stops there, and is run again with the answer in the record. */
export interface Page<R> {
  readonly name: string;
  readonly read: (record: R) => Exclude<Standing, 'begun'>;
  /** Shows the question. */
  readonly ask: () => Promise<Result<void>>;
}

/** What a plan is run with. */
export interface PlanRun<R> {
  /** The record as it is now. */
  readonly record: () => R;
  /** Writes the record before an effect. Problem: journal-unwritable; then nothing happens. */
  readonly before: (record: R) => Promise<Result<void>>;
  /** Writes it after one: when that fails, the journal is older than the world, and checking finds the truth. */
  readonly after: (record: R) => Promise<void>;
  /** Waits, and shows it; returns at once when the moment has passed or the signal aborts. */
  readonly wait: (until: Millis) => Promise<void>;
  /** Ends the run before its next effect. An effect that is under way is waited for, unless it takes the signal itself. */
  readonly signal: AbortSignal;
}
