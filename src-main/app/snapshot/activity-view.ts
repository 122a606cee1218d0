import { defined } from '../../base/defined.ts';
import type { ActivityView } from '../../contract/history.ts';
import type { Millis } from '../../contract/values.ts';
import { activityItems } from '../history/day-sessions.ts';
import type { ActivityState } from '../state/activity-state.ts';

/** The day as it looks now: what has ended by then is over. Pure. */
export const activityView = ({ begins, ends, entries, problem }: ActivityState, now: Millis): ActivityView => ({
  begins,
  ends,
  items: activityItems(entries, { begins, ends }, now),
  ...defined({ problem }),
});
