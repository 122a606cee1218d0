import type { Clock } from '../../base/clock.ts';
import { defined } from '../../base/defined.ts';
import type { Jobs } from '../../base/jobs.ts';
import type { CommandPayload } from '../../contract/commands.ts';
import type { Failure } from '../../contract/result.ts';
import type { Millis } from '../../contract/values.ts';
import type { FrontEnd } from '../front-end.ts';
import { withPage, withPageOf } from '../state/page-changes.ts';
import { pageOf } from '../state/page-state.ts';
import { createActivityFiles } from './activity-files.ts';
import { itemsOf } from './day-sessions.ts';
import { createLineMemory, type History, type HistoryNeeds } from './history.ts';
import { localDate, localDay } from './local-day.ts';

type ActivityCommand = 'openActivity' | 'showDay' | 'exportActivity' | 'exportPicture' | 'exportHistory';

export type ActivityHandlers = { readonly [N in ActivityCommand]: (payload: CommandPayload<N>) => boolean };

/** So long before a day begins and after it ends the history is read for it: of a session that was kept alive for longer only a part is known. */
const reach = 3 * 86_400_000;

/** What the page takes. */
export interface ActivityNeeds extends Pick<HistoryNeeds, 'store' | 'now'> {
  readonly clock: Clock;
  readonly history: History;
}

/**
 * The page of one day's sessions. While it is open it follows the history; one timer runs for the next session's end, and for midnight while it shows today.
 */
export const createActivityPage = (
  { clock, store, history, now }: ActivityNeeds,
  front: Pick<FrontEnd, 'saveFile'>,
  jobs: Jobs<Failure>,
  dateOf: (moment: Millis) => string = localDate,
) => {
  /** A moment of the day that is shown; undefined follows today. */
  let chosen: Millis | undefined;
  /** Moments at which something was, as the history had them when the page was opened. */
  let known: readonly Millis[] = [];
  let turn = 0;
  let parse = createLineMemory();
  let stopTimer = () => {};
  let stopFollowing = () => {};

  const page = () => pageOf(store.state(), 'activity');
  const stop = () => {
    // What is being read is overtaken.
    turn += 1;
    stopTimer();
    stopFollowing();
    // With all that it remembers.
    parse = createLineMemory();
    [stopTimer, stopFollowing] = [() => {}, () => {}];
  };

  const daysWith = (moments: readonly Millis[]): readonly Millis[] => {
    const firsts = moments.filter((moment) => moment <= now()).map((moment) => localDay(moment, dateOf).begins);
    return [...new Set(firsts)].sort((a, b) => a - b);
  };

  const read = async (): Promise<void> => {
    turn += 1;
    const mine = turn;
    const isToday = chosen === undefined;
    const day = localDay(chosen ?? now(), dateOf);
    const found = await history.entries(day.begins - reach, day.ends + reach, parse);
    // Closed meanwhile, or overtaken by a later read.
    if (mine !== turn) return;
    const entries = found.ok ? found.value : [];
    const problem = found.ok ? history.problem() : found.problem;
    const items = itemsOf(entries, day, now());
    const days = daysWith([...known, now(), ...(items.length === 0 ? [] : [day.begins])]);
    store.change(
      withPageOf('activity', ({ kind, unsaved, begins, trail }) => ({
        kind,
        ...day,
        isToday,
        isReading: false,
        days,
        entries,
        ...defined({ problem, unsaved, trail: begins === day.begins ? trail : undefined }),
      })),
    );
    stopTimer();
    const moments = [...(isToday ? [day.ends] : []), ...items.filter(({ state }) => state === 'active').map(({ to }) => to)];
    if (moments.length > 0) stopTimer = clock.after(Math.max(Math.min(...moments) - now(), 0), () => void read());
  };

  const open = async (): Promise<void> => {
    const mine = turn;
    const found = await history.moments();
    if (mine === turn) known = found;
    if (mine === turn) await read();
  };

  return {
    handlers: {
      openActivity: () => {
        stop();
        chosen = undefined;
        const today = { ...localDay(now(), dateOf), isToday: true, isReading: true };
        store.change(withPage({ kind: 'activity', ...today, days: [], entries: [] }));
        const stops = [history.subscribe(() => void read()), store.subscribe(() => page() ?? stop())];
        stopFollowing = () => {
          for (const each of stops) each();
        };
        void open();
        return true;
      },
      showDay: ({ at }) => {
        if (!page()) return false;
        const today = localDay(now(), dateOf);
        chosen = at < today.begins ? at : undefined;
        void read();
        return true;
      },
      ...createActivityFiles({ store, history, now }, front, jobs),
    } satisfies ActivityHandlers,
    /** The time may have jumped: looks again while it is open. */
    refresh: () => (page() ? read() : Promise.resolve()),
    stop,
  };
};
