import { lstatSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ipcMain } from 'electron';
import ElectronStore from 'electron-store';
import type { Settings, SettingsStore } from '../../app/ports.ts';
import type { Clock } from '../../base/clock.ts';
import type { Log } from '../../base/log.ts';
import type { Problem } from '../../contract/problems/problem.ts';
import { watchFiles } from '../../storage/file-watch.adapter.ts';
import { makeFolderSync } from '../../storage/own-folder.adapter.ts';
import { isOtherKind, readPlainSync } from '../../storage/plain-file.adapter.ts';

type Stored = Record<string, unknown>;

/**
 * Settings in `folder/settings.json`, written atomically and read again at each `get`, because the terminal writes it
 * too. `parse` replaces what does not fit by defaults. A file that is no JSON is set aside as
 * `settings.broken-<time>.json` (milliseconds since 1970) with the problem settings-broken: it never stops a start.
 */
export const openSettings = (folder: string, parse: (stored: unknown) => Settings, clock: Clock, log: Log): SettingsStore => {
  const file = join(folder, 'settings.json');
  const opened = openOrSetAside(folder, file, clock.now);
  // The store opens a channel for windows that hold a store of their own. Ours do not, and there are two channels.
  ipcMain.removeAllListeners('electron-store-get-data');
  /** Gone when it cannot be used: from then on settings live in memory. */
  let { store } = opened;
  let known = parse(store?.store);
  const readAgain = (): Settings => {
    try {
      if (store && isPlain(file)) known = parse(store.store);
    } catch {
      // Broken by another program during the run: what is known stays, and the next start sets the file aside.
    }
    return known;
  };
  return {
    get: readAgain,
    update: (change) => {
      known = { ...readAgain(), ...change };
      try {
        // What another version keeps in the file stays in it.
        if (store) store.store = { ...(isPlain(file) ? (storedIn(store) ?? known) : known), ...change };
      } catch {
        store = undefined;
        log.warn('settings are kept in memory only', { file });
      }
    },
    watch: (listener) => watchFiles([file], clock, listener),
    ...(opened.problem ? { problem: opened.problem } : {}),
  };
};

/** What the file holds, as it stands; undefined when another program broke it during the run. */
const storedIn = (store: ElectronStore<Stored>): Stored | undefined => {
  try {
    return store.store;
  } catch {
    return undefined;
  }
};

const isThere = (file: string): boolean => lstatSync(file, { throwIfNoEntry: false }) !== undefined;

/** The store would wait for ever for what a pipe says. */
const isPlain = (file: string): boolean => !isThere(file) || statSync(file, { throwIfNoEntry: false })?.isFile() === true;

const openOrSetAside = (
  folder: string,
  file: string,
  now: () => number,
): { readonly store?: ElectronStore<Stored>; readonly problem?: Problem } => {
  const open = () => new ElectronStore<Stored>({ cwd: folder, name: 'settings', clearInvalidConfig: false, configFileMode: 0o600 });
  try {
    makeFolderSync(folder);
    if (isThere(file)) readPlainSync(file);
    return { store: open() };
  } catch (error) {
    if (!(error instanceof SyntaxError || isOtherKind(error))) return { problem: unwritable(file, error) };
  }
  const movedTo = join(folder, `settings.broken-${now()}.json`);
  try {
    renameSync(file, movedTo);
    return { store: open(), problem: { code: 'settings-broken', file, movedTo } };
  } catch (error) {
    return { problem: unwritable(file, error) };
  }
};

const unwritable = (file: string, error: unknown): Problem => ({
  code: 'state-unwritable',
  file,
  errno: (error as NodeJS.ErrnoException).code ?? 'unknown',
});
