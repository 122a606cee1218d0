import { renameSync } from 'node:fs';
import { join } from 'node:path';
import Conf from 'conf';
import { settingsFrom } from '../app/settings.ts';
import type { SettingsStore } from '../app/world.ts';
import type { Problem } from '../contract/problems.ts';

/**
 * The settings file of the window, read and written without Electron (conf is what electron-store is built on). Each `get` reads what is on the
 * disk, so that both front ends see each other's changes. A file that is no JSON is set aside with problem `settings-broken`.
 */
export const createTerminalSettings = (folder: string, now: () => number): SettingsStore => {
  const file = join(folder, 'settings.json');
  const open = () => new Conf({ cwd: folder, configName: 'settings', projectName: 'roletap' });
  let store: ReturnType<typeof open>;
  let problem: Problem | undefined;
  try {
    store = open();
  } catch {
    const movedTo = join(folder, `settings.broken-${now()}.json`);
    renameSync(file, movedTo);
    problem = { code: 'settings-broken', file, movedTo };
    store = open();
  }
  return {
    get: () => settingsFrom(store.store),
    update: (change) => store.set(change),
    ...(problem ? { problem } : {}),
  };
};
