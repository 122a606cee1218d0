import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ActivityItem } from '../../../../src-main/contract/activity.ts';
import { nowShare, timelineOf, type WallClock } from '../../../../src-renderer/activity/lanes/timeline.ts';

const hour = 3_600_000;
const at = (text: string) => Date.parse(text);
const clockIn = (timeZone: string): WallClock => {
  const format = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  return (millis) => {
    const [clockHour, minute] = format.format(millis).split(':').map(Number);
    return { hour: clockHour ?? 0, minute: minute ?? 0 };
  };
};
const utc = clockIn('UTC');
const session = (id: string, from: number, to: number, change: Partial<ActivityItem> = {}): ActivityItem => ({
  id,
  profile: id,
  roleArn: `arn:aws:iam::111122223333:role/${id}`,
  accountId: '111122223333',
  from,
  to,
  state: from === to ? 'refused' : 'over',
  renewals: 0,
  asker: { kind: 'person', front: 'tray' },
  guarded: false,
  ...change,
});
const role = (profile: string) => ({ profile, roleArn: `arn:aws:iam::111122223333:role/${profile}` });
const ids = (parts: readonly { readonly items: readonly ActivityItem[] }[]) => parts.map(({ items }) => items.map(({ id }) => id));
const begins = at('2026-11-22T00:00Z');
type Day = Parameters<typeof timelineOf>[0];
const dayOf = (items: readonly ActivityItem[], change: Partial<Day> = {}): Day => ({
  begins,
  ends: begins + 24 * hour,
  items,
  ...change,
});

