import { describe, expect, it } from 'vitest';
import { failed } from '../../../src-main/contract/result.ts';
import type { Snapshot } from '../../../src-main/contract/snapshot.ts';
import { createAppSlot, type ShellApp } from '../../../src-main/shell/app-slot.ts';
import { snapshotWith } from '../../support/electron/shell-snapshots.ts';

const fakeApp = (revision: number, demo = false) => {
  let snapshot = snapshotWith({ revision, demo });
  const listeners = new Set<(snapshot: Snapshot) => void>();
  const ran: unknown[] = [];
  const handled: unknown[] = [];
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
    handle: async (event) => void handled.push(event),
    atEnd: () => () => void ran.push('atEnd'),
    beforeQuit: async () => void ran.push('beforeQuit'),
    credentials: async () => failed({ code: 'cancelled' }),
    held: (role) => void ran.push(role),
    close: async () => {
      closed += 1;
    },
  };
  const change = () => {
    snapshot = { ...snapshot, revision: snapshot.revision + 1 };
    for (const listener of listeners) listener(snapshot);
  };
  return { app, change, ran, handled, closed: () => closed, listeners };
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

  it('tells what the system said to the app in use, and to the next one what is still true', async () => {
    const first = fakeApp(1);
    const demo = fakeApp(0, true);
    const slot = createAppSlot(first.app);
    await slot.handle({ kind: 'lock' });
    await slot.handle({ kind: 'shortcut', state: 'taken' });
    await slot.handle({ kind: 'shortcut', state: 'on' });
    await slot.replace(demo.app);
    await slot.handle({ kind: 'unlock' });
    expect(first.handled).toEqual([{ kind: 'lock' }, { kind: 'shortcut', state: 'taken' }, { kind: 'shortcut', state: 'on' }]);
    expect(demo.handled).toEqual([{ kind: 'shortcut', state: 'on' }, { kind: 'unlock' }]);
  });

  it('asks the app in use for sessions, and for what ends with the program', async () => {
    const first = fakeApp(1);
    const demo = fakeApp(0, true);
    const slot = createAppSlot(first.app);
    await slot.replace(demo.app);
    slot.held('prod');
    await slot.beforeQuit();
    slot.atEnd()();
    expect([first.ran, demo.ran]).toEqual([[], ['prod', 'beforeQuit', 'atEnd']]);
  });
});
