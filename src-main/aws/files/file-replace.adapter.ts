import { createHash, randomBytes } from 'node:crypto';
import type { BigIntStats } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { type Clock, sleep } from '../../base/clock.ts';
import { syncFolder } from '../../storage/whole-file.adapter.ts';
import { parseIni } from '../ini/ini-parse.ts';
import { type FileLook, isHalf, keyedSections, lacks, sameContent, untilWhole } from './file-look.adapter.ts';
import { errnoOf, type FileIo, type FilePlace } from './file-place.adapter.ts';

/** Windows refuses to replace a file that an editor or a virus scanner holds open: pauses in milliseconds. */
const renamePauses = [20, 50, 100, 200, 400];

export const besidePrefix = (real: string): string => `.${basename(real)}.roletap-`;

/** Says which content it is, so that what came later can be told from it. */
export const fingerprint = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex').slice(0, 16);

/** Beside the file NAME: `.NAME.roletap-FINGERPRINT-HEX` and `.tmp` for new content, `.old` for what was in its place and had that fingerprint. */
export const besideOf = (real: string, bytes: Uint8Array = new Uint8Array()): string =>
  join(dirname(real), `${besidePrefix(real)}${fingerprint(bytes)}-${randomBytes(4).toString('hex')}`);

/** The file that was replaced: it has no name any more, but a program that opened it before may still write to it. */
export interface ReplacedFile {
  /** What has come into it since, once it has been left alone; undefined when nothing has. */
  readonly late: () => Promise<Uint8Array | undefined>;
  readonly close: () => Promise<void>;
}

/** `moved`: another program wrote in between, and nothing was done. `pinned`: what is there cannot be replaced, only written to. */
export type Replacement = 'moved' | 'pinned' | ReplacedFile;

/**
 * Puts `next` in the place of what `look` found, whole at every moment: a file beside it (0600 from the first byte, then mode and owner
 * of the old one), on the disk, the last look at the old one and the rename back to back. `isHurried`: on the disk after the rename only, where others
 * write so often that nothing slow has a place in between. Throws what the disk says, and then leaves nothing behind.
 */
export const replaceFile = async (
  io: FileIo,
  clock: Clock,
  { place, bytes }: FileLook,
  next: Uint8Array,
  isHurried = false,
): Promise<Replacement> => {
  const beside = besideOf(place.real, bytes);
  const temporary = `${beside}.tmp`;
  await writeTemporary(io, temporary, place, next, !isHurried);
  try {
    if (bytes === undefined) return (await linkNew(io, temporary, place.real)) ? nothingReplaced : 'moved';
    const old = await openOld(io, clock, place.real, `${beside}.old`, bytes);
    if (old === undefined) return 'moved';
    try {
      const swapped = await swap(io, clock, temporary, place.real, old.stats);
      if (swapped === true) {
        if (isHurried) await syncFile(io, place.real);
        return old;
      }
      await old.close();
      return swapped === false ? 'moved' : 'pinned';
    } catch (error) {
      await old.close();
      throw error;
    }
  } finally {
    await discard(io, temporary);
    await syncFolder(dirname(place.real), io);
  }
};

/** Takes a file of ours away; where even that is forbidden, what is in it goes. */
export const discard = async (io: FileIo, path: string): Promise<void> => {
  try {
    await io.unlink(path);
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return;
    const handle = await io.open(path, 'r+').catch(() => undefined);
    await handle?.truncate(0).catch(() => {});
    await handle?.close();
  }
};

const nothingReplaced: ReplacedFile = { late: async () => undefined, close: async () => {} };

