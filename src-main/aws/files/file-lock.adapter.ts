import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';
import * as v from 'valibot';
import { sleep } from '../../base/abort.ts';
import type { Clock } from '../../base/clock.ts';
import { parsedJson } from '../../base/schema.ts';
import { errnoOf, type FileIo } from './file-place.adapter.ts';

/** A write takes milliseconds; a lock of this age, in milliseconds, was left by a program that died on another computer. */
const staleAfter = 30_000;
const patience = 10_000;
const pause = 15;

/**
 * Holds `.NAME.roletap-lock` beside a file while `work` runs, so that our own processes write one after the other; other
 * programs know nothing of it. Undefined when another one held it for 10 s. Throws what the disk says (`ENOSPC`, `EROFS`, ...).
 */
export const withLock = async <T>(io: FileIo, clock: Clock, file: string, work: () => Promise<T>): Promise<T | undefined> => {
  const lock = join(dirname(file), `.${basename(file)}.roletap-lock`);
  const owner = JSON.stringify({ pid: process.pid, host: hostname(), id: randomBytes(8).toString('hex') });
  const deadline = clock.now() + patience;
  while (!(await take(io, lock, owner))) {
    if (await breakStale(io, clock, lock)) continue;
    if (clock.now() > deadline) return undefined;
    await sleep(clock, pause);
  }
  try {
    return await work();
  } finally {
    // Only our own: it may have been taken for stale while this computer slept.
    if ((await contentOf(io, lock)) === owner) await io.unlink(lock).catch(() => {});
  }
};

const take = async (io: FileIo, lock: string, owner: string): Promise<boolean> => {
  let handle: Awaited<ReturnType<FileIo['open']>>;
  try {
    handle = await io.open(lock, 'wx', 0o600);
  } catch (error) {
    // Windows says EPERM or EBUSY while a file that is being deleted is still open.
    if (errnoOf(error) === 'EEXIST' || (process.platform === 'win32' && ['EPERM', 'EBUSY'].includes(errnoOf(error)))) return false;
    throw error;
  }
  try {
    await handle.writeFile(owner);
  } catch (error) {
    await io.unlink(lock).catch(() => {});
    throw error;
  } finally {
    await handle.close();
  }
  return true;
};

const contentOf = (io: FileIo, path: string): Promise<string | undefined> => io.readFile(path, 'utf8').catch(() => undefined);

/** What a lock says of its holder. */
const lockHolder = v.object({ pid: v.number(), host: v.string() });

/** The holder died: its process is gone, or the lock is older than any write takes. */
const isStale = async (io: FileIo, clock: Clock, lock: string, content: string): Promise<boolean> => {
  try {
    const holder = parsedJson(lockHolder, content);
    if (holder?.host === hostname()) process.kill(holder.pid, 0);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ESRCH') return true;
  }
  const stats = await io.stat(lock).catch(() => undefined);
  return stats !== undefined && clock.now() - stats.mtimeMs > staleAfter;
};

/** Moves a stale lock away; when somebody else did so first and locked anew, what was moved is theirs and goes back. */
const breakStale = async (io: FileIo, clock: Clock, lock: string): Promise<boolean> => {
  const content = await contentOf(io, lock);
  if (content === undefined || !(await isStale(io, clock, lock, content))) return false;
  const aside = `${lock}-${randomBytes(6).toString('hex')}`;
  try {
    await io.rename(lock, aside);
  } catch {
    return false;
  }
  if ((await contentOf(io, aside)) !== content) await io.rename(aside, lock).catch(() => {});
  await io.unlink(aside).catch(() => {});
  return true;
};
