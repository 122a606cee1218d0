import type { Sessions } from '../../aws/sts/sessions.ts';
import { type LinkedAbort, linkAbort } from '../../base/abort.ts';

/** Sessions that are being opened, so that an end ends them, too. */
export interface SessionOpenings {
  /** What opens them. */
  readonly aws: Sessions;
  /** Does the work with a signal that aborts with the given one, or when it is stopped. `target`: where its session goes; none for an MFA session. */
  readonly join: <T>(signal: AbortSignal, target: string | undefined, work: (signal: AbortSignal) => Promise<T>) => Promise<T>;
  /** Aborts what is under way now, for a target or all; what comes later is not meant. */
  readonly stop: (target?: string) => void;
}

export const createSessionOpenings = (aws: Sessions): SessionOpenings => {
  const all = new Map<LinkedAbort, string | undefined>();
  return {
    aws,
    join: async (signal, target, work) => {
      const giveUp = linkAbort(signal);
      all.set(giveUp, target);
      try {
        return await work(giveUp.signal);
      } finally {
        giveUp.unlink();
        all.delete(giveUp);
      }
    },
    stop: (target) => {
      for (const [giveUp, own] of all) if (target === undefined || target === own) giveUp.abort();
    },
  };
};
