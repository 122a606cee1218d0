import { describe, expect, it } from 'vitest';
import { wholeMinutes } from '../../../../src-main/contract/values.ts';
import { shortestLeft, untilNextChange } from '../../../../src-main/shell/tray/tray-time.ts';
import { sessionWith, snapshotWith } from '../../../support/electron/shell-snapshots.ts';

const { now } = snapshotWith({});
const minutes = (count: number) => count * 60_000;
const ending = (...lefts: readonly number[]) => snapshotWith({ sessions: lefts.map((left) => sessionWith({ expires: now + left })) });

describe('the time of the tray', () => {
  it('is that of the session which ends first, of those that run', () => {
    expect(shortestLeft(ending(minutes(9), minutes(5), 0, -5), now)).toBe(minutes(5));
    expect(shortestLeft(ending(), now)).toBeUndefined();
    expect(shortestLeft(ending(0), now)).toBeUndefined();
  });

  it('changes next when the first of the sessions is told with another minute', () => {
    const two = ending(minutes(5) + 20_000, minutes(9) + 3000);
    expect(untilNextChange(two, now, false)).toBe(3001);
    expect(untilNextChange(two, now + 3001, false)).toBe(17_000);
    expect(untilNextChange(two, now, true)).toBe(3001);
  });

  it.each([minutes(240), minutes(59) + 29_000, minutes(10) + 20_000, minutes(10), minutes(3) + 1])(
    'with %d ms left changes just then',
    (left) => {
      const wait = untilNextChange(ending(left), now, false) ?? 0;
      expect(wholeMinutes(left - wait)).toBe(wholeMinutes(left) - 1);
      expect(wholeMinutes(left - wait + 1)).toBe(wholeMinutes(left));
    },
  );

  it('changes each second of the last minute where it stands beside the icon', () => {
    const one = ending(minutes(1) + 500, minutes(30));
    expect(untilNextChange(one, now, true)).toBe(501);
    expect(untilNextChange(one, now + 500, true)).toBe(1000);
    expect(untilNextChange(one, now + 800, true)).toBe(700);
    expect(untilNextChange(one, now + 800, false)).toBe(29_201);
  });

  it('needs no timer when nothing runs', () => {
    for (const seconds of [true, false]) {
      expect(untilNextChange(ending(), now, seconds)).toBeUndefined();
      expect(untilNextChange(ending(0), now, seconds)).toBeUndefined();
    }
  });
});
