import { type FSWatcher, lstatSync, readlinkSync, watch } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import type { Clock } from '../base/clock.ts';

/** Events of one change come in a burst: create, write, rename. In milliseconds. */
const fold = 100;
const longestLinkChain = 40;

/** Folder -> names in it whose coming, going or changing matters. */
type Points = Map<string, Set<string>>;

const isLink = (path: string): boolean | undefined => {
  try {
    return lstatSync(path).isSymbolicLink();
  } catch {
    return undefined;
  }
};

/**
 * What to watch for one file: its folder, the folders of the links on the way, and where something is missing, the nearest
 * folder that is there. Folders are watched, not files, because files are replaced by rename.
 */
const addPoints = (points: Points, file: string): void => {
  let path = resolve(file);
  for (let hops = 0; hops < longestLinkChain; hops += 1) {
    let folder = dirname(path);
    let name = basename(path);
    while (isLink(folder) === undefined && folder !== dirname(folder)) {
      name = basename(folder);
      folder = dirname(folder);
    }
    points.set(folder, (points.get(folder) ?? new Set()).add(name));
    // A folder that is a link itself can be pointed elsewhere.
    if (isLink(folder)) addPoints(points, folder);
    if (folder !== dirname(path) || !isLink(path)) return;
    path = resolve(dirname(path), readlinkSync(path));
  }
};

const inodeOf = (folder: string): string => {
  try {
    const { dev, ino } = lstatSync(folder);
    return `${dev}:${ino}`;
  } catch {
    return '';
  }
};

/**
 * Calls after any of the files changed, came or went, at most once in 100 ms. By events of the system, without polling; follows
 * folders that come later and links that are changed. Gives the way to stop.
 */
export const watchFiles = (files: readonly string[], clock: Clock, listener: () => void): (() => void) => {
  let watchers = new Map<string, FSWatcher>();
  let cancel: (() => void) | undefined;
  let stopped = false;

  const happened = () => {
    cancel ??= clock.after(fold, () => {
      cancel = undefined;
      arm();
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

  /** New watchers first, so that nothing between is missed. */
  const arm = () => {
    if (stopped) return;
    const points: Points = new Map();
    for (const file of files) addPoints(points, file);
    const next = new Map<string, FSWatcher>();
    for (const [folder, names] of points) {
      const key = JSON.stringify([folder, inodeOf(folder), ...[...names].sort()]);
      const watcher = watchers.get(key) ?? watchFolder(folder, names);
      if (watcher) next.set(key, watcher);
    }
    for (const [key, watcher] of watchers) if (!next.has(key)) watcher.close();
    const appeared = watchers.size > 0 && [...next.keys()].some((key) => !watchers.has(key));
    watchers = next;
    // Between the event and the new watch a file may have come already.
    if (appeared) happened();
  };

  arm();
  return () => {
    stopped = true;
    cancel?.();
    for (const watcher of watchers.values()) watcher.close();
  };
};
