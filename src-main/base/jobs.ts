import { setMaxListeners } from 'node:events';

/** Work under way, by key. `Left` is what somebody gets who did not wait for the end. */
export interface Jobs<Left> {
  /**
   * All who want the same key share one run of work. Each may leave by its own signal, and gets `Left` at once; the work is aborted when the
   * last has left. A key stands for one kind of work, so the outcome has the type of this caller's. Bugs in the work reject.
   */
  readonly join: <T>(key: string, signal: AbortSignal | undefined, work: (signal: AbortSignal) => Promise<T>) => Promise<T | Left>;
  /**
   * Aborts the work under this key, whoever wants it; they get its own outcome. What joins the key before that has ended starts anew behind it,
   * so that the old work's last words never follow the new work's first. False when there is no such work.
   */
  readonly cancel: (key: string) => boolean;
  readonly has: (key: string) => boolean;
  /** Cancels all that is under way and waits until it has ended. */
  readonly close: () => Promise<void>;
}

/** What is done by one process at a time. */
export interface Turn {
  readonly name: string;
  /** How long others are waited for, in milliseconds. After that it is done all the same. */
  readonly limit: number;
  readonly signal?: AbortSignal;
  /** Told when another process has its turn, by its number, where it is known. */
  readonly onWait?: (pid: number | undefined) => void;
}

/** Does the work when no other process of this person does work of that name; at once when the signal aborts, which is the work's to mind. */
export type InTurn = <T>(turn: Turn, work: () => Promise<T>) => Promise<T>;

interface Job {
  readonly controller: AbortController;
  readonly outcome: Promise<unknown>;
  wanted: number;
}

export function createJobs<Left>(left: Left): Jobs<Left> {
  const byKey = new Map<string, Job>();
  const all = new Set<Job>();

  const start = (key: string, work: (signal: AbortSignal) => Promise<unknown>): Job => {
    const before = byKey.get(key);
    const controller = new AbortController();
    const run = () => work(controller.signal);
    const outcome = (before ? before.outcome.then(run, run) : run()).finally(() => {
      all.delete(job);
      if (byKey.get(key) === job) byKey.delete(key);
    });
    const job: Job = { controller, outcome, wanted: 0 };
    byKey.set(key, job);
    all.add(job);
    return job;
  };
  const live = (key: string): Job | undefined => {
    const job = byKey.get(key);
    return job?.controller.signal.aborted ? undefined : job;
  };

  return {
    join: <T>(key: string, signal: AbortSignal | undefined, work: (signal: AbortSignal) => Promise<T>) => {
      if (signal?.aborted) return Promise.resolve(left);
      const job = live(key) ?? start(key, work);
      job.wanted += 1;
      return new Promise<T | Left>((resolve, reject) => {
        const stay = onAbort(signal, () => {
          job.wanted -= 1;
          if (job.wanted === 0) {
            // Nobody waits for its end: the next one need not, either.
            if (byKey.get(key) === job) byKey.delete(key);
            job.controller.abort();
          }
          resolve(left);
        });
        job.outcome.finally(stay).then((outcome) => resolve(outcome as T), reject);
      });
    },
    cancel: (key) => {
      const job = live(key);
      job?.controller.abort();
      return job !== undefined;
    },
    has: (key) => live(key) !== undefined,
    close: async () => {
      const ending = [...all];
      for (const { controller } of ending) controller.abort();
      await Promise.allSettled(ending.map(({ outcome }) => outcome));
    },
  };
}

/** Calls once when the signal aborts, at once when it already has. The answer takes the call back. */
export function onAbort(signal: AbortSignal | undefined, call: () => void): () => void {
  if (signal?.aborted) {
    call();
    return () => {};
  }
  if (!signal) return () => {};
  // One signal may stop many pieces of work; Node warns from the eleventh listener on.
  setMaxListeners(0, signal);
  signal.addEventListener('abort', call, { once: true });
  return () => signal.removeEventListener('abort', call);
}

/** Resolves when the signal aborts; never, when it does not. */
export function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    onAbort(signal, resolve);
  });
}

/** A controller that follows other signals. */
export interface LinkedAbort {
  readonly signal: AbortSignal;
  readonly abort: () => void;
  /** Stops following, once the work is over: a signal that outlives it keeps no trace of it. */
  readonly unlink: () => void;
}

/** Aborts with the first of the signals, or by hand. (`AbortSignal.any` is newer than Node 18.) */
export function linkAbort(...signals: readonly (AbortSignal | undefined)[]): LinkedAbort {
  const controller = new AbortController();
  const abort = () => controller.abort();
  const unlinks = signals.map((signal) => onAbort(signal, abort));
  return {
    signal: controller.signal,
    abort,
    unlink: () => {
      for (const unlink of unlinks) unlink();
    },
  };
}
