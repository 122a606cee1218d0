import { type Jobs, onAbort } from '../../base/jobs.ts';
import { type Failure, failed, ok, type Result } from '../../contract/result.ts';
import { holdAlone } from '../plans/alone.ts';
import type { EnrollModel } from '../state/enroll-state.ts';
import { withEnroll, withEnrollChange } from '../state/page-changes.ts';
import type { Deed, EnrollPorts, EnrollRun } from './run.ts';

/** A run that is open in the window. */
export interface OpenRun extends EnrollRun {
  /**
   * Starts a deed unless one is under way; its problem is shown on the page where it left off, and given. False when one is under way.
   */
  readonly start: (deed: Deed) => false | Promise<Result<void>>;
  readonly answerSpare: (answer: 'next' | 'skip') => boolean;
  readonly answerStore: (yes: boolean) => boolean;
  readonly close: () => void;
}

/** One question at a time to the person; `otherwise` is the answer when nobody waits any more. */
const createAnswer = <T>(otherwise: T) => {
  let settle: ((answer: T) => void) | undefined;
  return {
    isAwaited: (): boolean => settle !== undefined,
    wait: (signal: AbortSignal): Promise<T> =>
      new Promise((resolve) => {
        let unlink = () => {};
        settle = (answer) => {
          settle = undefined;
          unlink();
          resolve(answer);
        };
        unlink = onAbort(signal, () => settle?.(otherwise));
      }),
    /** False when it was not asked. */
    give: (answer: T): boolean => {
      if (settle === undefined) return false;
      settle(answer);
      return true;
    },
  };
};

/** With what a run begins. */
export type NewRun = Pick<EnrollModel, 'path'> & Partial<EnrollModel>;

/** What is before a run and behind it. */
interface Neighbours {
  /** Resolves when the run before this one is no longer in anybody's way. */
  readonly before: Promise<unknown>;
  /** Called when its work has ended after `close`; then it is there no longer. `letGo` resolves when another program may go on from it. */
  readonly onClosed: (letGo: Promise<unknown>) => void;
}

/** Opens a run: from now on it is in the state. */
export const openRun = (
  ports: EnrollPorts,
  newId: () => string,
  jobs: Jobs<Failure>,
  given: NewRun,
  { before, onClosed }: Neighbours,
): OpenRun => {
  const { store } = ports;
  const id = given.id ?? newId();
  const job = `enroll ${id}`;
  const spare = createAnswer<'next' | 'skip'>('skip');
  const stored = createAnswer<boolean>(false);

  const model = (): EnrollModel => {
    const { enroll } = store.state();
    if (enroll?.id !== id) throw new Error('the run is over');
    return enroll;
  };
  const change: EnrollRun['change'] = (change) => store.change(withEnrollChange(id, change));
  const opened: EnrollModel = {
    id,
    startedAt: ports.aws.now(),
    page: { kind: 'user' },
    busy: false,
    isClosing: false,
    hasNext: false,
    devices: [],
    unassigned: [],
    choices: { deviceName: '', touch: true, spare: 'none' },
    isResumed: false,
    left: [],
    ...given,
  };
  store.change(withEnroll(opened));

  /** As long as the run is open no other program goes on from its record. */
  let letGo: (() => Promise<unknown>) | undefined;
  const hold = async (): Promise<Result<void>> => {
    if (letGo) return ok(undefined);
    await before;
    const held = await holdAlone(ports.journal.inTurn, job);
    if (!held.ok) return held;
    letGo = held.value;
    const { isResumed } = model();
    // Another program may have gone on from it, or been through, since it was read.
    const record = isResumed ? (await ports.journal.list()).find((one) => one.id === id) : undefined;
    if (isResumed && !record) return failed({ code: 'setup-unknown', id });
    if (record) change({ record });
    return ok(undefined);
  };

  const run: OpenRun = {
    ports,
    model,
    change,
    waitForSpare: async (signal) => ok(await spare.wait(signal)),
    waitForStore: stored.wait,
    answerSpare: (answer) => {
      if (!spare.isAwaited()) return false;
      change({ problem: undefined });
      return spare.give(answer);
    },
    answerStore: stored.give,
    start: (deed) => {
      if (model().busy) return false;
      change({ busy: true, problem: undefined });
      // Shown as free only when the next start would not join this one.
      return jobs
        .join(job, undefined, async (signal) => {
          const held = await hold();
          return held.ok ? deed({ ...run, signal }) : held;
        })
        .then((done) => {
          change({ busy: false, ...(done.ok ? {} : { problem: done.problem }) });
          return done;
        });
    },
    close: () => {
      change({ isClosing: true });
      jobs.cancel(job);
      const end = () => {
        store.change(withEnroll(undefined));
        // The next run may be opened in the same turn: it is not kept waiting for a file.
        onClosed(letGo?.() ?? Promise.resolve());
      };
      // What is being written is in the journal when the work has ended.
      void jobs.join(job, undefined, async () => ok(undefined)).then(end, end);
    },
  };
  return run;
};
