import type { Jobs } from '../../../base/jobs.ts';
import type { Key } from '../../../card/keys/keys.ts';
import { type Failure, failed, type Result } from '../../../contract/result.ts';
import type { TapContext } from '../../context.ts';
import { withEnroll } from '../../state/state.ts';
import type { ConsoleWork } from './store-secret.ts';
import { type ConsoleModel, consoleView } from './view.ts';

/** The run of the console path that is open, if one is: its model, its picture, and the one thing that it does at a time. */
export interface OpenRun {
  readonly model: () => ConsoleModel | undefined;
  /** Keys that are plugged in now. */
  readonly keys: () => readonly Key[];
  /** Nothing when no run is open. */
  readonly change: (change: Partial<ConsoleModel>) => void;
  readonly begin: (model: ConsoleModel) => void;
  readonly end: () => void;
  /** Starts `job` on the page `stand` (where it is left out, on the one that is shown). A problem leaves the page as it was. False while something goes on. */
  readonly start: (stand: ConsoleModel['stand'] | undefined, job: (work: ConsoleWork) => Promise<Result<void>>) => boolean;
}

export const createOpenRun = (context: TapContext, jobs: Jobs<Failure>): OpenRun => {
  const { world, store } = context;
  let model: ConsoleModel | undefined;
  let stopKeys = () => {};

  const keys = () => {
    const state = world.keys.state();
    return state.kind === 'ready' ? state.keys : [];
  };
  const show = (next: ConsoleModel | undefined): void => {
    model = next;
    const { files } = store.state();
    const sources = files.kind === 'read' ? files.profiles.sources : [];
    store.change(withEnroll(next && consoleView(next, { sources, keys: keys() })));
  };
  const change = (next: Partial<ConsoleModel>): void => {
    if (model) show({ ...model, ...next });
  };
  const present = (): ConsoleModel => {
    if (!model) throw new Error('no run is open');
    return model;
  };

  return {
    model: () => model,
    keys,
    change,
    begin: (next) => {
      show(next);
      stopKeys = world.keys.subscribe(() => model && show(model));
    },
    end: () => {
      jobs.cancel('console');
      stopKeys();
      stopKeys = () => {};
      show(undefined);
    },
    start: (stand, job) => {
      const before = model;
      if (!before || before.busy) return false;
      show({ ...before, busy: true, problem: undefined, ...(stand ? { stand } : {}) });
      void jobs.join('console', undefined, async (signal) => {
        const done = signal.aborted ? failed({ code: 'cancelled' }) : await job({ context, model: present, change, signal });
        if (model?.id !== before.id) return done;
        if (done.ok) change({ busy: false });
        else change({ busy: false, stand: before.stand, ...(done.problem.code === 'cancelled' ? {} : { problem: done.problem }) });
        return done;
      });
      return true;
    },
  };
};
