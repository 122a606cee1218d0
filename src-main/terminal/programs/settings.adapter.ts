import { renameSync } from 'node:fs';
import { join } from 'node:path';
import type { Settings, SettingsStore } from '../../app/ports.ts';
import { settingsFrom } from '../../app/settings.ts';
import type { Clock } from '../../base/clock.ts';
import { defined } from '../../base/defined.ts';
import type { Problem } from '../../contract/problems/problem.ts';
import { watchFiles } from '../../storage/file-watch.adapter.ts';
import { makeFolderSync } from '../../storage/own-folder.adapter.ts';
import { isOtherKind, readPlainSync } from '../../storage/plain-file.adapter.ts';
import { writeWholeSync } from '../../storage/whole-file.adapter.ts';

/**
 * The settings file of the window, read and written without electron-store, which would be half of what the terminal reads at its
 * start. Each `get` reads what is on the disk, so that both front ends see each other's changes. A file that is no JSON is set aside
 * with problem `settings-broken`. Where nothing can be written, changes live as long as this run.
 */
export const createTerminalSettings = (folder: string, clock: Clock): SettingsStore => {
  const file = join(folder, 'settings.json');
  const problem = setAsideWhenBroken(file, join(folder, `settings.broken-${clock.now()}.json`));
  let unsaved: Partial<Settings> = {};
  /** What the file held when it could last be read: a guard does not fall because another program breaks the file during this run. */
  let known: unknown;
  const stored = (): unknown => {
    try {
      known = readSettings(file);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') known = undefined;
    }
    return known;
  };
  stored();
  return {
    get: () => ({ ...settingsFrom(stored()), ...unsaved }),
    update: (change) => {
      unsaved = { ...unsaved, ...change };
      try {
        const before = stored();
        makeFolderSync(folder);
        const settings = { ...(typeof before === 'object' ? before : {}), ...unsaved };
        writeWholeSync(file, `${JSON.stringify(settings, undefined, '\t')}\n`);
        unsaved = {};
      } catch {
        // A folder of somebody else, or a full disk: a setting that is lost stops no tap.
      }
    },
    watch: (listener) => watchFiles([file], clock, listener),
    ...defined({ problem }),
  };
};

/** Throws for what is no JSON, and no plain file. */
const readSettings = (file: string): unknown => JSON.parse(readPlainSync(file).toString('utf8'));

const unreadable = (file: string, error: unknown): Problem | undefined => {
  const { code = 'unknown' } = error as NodeJS.ErrnoException;
  return code === 'ENOENT' ? undefined : { code: 'state-unwritable', file, errno: code };
};

const setAsideWhenBroken = (file: string, movedTo: string): Problem | undefined => {
  try {
    readSettings(file);
    return undefined;
  } catch (error) {
    if (!(error instanceof SyntaxError || isOtherKind(error))) return unreadable(file, error);
  }
  try {
    renameSync(file, movedTo);
    return { code: 'settings-broken', file, movedTo };
  } catch {
    return undefined;
  }
};
