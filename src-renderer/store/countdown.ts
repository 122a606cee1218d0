import type { Millis } from '../../src-main/contract/values.ts';

/** What `now` of a snapshot was worth when it arrived: `at` is a moment of `performance.now()`. */
export interface Arrival {
  readonly now: Millis;
  readonly at: number;
}

/** AWS's time at a moment of `performance.now()`: the computer's clock plays no part, so setting it moves no countdown. */
export const timeAt = (arrival: Arrival, moment: number): Millis => arrival.now + Math.max(0, moment - arrival.at);

/** Milliseconds to the end; never negative. */
export const leftUntil = (end: Millis, now: Millis): number => Math.max(0, end - now);

/** The share of a span that is left: 1 at `since`, 0 at `end`. */
export const shareLeft = (since: Millis, end: Millis, now: Millis): number =>
  end <= since ? 0 : Math.min(1, Math.max(0, (end - now) / (end - since)));

/** Below this a session is shown as ending soon. */
export const soonMillis = 5 * 60_000;

/** Milliseconds of one TOTP step (RFC 6238; AWS takes no other). */
const stepMillis = 30_000;

/** Milliseconds until the current code step ends. */
export const stepLeft = (now: Millis): number => stepMillis - (now % stepMillis);

/** Milliseconds until the seconds of a countdown change next, so that one timer serves all of them. */
export const untilNextSecond = (now: Millis): number => 1000 - (now % 1000);

/** When a screen reader tells how long a question stays, in seconds before its end: each second would talk over everything else. */
const toldAt = [10, 30, 60] as const;

/** The last of these moments that has passed since the question came with `atFirst` seconds left; undefined before the first of them. */
export const toldLeft = (seconds: number, atFirst: number): number | undefined =>
  toldAt.find((moment) => seconds <= moment && moment < atFirst);
