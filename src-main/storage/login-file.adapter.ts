import { constants, statSync } from 'node:fs';
import { lstat, mkdir, open, stat, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as v from 'valibot';
import { fittingEntries, parsedJson } from '../base/schema.ts';
import type { SecretPlace } from './secret-place.ts';
import { writeWhole } from './whole-file.adapter.ts';

/** More than any number of sessions needs. */
const sizeLimit = 4 * 1024 * 1024;

/** Whether a folder is there; what cannot be looked at (a name too long, links in a circle) is none. */
export const isFolder = (path: string): boolean => {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
};

/** Memory that every user shares: what is in it stays when a login ends. */
const sharedMemory = '/dev/shm';

/** Whether a runtime folder may stay after the login: nothing of the system's clears it then. */
export const outlivesLogin = (folder: string | undefined): boolean => folder?.startsWith(`${sharedMemory}/`) ?? false;

/**
 * A folder in memory that ends with the login: `$XDG_RUNTIME_DIR/roletap` where that variable names a folder, else on Linux `/dev/shm/roletap-<uid>`.
 * Undefined where there is none (macOS, Windows): sessions then live in the process alone, never on a disk.
 */
export const runtimeFolder = (
  env: Readonly<Record<string, string | undefined>>,
  platform: string,
  uid: number | undefined,
  isThere = isFolder,
): string | undefined => {
  const runtime = env.XDG_RUNTIME_DIR;
  if (platform !== 'linux' || uid === undefined) return undefined;
  return runtime?.startsWith('/') && isThere(runtime) ? join(runtime, 'roletap') : `${sharedMemory}/roletap-${uid}`;
};

const secretsIn = fittingEntries(v.string());

/** Whether this user alone can read and change the thing: a folder or file of ours, no link. */
export const isOurs = (stats: { readonly uid: number; readonly mode: number }, uid: number): boolean =>
  stats.uid === uid && (stats.mode & 0o077) === 0;

/** Whether nobody else can put another folder in the place of ours: in a folder of this user's, or in one of root's that is sticky, as /dev/shm is. */
export const isKept = (above: { readonly uid: number; readonly mode: number }, uid: number): boolean =>
  (above.uid === uid && (above.mode & 0o022) === 0) || (above.uid === 0 && (above.mode & 0o1000) !== 0);

/**
 * Secrets in a file of the runtime folder (0700, the file 0600, replaced as a whole), shared by the window and the terminal.
 * Without a folder, or with one that someone else prepared, they live in this process alone. `uid` is this user's.
 */
export const createLoginFile = ({
  folder,
  name,
  uid = process.getuid?.() ?? -1,
}: {
  readonly folder: string | undefined;
  /** Of the file in the folder. */
  readonly name: string;
  readonly uid?: number;
}): SecretPlace => {
  let inProcess: ReadonlyMap<string, string> = new Map();
  let last: Promise<unknown> = Promise.resolve();
  /** One after the other: the last one saved is the one that stays. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = last.then(work, work);
    last = turn;
    return turn;
  };
  let keeps = folder !== undefined;
  /** What was saved last is not in the file (a full disk): what is there is old, and this process knows better. */
  let unwritten = false;

  /** Makes the folder unless it is there; false when it is not ours to trust (in /dev/shm anyone can make it first). */
  const isSafe = async (path: string, make: boolean): Promise<boolean> => {
    try {
      if (!isKept(await stat(dirname(path)), uid)) return false;
      if (make) await mkdir(path, { mode: 0o700 }).catch(() => {});
      const stats = await lstat(path);
      return stats.isDirectory() && isOurs(stats, uid);
    } catch {
      return false;
    }
  };

  const load = async (): Promise<ReadonlyMap<string, string>> => {
    if (folder === undefined || unwritten || !(await isSafe(folder, false))) return inProcess;
    try {
      const handle = await open(join(folder, name), constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
      try {
        const stats = await handle.stat();
        if (!stats.isFile() || !isOurs(stats, uid) || stats.size > sizeLimit) return new Map();
        return new Map(parsedJson(secretsIn, await handle.readFile('utf8')));
      } finally {
        await handle.close();
      }
    } catch {
      return new Map();
    }
  };

  /** Whether it is there now. */
  const write = (path: string, text: string): Promise<boolean> =>
    writeWhole(join(path, name), text).then(
      () => true,
      () => false,
    );

  const save = async (secrets: ReadonlyMap<string, string>): Promise<void> => {
    inProcess = new Map(secrets);
    const isThere = folder !== undefined && (await isSafe(folder, true));
    keeps = isThere && (await write(folder, JSON.stringify(Object.fromEntries(secrets))));
    unwritten = isThere && !keeps;
  };

  return {
    load,
    keeps: () => keeps,
    save: (secrets) => inTurn(() => save(secrets)),
    forget: (names) =>
      inTurn(async () => {
        const kept = new Map(names === 'all' ? [] : await load());
        if (names !== 'all') for (const gone of names) kept.delete(gone);
        await save(kept);
        // What cannot be written anew is taken away whole, which may be allowed: what was ended must not come back from it.
        if (unwritten && folder !== undefined) await unlink(join(folder, name)).catch(() => {});
      }),
  };
};
