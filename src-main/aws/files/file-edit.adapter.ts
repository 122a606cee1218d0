import { constants } from 'node:fs';
import { dirname } from 'node:path';
import { type Clock, sleep } from '../../base/clock.ts';
import type { Problem } from '../../contract/problems/problem.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import { withLock } from '../../storage/file-lock.adapter.ts';
import { mustStay, writeInPlace } from './file-in-place.adapter.ts';
import { tidyHeld } from './file-litter.adapter.ts';
import { type FileLook, isFresh, lookAt, lookWhenWhole, sameContent } from './file-look.adapter.ts';
import { errnoOf, type FileIo, type FilePlace, findPlace } from './file-place.adapter.ts';
import { type ReplacedFile, replaceFile } from './file-replace.adapter.ts';
import { mergeLate } from './late-write.ts';

/** A change of a file: from what is in it to what shall be; undefined when nothing has to change. */
export interface FileEdit {
  readonly change: (bytes: Uint8Array) => Promise<Result<Uint8Array | undefined>>;
  /** Whether the change is still in a file that was written again since, by another program. */
  readonly holds: (bytes: Uint8Array) => boolean;
}

/** How often the edit is made anew on what another program wrote in between. */
const attempts = 30;
/** After so many the disk is waited for when all is done. */
const patientAttempts = 3;
/** For all of them, in milliseconds. */
const patience = 10_000;
/** Between two looks at a file that somebody writes, in milliseconds. */
const pause = 50;
/** When a file that was replaced is looked at again, in milliseconds after the look that came right after: who opened it before may write to it still. */
const laterLooks = [50, 450];

export interface EditNeeds {
  readonly io: FileIo;
  readonly clock: Clock;
  /** Is told what we wrote: nobody else is in the middle of that. */
  readonly wrote: (path: string, bytes: Uint8Array) => void;
  /** Whether a file looks as if somebody was in the middle of writing it: other programs empty a file first. */
  readonly isOdd: (path: string) => (bytes: Uint8Array) => boolean;
  /** Is told of what goes on after the answer, so that a program does not end before: looks for what others still write to the file that was replaced. */
  readonly inBackground: (work: Promise<unknown>) => void;
  /** One write after the other. */
  readonly inTurn: <T>(work: () => Promise<T>) => Promise<T>;
}

/**
 * Changes a file of the user so that no edit of anybody is lost and it is whole at every moment: what looks half written is waited for; the new content lies on
 * the disk (0600 from the first byte, then mode and owner of the old one) before it takes the old one's place; what another program still writes to the old one is found, for half a
 * second, and merged. Links stay links. A file that cannot be replaced without a loss (a mount point, a second name, an access list) is written in place. One
 * whose owner cannot be kept, or that is read-only, is left alone. Gives the real path.
 *
 * Problems: file-unreadable, symlink-broken, file-read-only, disk-full, folder-missing, file-contested, and the edit's own.
 */
