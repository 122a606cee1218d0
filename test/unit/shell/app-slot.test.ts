import { describe, expect, it } from 'vitest';
import type { Snapshot } from '../../../src-main/contract/snapshot.ts';
import { createAppSlot, type ShellApp } from '../../../src-main/shell/app-slot.ts';
import { snapshotWith } from '../../support/shell-snapshots.ts';

const fakeApp = (revision: number, demo = false) => {
  let snapshot = snapshotWith({ revision, demo });
  const listeners = new Set<(snapshot: Snapshot) => void>();
  const ran: unknown[] = [];
  let closed = 0;
  const app: ShellApp = {
    snapshot: () => snapshot,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    run: (name) => {
      ran.push(name);
      return { accepted: true };
    },
    close: async () => {
      closed += 1;
    },
  };
  const change = () => {
    snapshot = { ...snapshot, revision: snapshot.revision + 1 };
    for (const listener of listeners) listener(snapshot);
  };
  return { app, change, ran, closed: () => closed, listeners };
};

describe('the slot for the app', () => {
  it('passes on snapshots and commands', () => {
    const first = fakeApp(5);
    const slot = createAppSlot(first.app);
    const seen: number[] = [];
    const stop = slot.subscribe((snapshot) => seen.push(snapshot.revision));
    first.change();
    slot.run('refresh', null);
    stop();
    first.change();
    expect(seen).toEqual([6]);
    expect(slot.snapshot().revision).toBe(7);
    expect(first.ran).toEqual(['refresh']);
  });

  it('goes on with growing revisions after a replacement, and hears the old app no more', async () => {
    const first = fakeApp(40);
    const demo = fakeApp(0, true);
    const slot = createAppSlot(first.app);
    const seen: Snapshot[] = [];
    slot.subscribe((snapshot) => seen.push(snapshot));
    await slot.replace(demo.app);
    first.change();
    demo.change();
    slot.run('tap', {});
    expect(seen.map(({ revision, demo }) => ({ revision, demo }))).toEqual([
      { revision: 41, demo: true },
      { revision: 42, demo: true },
    ]);
    expect(slot.snapshot().revision).toBe(42);
    expect([first.ran, demo.ran]).toEqual([[], ['tap']]);
    expect([first.closed(), first.listeners.size, demo.closed()]).toEqual([1, 0, 0]);
    await slot.close();
    expect(demo.closed()).toBe(1);
  });
});
