import type { HistoryEntry } from '../../contract/history.ts';
import type { Problem } from '../../contract/problems/problem.ts';
import type { Millis } from '../../contract/values.ts';

/** The open screen of the day's sessions. */
export interface ActivityState {
  /** The local day, from its first millisecond to that of the next. */
  readonly begins: Millis;
  readonly ends: Millis;
  /** Of the day and of some days before it, in order of time; empty when they could not be read. */
  readonly entries: readonly HistoryEntry[];
  /** The history could not be read or kept. */
  readonly problem?: Problem;
}
