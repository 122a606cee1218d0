/** What is known of AWS's time: in milliseconds, AWS's minus this computer's. */
export interface ClockOffset {
  readonly offsetMillis: number;
  readonly measured: boolean;
}

export const unknownOffset: ClockOffset = { offsetMillis: 0, measured: false };

/**
 * What an answer tells of AWS's time. Its `Date` is in whole seconds and was made somewhere between sending and
 * receiving, so it gives a range: an offset within the range stays as it is (a right clock keeps exactly 0), else the middle is taken.
 * Answers out of a cache (`Age`), without or with an unreadable Date change nothing. Times in milliseconds by this computer's clock.
 */
export const measureOffset = (
  known: ClockOffset,
  headers: Readonly<Record<string, string | undefined>>,
  sentAt: number,
  receivedAt: number,
): ClockOffset => {
  const date = Date.parse(headers.date ?? '');
  if (headers.age !== undefined || Number.isNaN(date) || receivedAt < sentAt) return known;
  const least = date - receivedAt;
  const most = date + 999 - sentAt;
  if (known.offsetMillis >= least && known.offsetMillis <= most) return { offsetMillis: known.offsetMillis, measured: true };
  return { offsetMillis: Math.round((least + most) / 2), measured: true };
};