export const editFile = async (needs: EditNeeds, path: string, edit: FileEdit): Promise<Result<{ readonly file: string }>> => {
  const { io, clock } = needs;
  const place = await placeToEdit(io, path);
  if (!place.ok) return place;
  try {
    const { real, stats } = place.value;
    if (!stats) await makeFolder(io, dirname(real));
    const done = await withLock(io, clock, real, async () => {
      await tidyHeld(io, clock, real);
      return tryEdit(needs, path, edit);
    });
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
  const place = await placeToEdit(io, path);
  return place.ok ? undefined : place.problem;
};

/** Where the file is that can be changed, or why it cannot. */
const placeToEdit = async (io: FileIo, path: string): Promise<Result<FilePlace>> => {
  try {
    const place = await findPlace(io, path);
    if (!place.ok) return place.problem.code === 'file-unreadable' ? failed(writeProblem(path, place.problem.errno)) : place;
    const { real, stats } = place.value;
    if (stats && !stats.isFile()) return failed({ code: 'file-read-only', file: real, errno: stats.isDirectory() ? 'EISDIR' : 'ENOTSUP' });
    // Both at once: a tap waits for them.
    const [problem] = await Promise.all([whyNotInFolder(io, dirname(real)), stats ? io.access(real, constants.W_OK) : undefined]);
    return problem ? failed(problem) : place;
  } catch (error) {
    return failed(writeProblem(path, errnoOf(error)));
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

const tryEdit = async (needs: EditNeeds, path: string, edit: FileEdit): Promise<Result<{ readonly file: string }>> => {
  const { io, clock } = needs;
  const deadline = clock.now() + patience;
  for (let attempt = 0; attempt < attempts && clock.now() <= deadline; attempt += 1) {
    const before = await lookWhenWhole(io, clock, path, needs.isOdd(path));
    if (!before.ok) return before;
    const { place, bytes } = before.value;
    const changed = await edit.change(bytes ?? new Uint8Array());
    if (!changed.ok) {
      // What was written this moment may not be all.
      if (!isFresh(clock, place) || attempt === attempts - 1) return changed;
      await sleep(clock, pause);
      continue;
    }
    if (!changed.value) return ok({ file: place.real });
    const old = await put(needs, before.value, changed.value, attempt >= patientAttempts);
    if (old === 'moved') continue;
    needs.wrote(path, changed.value);
    const late = await old.late();
    const written = { base: bytes ?? new Uint8Array(), next: changed.value };
    if (late) await mergeIn(needs, place.real, edit, { ...written, late });
    needs.inBackground(lookLater(needs, place.real, edit, written, old));
    const after = await lookAt(io, path);
    if (after.ok && after.value.bytes && (sameContent(after.value.bytes, changed.value) || edit.holds(after.value.bytes))) {
      return ok({ file: after.value.place.real });
    }
  }
  return failed({ code: 'file-contested', file: path });
};

const put = async ({ io, clock }: EditNeeds, look: FileLook, next: Uint8Array, isHurried = false): Promise<'moved' | ReplacedFile> => {
  if (!(await mustStay(look.place))) {
    const replaced = await replaceFile(io, clock, look, next, isHurried);
    if (replaced !== 'pinned') return replaced;
  }
  return (await writeInPlace(io, look, next)) ? { late: async () => undefined, close: async () => {} } : 'moved';
};

interface Written {
  readonly base: Uint8Array;
  readonly next: Uint8Array;
}

const lookLater = async (needs: EditNeeds, real: string, edit: FileEdit, written: Written, old: ReplacedFile): Promise<void> => {
  try {
    let seen: Uint8Array | undefined;
    for (const wait of laterLooks) {
      await sleep(needs.clock, wait);
      const late = await old.late();
      if (!late || sameContent(late, seen)) continue;
      seen = late;
      await needs.inTurn(() => withLock(needs.io, needs.clock, real, () => mergeIn(needs, real, edit, { ...written, late })));
    }
  } finally {
    await old.close();
  }
};

/** Puts what came late into the file: the edit on top of it where nothing has changed since, else section by section. */
const mergeIn = async (
  needs: EditNeeds,
  real: string,
  edit: FileEdit,
  { base, next, late }: Written & { readonly late: Uint8Array },
): Promise<void> => {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const now = await lookWhenWhole(needs.io, needs.clock, real);
    if (!now.ok) return;
    const current = now.value.bytes ?? new Uint8Array();
    const isBroken = Buffer.compare(base.subarray(0, late.length), late) === 0;
    const again = sameContent(current, next) && !isBroken ? await edit.change(late) : undefined;
    const merged = again === undefined ? mergeLate({ base, late, current }) : again.ok ? (again.value ?? late) : late;
    if (sameContent(merged, current)) return;
    const old = await put(needs, now.value, merged);
    if (old === 'moved') continue;
    needs.inBackground(lookLater(needs, now.value.place.real, edit, { base: current, next: merged }, old));
    return;
  }
};
