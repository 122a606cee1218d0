import { randomBytes } from 'node:crypto';
import { chmodSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import * as promises from 'node:fs/promises';
import { dirname } from 'node:path';

// One way to put a text in the place of a file of ours: whole or not at all, and never readable by others, not even for a moment. Files of the user, whose
// links, mode and owner must stay, have more to it (aws/files/file-edit.adapter.ts).

const besideOf = (file: string): string => `${file}.${randomBytes(6).toString('hex')}`;

/** For this user alone. */
const ownMode = 0o600;

/**
 * Writes a file that outlives a power cut right after. `mode`: what the file is to have, whatever the umask. The folder must be there. Rejects with what
 * the system says, and then leaves nothing behind.
 */
export const writeWhole = async (file: string, content: string | Uint8Array, mode = ownMode): Promise<void> => {
  const beside = besideOf(file);
  try {
    const handle = await promises.open(beside, 'wx', mode & ownMode);
    try {
      await handle.writeFile(content);
      if (mode !== ownMode) await handle.chmod(mode);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await promises.rename(beside, file);
  } catch (error) {
    await promises.rm(beside, { force: true }).catch(() => {});
    throw error;
  }
  await syncFolder(dirname(file));
};

/** The same at once, and without waiting for the disk. Throws what the system says. */
export const writeWholeSync = (file: string, content: string | Uint8Array, mode = ownMode): void => {
  const beside = besideOf(file);
  try {
    writeFileSync(beside, content, { mode: mode & ownMode, flag: 'wx' });
    if (mode !== ownMode) chmodSync(beside, mode);
    renameSync(beside, file);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
};

/** So that a rename outlives a power cut; Windows and some network folders cannot, and need not. */
export const syncFolder = async (folder: string, io: Pick<typeof promises, 'open'> = promises): Promise<void> => {
  const handle = await io.open(folder, 'r').catch(() => undefined);
  await handle?.sync().catch(() => {});
  await handle?.close();
};
