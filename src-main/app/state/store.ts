import type { Result } from '../../contract/result.ts';
import { type Change, withNotice } from './changes.ts';
import { initialState, type State } from './state.ts';

/** Holds the state and tells who listens, once for all changes of one turn of the event loop. */
export interface Store {
  readonly state: () => State;
  readonly change: (change: Change) => void;
  readonly subscribe: (listener: () => void) => () => void;
}

export const createStore = (): Store => {
  let state = initialState;
  let told = true;
  const listeners = new Set<() => void>();
  return {
    state: () => state,
    change: (change) => {
      const before = state;
      state = change(before);
      if (state === before || !told) return;
      told = false;
      queueMicrotask(() => {
        told = true;
        for (const listener of [...listeners]) listener();
      });
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
};

/** A notice of what went wrong where nobody waits for the outcome; that somebody gave it up is no failure. */
export const tellFailure =
  (store: Store) =>
  (result: Result<unknown>): void => {
    if (!result.ok && result.problem.code !== 'cancelled') store.change(withNotice({ kind: 'problem', problem: result.problem }));
  };
