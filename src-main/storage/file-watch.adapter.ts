import { type FSWatcher, watch } from 'node:fs';
import { lstat, readlink } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import type { Clock } from '../base/clock.ts';
import { askDisk, onDiskAnswer, SilentDisk } from '../base/disk.adapter.ts';

/** Events of one change come in a burst: create, write, rename. In milliseconds. */
const fold = 100;
const longestLinkChain = 40;

/** Folder -> names in it whose coming, going or changing matters. */
type Points = Map<string, Set<string>>;

const isLink = (path: string): Promise<boolean | undefined> =>
  lstat(path).then(
    (stats) => stats.isSymbolicLink(),
    () => undefined,
  );

/**
 * What to watch for one file: its folder, the folders of the links on the way, and where something is missing, the nearest
 * folder that is there. Folders are watched, not files, because files are replaced by rename.
 */
const addPoints = async (points: Points, file: string): Promise<void> => {
  let path = resolve(file);
  for (let hops = 0; hops < longestLinkChain; hops += 1) {
    let folder = dirname(path);
    let name = basename(path);
    while ((await isLink(folder)) === undefined && folder !== dirname(folder)) {
      name = basename(folder);
      folder = dirname(folder);
    }
    points.set(folder, (points.get(folder) ?? new Set()).add(name));
    // A folder that is a link itself can be pointed elsewhere.
    if (await isLink(folder)) await addPoints(points, folder);
    if (folder !== dirname(path)) return;
    const to = await readlink(path).catch(() => undefined);
    if (to === undefined) return;
    path = resolve(folder, to);
  }
};

const answers = (file: string): Promise<boolean> =>
  askDisk(file, () => lstat(file)).then(
    () => true,
    (error) => !(error instanceof SilentDisk),
  );

const inodeOf = (folder: string): Promise<string> =>
  lstat(folder).then(
    ({ dev, ino }) => `${dev}:${ino}`,
    () => '',
  );

/**
 * Calls after any of the files changed, came or went, at most once in 100 ms, and once when they begin to be watched. By events of the system, without
 * polling; follows folders that come later and links that are changed. What is on a disk that does not answer is watched from when it does. Gives the way
 * to stop.
 */
export const watchFiles = (files: readonly string[], clock: Clock, listener: () => void): (() => void) => {
  let watchers = new Map<string, FSWatcher>();
  let cancel: (() => void) | undefined;
  let stopped = false;

  let armed = Promise.resolve();

  const happened = () => {
    cancel ??= clock.after(fold, () => {
      cancel = undefined;
      armed = armed.then(arm);
      listener();
    });
  };

  const watchFolder = (folder: string, names: ReadonlySet<string>): FSWatcher | undefined => {
    try {
      const watcher = watch(folder, { persistent: false }, (_event, name) => {
        // The folder's own name comes when the folder itself is moved or deleted.
        if (name === null || names.has(name) || name === basename(folder)) happened();
      });
      watcher.on('error', happened);
      return watcher;
    } catch {
      // Gone in this moment (then its parent tells), or the system has no watches left.
      return undefined;
    }
  };

  const arm = async () => {
    const points: Points = new Map();
    for (const file of files) if (await answers(file)) await addPoints(points, file);
    const found: [key: string, folder: string, names: ReadonlySet<string>][] = [];
    for (const [folder, names] of points)
      found.push([JSON.stringify([folder, await inodeOf(folder), ...[...names].sort()]), folder, names]);
    if (stopped) return;
    const next = new Map<string, FSWatcher>();
    for (const [key, folder, names] of found) {
      const watcher = watchers.get(key) ?? watchFolder(folder, names);
      if (watcher) next.set(key, watcher);
    }
    for (const [key, watcher] of watchers) if (!next.has(key)) watcher.close();
    // Before the new watch a file may have come already.
    if ([...next.keys()].some((key) => !watchers.has(key))) happened();
    watchers = next;
  };

  armed = arm();
  const stopListening = onDiskAnswer(happened);
  return () => {
    stopped = true;
    stopListening();
    cancel?.();
    for (const watcher of watchers.values()) watcher.close();
  };
};
