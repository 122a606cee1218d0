import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { app as electronApp } from 'electron';
import type { Log } from '../../base/log.ts';
import { makeFolder } from '../../storage/own-folder.adapter.ts';
import { readPlain } from '../../storage/plain-file.adapter.ts';
import { writeWhole } from '../../storage/whole-file.adapter.ts';
import { autostartEntry, canStartAtLogin, isAutostartEntry, isSwitchedOff, startCommand } from './autostart-entry.ts';

export interface LoginItem {
  readonly possible: boolean;
  /** Sees to it that the next login starts the program, or does not. Never rejects. */
  readonly handle: (on: boolean) => Promise<void>;
}

/** Starting with the login, in the way of each system. */
export const createLoginItem = (log: Log): LoginItem => {
  const { platform, env } = process;
  const possible = canStartAtLogin(platform, electronApp.isPackaged, env);
  let last: Promise<void> = Promise.resolve();
  let known: boolean | undefined;
  const change = async (on: boolean) => {
    try {
      if (platform === 'linux') await changeEntry(on);
      else electronApp.setLoginItemSettings({ openAtLogin: on, args: ['--hidden'] });
    } catch (error) {
      log.warn('the start at login could not be changed', { why: error instanceof Error ? error.message : 'unknown' });
    }
  };
  return {
    possible,
    handle: (on) => {
      if (!possible || on === known) return last;
      known = on;
      last = last.then(() => change(on));
      return last;
    },
  };
};

const changeEntry = async (on: boolean): Promise<void> => {
  const { XDG_CONFIG_HOME, HOME } = process.env;
  const folder = join(XDG_CONFIG_HOME || join(HOME ?? electronApp.getPath('home'), '.config'), 'autostart');
  const file = join(folder, 'roletap.desktop');
  const found = (await readPlain(file).catch(() => undefined))?.toString('utf8');
  if (!on) {
    if (found !== undefined && isAutostartEntry(found)) await rm(file, { force: true });
    return;
  }
  const text = autostartEntry(
    startCommand({
      packaged: electronApp.isPackaged,
      executable: process.execPath,
      clone: electronApp.getAppPath(),
      env: process.env,
    }),
  );
  if (found === text || (found !== undefined && isSwitchedOff(found))) return;
  await makeFolder(folder);
  await writeWhole(file, text, 0o644);
};
