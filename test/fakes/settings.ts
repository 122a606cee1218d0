import type { Settings, SettingsStore } from '../../src-main/app/ports.ts';
import { defaultSettings } from '../../src-main/app/settings.ts';

/** A settings file in memory; it tells of each write, as the real one does. */
export const createMemorySettings = (given: Partial<Settings> = {}): SettingsStore => {
  const listeners = new Set<() => void>();
  let settings: Settings = { ...defaultSettings, ...given };
  return {
    get: () => settings,
    update: (change) => {
      settings = { ...settings, ...change };
      for (const listener of listeners) listener();
    },
    watch: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
};
