import { describe, expect, it } from 'vitest';
import { activityItems } from '../../../../src-main/app/history/day-sessions.ts';
import { historyLine, parseHistoryLine } from '../../../../src-main/app/history/history.ts';
import { localDay } from '../../../../src-main/app/history/local-day.ts';
import { noFilter, shownOf } from '../../../../src-main/contract/activity.ts';
import type { HistoryEntry } from '../../../../src-main/contract/history.ts';
import { stateWords, timelineWords, whenWords } from '../../../../src-main/words/activity.ts';

const hour = 3_600_000;
const midnight = Date.UTC(2026, 10, 25);
const day = { begins: midnight, ends: midnight + 24 * hour };
const at = (hours: number) => midnight + hours * hour;

const entry = (hours: number, event: HistoryEntry['event'], key: string | undefined, change: Partial<HistoryEntry> = {}): HistoryEntry => ({
  at: at(hours),
  event,
  profile: 'prod',
  roleArn: 'arn:aws:iam::111122223333:role/Admin',
  accountId: '111122223333',
  asker: { kind: 'person', front: 'tray' },
  target: 'prod-tap',
  ...(key === undefined ? {} : { accessKeyId: key }),
  ...(event === 'opened' || event === 'renewed' ? { expires: at(hours + 1) } : {}),
  ...change,
});
const items = (entries: readonly HistoryEntry[], now = at(12)) =>
  activityItems(entries, day, now).map(({ from, to, state, renewals }) => ({
    from: (from - midnight) / hour,
    to: (to - midnight) / hour,
    state,
    renewals,
  }));

describe('the sessions of a day', () => {
  it('stand beside access keys that went to programs, which are moments and end no session', () => {
    const entries = [entry(8, 'opened', 'A'), entry(8.5, 'shared', 'K', { asker: { kind: 'program', name: 'cron', pid: 7, sure: true } })];
    expect(items(entries)).toEqual([
      { from: 8.5, to: 8.5, state: 'shared', renewals: 0 },
      { from: 8, to: 9, state: 'over', renewals: 0 },
    ]);
    const shown = activityItems(entries, day, at(12));
    const [shared] = shown;
    if (!shared) throw new Error('no item');
    expect(whenWords(shared, 'UTC')).toMatch(/^0?8:30(?:\s?AM)?$/);
    expect(stateWords(shared)).toBe('Access key given, without MFA');
    expect(timelineWords({ items: shown })).toBe('1 session and 1 access key given');
    expect(timelineWords({ items: [shared] })).toBe('1 access key given');
    expect(parseHistoryLine(historyLine(entries[1] ?? entry(0, 'shared', 'K')))).toMatchObject({ event: 'shared', accessKeyId: 'K' });
  });

  it('stand beside what was done to a team, which ends no session and is found again in its line', () => {
    const deed = { plan: 'rescue', on: 'kim', outcome: 'failed' } as const;
    const entries = [entry(8, 'opened', 'A'), entry(8.5, 'team', undefined, { deed, problem: { code: 'throttled' } })];
    expect(items(entries)).toEqual([
      { from: 8.5, to: 8.5, state: 'team', renewals: 0 },
      { from: 8, to: 9, state: 'over', renewals: 0 },
    ]);
    const shown = activityItems(entries, day, at(12));
    const [item] = shown;
    if (!item) throw new Error('no item');
    expect(item.deed).toEqual(deed);
    expect(stateWords(item)).toBe('Rescue for kim: not finished');
    expect(timelineWords({ items: shown })).toBe('1 session and 1 team change');
    expect(shownOf(shown, { ...noFilter, refused: true })).toEqual([item]);
    expect(parseHistoryLine(historyLine(entries[1] ?? entry(0, 'team', undefined)))).toEqual(entries[1]);
  });

  it('go from their opening over their renewals to their end', () => {
    const entries = [
      entry(8, 'opened', 'A', { key: { name: 'YubiKey 5C', serial: 1 } }),
      entry(8.75, 'renewed', 'B', { asker: { kind: 'renewal' } }),
      entry(9.5, 'renewed', 'C', { asker: { kind: 'renewal' } }),
      entry(10, 'ended', 'C', { why: 'lock' }),
    ];
    expect(items(entries)).toEqual([{ from: 8, to: 10, state: 'ended', renewals: 2 }]);
    expect(activityItems(entries, day, at(12))[0]).toMatchObject({
      asker: { kind: 'person', front: 'tray' },
      key: { name: 'YubiKey 5C', serial: 1 },
      why: 'lock',
      id: 'prod-tap A',
    });
  });

  it('are active until their time is up, and then over', () => {
    const entries = [entry(11.5, 'opened', 'A')];
    expect(items(entries)).toEqual([{ from: 11.5, to: 12.5, state: 'active', renewals: 0 }]);
    expect(items(entries, at(12.5))).toEqual([{ from: 11.5, to: 12.5, state: 'over', renewals: 0 }]);
  });

  it('begin with the newest, and with them what began before midnight and reached into the day', () => {
    const entries = [
      entry(-5, 'opened', 'Y'),
      entry(-0.5, 'opened', 'A', { target: 'night' }),
      entry(0.25, 'renewed', 'B', { target: 'night' }),
      entry(3, 'opened', 'C', { target: 'other' }),
    ];
    expect(items(entries)).toEqual([
      { from: 3, to: 4, state: 'over', renewals: 0 },
      { from: -0.5, to: 1.25, state: 'over', renewals: 1 },
    ]);
  });

  it('are told apart by target, and by key where one took the place of another', () => {
    const entries = [
      entry(8, 'opened', 'A'),
      entry(8.1, 'opened', 'X', { target: 'dev-tap', profile: 'dev' }),
      entry(8.5, 'opened', 'B'),
      entry(8.6, 'ended', 'A'),
      entry(8.7, 'ended', 'X', { target: 'dev-tap', profile: 'dev' }),
    ];
    expect(items(entries)).toEqual([
      { from: 8.5, to: 9.5, state: 'over', renewals: 0 },
      { from: 8.1, to: 8.7, state: 'ended', renewals: 0 },
      { from: 8, to: 8.5, state: 'over', renewals: 0 },
    ]);
  });

  it('begin with a renewal whose opening is not known or was over', () => {
    expect(items([entry(8, 'renewed', 'B')])).toEqual([{ from: 8, to: 9, state: 'over', renewals: 1 }]);
    expect(items([entry(5, 'opened', 'A'), entry(8, 'renewed', 'B')])).toHaveLength(2);
  });

  it('end at once when somebody ended them without saying which, and not twice', () => {
    expect(items([entry(8, 'opened', 'A'), entry(8.5, 'ended', undefined), entry(8.6, 'ended', 'A')])).toEqual([
      { from: 8, to: 8.5, state: 'ended', renewals: 0 },
    ]);
    expect(items([entry(8, 'ended', 'A')])).toEqual([]);
  });

  it('stand beside what was refused, which says why', () => {
    const refused = entry(9, 'refused', undefined, { problem: { code: 'not-touched', seconds: 30 } });
    const found = activityItems([entry(-1, 'refused', undefined), entry(8, 'opened', 'A'), refused, refused], day, at(12));
    expect(found.map(({ state }) => state)).toEqual(['refused', 'refused', 'over']);
    expect(found[0]).toMatchObject({ from: at(9), to: at(9), problem: { code: 'not-touched' } });
    expect(new Set(found.map(({ id }) => id)).size).toBe(3);
  });
});

