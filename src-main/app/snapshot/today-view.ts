import { defined } from '../../base/defined.ts';
import type { TodayView } from '../../contract/history.ts';
import type { Millis } from '../../contract/values.ts';
import { todayItems } from '../history/day-sessions.ts';
import type { TodayState } from '../state/today-state.ts';

/** The day as it looks now: what has ended by then is over. Pure. */
export const todayView = ({ begins, ends, entries, problem }: TodayState, now: Millis): TodayView => ({
  begins,
  ends,
  items: todayItems(entries, { begins, ends }, now),
  ...defined({ problem }),
});
