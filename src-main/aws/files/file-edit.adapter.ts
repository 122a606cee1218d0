import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { sleep } from '../../base/abort.ts';
import type { Clock } from '../../base/clock.ts';
import type { Problem } from '../../contract/problems.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import { syncFolder } from '../../storage/whole-file.adapter.ts';
import { withLock } from './file-lock.adapter.ts';
import { errnoOf, type FileIo, type FilePlace, findPlace, readPlace } from './file-place.adapter.ts';

/** A change of a file: from what is in it to what shall be; undefined when nothing has to change. */
export interface FileEdit {
  readonly change: (bytes: Uint8Array) => Promise<Result<Uint8Array | undefined>>;
  /** Whether the change is still in a file that was written again since, by another program. */
  readonly holds: (bytes: Uint8Array) => boolean;
}

/** How often the edit is made anew on what another program wrote in between. */
const attempts = 3;
/** Windows refuses to replace a file that an editor or a virus scanner holds open: pauses in milliseconds. */
const renamePauses = [20, 50, 100, 200, 400];
/** A temporary file of this age, in milliseconds, was left by a program that died. */
const orphanAge = 60_000;

/**
 * Changes a file of the user so that it is whole at every moment: a temporary file beside the real one (0600 from the first byte,
 * then its mode and owner), fsync, compare with what the edit was based on, rename, fsync of the folder, read again. Links stay links. A file
 * whose owner cannot be kept, or that is read-only, is left alone. Gives the real path.
 *
 * Problems: file-unreadable, symlink-broken, file-read-only, disk-full, folder-missing, file-contested, and the edit's own.
 */
export const editFile = async (io: FileIo, clock: Clock, path: string, edit: FileEdit): Promise<Result<{ readonly file: string }>> => {
  const whyNot = await whyNotEdit(io, path);
  if (whyNot) return failed(whyNot);
  try {
    const place = await findPlace(io, path);
    if (!place.ok) return place;
    const { real, stats } = place.value;
    if (!stats) await makeFolder(io, dirname(real));
    const done = await withLock(io, clock, real, () => tryEdit(io, clock, path, edit));
    return done ?? failed({ code: 'file-contested', file: real });
  } catch (error) {
    return failed(writeProblem(path, errnoOf(error)));
  }
};

/**
 * What will keep `editFile` from changing a file, as far as that can be seen without writing anything: a file or folder that is read-only
 * or missing, a link that leads nowhere. Undefined when nothing will; a disk that is full shows only later.
 */
export const whyNotEdit = async (io: FileIo, path: string): Promise<Problem | undefined> => {
  try {
    const place = await findPlace(io, path);
    if (!place.ok) return place.problem.code === 'file-unreadable' ? writeProblem(path, place.problem.errno) : place.problem;
    const { real, stats } = place.value;
    if (stats && !stats.isFile()) return { code: 'file-read-only', file: real, errno: stats.isDirectory() ? 'EISDIR' : 'ENOTSUP' };
    if (stats) await io.access(real, constants.W_OK);
    return await whyNotInFolder(io, dirname(real));
  } catch (error) {
    return writeProblem(path, errnoOf(error));
  }
};

/** A folder that does not take new files is what has to be changed, so it is what is named; one that can be made is none. */
const whyNotInFolder = async (io: FileIo, folder: string): Promise<Problem | undefined> => {
  const isThere = await io.stat(folder).catch(() => undefined);
  const asked = isThere ? folder : dirname(folder);
  try {
    await io.access(asked, constants.W_OK | constants.X_OK);
    return undefined;
  } catch (error) {
    const errno = errnoOf(error);
    return errno === 'ENOENT' || errno === 'ENOTDIR'
      ? { code: 'folder-missing', folder, errno }
      : { code: 'file-read-only', file: asked, errno };
  }
};

const writeProblem = (file: string, errno: string): Problem => {
  if (errno === 'ENOSPC' || errno === 'EDQUOT') return { code: 'disk-full', file };
  if (errno === 'ENOENT' || errno === 'ENOTDIR') return { code: 'folder-missing', folder: dirname(file), errno };
  return { code: 'file-read-only', file, errno };
};

