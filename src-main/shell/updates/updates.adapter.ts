import { execFile } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { app as electronApp } from 'electron';
import type { Updater } from '../../app/updates/updater.ts';
import type { Clock } from '../../base/clock.ts';
import type { Log } from '../../base/log.ts';
import { findProgram } from '../../base/program-path.adapter.ts';
import type { AgentFor } from './feed-requests.adapter.ts';
import { isFromRepository, isSafeFeed, originCommand, ownAppImage, ownPackage, packageManner } from './own-package.ts';

/** What a package manager's command prints; undefined where there is none or it fails. */
const asked = ([command, ...words]: readonly [string, ...string[]]): Promise<string | undefined> =>
  new Promise((resolve) => {
    const options = { timeout: 10_000, env: { ...process.env, LC_ALL: 'C' } };
    execFile(command, words, options, (error, stdout) => resolve(error ? undefined : stdout));
  });

const text = (path: string): Promise<string | undefined> => readFile(path, 'utf8').catch(() => undefined);

const canReplace = (file: string): boolean => {
  try {
    accessSync(dirname(file), constants.W_OK);
    return true;
  } catch {
    return false;
  }
};

/** The keys that a release was built with; their private halves sign its feed. */
const updateKeys = async (): Promise<readonly string[]> => {
  const manifest = JSON.parse((await text(join(electronApp.getAppPath(), 'package.json'))) ?? '{}') as { readonly updateKeys?: unknown };
  return typeof manifest.updateKeys === 'string' ? manifest.updateKeys.split(' ').filter((key) => key !== '') : [];
};

/** Newer versions for an installed copy. What asks and downloads is read when a feed is asked first; a copy without feed or key asks nobody. */
export const createUpdater = (needs: { readonly clock: Clock; readonly log: Log; readonly agentFor: AgentFor }): Updater => {
  const { platform, env, execPath, resourcesPath } = process;
  let used: Promise<Omit<Updater, 'manner'>> | undefined;
  let ready: Omit<Updater, 'manner'> | undefined;
  const kindHere = async () => ownPackage(platform, await text(join(resourcesPath, 'package-type')), env, execPath);
  const feedHere = async () => /^url: *['"]?([^'"\s]+)/m.exec((await text(join(resourcesPath, 'app-update.yml'))) ?? '')?.[1];
  const use = () => {
    used ??= Promise.all([kindHere(), feedHere(), updateKeys(), import('./electron-updater.adapter.ts')]).then(
      ([kind, feed, keys, part]) => {
        if (kind === undefined || feed === undefined) throw new Error('no package');
        ready = part.createElectronUpdater({ kind, feed, keys, ...needs });
        return ready;
      },
    );
    return used;
  };
  return {
    manner: async () => {
      if (!electronApp.isPackaged) return undefined;
      const feed = await feedHere();
      const kind = await kindHere();
      if (kind === undefined || feed === undefined || !isSafeFeed(feed) || (await updateKeys()).length === 0) return undefined;
      if (kind === 'deb' || kind === 'rpm') {
        if (isFromRepository(kind, await asked(originCommand(kind)))) return 'repository';
        const pkexec = typeof (await findProgram('pkexec')) === 'object';
        return packageManner({ root: process.getuid?.() === 0, pkexec, display: Boolean(env.DISPLAY || env.WAYLAND_DISPLAY) });
      }
      const file = ownAppImage(env, execPath);
      return file !== undefined && !canReplace(file) ? undefined : 'quit';
    },
    check: async (signal) => (await use()).check(signal),
    load: async (signal) => (await use()).load(signal),
    install: (restart) => ready?.install(restart),
  };
};
