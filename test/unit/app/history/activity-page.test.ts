import { expect, it, vi } from 'vitest';
import { withoutWindow } from '../../../../src-main/app/front-end.ts';
import { createActivityPage } from '../../../../src-main/app/history/activity-page.ts';
import { createHistory } from '../../../../src-main/app/history/history.ts';
import { activityView } from '../../../../src-main/app/snapshot/activity-view.ts';
import { withPage } from '../../../../src-main/app/state/page-changes.ts';
import { pageOf } from '../../../../src-main/app/state/page-state.ts';
import { createStore } from '../../../../src-main/app/state/store.ts';
import { createJobs } from '../../../../src-main/base/jobs.ts';
import type { HistoryEntry } from '../../../../src-main/contract/history.ts';
import { failed, ok } from '../../../../src-main/contract/result.ts';
import { createFakeClock, settle } from '../../../fakes/clock.ts';
import { createMemoryDayLog } from '../../../fakes/day-log.ts';
import { createMemorySettings } from '../../../fakes/settings.ts';
import { openApp, start } from '../../../fakes/world.ts';
import { openStage } from '../pages/page-fixture.ts';

const hour = 3_600_000;

const setUp = () => {
  const clock = createFakeClock(start);
  const log = createMemoryDayLog();
  const store = createStore(createMemorySettings());
  const now = clock.now;
  const history = createHistory({ log, store, now });
  const saved: [string, string][] = [];
  const front = {
    ...withoutWindow,
    saveFile: async (name: string, content: string | Uint8Array) => {
      saved.push([name, String(content)]);
      return ok(true);
    },
  };
  const utc = (moment: number) => new Date(moment).toISOString().slice(0, 10);
  const parts = { clock, store, history, now };
  const page = createActivityPage(parts, front, createJobs(failed({ code: 'cancelled' })), utc);
  const entry = (change: Partial<HistoryEntry> = {}): HistoryEntry => ({
    at: now(),
    event: 'opened',
    profile: 'prod',
    roleArn: 'arn:aws:iam::111122223333:role/Admin',
    accountId: '111122223333',
    asker: { kind: 'person', front: 'tray' },
    target: 'prod-tap',
    accessKeyId: 'A',
    expires: now() + hour,
    ...change,
  });
  const view = () => {
    const page = pageOf(store.state(), 'activity');
    return page && activityView(page, now());
  };
  const states = () => view()?.items.map(({ state }) => state);
  const close = () => store.change(withPage(undefined));
  return { handlers: page.handlers, history, view, log, clock, entry, states, saved, close, store };
};

it('shows the day while it is open, and follows what is added', async () => {
  const { handlers, history, view, states, entry, close } = setUp();
  await history.add(entry());
  expect(view()).toBeUndefined();
  expect(handlers.openActivity()).toBe(true);
  await settle();
  expect(states()).toEqual(['active']);
  await history.add(entry({ event: 'ended', why: 'person' }));
  await settle();
  expect(states()).toEqual(['ended']);
  close();
  await history.add(entry());
  await settle();
  expect(view()).toBeUndefined();
});

it('sees a session run out and a day end by itself, and keeps no timer when it is closed', async () => {
  const { handlers, history, states, clock, entry, view, close } = setUp();
  await history.add(entry());
  handlers.openActivity();
  await settle();
  expect(clock.pending()).toBe(1);
  await clock.advance(hour);
  await settle();
  expect(states()).toEqual(['over']);
  await clock.advance(24 * hour);
  await settle();
  expect(states()).toEqual([]);
  expect(view()?.begins).toBeLessThanOrEqual(clock.now());
  expect(view()?.ends).toBeGreaterThan(clock.now());
  close();
  await settle();
  expect(clock.pending()).toBe(0);
});

it('says that the history could not be read, or the last of it not be kept', async () => {
  const { handlers, history, view, log, entry } = setUp();
  log.failure = { file: '/x', errno: 'ENOSPC' };
  await history.add(entry());
  handlers.openActivity();
  await settle();
  expect(view()).toMatchObject({ items: [], problem: { code: 'history-unwritable', errno: 'ENOSPC' } });
  log.failure = undefined;
  await history.add(entry({ target: 'dev-tap' }));
  await settle();
  expect(view()?.items).toHaveLength(2);
  expect(view()?.problem).toBeUndefined();
});

it('shows the later of two reads, also when the earlier one ends last', async () => {
  const { handlers, log, history, states, entry } = setUp();
  let letGo = () => {};
  // The first read sees an empty disk, and tells of it late.
  vi.spyOn(log, 'read').mockImplementationOnce(
    () =>
      new Promise((resolve) => {
        letGo = () => resolve({ lines: [] });
      }),
  );
  handlers.openActivity();
  await settle();
  await history.add(entry());
  await settle();
  expect(states()).toEqual(['active']);
  letGo();
  await settle();
  expect(states()).toEqual(['active']);
});

it('is saved where the person wants it, as CSV or JSON', async () => {
  const { handlers, history, saved, entry } = setUp();
  await history.add(entry());
  expect(handlers.exportHistory({ format: 'csv' })).toBe(true);
  await settle();
  handlers.exportHistory({ format: 'json' });
  await settle();
  expect(saved.map(([name]) => name.replace(/\d/g, '0'))).toEqual(['roletap-history-0000-00-00.csv', 'roletap-history-0000-00-00.json']);
  expect(saved[0]?.[1]).toContain('prod-tap');
  expect(JSON.parse(saved[1]?.[1] ?? '')).toHaveLength(1);
});

