import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withJump } from '../../../../src-main/app/state/changes.ts';
import { createStore } from '../../../../src-main/app/state/store.ts';
import { createAwsClock } from '../../../../src-main/app/time/aws-clock.ts';
import { createMemorySettings } from '../../../fakes/settings.ts';

const setUp = (offset = 0) => {
  const time = { computer: 1_000_000, elapsed: 50 };
  const store = createStore(createMemorySettings());
  store.change(withJump(offset));
  const jumps: string[] = [];
  const clock = createAwsClock({
    clock: { now: () => time.computer },
    elapsed: () => time.elapsed,
    store,
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
