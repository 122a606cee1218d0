import * as fs from 'node:fs';
import * as promises from 'node:fs/promises';
import { constants, devNull } from 'node:os';
import { dirname } from 'node:path';
import { askDisk, onDiskAnswer, SilentDisk } from '../../base/disk.adapter.ts';
import type { Problem } from '../../contract/problems/problem.ts';
import { failed, ok, type Result } from '../../contract/result.ts';

/** What is used of `node:fs`, at once only where nothing may come in between; tests give one that fails where they want. */
export type FileIo = Pick<
  typeof promises,
  'access' | 'link' | 'lstat' | 'mkdir' | 'open' | 'readdir' | 'readFile' | 'readlink' | 'realpath' | 'rename' | 'rmdir' | 'stat' | 'unlink'
> &
  Pick<typeof fs, 'renameSync' | 'statSync'>;

type OfPath = (path: never, ...rest: never[]) => Promise<unknown>;

/** The same call for a disk that may not answer: then it rejects with ETIMEDOUT. */
const inTime = <F extends OfPath>(call: F): F =>
  ((path: string, ...rest: never[]) => askDisk(path, () => call(path as never, ...rest))) as unknown as F;

const close = (handle: promises.FileHandle): Promise<void> => handle.close().catch(() => {});

/** An open file, on such a disk. */
const handleInTime = (path: string, handle: promises.FileHandle): promises.FileHandle =>
  new Proxy(handle, {
    get: (_, name) => {
      const part: unknown = Reflect.get(handle, name, handle);
      if (typeof part !== 'function') return part;
      return (...given: unknown[]) => {
        const asked = askDisk(path, () => part.apply(handle, given) as Promise<unknown>);
        // Otherwise it would stay open.
        if (name === 'close') asked.catch((error: unknown) => error instanceof SilentDisk && onceAnswered(() => void close(handle)));
        return asked;
      };
    },
  });

const onceAnswered = (call: () => void): void => {
  const stop = onDiskAnswer(() => {
    stop();
    call();
  });
};

const openInTime = async (path: string, ...rest: readonly never[]): Promise<promises.FileHandle> =>
  handleInTime(
    path,
    await askDisk(
      path,
      () => promises.open(path, ...rest),
      (handle) => void close(handle),
    ),
  );

export const systemIo: FileIo = {
  access: inTime(promises.access),
  link: inTime(promises.link),
  lstat: inTime(promises.lstat),
  mkdir: inTime(promises.mkdir),
  open: openInTime as typeof promises.open,
  readdir: inTime(promises.readdir),
  readFile: inTime(promises.readFile),
  readlink: inTime(promises.readlink),
  realpath: inTime(promises.realpath),
  rename: inTime(promises.rename),
  rmdir: inTime(promises.rmdir),
  stat: inTime(promises.stat),
  unlink: inTime(promises.unlink),
  renameSync: fs.renameSync,
  statSync: fs.statSync,
};

/** A user's file with all links resolved; `stats` is undefined when there is no file. */
export interface FilePlace {
  readonly real: string;
  readonly stats: fs.Stats | undefined;
}

/** No one's config; more than this is another kind of file. */
const largest = 64 * 1024 * 1024;

/** Numbers for which Node has no name, as Linux has them (errno.h). */
const unnamed = new Map([
  [116, 'ESTALE'],
  [117, 'EUCLEAN'],
  [121, 'EREMOTEIO'],
  [122, 'EDQUOT'],
  [126, 'ENOKEY'],
  [127, 'EKEYEXPIRED'],
  [128, 'EKEYREVOKED'],
  [129, 'EKEYREJECTED'],
]);

/** `ENOENT` and the like, `errno 512` for what nobody has named; bugs, which have no number, are thrown on. */
export const errnoOf = (error: unknown): string => {
  const { code, errno } = error instanceof Error ? (error as NodeJS.ErrnoException) : {};
  if (typeof code === 'string' && /^E[A-Z0-9]+$/.test(code)) return code;
  if (typeof errno !== 'number') throw error;
  const number = Math.abs(errno);
  const named = Object.entries(constants.errno).find(([, value]) => value === number)?.[0];
  return named ?? (process.platform === 'linux' ? unnamed.get(number) : undefined) ?? `errno ${number}`;
};

/** Where a link points that cannot be followed; undefined when `path` is no link. */
const brokenLink = async (io: FileIo, path: string): Promise<Problem | undefined> => {
  try {
    const stats = await io.lstat(path);
    return stats.isSymbolicLink() ? { code: 'symlink-broken', file: path, to: await io.readlink(path) } : undefined;
  } catch {
    return undefined;
  }
};

/**
 * Follows the links from `path`. A file that is missing is no problem, also when its folder is missing. Problems: symlink-broken (it leads
 * nowhere or round in a circle; the folder's link counts, too), file-unreadable.
 */
export const findPlace = async (io: FileIo, path: string): Promise<Result<FilePlace>> => {
  try {
    const real = await io.realpath(path);
    return ok({ real, stats: await io.stat(real) });
  } catch (error) {
    const errno = errnoOf(error);
    if (errno !== 'ENOENT' && errno !== 'ELOOP') return failed({ code: 'file-unreadable', file: path, errno });
    // What has no path can be open all the same: `/dev/fd/7` may lead to a pipe, or to a file that was removed.
    const stats = await io.stat(path).catch(() => undefined);
    if (stats) return ok({ real: await io.realpath(path).catch(() => path), stats });
    const problem = (await brokenLink(io, path)) ?? (await folderLink(io, path));
    if (problem) return failed(problem);
    return errno === 'ENOENT' ? ok({ real: path, stats: undefined }) : failed({ code: 'file-unreadable', file: path, errno });
  }
};

const folderLink = async (io: FileIo, path: string): Promise<Problem | undefined> => {
  try {
    await io.stat(dirname(path));
    return undefined;
  } catch {
    return brokenLink(io, dirname(path));
  }
};

/** The bytes of a file beside a user's, which anybody could have put there; undefined for what is none. */
export const contentBeside = async (io: FileIo, path: string): Promise<Uint8Array | undefined> => {
  const stats = await io.stat(path).catch(() => undefined);
  return stats?.isFile() && stats.size <= largest ? io.readFile(path).catch(() => undefined) : undefined;
};

/** The bytes of a file of the user; undefined when there is none. Only plain files are read: a pipe would be used up. */
export const readPlace = async (io: FileIo, { real, stats }: FilePlace): Promise<Result<Uint8Array | undefined>> => {
  if (!stats || real === devNull) return ok(undefined);
  if (!stats.isFile()) return failed({ code: 'file-unreadable', file: real, errno: stats.isDirectory() ? 'EISDIR' : 'ENOTSUP' });
  if (stats.size > largest) return failed({ code: 'file-unreadable', file: real, errno: 'EFBIG' });
  try {
    return ok(await io.readFile(real));
  } catch (error) {
    const errno = errnoOf(error);
    return errno === 'ENOENT' ? ok(undefined) : failed({ code: 'file-unreadable', file: real, errno });
  }
};