/** The new content beside the real file, on the disk; 0600 when there is no old one. */
export const writeTemporary = async (
  io: FileIo,
  path: string,
  { stats }: Pick<FilePlace, 'stats'>,
  bytes: Uint8Array,
  toDisk = true,
): Promise<void> => {
  const handle = await io.open(path, 'wx', 0o600);
  try {
    await handle.writeFile(bytes);
    if (stats) {
      const own = await handle.stat();
      // Not allowed to: then the file would change hands, and whoever read it before could not any more, or others could.
      if (own.uid !== stats.uid || own.gid !== stats.gid) await handle.chown(stats.uid, stats.gid);
      await handle.chmod(stats.mode & 0o7777);
    }
    if (toDisk) await handle.sync();
  } catch (error) {
    await handle.close();
    await discard(io, path);
    throw error;
  }
  await handle.close();
};

const syncFile = async (io: FileIo, path: string): Promise<void> => {
  const handle = await io.open(path, 'r+').catch(() => undefined);
  await handle?.sync().catch(() => {});
  await handle?.close();
};

/** A first file takes nobody's place: false when there is one by now. */
const linkNew = async (io: FileIo, temporary: string, real: string): Promise<boolean> => {
  try {
    await io.link(temporary, real);
    return true;
  } catch (error) {
    if (errnoOf(error) === 'EEXIST') return false;
  }
  // No links on this disk.
  await io.rename(temporary, real);
  return true;
};

/**
 * The file that is to be replaced, held open, and under a second name until the first look after the rename, so that what comes into it is not
 * lost with this process. Undefined when it is not `bytes` any more.
 */
const openOld = async (
  io: FileIo,
  clock: Clock,
  real: string,
  second: string,
  bytes: Uint8Array,
): Promise<(ReplacedFile & { readonly stats: BigIntStats }) | undefined> => {
  const handle = await io.open(real, 'r');
  let named = false;
  const contentNow = async (): Promise<{ bytes: Uint8Array; written: number }> => {
    const { size, mtimeMs: written } = await handle.stat();
    const content = new Uint8Array(size);
    const { bytesRead } = await handle.read(content, 0, size, 0);
    return { bytes: content.subarray(0, bytesRead), written };
  };
  const unname = async () => {
    if (named) await discard(io, second);
    named = false;
  };
  const close = async () => {
    await unname();
    await handle.close();
  };
  const late = async () => {
    const isOdd = (now: Uint8Array) => !sameContent(now, bytes) && (isHalf(now) || lacks(now, keyedSections(parseIni(bytes))));
    const now = await untilWhole(clock, contentNow, isOdd);
    return sameContent(now.bytes, bytes) ? undefined : now.bytes;
  };
  try {
    const stats = await handle.stat({ bigint: true });
    if (!sameContent((await contentNow()).bytes, bytes)) {
      await handle.close();
      return undefined;
    }
    if (process.platform === 'win32') {
      // Windows replaces no file that is open.
      await handle.close();
      return { ...nothingReplaced, stats };
    }
    named = await io.link(real, second).then(
      () => true,
      () => false,
    );
    return {
      stats,
      late: async () => {
        const content = await late();
        await unname();
        return content;
      },
      close,
    };
  } catch (error) {
    await handle.close();
    throw error;
  }
};

/** The rename, if what is there is still what was read; undefined where it cannot be one. */
const swap = async (io: FileIo, clock: Clock, temporary: string, real: string, seen: BigIntStats): Promise<boolean | undefined> => {
  for (const pause of [...renamePauses, undefined]) {
    try {
      const { ino, size, mtimeNs } = io.statSync(real, { bigint: true });
      if (ino !== seen.ino || size !== seen.size || mtimeNs !== seen.mtimeNs) return false;
      io.renameSync(temporary, real);
      return true;
    } catch (error) {
      const errno = errnoOf(error);
      if (errno === 'ENOENT') return false;
      // A mount point of its own, as containers make them.
      if (process.platform !== 'win32' && errno === 'EBUSY') return undefined;
      if (process.platform !== 'win32' || pause === undefined || !['EPERM', 'EBUSY', 'EACCES'].includes(errno)) throw error;
      await sleep(clock, pause);
    }
  }
  return false;
};
