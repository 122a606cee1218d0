import type { Clock } from '../../base/clock.ts';
import { defined } from '../../base/defined.ts';
import type { Jobs } from '../../base/jobs.ts';
import type { CommandPayload } from '../../contract/commands.ts';
import type { Failure } from '../../contract/result.ts';
import type { Millis } from '../../contract/values.ts';
import type { FrontEnd } from '../front-end.ts';
import type { ActivityState } from '../state/activity-state.ts';
import { withActivity } from '../state/changes.ts';
import { tellFailure } from '../state/store.ts';
import { activityItems } from './day-sessions.ts';
import { historyCsv, historyJson } from './export.ts';
import type { History, HistoryNeeds } from './history.ts';
import { localDate, localDay } from './local-day.ts';

export type ActivityHandlers = {
  readonly [N in 'openActivity' | 'closeActivity' | 'exportHistory']: (payload: CommandPayload<N>) => boolean;
};

/** So long before the day begins the history is read for it: of a session that was kept alive for longer only the end of it is known. */
const lookBack = 3 * 86_400_000;

/** What the screen takes. */
export interface ActivityNeeds extends Pick<HistoryNeeds, 'store' | 'now'> {
  readonly clock: Clock;
  readonly history: History;
}

/** The screen of the day's sessions. While it is open it follows the history, and one timer runs for the next session's end or midnight. */
export const createActivityPage = (
  { clock, store, history, now }: ActivityNeeds,
  front: Pick<FrontEnd, 'saveText'>,
  jobs: Jobs<Failure>,
  dateOf: (moment: Millis) => string = localDate,
) => {
  let isOpen = false;
  let stopFollowing = () => {};
  let stopTimer = () => {};
  let turn = 0;

  const show = (activity: ActivityState | undefined) => store.change(withActivity(activity));

  const planNext = (activity: ActivityState) => {
    stopTimer();
    const items = activityItems(activity.entries, activity, now());
    const moments = [activity.ends, ...items.filter(({ state }) => state === 'active').map(({ to }) => to)];
    stopTimer = clock.after(Math.max(Math.min(...moments) - now(), 0), () => void read());
  };

  const read = async (): Promise<void> => {
    turn += 1;
    const mine = turn;
    const day = localDay(now(), dateOf);
    const entries = await history.entries(day.begins - lookBack);
    // Closed meanwhile, or overtaken by a later read.
    if (!isOpen || mine !== turn) return;
    const problem = entries.ok ? history.problem() : entries.problem;
    const activity = { ...day, entries: entries.ok ? entries.value : [], ...defined({ problem }) };
    show(activity);
    planNext(activity);
  };

  const close = () => {
    isOpen = false;
    stopFollowing();
    stopTimer();
    [stopFollowing, stopTimer] = [() => {}, () => {}];
    show(undefined);
  };

  const handlers: ActivityHandlers = {
    openActivity: () => {
      if (!isOpen) stopFollowing = history.subscribe(() => void read());
      isOpen = true;
      void read();
      return true;
    },
    closeActivity: () => {
      if (!isOpen) return false;
      close();
      return true;
    },
    exportHistory: ({ format }) => {
      void jobs
        .join('export history', undefined, async () => {
          const entries = await history.entries(0);
          if (!entries.ok) return entries;
          const text = (format === 'csv' ? historyCsv : historyJson)(entries.value);
          return front.saveText(`roletap-history-${new Date(now()).toISOString().slice(0, 10)}.${format}`, text);
        })
        .then(tellFailure(store));
      return true;
    },
  };

  return {
    handlers,
    /** The time may have jumped: looks again while it is open. */
    refresh: () => (isOpen ? read() : Promise.resolve()),
    stop: () => {
      isOpen = false;
      stopFollowing();
      stopTimer();
    },
  };
};
