import type { Problem } from '../../contract/problems.ts';
import type { Result } from '../../contract/result.ts';
import type { Millis } from '../../contract/values.ts';

/** What the record says of a step. `begun`: its effect was about to happen, and nobody knows whether it did. */
export type Standing = 'todo' | 'begun' | 'done';

/** What came of an effect. `unclear`: it may have happened all the same. */
export type Outcome = { readonly ok: true } | { readonly ok: false; readonly problem: Problem; readonly unclear?: boolean };

/** One effect of a plan over a record of type R, which is in the journal before and after it. */
export interface Step<R> {
  readonly name: string;
  /** What the effect is on: undoing leaves alone what a later effect on the same could not be taken back from. */
  readonly subject: string;
  readonly read: (record: R) => Standing;
  /** The record when the effect is about to happen, and when it has. */
  readonly mark: (record: R, standing: 'begun' | 'done') => R;
  /** Asks the world what became of an effect whose answer was lost, and puts the record right. Absent where asking tells nothing. */
  readonly check?: () => Promise<Result<void>>;
  /** Gathers what it takes (a key, a touch, a session) and gives the effect, which happens when the journal has it. */
  readonly do: () => Promise<Result<() => Promise<Outcome>>>;
  /** Takes the effect back, if the record says that there is any; what is gone already is no failure. */
  readonly undo?: () => Promise<Result<void>>;
  readonly waitUntil?: WaitUntil;
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
  readonly ask: () => Promise<Result<void>>;
}

/** What a plan is run with. */
export interface PlanRun<R> {
  readonly record: () => R;
  /** Writes the record before an effect. Problem: journal-unwritable; then nothing happens. */
  readonly before: (record: R) => Promise<Result<void>>;
  /** Writes it after one: when that fails, the journal is older than the world, and checking finds the truth. */
  readonly after: (record: R) => Promise<void>;
  /** Waits, and shows it; returns at once when the moment has passed or the signal aborts. */
  readonly wait: (until: Millis) => Promise<void>;
  readonly signal: AbortSignal;
}
