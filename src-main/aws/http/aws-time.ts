import type { Clock } from '../../base/clock.ts';

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

/** Beyond this the computer's clock did not just run a little off: it was set, or the computer slept. Milliseconds. */
const jumpMillis = 5_000;

/**
 * AWS's time, in milliseconds since 1970, kept true when somebody sets the computer's clock, which each look compares with one that nobody sets. Set back: the
 * offset grows by as much, so that nothing lives longer for it. Gone forward: the computer slept, or its clock was set ahead; time is taken to have passed,
 * which shows too little and never too much, until AWS is asked. `onJump` is told both, after the offset was corrected.
 */
export const createAwsClock = (needs: {
  readonly clock: Clock;
  /** Milliseconds of a clock that nobody sets. */
  readonly elapsed: () => number;
  /** AWS's time minus this computer's, in milliseconds. */
  readonly offset: { readonly get: () => number; readonly set: (millis: number) => void };
  readonly onJump: (direction: 'back' | 'forward') => void;
}): Clock => {
  const { clock, elapsed, offset } = needs;
  let last = { computer: clock.now(), elapsed: elapsed() };
  return {
    now: () => {
      const present = { computer: clock.now(), elapsed: elapsed() };
      const drift = present.computer - last.computer - (present.elapsed - last.elapsed);
      last = present;
      if (Math.abs(drift) > jumpMillis) {
        if (drift < 0) offset.set(offset.get() - drift);
        needs.onJump(drift < 0 ? 'back' : 'forward');
      }
      return present.computer + offset.get();
    },
    after: clock.after,
  };
};
