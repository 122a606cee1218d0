import { defined } from '../../base/defined.ts';
import type { ActivityView } from '../../contract/activity.ts';
import type { Millis } from '../../contract/values.ts';
import { itemsOf } from '../history/day-sessions.ts';
import type { ActivityPage } from '../state/page-state.ts';

/** The day as it looks now: what has ended by then is over. Pure. */
export const activityView = ({ kind: _, entries, unsaved, problem, ...day }: ActivityPage, now: Millis): ActivityView => ({
  ...day,
  items: itemsOf(entries, day, now),
  ...defined({ problem: problem ?? unsaved }),
});
