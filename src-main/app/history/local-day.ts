import type { Millis } from '../../contract/values.ts';

const hour = 3_600_000;

/** The date of a moment where this computer is; any text that differs from one day to the next. */
export const localDate = (moment: Millis): string => new Date(moment).toDateString();

/** The first moment after `from` and not after `to` for which `isThere`, which stays true once it is. */
const firstMoment = (from: Millis, to: Millis, isThere: (moment: Millis) => boolean): Millis => {
  let [before, after] = [from, to];
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (isThere(middle)) after = middle;
    else before = middle;
  }
  return after;
};

/**
 * The local day of a moment, from its first millisecond to that of the next: 23 or 25 hours when the clocks change. Found by asking for dates, because there are
 * places where that day has no midnight.
 */
export const localDay = (
  now: Millis,
  dateOf: (moment: Millis) => string = localDate,
): { readonly begins: Millis; readonly ends: Millis } => {
  const today = dateOf(now);
  // No day is longer than 26 hours; one that was left out at the date line is none.
  return {
    begins: firstMoment(now - 26 * hour, now, (moment) => dateOf(moment) === today),
    ends: firstMoment(now, now + 26 * hour, (moment) => dateOf(moment) !== today),
  };
};

/** The date of a moment where this computer is, as it sorts: `2026-11-27`. */
export const isoDate = (moment: Millis): string => {
  const date = new Date(moment);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
};
