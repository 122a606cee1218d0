import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ClockOffset, createAwsClock, measureOffset, unknownOffset } from '../../../../src-main/aws/http/aws-time.ts';

/** An answer with this Date (milliseconds) that took from `sentAt` to `receivedAt`. */
const answer = (date: number, sentAt: number, receivedAt: number, aboutTime = false) => ({
  headers: { date: new Date(date).toUTCString() },
  sentAt,
  receivedAt,
  aboutTime,
});

/** What is known after answers by a clock that is `offsets` milliseconds ahead, one a second. */
const after = (known: ClockOffset, ...offsets: readonly number[]): ClockOffset =>
  offsets.reduce((before, offset, index) => {
    const sentAt = 1_800_000_000_000 + index * 1000;
    return measureOffset(before, answer(sentAt + 50 + offset, sentAt, sentAt + 100));
  }, known);

it('keeps a right clock at exactly zero', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2e12 }), fc.nat(5000), fc.nat(5000), (sentAt, there, back) => {
      const measured = measureOffset(unknownOffset, answer(sentAt + there, sentAt, sentAt + there + back));
      expect(measured).toEqual({ offsetMillis: 0, measured: true });
    }),
  );
});

it('finds any offset to half a second and half the way there and back, with two answers', () => {
  fc.assert(
    fc.property(fc.integer({ min: -1e9, max: 1e9 }), fc.nat(3000), fc.nat(3000), (offset, there, back) => {
      const sentAt = 1_800_000_000_000;
      const told = answer(sentAt + there + offset, sentAt, sentAt + there + back);
      const found = measureOffset(measureOffset(unknownOffset, told), told);
      expect(found.doubtful).toBeUndefined();
      expect(Math.abs(found.offsetMillis - offset)).toBeLessThanOrEqual(there + back + 1000);
      if (Math.abs(offset) > 10_000) expect(Math.abs(found.offsetMillis - offset)).toBeLessThanOrEqual((there + back + 1000) / 2 + 1);
    }),
  );
});

it('does not wander while answers agree with what is known', () => {
  const known = { offsetMillis: 7300, measured: true };
  expect(measureOffset(known, answer(107_000, 100_000, 100_200))).toEqual(known);
});

it.each([[{}], [{ date: 'yesterday' }], [{ date: new Date(500_000_000).toUTCString(), age: '3' }]])('learns nothing from %j', (headers) => {
  expect(measureOffset(unknownOffset, { headers, sentAt: 1000, receivedAt: 2000, aboutTime: false })).toEqual(unknownOffset);
});

it('follows a clock that is a few seconds off at once', () => {
  expect(after(unknownOffset, 4_000).offsetMillis).toBeGreaterThan(3_000);
});

it.each([20_000, -20_000, 600_000, 7_200_000, -8e10])('believes no single answer that is %i ms off', (wrong) => {
  expect(after(unknownOffset, wrong)).toMatchObject({ offsetMillis: 0, measured: false, doubtful: {} });
  expect(after(unknownOffset, wrong, 0)).toEqual({ offsetMillis: 0, measured: true });
  const known = after(unknownOffset, 900_000, 900_000);
  expect(after(known, wrong, 900_000)).toEqual(known);
});

it('believes the second that tells the same, also after a wrong one', () => {
  for (const offsets of [
    [90_000, 90_000],
    [0, 90_000, 90_000],
    [-7_200_000, 90_000, 90_500],
  ])
    expect(Math.abs(after(unknownOffset, ...offsets).offsetMillis - 90_000)).toBeLessThan(1_200);
});

it('believes one answer that refuses for the sake of the clock', () => {
  const found = measureOffset(unknownOffset, answer(1_800_007_200_000, 1_800_000_000_000, 1_800_000_000_100, true));
  expect(Math.abs(found.offsetMillis - 7_200_000)).toBeLessThan(1_000);
});

/** A clock of AWS's time, `offset` milliseconds ahead of the computer's, which a test sets. */
const setUp = (offset = 0) => {
  let known = offset;
  const time = { computer: 1_000_000, elapsed: 50 };
  const jumps: string[] = [];
  const clock = createAwsClock({
    clock: { now: () => time.computer, after: () => () => {} },
    elapsed: () => time.elapsed,
    offset: {
      get: () => known,
      set: (millis) => {
        known = millis;
      },
    },
    onJump: (direction) => jumps.push(direction),
  });
  const pass = (millis: number) => {
    time.computer += millis;
    time.elapsed += millis;
  };
  return { time, jumps, clock, pass };
};

describe('AWS’s time', () => {
  it('is the computer’s plus the offset, and a clock that runs a little off is no jump', () => {
    const { clock, pass, jumps, time } = setUp(700);
    pass(60_000);
    time.computer += 4_900;
    expect(clock.now()).toBe(1_000_000 + 60_000 + 4_900 + 700);
    expect(jumps).toEqual([]);
  });

  it('goes on as if nothing had happened when the clock is set back', () => {
    const { clock, pass, jumps, time } = setUp(700);
    pass(60_000);
    time.computer -= 86_400_000;
    expect(clock.now()).toBe(1_060_700);
    expect(jumps).toEqual(['back']);
    pass(1_000);
    expect(clock.now()).toBe(1_061_700);
    expect(jumps).toEqual(['back']);
  });

  it('takes a clock that went ahead for sleep, and says so once', () => {
    const { clock, pass, jumps, time } = setUp();
    time.computer += 9 * 3_600_000;
    expect(clock.now()).toBe(1_000_000 + 9 * 3_600_000);
    pass(1);
    clock.now();
    expect(jumps).toEqual(['forward']);
  });

  it('never goes back by more than a clock runs off, whatever is done to the computer’s', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(10_000_000), fc.integer({ min: -10_000_000, max: 10_000_000 }))), (steps) => {
        const { clock, pass, time } = setUp();
        let last = clock.now();
        for (const [passed, set] of steps) {
          pass(passed);
          time.computer += set;
          const now = clock.now();
          expect(now).toBeGreaterThanOrEqual(last - 5_000);
          last = now;
        }
      }),
    );
  });
});