/** `~/.aws` is made when it is missing, but nothing above it. */
const makeFolder = async (io: FileIo, folder: string): Promise<void> => {
  try {
    await io.mkdir(folder, { mode: 0o700 });
  } catch (error) {
    if (errnoOf(error) !== 'EEXIST') throw error;
  }
};

const tryEdit = async (io: FileIo, clock: Clock, path: string, edit: FileEdit): Promise<Result<{ readonly file: string }>> => {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const before = await look(io, path);
    if (!before.ok) return before;
    const { place, bytes } = before.value;
    const changed = await edit.change(bytes ?? new Uint8Array());
    if (!changed.ok) return changed;
    if (!changed.value) return ok({ file: place.real });
    const temporary = await writeTemporary(io, place, changed.value);
    try {
      const now = await look(io, path);
      if (!now.ok) return now;
      if (now.value.place.real !== place.real || !sameContent(now.value.bytes, bytes)) continue;
      await replace(io, clock, temporary, place.real);
    } finally {
      await io.unlink(temporary).catch(() => {});
    }
    await syncFolder(dirname(place.real), io);
    await removeOrphans(io, place.real);
    const after = await look(io, path);
    if (after.ok && after.value.bytes && (sameContent(after.value.bytes, changed.value) || edit.holds(after.value.bytes))) {
      return ok({ file: after.value.place.real });
    }
  }
  return failed({ code: 'file-contested', file: path });
};

const look = async (io: FileIo, path: string): Promise<Result<{ place: FilePlace; bytes: Uint8Array | undefined }>> => {
  const place = await findPlace(io, path);
  if (!place.ok) return place;
  const bytes = await readPlace(io, place.value);
  return bytes.ok ? ok({ place: place.value, bytes: bytes.value }) : bytes;
};

const sameContent = (a: Uint8Array | undefined, b: Uint8Array | undefined): boolean =>
  a === b || (a !== undefined && b !== undefined && Buffer.compare(a, b) === 0);

const temporaryPrefix = (real: string): string => `.${basename(real)}.roletap-`;

/** The new content beside the real file, on the disk, with the mode and owner of the old one; 0600 when there is none. */
const writeTemporary = async (io: FileIo, { real, stats }: FilePlace, bytes: Uint8Array): Promise<string> => {
  const path = join(dirname(real), `${temporaryPrefix(real)}${randomBytes(8).toString('hex')}.tmp`);
  const handle = await io.open(path, 'wx', 0o600);
  try {
    await handle.writeFile(bytes);
    if (stats) {
      const own = await handle.stat();
      // Not allowed to: then the file would change hands, and whoever read it before could not any more, or others could.
      if (own.uid !== stats.uid || own.gid !== stats.gid) await handle.chown(stats.uid, stats.gid);
      await handle.chmod(stats.mode & 0o7777);
    }
    await handle.sync();
  } catch (error) {
    await handle.close();
    await io.unlink(path).catch(() => {});
    throw error;
  }
  await handle.close();
  return path;
};

const replace = async (io: FileIo, clock: Clock, temporary: string, real: string): Promise<void> => {
  for (const pause of [...renamePauses, undefined]) {
    try {
      return await io.rename(temporary, real);
    } catch (error) {
      if (process.platform !== 'win32' || pause === undefined || !['EPERM', 'EBUSY', 'EACCES'].includes(errnoOf(error))) throw error;
      await sleep(clock, pause);
    }
  }
};

/** Temporary files hold credentials; one that a crash left goes with the next write. */
const removeOrphans = async (io: FileIo, real: string): Promise<void> => {
  const folder = dirname(real);
  const names = await io.readdir(folder).catch(() => []);
  const { mtimeMs: now } = await io.stat(real);
  for (const name of names) {
    if (!name.startsWith(temporaryPrefix(real)) || !name.endsWith('.tmp')) continue;
    const stats = await io.lstat(join(folder, name)).catch(() => undefined);
    if (stats && now - stats.mtimeMs > orphanAge) await io.unlink(join(folder, name)).catch(() => {});
  }
};
