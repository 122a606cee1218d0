import type { Jobs } from '../../base/jobs.ts';
import type { CommandPayload } from '../../contract/commands.ts';
import type { Failure } from '../../contract/result.ts';
import type { TrailPageView, TrailView } from '../../contract/sessions/trail.ts';
import { withPageOf } from '../state/page-changes.ts';
import { pageOf } from '../state/page-state.ts';
import type { Store } from '../state/store.ts';
import type { TrailReader } from './late-trail.ts';

type TrailCommand = 'readTrail' | 'stopTrail';

export type TrailHandlers = { readonly [N in TrailCommand]: (payload: CommandPayload<N>) => boolean };

/** What the trail on the page of a day takes. */
export interface TrailPageNeeds {
  readonly store: Store;
  readonly read: TrailReader;
  /** AWS's time. */
  readonly now: () => number;
}

const reading = 'read trail';

const pageView = ({ events, ...view }: TrailView): TrailPageView => ({ ...view, events: JSON.stringify(events), count: events.length });

/** What CloudTrail saw on the day that the page of the history shows. Reading ends, and what was read is gone, when the page is closed or shows another day. */
export const createTrailPage = ({ store, read, now }: TrailPageNeeds, jobs: Jobs<Failure>): TrailHandlers => {
  /** Grows with each reading: what an older one still says is not heard. */
  let run = 0;
  let begins: number | undefined;
  const page = () => pageOf(store.state(), 'activity');
  const show = (view: TrailView): void => store.change(withPageOf('activity', (shown) => ({ ...shown, trail: pageView(view) })));
  const stop = (): boolean => {
    run += 1;
    begins = undefined;
    return jobs.cancel(reading);
  };

  store.subscribe(() => {
    if (begins !== undefined && page()?.begins !== begins) stop();
  });

  return {
    readTrail: ({ regions }) => {
      const shown = page();
      if (!shown || shown.trail?.isReading) return false;
      run += 1;
      const own = run;
      begins = shown.begins;
      const [from, to] = [shown.begins, Math.min(shown.ends, now())];
      show({ from, to, regions: [], isReading: true, events: [], sessions: [], devices: [], gaps: [] });
      const told = (view: TrailView) => own === run && show(view);
      void jobs
        .join(reading, undefined, (signal) => read({ from, to, regions }, told, signal))
        .then((done) => {
          if (own !== run) return;
          begins = undefined;
          if (done.ok) return show(done.value.view);
          // The history itself could not be read.
          store.change(withPageOf('activity', ({ trail: _, ...rest }) => ({ ...rest, problem: done.problem })));
        });
      return true;
    },
    stopTrail: () => {
      const trail = page()?.trail;
      if (!trail?.isReading) return false;
      stop();
      store.change(withPageOf('activity', (shown) => ({ ...shown, trail: { ...trail, isReading: false } })));
      return true;
    },
  };
};
