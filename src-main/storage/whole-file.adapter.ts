import { randomBytes } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';

/**
 * Puts a text in the place of a file, which outlives a crash right after: whole or not at all, for this user alone (0600), and never readable by others, not
 * even for a moment. The folder must be there. Rejects with what the system says, and then leaves nothing behind.
 */
export const writeWhole = async (file: string, text: string): Promise<void> => {
  const beside = `${file}.${randomBytes(6).toString('hex')}`;
  try {
    const handle = await open(beside, 'wx', 0o600);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(beside, file);
  } catch (error) {
    await rm(beside, { force: true }).catch(() => {});
    throw error;
  }
};
