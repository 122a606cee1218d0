import { randomBytes } from 'node:crypto';
import type * as promises from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { type Clock, sleep } from '../base/clock.ts';
import { fateOf, holderIn, ownHolder } from './holder.adapter.ts';

/** What is used of `node:fs`. */
export type LockIo = Pick<typeof promises, 'link' | 'lstat' | 'open' | 'readFile' | 'rename' | 'rmdir' | 'stat' | 'unlink'>;

/** A write takes milliseconds; a lock of this age, in milliseconds, was left by a program that died where we cannot ask for it. */
const usualStaleAfter = 30_000;
/** One that names no holder was left half made, or is none of ours. */
const namelessAfter = 1000;
const patience = 10_000;
const usualPause = 15;
/** Bytes; anybody could have put something else there. */
const largest = 4096;

const errnoOf = (error: unknown): string => String((error as { readonly code?: unknown } | undefined)?.code);

export interface LockOptions {
  /** How long another one is waited for, in milliseconds. */
  readonly limit?: number;
  /** Between two looks, in milliseconds. */
  readonly pause?: number;
  /** The age from which a lock counts for nothing although its process lives, in milliseconds. */
  readonly staleAfter?: number;
  readonly signal?: AbortSignal;
  /** Told once, when another one holds it; by its number, where it says it. */
  readonly onWait?: (pid: number | undefined) => void;
}

/**
 * Holds `.NAME.roletap-lock` beside a file while `work` runs, so that our own processes write one after the other; other
 * programs know nothing of it. Undefined when another one held it for `limit` milliseconds. Throws what the disk says (`ENOSPC`, `EROFS`, ...).
 */
export const withLock = async <T>(
  io: LockIo,
  clock: Clock,
  file: string,
  work: () => Promise<T>,
  options: LockOptions = {},
): Promise<T | undefined> => {
  const letGo = await holdLock(io, clock, file, options);
  if (!letGo) return undefined;
  try {
    return await work();
  } finally {
    await letGo();
  }
};

/** The same for whoever lets go by itself. */
export const holdLock = async (
  io: LockIo,
  clock: Clock,
  file: string,
  { limit = patience, pause = usualPause, staleAfter = usualStaleAfter, signal, onWait = () => {} }: LockOptions,
): Promise<(() => Promise<void>) | undefined> => {
  const lock = lockOf(file);
  const id = randomBytes(8).toString('hex');
  const owner = ownHolder(id);
  const deadline = clock.now() + limit;
  for (let told = false; ; ) {
    const now = await take(io, lock, owner, id);
    if (now === 'taken') break;
    if (await breakStale(io, now, lock, staleAfter)) continue;
    if (clock.now() >= deadline || signal?.aborted) return undefined;
    if (!told) onWait(holderIn((await contentOf(io, lock)) ?? '')?.pid);
    told = true;
    await sleep(clock, pause, signal);
  }
  return async () => {
    // Only our own: it may have been taken for stale while this computer slept.
    if ((await contentOf(io, lock)) === owner) await io.unlink(lock).catch(() => {});
  };
};

export const lockOf = (file: string): string => join(dirname(file), `.${basename(file)}.roletap-lock`);

/**
 * The owner is written beside and then linked, so that a lock names its holder from its first moment. Answers what time it is by the disk, in milliseconds, when another one
 * holds it: a disk on the network has a clock of its own, and gives its dates by that.
 */
const take = async (io: LockIo, lock: string, owner: string, id: string): Promise<'taken' | number> => {
  const beside = `${lock}-${id}`;
  let now = 0;
  try {
    now = await writeOwner(io, beside, owner);
    await io.link(beside, lock);
    return 'taken';
  } catch (error) {
    const errno = errnoOf(error);
    // Windows says EPERM or EBUSY while a file that is being deleted is still open.
    if (errno === 'EEXIST' || (process.platform === 'win32' && ['EPERM', 'EBUSY'].includes(errno))) return now;
    if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'].includes(errno)) throw error;
  } finally {
    await io.unlink(beside).catch(() => {});
  }
  // No links on this disk.
  return writeOwner(io, lock, owner).then(
    () => 'taken' as const,
    (error) => {
      if (errnoOf(error) === 'EEXIST') return now;
      throw error;
    },
  );
};

/** Answers the disk’s date of it, in milliseconds. */
const writeOwner = async (io: LockIo, path: string, owner: string): Promise<number> => {
  const handle = await io.open(path, 'wx', 0o600);
  try {
    await handle.writeFile(owner);
    return (await handle.stat()).mtimeMs;
  } catch (error) {
    await io.unlink(path).catch(() => {});
    throw error;
  } finally {
    await handle.close();
  }
};

const contentOf = async (io: LockIo, path: string): Promise<string | undefined> => {
  const stats = await io.stat(path).catch(() => undefined);
  return stats?.isFile() && stats.size <= largest ? io.readFile(path, 'utf8').catch(() => undefined) : undefined;
};

/** Whether whoever was about to lock, and left this beside the lock, is gone. */
export const isForsaken = async (io: LockIo, clock: Clock, beside: string): Promise<boolean> => {
  const content = await contentOf(io, beside);
  const holder = content === undefined ? undefined : holderIn(content);
  if (holder !== undefined && fateOf(holder) === 'there') return false;
  return isStale(io, clock.now(), beside, content, usualStaleAfter);
};

/** The holder died: its process is gone, its number is another process's by now, or the lock is older than any write takes. `now`: the disk's. */
const isStale = async (io: LockIo, now: number, lock: string, content: string | undefined, staleAfter: number): Promise<boolean> => {
  const stats = await io.lstat(lock).catch(() => undefined);
  if (stats === undefined) return false;
  // A clock that was set back since leaves a date in the future.
  const age = Math.abs(now - stats.mtimeMs);
  const holder = content === undefined ? undefined : holderIn(content);
  if (holder === undefined) return age > namelessAfter;
  return fateOf(holder) === 'gone' || age > staleAfter;
};

/** Moves a stale lock away, of whatever kind it is; when somebody else did so first and locked anew, what was moved is theirs and goes back. */
const breakStale = async (io: LockIo, now: number, lock: string, staleAfter: number): Promise<boolean> => {
  const content = await contentOf(io, lock);
  if (!(await isStale(io, now, lock, content, staleAfter))) return false;
  const aside = `${lock}-${randomBytes(8).toString('hex')}`;
  try {
    await io.rename(lock, aside);
  } catch {
    return false;
  }
  if ((await contentOf(io, aside)) !== content) await io.rename(aside, lock).catch(() => {});
  await io.unlink(aside).catch(() => io.rmdir(aside).catch(() => {}));
  return true;
};
