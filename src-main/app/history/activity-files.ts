import { defined } from '../../base/defined.ts';
import type { Jobs } from '../../base/jobs.ts';
import { shownOf } from '../../contract/activity.ts';
import type { CommandPayload } from '../../contract/commands.ts';
import type { Failure, Result } from '../../contract/result.ts';
import type { FrontEnd } from '../front-end.ts';
import { withPageOf } from '../state/page-changes.ts';
import { pageOf } from '../state/page-state.ts';
import { tellFailure } from '../state/store.ts';
import { itemsOf } from './day-sessions.ts';
import { activityCsv, historyCsv, historyJson } from './export.ts';
import type { History, HistoryNeeds } from './history.ts';
import { isoDate } from './local-day.ts';

type FilesCommand = 'exportActivity' | 'exportPicture' | 'exportHistory';

/** The first bytes of a PNG (its specification, section 5.2). */
const pngSignature = [137, 80, 78, 71, 13, 10, 26, 10];

/** What is made of the history in files of the person's choice: the day as it is shown, its picture, and all that is kept. */
export const createActivityFiles = (
  { store, history, now }: Pick<HistoryNeeds, 'store' | 'now'> & { readonly history: History },
  front: Pick<FrontEnd, 'saveFile'>,
  jobs: Jobs<Failure>,
): { readonly [N in FilesCommand]: (payload: CommandPayload<N>) => boolean } => {
  const page = () => pageOf(store.state(), 'activity');

  /** What went wrong is told on the page, where the person is who asked. */
  const save = (make: () => Promise<Result<unknown>>): boolean => {
    void jobs.join('export history', undefined, make).then((saved) => {
      if (!page()) return tellFailure(store)(saved);
      const unsaved = saved.ok ? undefined : saved.problem;
      store.change(withPageOf('activity', ({ unsaved: _, ...rest }) => ({ ...rest, ...defined({ unsaved }) })));
    });
    return true;
  };

  return {
    exportActivity: ({ filter }) => {
      const shown = page();
      if (!shown) return false;
      const items = shownOf(itemsOf(shown.entries, shown, now()), filter);
      return save(() => front.saveFile(`roletap-activity-${isoDate(shown.begins)}.csv`, activityCsv(items)));
    },
    exportPicture: ({ png }) => {
      const shown = page();
      if (!shown || pngSignature.some((byte, index) => png[index] !== byte)) return false;
      return save(() => front.saveFile(`roletap-activity-${isoDate(shown.begins)}.png`, png));
    },
    exportHistory: ({ format }) =>
      save(async () => {
        const entries = await history.entries(0);
        if (!entries.ok) return entries;
        const text = (format === 'csv' ? historyCsv : historyJson)(entries.value);
        return front.saveFile(`roletap-history-${new Date(now()).toISOString().slice(0, 10)}.${format}`, text);
      }),
  };
};
