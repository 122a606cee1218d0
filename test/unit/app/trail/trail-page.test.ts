import { expect, it } from 'vitest';
import { activityView } from '../../../../src-main/app/snapshot/activity-view.ts';
import { withPage } from '../../../../src-main/app/state/page-changes.ts';
import { pageOf } from '../../../../src-main/app/state/page-state.ts';
import { createStore } from '../../../../src-main/app/state/store.ts';
import type { TrailReader } from '../../../../src-main/app/trail/late-trail.ts';
import { createTrailPage } from '../../../../src-main/app/trail/trail-page.ts';
import { createJobs } from '../../../../src-main/base/jobs.ts';
import { failed, ok } from '../../../../src-main/contract/result.ts';
import type { TrailView } from '../../../../src-main/contract/sessions/trail.ts';
import { settle } from '../../../fakes/clock.ts';
import { createMemorySettings } from '../../../fakes/settings.ts';

const hour = 3_600_000;
const begins = Date.UTC(2026, 10, 22);

const setUp = () => {
  const store = createStore(createMemorySettings());
  const asked: { readonly wish: Parameters<TrailReader>[0]; readonly signal: AbortSignal }[] = [];
  let tell: (view: TrailView) => void = () => {};
  let end: (result: Awaited<ReturnType<TrailReader>>) => void = () => {};
  const read: TrailReader = (wish, onView, signal) => {
    asked.push({ wish, signal });
    tell = onView;
    return new Promise((resolve) => {
      end = resolve;
      signal.addEventListener('abort', () => resolve(failed({ code: 'cancelled' })));
    });
  };
  const handlers = createTrailPage({ store, read, now: () => begins + 12 * hour }, createJobs(failed({ code: 'cancelled' })));
  const day = (of = begins) =>
    store.change(withPage({ kind: 'activity', begins: of, ends: of + 24 * hour, isToday: true, isReading: false, days: [], entries: [] }));
  const view = () => {
    const page = pageOf(store.state(), 'activity');
    return page && activityView(page, begins).trail;
  };
  const found = (isReading: boolean, ids: readonly string[]): TrailView => {
    const events = ids.map((id) => ({ id }) as TrailView['events'][number]);
    return { from: begins, to: begins + hour, regions: ['us-east-1'], isReading, events, sessions: [], devices: [], gaps: [] };
  };
  return { store, asked, handlers, day, view, found, tell: (of: TrailView) => tell(of), end: (of: Parameters<typeof end>[0]) => end(of) };
};

it('reads the day until now, tells what is there meanwhile, and the rest at the end', async () => {
  const { asked, handlers, day, view, found, tell, end } = setUp();
  expect(handlers.readTrail({ regions: [] })).toBe(false);
  day();
  expect(handlers.readTrail({ regions: ['eu-west-1'] })).toBe(true);
  expect(handlers.readTrail({ regions: [] })).toBe(false);
  await settle();
  expect(asked[0]?.wish).toEqual({ from: begins, to: begins + 12 * hour, regions: ['eu-west-1'] });
  tell(found(true, ['1']));
  expect(view()).toMatchObject({ isReading: true, count: 1, events: '[{"id":"1"}]' });
  end(ok({ view: found(false, ['1', '2']), records: new Map() }));
  await settle();
  expect(view()).toMatchObject({ isReading: false, count: 2 });
});

it('ends reading, and forgets, when the page is closed or shows another day', async () => {
  for (const leave of ['close', 'day'] as const) {
    const { store, asked, handlers, day, view, found, tell } = setUp();
    day();
    handlers.readTrail({ regions: [] });
    await settle();
    tell(found(true, ['1']));
    if (leave === 'close') store.change(withPage(undefined));
    else day(begins - 24 * hour);
    await settle();
    expect(asked[0]?.signal.aborted).toBe(true);
    tell(found(true, ['1', '2']));
    expect(view()).toBeUndefined();
    expect(JSON.stringify(store.state().page ?? {})).not.toContain('"id"');
  }
});

it('stops when asked, and keeps what there is', async () => {
  const { asked, handlers, day, view, found, tell } = setUp();
  day();
  expect(handlers.stopTrail(null)).toBe(false);
  handlers.readTrail({ regions: [] });
  await settle();
  tell(found(true, ['1']));
  expect(handlers.stopTrail(null)).toBe(true);
  await settle();
  expect([asked[0]?.signal.aborted, view()]).toMatchObject([true, { isReading: false, count: 1 }]);
});

it('says why the history could not be read', async () => {
  const { store, handlers, day, view, end } = setUp();
  day();
  handlers.readTrail({ regions: [] });
  await settle();
  end(failed({ code: 'history-unwritable', file: '/f', errno: 'EIO' }));
  await settle();
  expect([view(), pageOf(store.state(), 'activity')?.problem]).toMatchObject([undefined, { code: 'history-unwritable' }]);
});
