import type { Snapshot } from '../../contract/snapshot.ts';

/** Tells each new snapshot, one for all who listen. `changed` is to be called after each change of the state, and makes none while nobody listens. */
export const createTelling = (snapshot: () => Snapshot) => {
  const listeners = new Set<(made: Snapshot) => void>();
  return {
    changed: (): void => {
      if (listeners.size === 0) return;
      const made = snapshot();
      for (const listener of [...listeners]) listener(made);
    },
    /** Returns the way to stop. */
    subscribe: (listener: (made: Snapshot) => void): (() => void) => {
      // The same function may listen twice.
      const tell = (made: Snapshot) => listener(made);
      listeners.add(tell);
      return () => void listeners.delete(tell);
    },
  };
};
