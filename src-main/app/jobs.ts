import type { Result } from '../contract/result.ts';

/** What is under way, by name: the same wish again joins it, and it can be cancelled from anywhere. */
export interface Running {
  readonly start: <T>(name: string, work: (signal: AbortSignal) => Promise<Result<T>>) => Promise<Result<T>>;
  /** False when nothing of that name is under way. */
  readonly cancel: (name: string) => boolean;
  /** Cancels all and waits until they have ended. */
  readonly close: () => Promise<void>;
}

export const createRunning = (): Running => {
  const jobs = new Map<string, { readonly controller: AbortController; readonly outcome: Promise<Result<unknown>> }>();
  return {
    start: <T>(name: string, work: (signal: AbortSignal) => Promise<Result<T>>) => {
      const there = jobs.get(name);
      // The name stands for one kind of work, so the outcome has the type of this caller's.
      if (there && !there.controller.signal.aborted) return there.outcome as Promise<Result<T>>;
      const controller = new AbortController();
      // One that was cancelled may still be letting go: the new one starts behind it.
      const turn = there ? there.outcome.catch(() => {}).then(() => work(controller.signal)) : work(controller.signal);
      const outcome = turn.finally(() => {
        if (jobs.get(name)?.controller === controller) jobs.delete(name);
      });
      jobs.set(name, { controller, outcome });
      return outcome;
    },
    cancel: (name) => {
      const job = jobs.get(name);
      if (!job || job.controller.signal.aborted) return false;
      job.controller.abort();
      return true;
    },
    close: async () => {
      const all = [...jobs.values()];
      for (const job of all) job.controller.abort();
      await Promise.allSettled(all.map((job) => job.outcome));
    },
  };
};
