/** Offsets that are possible, in milliseconds. */
interface Range {
  readonly least: number;
  readonly most: number;
}

/** What is known of AWS's time: in milliseconds, AWS's minus this computer's. */
export interface ClockOffset {
  readonly offsetMillis: number;
  readonly measured: boolean;
  /** What one answer alone told, far from the rest: a second one decides. */
  readonly doubtful?: Range;
}

export const unknownOffset: ClockOffset = { offsetMillis: 0, measured: false };

/** A code is made for the wrong step where the offset is wrong by more than this, in milliseconds: one answer does not decide that. */
const believed = 5_000;

/** An answer and its moments, in milliseconds by this computer's clock. */
export interface TimedAnswer {
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly sentAt: number;
  readonly receivedAt: number;
  /** AWS refused it for the clock's sake, which makes its Date the second witness. */
  readonly aboutTime: boolean;
}

/**
 * What an answer tells of AWS's time. Its `Date` is in whole seconds and was made somewhere between sending and
 * receiving, so it gives a range: an offset within the range stays as it is (a right clock keeps exactly 0), else the middle is taken. A range far from what
 * is known is doubtful until the next answer tells the same: one wrong Date must not cost a code.
 * Answers out of a cache (`Age`), without or with an unreadable Date change nothing.
 */
export const measureOffset = (known: ClockOffset, { headers, sentAt, receivedAt, aboutTime }: TimedAnswer): ClockOffset => {
  const date = Date.parse(headers.date ?? '');
  if (headers.age !== undefined || Number.isNaN(date) || receivedAt < sentAt) return known;
  const told = { least: date - receivedAt, most: date + 999 - sentAt };
  const { offsetMillis, doubtful, measured } = known;
  if (isWithin(offsetMillis, told)) return { offsetMillis, measured: true };
  const isNear = isWithin(offsetMillis, { least: told.least - believed, most: told.most + believed });
  const isToldTwice = doubtful !== undefined && doubtful.least <= told.most && told.least <= doubtful.most;
  if (isNear || isToldTwice || aboutTime) return { offsetMillis: Math.round((told.least + told.most) / 2), measured: true };
  return { offsetMillis, measured, doubtful: told };
};

const isWithin = (millis: number, { least, most }: Range): boolean => millis >= least && millis <= most;
