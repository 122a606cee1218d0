import { setMaxListeners } from 'node:events';
import type { Clock } from './clock.ts';

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

/** The same, and aborts by itself after `millis`; `isLate` tells that this was why. */
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