describe('the local day', () => {
  const dateIn = (timeZone: string) => {
    const format = new Intl.DateTimeFormat('en-CA', { timeZone });
    return (moment: number) => format.format(moment);
  };
  const dayIn = (timeZone: string, now: string) => {
    const { begins, ends } = localDay(Date.parse(now), dateIn(timeZone));
    return [new Date(begins).toISOString(), new Date(ends).toISOString(), (ends - begins) / hour];
  };

  it.each([
    ['UTC', '2026-11-25T12:00:00Z', '2026-11-25T00:00:00.000Z', '2026-11-26T00:00:00.000Z', 24],
    ['Europe/Berlin', '2026-11-24T23:30:00Z', '2026-11-24T23:00:00.000Z', '2026-11-25T23:00:00.000Z', 24],
    ['Europe/Berlin', '2026-03-29T10:00:00Z', '2026-03-28T23:00:00.000Z', '2026-03-29T22:00:00.000Z', 23],
    ['Europe/Berlin', '2026-10-25T10:00:00Z', '2026-10-24T22:00:00.000Z', '2026-10-25T23:00:00.000Z', 25],
    ['Asia/Kathmandu', '2026-11-25T12:00:00Z', '2026-11-24T18:15:00.000Z', '2026-11-25T18:15:00.000Z', 24],
    // The clocks go forward at midnight: the day has none.
    ['America/Santiago', '2026-09-06T12:00:00Z', '2026-09-06T04:00:00.000Z', '2026-09-07T03:00:00.000Z', 23],
  ] as const)('of %s at %s goes from %s to %s, %i hours', (zone, now, begins, ends, hours) => {
    expect(dayIn(zone, now)).toEqual([begins, ends, hours]);
  });

  it('holds its first and its last millisecond', () => {
    const first = Date.parse('2026-10-24T22:00:00Z');
    const last = Date.parse('2026-10-25T22:59:59.999Z');
    for (const now of [first, last]) expect(localDay(now, dateIn('Europe/Berlin'))).toEqual({ begins: first, ends: last + 1 });
  });

  it('is that of this computer unless told otherwise', () => {
    const { begins } = localDay(midnight + 5);
    expect(new Date(begins).toDateString()).toBe(new Date(midnight + 5).toDateString());
    expect(new Date(begins - 1).toDateString()).not.toBe(new Date(begins).toDateString());
  });
});
