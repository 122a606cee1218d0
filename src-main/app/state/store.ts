import type { Result } from '../../contract/result.ts';
import type { Settings, SettingsStore } from '../ports.ts';
import { type Change, withNotice, withSettings } from './changes.ts';
import { initialState, type State } from './state.ts';

/** Holds the state and tells who listens, once for all changes of one turn of the event loop. */
export interface Store {
  readonly state: () => State;
  readonly change: (change: Change) => void;
  /** A change that no picture shows: nobody is told. */
  readonly note: (change: Change) => void;
  readonly subscribe: (listener: () => void) => () => void;
  readonly settings: StoredSettings;
}

/** Changes settings, here and in the file. `change` is given what the file holds by then, so that nothing another program wrote is lost. */
export type ChangeSettings = (change: (now: Settings) => Partial<Settings>) => void;

/** The settings of the state, kept the same as those of the file. */
export interface StoredSettings {
  readonly get: () => Settings;
  readonly change: ChangeSettings;
  /** Takes what another program wrote. */
  readonly look: () => void;
  /** No longer follows the file. */
  readonly stop: () => void;
}

export const createStore = (file: Pick<SettingsStore, 'get' | 'update' | 'watch'>): Store => {
  let state = initialState;
  let told = true;
  const listeners = new Set<() => void>();
  const change = (next: Change): void => {
    const before = state;
    state = next(before);
    if (state === before || !told) return;
    told = false;
    queueMicrotask(() => {
      told = true;
      for (const listener of [...listeners]) listener();
    });
  };
  const look = () => change(withSettings(file.get()));
  look();
  const settings: StoredSettings = {
    get: () => state.settings,
    change: (next) => {
      file.update(next(file.get()));
      look();
    },
    look,
    stop: file.watch(look),
  };
  return {
    state: () => state,
    change,
    note: (next) => {
      state = next(state);
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    settings,
  };
};

/** A notice of what went wrong where nobody waits for the outcome; that somebody gave it up is no failure. */
export const tellFailure =
  (store: Store) =>
  (result: Result<unknown>): void => {
    if (!result.ok && result.problem.code !== 'cancelled') store.change(withNotice({ kind: 'problem', problem: result.problem }));
  };
