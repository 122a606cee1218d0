import { describe, expect, it } from 'vitest';
import { minutesLeft, shortestLeft, untilNextChange } from '../../../../src-main/shell/tray/tray-time.ts';
import { sessionWith, snapshotWith } from '../../../support/electron/shell-snapshots.ts';

const { now } = snapshotWith({});
const minutes = (count: number) => count * 60_000;
const ending = (...lefts: readonly number[]) => snapshotWith({ sessions: lefts.map((left) => sessionWith({ expires: now + left })) });

describe('the time of the tray', () => {
  it('is in minutes that are rounded up and never negative', () => {
    expect([minutes(1), minutes(1) + 1, 1, 0, -5].map((left) => minutesLeft(now + left, now))).toEqual([1, 2, 1, 0, 0]);
  });

  it('is that of the session which ends first, of those that run', () => {
    expect(shortestLeft(ending(minutes(9), minutes(5), 0, -5), now)).toBe(minutes(5));
    expect(shortestLeft(ending(), now)).toBeUndefined();
    expect(shortestLeft(ending(0), now)).toBeUndefined();
  });

  it('changes next when the first of the sessions gets to a whole minute', () => {
    const two = ending(minutes(5) + 20_000, minutes(9) + 3000);
    expect(untilNextChange(two, now, false)).toBe(3000);
    expect(untilNextChange(two, now + 3000, false)).toBe(17_000);
    expect(untilNextChange(two, now, true)).toBe(3000);
  });

  it('changes each second of the last minute where it stands beside the icon', () => {
    const one = ending(minutes(1) + 500, minutes(30));
    expect(untilNextChange(one, now, true)).toBe(500);
    expect(untilNextChange(one, now + 500, true)).toBe(1000);
    expect(untilNextChange(one, now + 800, true)).toBe(700);
    expect(untilNextChange(one, now + 800, false)).toBe(59_200);
  });

  it('needs no timer when nothing runs', () => {
    for (const seconds of [true, false]) {
      expect(untilNextChange(ending(), now, seconds)).toBeUndefined();
      expect(untilNextChange(ending(0), now, seconds)).toBeUndefined();
    }
  });
});
