import type { Clock } from '../../src-main/base/clock.ts';

/** A clock that stands still until a test moves it. No real timer is behind it. */
export interface FakeClock extends Clock {
  /** The time that really went by. */
  readonly elapsed: () => number;
  /**
   * Moves on by `millis`: calls what is due on the way, each at its own time and with a turn of the event loop before the next, so
   * that what a call starts (another timer, too) is there in time.
   */
  readonly advance: (millis: number) => Promise<void>;
  /** The person, or the network, sets the clock: `now` jumps, `elapsed` does not, and timers go on waiting. */
  readonly set: (now: number) => void;
  /** Timers that wait. */
  readonly pending: () => number;
}

/** Lets everything that is ready run, without time passing. */
export const settle = async (turns = 3): Promise<void> => {
  for (let turn = 0; turn < turns; turn++) await new Promise((resolve) => setImmediate(resolve));
};

export const createFakeClock = (start: number): FakeClock => {
  let now = start;
  /** Added to the time that passes; changed by `set`. */
  let jumped = 0;
  let timers: readonly { readonly at: number; readonly call: () => void }[] = [];
  return {
    now: () => now + jumped,
    elapsed: () => now,
    set: (moment) => {
      jumped = moment - now;
    },
    after: (millis, call) => {
      const timer = { at: now + Math.max(0, millis), call };
      timers = [...timers, timer];
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
    advance: async (millis) => {
      const end = now + millis;
      await settle();
      for (;;) {
        const [next] = timers.filter((timer) => timer.at <= end).sort((a, b) => a.at - b.at);
        if (!next) break;
        timers = timers.filter((timer) => timer !== next);
        now = Math.max(now, next.at);
        next.call();
        await settle();
      }
      now = end;
    },
    pending: () => timers.length,
  };
};
