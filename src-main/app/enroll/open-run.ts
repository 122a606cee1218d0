import { onAbort } from '../../base/abort.ts';
import type { Jobs } from '../../base/jobs.ts';
import { type Failure, ok, type Result } from '../../contract/result.ts';
import { withEnroll, withEnrollChange } from '../state/changes.ts';
import type { EnrollModel, Stand } from '../state/enroll-state.ts';
import type { EnrollPorts, EnrollRun, Work } from './run.ts';

/** A run that is open in the window. */
export interface OpenRun extends EnrollRun {
  /**
   * Starts work unless some is under way, on the page `stand` where that is given; its problem is shown on the page where the work left off.
   * False when some is under way.
   */
  readonly start: (work: (work: Work) => Promise<Result<void>>, stand?: Stand) => boolean;
  readonly answerSpare: (answer: 'next' | 'skip') => boolean;
  readonly close: () => void;
}

/** Opens a run: from now on it is in the state. `onClosed` is called when its work has ended after `close`; then it is there no longer. */
export const openRun = (
  ports: EnrollPorts,
  newId: () => string,
  jobs: Jobs<Failure>,
  given: Pick<EnrollModel, 'path'> & Partial<EnrollModel>,
  onClosed: () => void,
): OpenRun => {
  const { store } = ports;
  const id = given.id ?? newId();
  const job = `enroll ${id}`;
  let settleSpare: ((answer: 'next' | 'skip' | 'over') => void) | undefined;

  const model = (): EnrollModel => {
    const { enroll } = store.state();
    if (enroll?.id !== id) throw new Error('the run is over');
    return enroll;
  };
  const change: EnrollRun['change'] = (change) => store.change(withEnrollChange(id, change));
  const opened: EnrollModel = {
    id,
    startedAt: ports.aws.now(),
    stand: { kind: 'user' },
    busy: false,
    isClosing: false,
    devices: [],
    unassigned: [],
    wish: { deviceName: '', touch: true, spare: 'none' },
    isResumed: false,
    left: [],
    ...given,
  };
  store.change(withEnroll(opened));

  const run: OpenRun = {
    ports,
    model,
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
    start: (work, stand = model().stand) => {
      if (model().busy) return false;
      change({ busy: true, problem: undefined, stand });
      // Shown as free only when the next start would not join this one.
      void jobs
        .join(job, undefined, (signal) => work({ ...run, signal }))
        .then((done) => change({ busy: false, ...(done.ok ? {} : { problem: done.problem }) }));
      return true;
    },
    close: () => {
      change({ isClosing: true });
      jobs.cancel(job);
      const end = () => {
        store.change(withEnroll(undefined));
        onClosed();
      };
      // What is being written is in the journal when the work has ended.
      void jobs.join(job, undefined, async () => ok(undefined)).then(end, end);
    },
  };
  return run;
};
