import { type LinkedAbort, linkAbort, onAbort } from './jobs.ts';

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

/** Aborts with the first of the signals, by hand, or by itself after `millis`; `isLate` tells that this was why. */
export function limitTime(
  clock: Clock,
  millis: number,
  ...signals: readonly (AbortSignal | undefined)[]
): LinkedAbort & { readonly isLate: () => boolean } {
  const link = linkAbort(...signals);
  let late = false;
  const stopTimer = clock.after(millis, () => {
    late = !link.signal.aborted;
    link.abort();
  });
  return {
    ...link,
    isLate: () => late,
    unlink: () => {
      stopTimer();
      link.unlink();
    },
  };
}

/** Resolves after `millis`, or at once when the signal aborts; never rejects. */
export function sleep(clock: Clock, millis: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    let unlink = () => {};
    const done = () => {
      cancel();
      unlink();
      resolve();
    };
    const cancel = clock.after(millis, done);
    unlink = onAbort(signal, done);
  });
}

/** Seconds of one TOTP step (RFC 6238; AWS takes no other). */
export const stepSeconds = 30;

/** The TOTP step of a moment given in milliseconds. */
export const stepAt = (millis: number): number => Math.floor(millis / 1000 / stepSeconds);

/** The first millisecond of a step. */
export const stepStart = (step: number): number => step * stepSeconds * 1000;