describe('the picture of a day', () => {
  test('shows full hours around the sessions, not the whole night', () => {
    const line = timelineOf(dayOf([session('a', begins + 8.5 * hour, begins + 9.5 * hour)]), begins + 16.2 * hour, utc);
    expect([line.from, line.to]).toEqual([begins + 8 * hour, begins + 17 * hour]);
    const [bar] = line.lanes[0]?.bars ?? [];
    expect(bar?.x).toBeCloseTo(0.5 / 9);
    expect(bar?.width).toBeCloseTo(1 / 9);
  });

  test('shows six hours at least, and never leaves the day', () => {
    const early = timelineOf(dayOf([]), begins + 60_000, utc);
    expect([early.from, early.to]).toEqual([begins, begins + 6 * hour]);
    const late = timelineOf(dayOf([]), begins + 24 * hour - 60_000, utc);
    expect([late.from, late.to]).toEqual([begins + 18 * hour, begins + 24 * hour]);
  });

  test('cuts a session that began yesterday or ends tomorrow at midnight', () => {
    const line = timelineOf(dayOf([session('a', begins - 5 * hour, begins + 30 * hour)]), begins + 12 * hour, utc);
    expect([line.from, line.to]).toEqual([begins, begins + 24 * hour]);
    expect(line.lanes[0]?.bars).toMatchObject([{ x: 0, width: 1 }]);
  });

  test('of a day that is past has nothing to do with now', () => {
    const line = timelineOf(dayOf([session('a', begins + 8.5 * hour, begins + 9.5 * hour)]), begins + 40 * hour, utc);
    expect(line.to).toBeLessThan(begins + 14 * hour);
  });

  test('has a lane for each role, the earliest above, and one more for what overlaps in it', () => {
    const items = [
      session('4', begins + 14 * hour, begins + 15 * hour, role('b')),
      session('2', begins + 10 * hour, begins + 11 * hour, role('b')),
      session('3', begins + 10.5 * hour, begins + 13 * hour, role('b')),
      session('1', begins + 9 * hour, begins + 12 * hour, role('a')),
    ];
    const line = timelineOf(dayOf(items), begins + 15 * hour, utc);
    expect(line.lanes.map((lane) => [lane.role.profile, ids(lane.bars)])).toEqual([
      ['a', [['1']]],
      ['b', [['2'], ['4']]],
      ['b', [['3']]],
    ]);
  });

  test('counts what is too short and too close as one', () => {
    const close = Array.from({ length: 40 }, (_, index) =>
      session(`${index}`, begins + 9 * hour + index * 1000, begins + 9 * hour + index * 1000 + 900, role('a')),
    );
    const failed = Array.from({ length: 5000 }, (_, index) =>
      session(`f${index}`, begins + 10 * hour + index, begins + 10 * hour + index, role('a')),
    );
    const line = timelineOf(dayOf([...close, ...failed]), begins + 15 * hour, utc);
    expect(line.lanes).toHaveLength(1);
    expect(line.lanes[0]?.bars.map(({ items }) => items.length)).toEqual([40]);
    expect(line.lanes[0]?.marks.map(({ items }) => items.length)).toEqual([5000]);
  });

  test('marks what failed where it was, over the sessions of its role', () => {
    const items = [
      session('1', begins + 9 * hour, begins + 12 * hour, role('a')),
      session('2', begins + 10 * hour, begins + 10 * hour, role('a')),
      session('3', begins + 13 * hour, begins + 13 * hour, role('b')),
    ];
    const line = timelineOf(dayOf(items), begins + 13 * hour, utc);
    expect(line.lanes.map((lane) => [ids(lane.bars), ids(lane.marks)])).toEqual([
      [[['1']], [['2']]],
      [[], [['3']]],
    ]);
    expect(line.lanes[0]?.marks[0]?.x).toBeCloseTo(2 / 6);
  });

  test('never lets two bars of a lane overlap, nor one leave the picture, nor loses one', () => {
    const moment = fc.integer({ min: -30 * 60, max: 30 * 60 });
    fc.assert(
      fc.property(fc.array(fc.tuple(moment, fc.nat(600), fc.nat(3)), { maxLength: 60 }), moment, (all, now) => {
        const items = all.map(([from, length, name], index) =>
          session(`${index}`, begins + from * 60_000, begins + (from + length) * 60_000, role(`${name}`)),
        );
        const { lanes } = timelineOf(dayOf(items), begins + now * 60_000, utc);
        expect(lanes.flatMap(({ bars, marks }) => [...ids(bars), ...ids(marks)].flat()).sort()).toEqual(items.map(({ id }) => id).sort());
        for (const { bars, marks } of lanes) {
          for (const { x } of marks) expect(x > 0 && x < 1).toBe(true);
          bars.forEach((bar, index) => {
            const next = bars[index + 1];
            expect(bar.x).toBeGreaterThanOrEqual(0);
            expect(bar.x + bar.width).toBeLessThanOrEqual((next?.x ?? 1) + 1e-6);
          });
        }
      }),
    );
  });

  test('has the hour that is put back twice, on a day of 25 hours', () => {
    const fall = { begins: at('2026-10-24T22:00Z'), ends: at('2026-10-25T23:00Z') };
    const items = [session('a', fall.begins + 1000, fall.begins + 4 * hour)];
    const line = timelineOf({ items, ...fall }, fall.begins + 5 * hour, clockIn('Europe/Berlin'));
    expect(line.ticks.map((tick) => tick.hour)).toEqual([1, 2, 2, 3, 4]);
    const whole = timelineOf({ items: [session('a', fall.begins, fall.ends)], ...fall }, fall.begins, clockIn('Europe/Berlin'));
    expect(whole.to - whole.from).toBe(25 * hour);
  });

  test('leaves out the hour that is skipped, on a day of 23 hours', () => {
    const spring = { begins: at('2026-03-28T23:00Z'), ends: at('2026-03-29T22:00Z') };
    const items = [session('a', spring.begins + 1000, spring.begins + 4 * hour)];
    const line = timelineOf({ items, ...spring }, spring.begins + 5 * hour, clockIn('Europe/Berlin'));
    expect(line.ticks.map((tick) => tick.hour)).toEqual([1, 3, 4, 5, 6]);
  });

  test('puts its numbers on full hours of a zone that is half an hour off', () => {
    const calcutta = { begins: at('2026-11-21T18:30Z'), ends: at('2026-11-22T18:30Z') };
    const line = timelineOf({ items: [], ...calcutta }, calcutta.begins + 10.25 * hour, clockIn('Asia/Kolkata'));
    expect(line.ticks.every((tick) => clockIn('Asia/Kolkata')(tick.at).minute === 0)).toBe(true);
  });

  test('has no more numbers than fit', () => {
    const line = timelineOf(dayOf([session('a', begins, begins + 24 * hour)]), begins, utc);
    expect(line.ticks.map((tick) => tick.hour)).toEqual([3, 6, 9, 12, 15, 18, 21]);
  });

  test('has its numbers on even hours where they are two apart, whenever it begins', () => {
    const line = timelineOf(dayOf([session('a', begins + 7.5 * hour, begins + 17.5 * hour)]), begins + 17.5 * hour, utc);
    expect(line.ticks.map((tick) => tick.hour)).toEqual([8, 10, 12, 14, 16]);
  });

  test('has no line for a moment that is not in it', () => {
    const line = timelineOf(dayOf([]), begins + 60_000, utc);
    expect(nowShare(line, begins + 3 * hour)).toBe(0.5);
    expect(nowShare(line, begins + 30 * hour)).toBeUndefined();
  });
});
