import { describe, expect, test } from 'vitest';
import type { Snapshot } from '../../../../src-main/contract/snapshot.ts';
import { shareLeft, stepLeft, timeAt, toldLeft } from '../../../../src-renderer/store/countdown.ts';
import { createSnapshotStore } from '../../../../src-renderer/store/use-snapshot.ts';
import { snapshotWith } from '../../../support/gallery/snapshots.ts';

describe('countdowns', () => {
  test('go by the time since the snapshot came, and never backwards', () => {
    expect(timeAt({ now: 1_000_000, at: 500 }, 2_500)).toBe(1_002_000);
    expect(timeAt({ now: 1_000_000, at: 500 }, 400)).toBe(1_000_000);
  });

  test('a share stays between none and all', () => {
    expect(shareLeft(0, 100, 25)).toBe(0.75);
    expect(shareLeft(0, 100, 130)).toBe(0);
    expect(shareLeft(0, 100, -30)).toBe(1);
    expect(shareLeft(100, 100, 100)).toBe(0);
  });

  test('a code step ends on the half minute of AWS’s time', () => {
    expect(stepLeft(Date.parse('2026-11-22T16:14:18.400Z'))).toBe(11_600);
    expect(stepLeft(Date.parse('2026-11-22T16:14:30.000Z'))).toBe(30_000);
  });

  test('are told at 60, 30 and 10 seconds, when these pass, and never at the begin', () => {
    const told = (atFirst: number) => Array.from({ length: atFirst + 1 }, (_, passed) => toldLeft(atFirst - passed, atFirst));
    const changes = (atFirst: number) => told(atFirst).filter((mark, index, all) => index > 0 && mark !== all[index - 1]);
    expect(changes(90)).toEqual([60, 30, 10]);
    expect(changes(60)).toEqual([30, 10]);
    expect(changes(15)).toEqual([10]);
    expect(changes(8)).toEqual([]);
    expect(told(90)[0]).toBeUndefined();
  });
});

/** A bridge and a browser that are moved by hand. */
const createHarness = () => {
  let deliver: (snapshot: Snapshot) => void = () => {};
  let onVisibility: () => void = () => {};
  const timers: { readonly millis: number; readonly call: () => void }[] = [];
  const world = { moment: 0, visible: true };
  const store = createSnapshotStore(
    {
      subscribe: (listener) => {
        deliver = listener;
        return () => {};
      },
      send: async () => ({ accepted: true }),
    },
    {
      moment: () => world.moment,
      after: (millis, call) => {
        const timer = { millis, call };
        timers.push(timer);
        return () => {
          const at = timers.indexOf(timer);
          if (at !== -1) timers.splice(at, 1);
        };
      },
      visible: () => world.visible,
      onVisibility: (listener) => {
        onVisibility = listener;
      },
    },
  );
  return {
    store,
    world,
    timers,
    deliver: (change: Partial<Snapshot>) => deliver(snapshotWith(change)),
    changeVisibility: (visible: boolean) => {
      world.visible = visible;
      onVisibility();
    },
    pass: (millis: number) => {
      world.moment += millis;
      const due = timers.splice(0);
      for (const timer of due) timer.call();
    },
  };
};

describe('the store behind the window', () => {
  test('drops a snapshot that is older than the one it has', () => {
    const { store, deliver } = createHarness();
    deliver({ revision: 7 });
    deliver({ revision: 6, demo: true });
    deliver({ revision: 7, demo: true });
    expect(store.snapshot()?.demo).toBe(false);
    deliver({ revision: 8, demo: true });
    expect(store.snapshot()?.demo).toBe(true);
  });

  test('has one timer for all countdowns, on the next full second', () => {
    const { store, timers, deliver, pass } = createHarness();
    deliver({ revision: 1, now: 10_400 });
    let calls = 0;
    store.subscribeNow(() => calls++);
    store.subscribeNow(() => calls++);
    expect(timers.map((timer) => timer.millis)).toEqual([600]);
    pass(600);
    expect(calls).toBe(2);
    expect(store.now()).toBe(11_000);
    expect(timers.map((timer) => timer.millis)).toEqual([1000]);
  });

  test('has no timer when nothing counts, and none while it is hidden', () => {
    const { store, timers, deliver, changeVisibility } = createHarness();
    deliver({ revision: 1, now: 10_000 });
    expect(timers).toHaveLength(0);
    const stop = store.subscribeNow(() => {});
    expect(timers).toHaveLength(1);
    changeVisibility(false);
    expect(timers).toHaveLength(0);
    changeVisibility(true);
    expect(timers).toHaveLength(1);
    stop();
    expect(timers).toHaveLength(0);
  });

  test('shows the right time at once after it was hidden', () => {
    const { store, world, deliver, changeVisibility } = createHarness();
    deliver({ revision: 1, now: 10_000 });
    store.subscribeNow(() => {});
    changeVisibility(false);
    world.moment += 90_000;
    changeVisibility(true);
    expect(store.now()).toBe(100_000);
  });
});
