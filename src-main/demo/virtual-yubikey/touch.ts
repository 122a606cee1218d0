import type { Clock } from '../../base/clock.ts';

/** The account whose CALCULATE waits for a finger. */
export interface TouchWait {
  readonly account: string;
}

export interface TouchSensor {
  /** True when touched in time, false when not (or the power went). */
  readonly wait: (account: string) => Promise<boolean>;
  /** A finger on the key: true when somebody waited for it. */
  readonly touch: () => boolean;
  /** The power went: nobody waits any more. */
  readonly abandon: () => void;
  readonly waiting: () => TouchWait | undefined;
  /** Told when the waiting begins (with the account) and when it ends (undefined). Gives the way to stop. */
  readonly onChange: (listener: (wait: TouchWait | undefined) => void) => () => void;
}

/**
 * The gold contact. `by-hand` waits for `touch()`, at most `timeoutMillis`; `automatic` is touched as soon as it blinks.
 */
export const createTouchSensor = (clock: Clock, timeoutMillis: number, policy: 'by-hand' | 'automatic'): TouchSensor => {
  const listeners = new Set<(wait: TouchWait | undefined) => void>();
  let current: { readonly wait: TouchWait; readonly end: (touched: boolean) => void } | undefined;
  const tell = () => {
    for (const listener of [...listeners]) listener(current?.wait);
  };
  const end = (touched: boolean): boolean => {
    const ended = current;
    current = undefined;
    ended?.end(touched);
    if (ended) tell();
    return ended !== undefined;
  };
  return {
    wait: (account) =>
      new Promise((resolve) => {
        const cancel = clock.after(timeoutMillis, () => end(false));
        current = {
          wait: { account },
          end: (touched) => {
            cancel();
            resolve(touched);
          },
        };
        tell();
        if (policy === 'automatic') end(true);
      }),
    touch: () => end(true),
    abandon: () => {
      end(false);
    },
    waiting: () => current?.wait,
    onChange: (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
};