it('is saved as it is shown: the day that is open, of it what the filter leaves, and its picture', async () => {
  const { handlers, history, saved, entry, close } = setUp();
  const filter = { role: '', asker: 'program terraform', refused: false };
  const png = new Uint8Array([137, 80, 78, 71, 13, 10, 26, 10, 0]);
  await history.add(entry({ asker: { kind: 'program', name: 'terraform', pid: 1, sure: true } }));
  await history.add(entry({ profile: 'dev', target: 'dev-tap' }));
  expect(handlers.exportActivity({ filter })).toBe(false);
  expect(handlers.exportPicture({ png })).toBe(false);
  handlers.openActivity();
  await settle();
  expect(handlers.exportActivity({ filter })).toBe(true);
  await settle();
  // The window is trusted with no other kind of file.
  expect(handlers.exportPicture({ png: new TextEncoder().encode('#!/bin/sh') })).toBe(false);
  expect(handlers.exportPicture({ png })).toBe(true);
  await settle();
  expect(saved.map(([name]) => name.replace(/\d/g, '0'))).toEqual(['roletap-activity-0000-00-00.csv', 'roletap-activity-0000-00-00.png']);
  expect(saved[0]?.[1].split('\r\n')).toHaveLength(3);
  expect(saved[0]?.[1]).toContain('terraform');
  close();
});

it('tells on the page when it cannot be saved, until it can', async () => {
  let isFull = true;
  const saveFile = async () => (isFull ? failed({ code: 'disk-full', file: '/x.csv' } as const) : ok(true));
  const { app, until } = await openStage({ front: { saveFile } });
  app.run('openActivity', null);
  app.run('exportHistory', { format: 'csv' });
  const { notices } = await until(({ activity }) => activity?.problem?.code === 'disk-full');
  expect(notices.filter((notice) => notice.kind === 'problem')).toEqual([]);
  isFull = false;
  app.run('exportHistory', { format: 'csv' });
  await until(({ activity }) => activity !== undefined && activity.problem === undefined);
  await app.close();
});

it('tells a notice when it cannot be saved and the page is gone', async () => {
  const { app, until } = await openStage({ front: { saveFile: async () => failed({ code: 'disk-full', file: '/x.csv' }) } });
  expect(app.run('exportHistory', { format: 'csv' })).toEqual({ accepted: true });
  await until(({ notices }) => notices.some((notice) => notice.kind === 'problem' && notice.problem.code === 'disk-full'));
  await app.close();
});

it('is in the snapshot while it is open', async () => {
  const { app, until } = await openApp();
  expect(app.run('openActivity', null)).toEqual({ accepted: true });
  expect((await until(({ activity }) => activity !== undefined)).activity).toMatchObject({ items: [] });
  expect(app.run('closePage', null)).toEqual({ accepted: true });
  await until(({ activity }) => activity === undefined);
  await app.close();
});

it('pages to the days that have something, and follows today again', async () => {
  const { handlers, history, view, clock, entry } = setUp();
  await history.add(entry({ target: 'old' }));
  await clock.advance(3 * 24 * hour);
  await history.add(entry({ target: 'new' }));
  handlers.openActivity();
  expect(view()).toMatchObject({ isToday: true, isReading: true, items: [] });
  await settle();
  const [old = 0, today = 0] = view()?.days ?? [];
  expect(view()).toMatchObject({ begins: today, isToday: true, isReading: false, days: [old, today] });
  expect(today - old).toBe(3 * 24 * hour);
  expect(handlers.showDay({ at: old })).toBe(true);
  await settle();
  expect(view()).toMatchObject({ begins: old, isToday: false, days: [old, today], items: [{ state: 'over' }] });
  // A day that is past neither ends nor goes on by itself.
  expect(clock.pending()).toBe(0);
  await clock.advance(24 * hour);
  handlers.showDay({ at: clock.now() });
  await settle();
  expect(view()).toMatchObject({ begins: today + 24 * hour, isToday: true, items: [] });
  expect(view()?.days).toEqual([old, today, today + 24 * hour]);
});

it('stays closed when it was closed or another page opened while it was read', async () => {
  const { handlers, history, store, view, entry } = setUp();
  await history.add(entry());
  handlers.openActivity();
  store.change(withPage({ kind: 'settings' }));
  await settle();
  expect(store.state().page).toEqual({ kind: 'settings' });
  expect(handlers.showDay({ at: 0 })).toBe(false);
  await history.add(entry());
  await settle();
  expect(view()).toBeUndefined();
});

it('puts a day together once, and anew when a session of it has run out', async () => {
  const { handlers, history, store, clock, entry } = setUp();
  await history.add(entry());
  handlers.openActivity();
  await settle();
  const page = pageOf(store.state(), 'activity');
  if (!page) throw new Error('the page is open');
  const { items } = activityView(page, clock.now());
  expect(activityView(page, clock.now() + hour / 2).items).toBe(items);
  expect(activityView(page, clock.now() + hour).items).toMatchObject([{ state: 'over' }]);
  expect(activityView(page, clock.now()).items).toMatchObject([{ state: 'active' }]);
});
