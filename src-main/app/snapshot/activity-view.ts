import { defined } from '../../base/defined.ts';
import type { ActivityItem, ActivityView } from '../../contract/activity.ts';
import type { HistoryEntry } from '../../contract/history.ts';
import type { Millis } from '../../contract/values.ts';
import { activityItems } from '../history/day-sessions.ts';
import type { ActivityPage } from '../state/page-state.ts';

/** The day as it looks now: what has ended by then is over. Pure. */
export const activityView = ({ kind: _, entries, unsaved, problem, ...day }: ActivityPage, now: Millis): ActivityView => ({
  ...day,
  items: itemsOf(entries, day, now),
  ...defined({ problem: problem ?? unsaved }),
});

/** Every change in the app makes a snapshot; a day of thousands of lines is put together once, until one of its sessions runs out. */
const made = new WeakMap<
  readonly HistoryEntry[],
  { readonly items: readonly ActivityItem[]; readonly from: Millis; readonly to: Millis }
>();

const itemsOf = (entries: readonly HistoryEntry[], day: Pick<ActivityPage, 'begins' | 'ends'>, now: Millis): readonly ActivityItem[] => {
  const before = made.get(entries);
  if (before !== undefined && before.from <= now && now < before.to) return before.items;
  const items = activityItems(entries, day, now);
  const to = items.reduce((first, item) => (item.state === 'active' ? Math.min(first, item.to) : first), Number.POSITIVE_INFINITY);
  made.set(entries, { items, from: now, to });
  return items;
};
