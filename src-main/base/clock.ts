/** Time as an argument: the only place that reads the computer's clock is `systemClock`. */
export interface Clock {
  /** Milliseconds since 1970 by this computer's clock. */
  readonly now: () => number;
  /** Calls once after `millis`; the answer cancels. */
  readonly after: (millis: number, call: () => void) => () => void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  after: (millis, call) => {
    const timer = setTimeout(call, millis);
    return () => clearTimeout(timer);
  },
};

/** Seconds of one TOTP step (RFC 6238; AWS takes no other). */
export const stepSeconds = 30;

/** The TOTP step of a moment given in milliseconds. */
export const stepAt = (millis: number): number => Math.floor(millis / 1000 / stepSeconds);

/** The first millisecond of a step. */
export const stepStart = (step: number): number => step * stepSeconds * 1000;
