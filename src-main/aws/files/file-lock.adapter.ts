import { randomBytes } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';
import * as v from 'valibot';
import { sleep } from '../../base/abort.ts';
import type { Clock } from '../../base/clock.ts';
import { maybe, parsedJson } from '../../base/schema.ts';
import { contentBeside, errnoOf, type FileIo } from './file-place.adapter.ts';

/** A write takes milliseconds; a lock of this age, in milliseconds, was left by a program that died where we cannot ask for it. */
const staleAfter = 30_000;
/** One that names no holder was left half made, or is none of ours. */
const namelessAfter = 1000;
const patience = 10_000;
const pause = 15;

/** What a lock says of its holder. `system` and `started` tell a process from another one that got its number later. */
const lockHolder = v.object({
  pid: v.pipe(v.number(), v.integer(), v.minValue(1)),
  host: v.string(),
  system: maybe(v.string()),
  started: maybe(v.string()),
});

/** Where numbers of processes are counted: this start of the computer, and the container. Empty where the system does not tell. */
const systemId = (): string => {
  try {
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()} ${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    return '';
  }
};

/** When a process began, in ticks since the computer did (proc(5), field 22 of stat); empty where the system does not tell. */
const startOf = (pid: number): string => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
};

/**
 * Holds `.NAME.roletap-lock` beside a file while `work` runs, so that our own processes write one after the other; other
 * programs know nothing of it. Undefined when another one held it for `limit` milliseconds. Throws what the disk says (`ENOSPC`, `EROFS`, ...).
 */
export const withLock = async <T>(
  io: FileIo,
  clock: Clock,
  file: string,
  work: () => Promise<T>,
  limit = patience,
): Promise<T | undefined> => {
  const lock = lockOf(file);
  const id = randomBytes(8).toString('hex');
  const owner = JSON.stringify({ pid: process.pid, host: hostname(), system: systemId(), started: startOf(process.pid), id });
  const deadline = clock.now() + limit;
  while (!(await take(io, lock, owner, id))) {
    if (await breakStale(io, clock, lock)) continue;
    if (clock.now() >= deadline) return undefined;
    await sleep(clock, pause);
  }
  try {
    return await work();
  } finally {
    // Only our own: it may have been taken for stale while this computer slept.
    if ((await contentOf(io, lock)) === owner) await io.unlink(lock).catch(() => {});
  }
};

export const lockOf = (file: string): string => join(dirname(file), `.${basename(file)}.roletap-lock`);

/** The owner is written beside and then linked, so that a lock names its holder from its first moment. */
const take = async (io: FileIo, lock: string, owner: string, id: string): Promise<boolean> => {
  const beside = `${lock}-${id}`;
  try {
    await writeOwner(io, beside, owner);
    await io.link(beside, lock);
    return true;
  } catch (error) {
    const errno = errnoOf(error);
    // Windows says EPERM or EBUSY while a file that is being deleted is still open.
    if (errno === 'EEXIST' || (process.platform === 'win32' && ['EPERM', 'EBUSY'].includes(errno))) return false;
    if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'].includes(errno)) throw error;
  } finally {
    await io.unlink(beside).catch(() => {});
  }
  // No links on this disk.
  return writeOwner(io, lock, owner).then(
    () => true,
    (error) => {
      if (errnoOf(error) === 'EEXIST') return false;
      throw error;
    },
  );
};

const writeOwner = async (io: FileIo, path: string, owner: string): Promise<void> => {
  const handle = await io.open(path, 'wx', 0o600);
  try {
    await handle.writeFile(owner);
  } catch (error) {
    await io.unlink(path).catch(() => {});
    throw error;
  } finally {
    await handle.close();
  }
};

const contentOf = async (io: FileIo, path: string): Promise<string | undefined> => {
  const bytes = await contentBeside(io, path);
  return bytes && Buffer.from(bytes).toString('utf8');
};

/** Whether whoever wrote a lock, or was about to, is gone. */
export const isForsaken = async (io: FileIo, clock: Clock, path: string): Promise<boolean> =>
  isStale(io, clock, path, await contentOf(io, path));

/** The holder died: its process is gone, its number is another process's by now, or the lock is older than any write takes. */
const isStale = async (io: FileIo, clock: Clock, lock: string, content: string | undefined): Promise<boolean> => {
  const stats = await io.lstat(lock).catch(() => undefined);
  if (stats === undefined) return false;
  // A clock that was set back since leaves a date in the future.
  const age = Math.abs(clock.now() - stats.mtimeMs);
  const holder = content === undefined ? undefined : parsedJson(lockHolder, content);
  if (holder === undefined) return age > namelessAfter;
  if (holder.host !== hostname() || (holder.system ?? systemId()) !== systemId()) return age > staleAfter;
  return !isAlive(holder.pid) || (holder.started !== undefined && holder.started !== startOf(holder.pid)) || age > staleAfter;
};

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errnoOf(error) !== 'ESRCH';
  }
};

/** Moves a stale lock away, of whatever kind it is; when somebody else did so first and locked anew, what was moved is theirs and goes back. */
const breakStale = async (io: FileIo, clock: Clock, lock: string): Promise<boolean> => {
  const content = await contentOf(io, lock);
  if (!(await isStale(io, clock, lock, content))) return false;
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
