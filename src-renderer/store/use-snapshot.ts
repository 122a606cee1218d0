import { createContext, useContext, useSyncExternalStore } from 'react';
import type { Bridge } from '../../src-main/contract/commands.ts';
import type { Snapshot } from '../../src-main/contract/snapshot.ts';
import type { Millis } from '../../src-main/contract/values.ts';
import { type Arrival, timeAt, untilNextSecond } from './countdown.ts';

/** What the store needs of the browser; tests give their own. */
export interface Surroundings {
  /** Milliseconds of a clock that only goes forward. */
  readonly moment: () => number;
  readonly after: (millis: number, call: () => void) => () => void;
  readonly visible: () => boolean;
  readonly onVisibility: (listener: () => void) => void;
}

/** Owns the newest snapshot and the one timer behind all countdowns. */
export interface SnapshotStore {
  readonly subscribe: (listener: () => void) => () => void;
  readonly snapshot: () => Snapshot | undefined;
  /** Listeners here make the timer run: once a second, only while the document is visible. */
  readonly subscribeNow: (listener: () => void) => () => void;
  readonly now: () => Millis;
}

export const createSnapshotStore = (bridge: Bridge, surroundings: Surroundings): SnapshotStore => {
  const listeners = new Set<() => void>();
  const counting = new Set<() => void>();
  let newest: Snapshot | undefined;
  let arrival: Arrival = { now: 0, at: 0 };
  let now: Millis = 0;
  let stopTimer: (() => void) | undefined;

  const tick = () => {
    now = timeAt(arrival, surroundings.moment());
    for (const listener of counting) listener();
  };
  const run = () => {
    stopTimer?.();
    stopTimer = undefined;
    if (counting.size === 0 || !surroundings.visible() || newest === undefined) return;
    stopTimer = surroundings.after(untilNextSecond(now), () => {
      tick();
      run();
    });
  };
  surroundings.onVisibility(() => {
    tick();
    run();
  });
  bridge.subscribe((snapshot) => {
    if (newest !== undefined && snapshot.revision <= newest.revision) return;
    newest = snapshot;
    arrival = { now: snapshot.now, at: surroundings.moment() };
    for (const listener of listeners) listener();
    tick();
    run();
  });

  return {
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    snapshot: () => newest,
    subscribeNow: (listener) => {
      counting.add(listener);
      if (stopTimer === undefined) {
        now = timeAt(arrival, surroundings.moment());
        run();
      }
      return () => {
        counting.delete(listener);
        if (counting.size === 0) run();
      };
    },
    now: () => now,
  };
};

export const browserSurroundings: Surroundings = {
  moment: () => performance.now(),
  after: (millis, call) => {
    const timer = window.setTimeout(call, millis);
    return () => window.clearTimeout(timer);
  },
  visible: () => document.visibilityState === 'visible',
  onVisibility: (listener) => document.addEventListener('visibilitychange', listener),
};

export const StoreContext = createContext<SnapshotStore | undefined>(undefined);

const useStore = (): SnapshotStore => {
  const store = useContext(StoreContext);
  if (store === undefined) throw new Error('no snapshot store above this component');
  return store;
};

/** The newest snapshot; undefined until the first one came. */
export const useSnapshot = (): Snapshot | undefined => {
  const store = useStore();
  return useSyncExternalStore(store.subscribe, store.snapshot);
};

/** AWS's time, new each second. Use it only where something counts: it is what keeps the timer running. */
export const useNow = (): Millis => {
  const store = useStore();
  return useSyncExternalStore(store.subscribeNow, store.now);
};

/** The profiles with long-term keys that the roles are reached by, in order of their names. */
export const sourcesOf = ({ roles, mfaSessions }: Pick<Snapshot, 'roles' | 'mfaSessions'>): readonly string[] => {
  const names = new Set([...roles, ...mfaSessions].map(({ source }) => source));
  // A role of no known source says an empty one.
  names.delete('');
  return [...names].sort();
};
