import { execFile } from 'node:child_process';
import { type FileLook, lookAt, sameContent } from './file-look.adapter.ts';
import type { FileIo, FilePlace } from './file-place.adapter.ts';
import { besideOf, discard, writeTemporary } from './file-replace.adapter.ts';

/**
 * Whether a file would lose something if another one took its place: a second name (hard link), or a list of who may read it (ACL), which shows
 * as rights of the group and as a `+` in `ls -l`, and nowhere that Node can look.
 */
export const mustStay = async ({ real, stats }: FilePlace): Promise<boolean> => {
  if (stats === undefined) return false;
  if (stats.nlink > 1) return true;
  return process.platform !== 'win32' && (stats.mode & 0o070) !== 0 && (await hasAccessList(real));
};

const hasAccessList = (path: string): Promise<boolean> =>
  new Promise((resolve) => {
    execFile('ls', ['-ld', '--', path], { timeout: 1000, env: { PATH: '/usr/bin:/bin', LC_ALL: 'C' } }, (error, stdout) =>
      resolve(!error && /^\S{10}\+/.test(stdout)),
    );
  });

/**
 * Writes to the file itself, for one that no other can take the place of. What was in it and what shall be lie beside it, for this user alone, until it was read
 * back: `mendTorn` ends what a crash broke off. False when it is not what `look` found any more. Throws what the disk says, with the old content back in the file.
 */
export const writeInPlace = async (io: FileIo, { place, bytes = new Uint8Array() }: FileLook, next: Uint8Array): Promise<boolean> => {
  const beside = besideOf(place.real, bytes);
  const copies = { old: `${beside}.old`, new: `${beside}.tmp` };
  try {
    await writeTemporary(io, copies.old, { stats: undefined }, bytes);
    await writeTemporary(io, copies.new, { stats: undefined }, next);
    const now = await lookAt(io, place.real);
    if (!now.ok || !sameContent(now.value.bytes, bytes)) return false;
    try {
      await overwrite(io, place.real, next);
    } catch (error) {
      await overwrite(io, place.real, bytes);
      throw error;
    }
    return true;
  } finally {
    await discard(io, copies.old);
    await discard(io, copies.new);
  }
};

const overwrite = async (io: FileIo, path: string, bytes: Uint8Array): Promise<void> => {
  const handle = await io.open(path, 'r+');
  try {
    for (let at = 0; at < bytes.length; ) at += (await handle.write(bytes, at, bytes.length - at, at)).bytesWritten;
    await handle.truncate(bytes.length);
    await handle.sync();
  } finally {
    await handle.close();
  }
};

/** Ends a write that broke off between `before` and `next`, both as they were beside the file. A file that says anything else was written by somebody since and stays. */
export const mendTorn = async (io: FileIo, path: string, before: Uint8Array, next: Uint8Array): Promise<void> => {
  const now = await lookAt(io, path);
  if (!now.ok || now.value.bytes === undefined) return;
  const { bytes } = now.value;
  let same = 0;
  while (same < bytes.length && same < next.length && bytes[same] === next[same]) same += 1;
  const isTorn = same > 0 && sameContent(bytes.subarray(same), before.subarray(same)) && !sameContent(bytes, before);
  if (isTorn) await overwrite(io, path, next);
};
