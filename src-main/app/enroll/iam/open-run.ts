import { onAbort } from '../../../base/abort.ts';
import type { Jobs } from '../../../base/jobs.ts';
import { type Failure, ok, type Result } from '../../../contract/result.ts';
import type { TapContext } from '../../context.ts';
import { withEnroll } from '../../state/state.ts';
import type { EnrollModel, EnrollRun, Work } from './run.ts';
import { enrollView } from './view.ts';

/** A run that is open in the window. */
export interface OpenRun extends EnrollRun {
  /** Starts work unless some is under way; its problem is shown on the page. */
  readonly start: (work: (work: Work) => Promise<Result<void>>) => boolean;
  readonly answerSpare: (answer: 'next' | 'skip') => boolean;
  readonly close: () => void;
}

/** Opens a run: from now on it is in the state, and follows the keys. `onClosed` is called when its work has ended after `close`. */
export const openRun = (context: TapContext, jobs: Jobs<Failure>, given: Partial<EnrollModel>, onClosed: () => void): OpenRun => {
  const { world, store } = context;
  let model: EnrollModel = {
    id: world.newId(),
    startedAt: context.now(),
    stand: { kind: 'user' },
    busy: false,
    devices: [],
    unassigned: [],
    wish: { deviceName: '', touch: true, spare: 'none' },
    isResumed: false,
    left: [],
    ...given,
  };
  const { id } = model;
  const job = `enroll ${id}`;
  let isOpen = true;
  let settleSpare: ((answer: 'next' | 'skip' | 'over') => void) | undefined;

  const publish = () => {
    if (!isOpen) return;
    const { files, keys } = store.state();
    const sources = files.kind === 'read' ? files.profiles.sources : [];
    store.change(withEnroll(enrollView(model, { sources, keys: keys.kind === 'ready' ? keys.keys : [] })));
  };
  const change: EnrollRun['change'] = (change) => {
    model = { ...model, ...change };
    publish();
  };
  const stopKeys = world.keys.subscribe(() => queueMicrotask(publish));
  publish();

  const run: OpenRun = {
    context,
    model: () => model,
    change,
    waitForSpare: (signal) =>
      new Promise((resolve) => {
        let unlink = () => {};
        settleSpare = (answer) => {
          settleSpare = undefined;
          unlink();
          resolve(answer);
        };
        unlink = onAbort(signal, () => settleSpare?.('over'));
      }),
    answerSpare: (answer) => {
      if (!settleSpare) return false;
      change({ problem: undefined });
      settleSpare(answer);
      return true;
    },
    start: (work) => {
      if (model.busy) return false;
      change({ busy: true, problem: undefined });
      // Shown as free only when the next start would not join this one.
      void jobs
        .join(job, undefined, (signal) => work({ ...run, signal }))
        .then((done) => change({ busy: false, ...(done.ok ? {} : { problem: done.problem }) }));
      return true;
    },
    close: () => {
      isOpen = false;
      stopKeys();
      jobs.cancel(job);
      store.change(withEnroll(undefined));
      // What is being written is in the journal when the work has ended.
      void jobs.join(job, undefined, async () => ok(undefined)).then(onClosed, onClosed);
    },
  };
  return run;
};
