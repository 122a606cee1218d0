/** Sessions that are being opened, so that ending everything ends them, too. */
export interface UnderWay {
  /** Does the work with a signal that aborts with the given one, or when all is stopped. */
  readonly join: <T>(signal: AbortSignal, work: (signal: AbortSignal) => Promise<T>) => Promise<T>;
  /** Aborts what is under way now; what comes later is not meant. */
  readonly stop: () => void;
}

export const createUnderWay = (): UnderWay => {
  const all = new Set<AbortController>();
  return {
    join: async (signal, work) => {
      const giveUp = new AbortController();
      const abort = () => giveUp.abort();
      signal.addEventListener('abort', abort, { once: true });
      if (signal.aborted) abort();
      all.add(giveUp);
      try {
        return await work(giveUp.signal);
      } finally {
        signal.removeEventListener('abort', abort);
        all.delete(giveUp);
      }
    },
    stop: () => {
      for (const giveUp of all) giveUp.abort();
    },
  };
};
