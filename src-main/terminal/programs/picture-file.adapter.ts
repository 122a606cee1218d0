import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { askDisk } from '../../base/disk.adapter.ts';
import { failed, ok, type Result } from '../../contract/result.ts';

/** Bytes: a screenshot of 20 megapixels fits. */
const largestPicture = 40 * 1024 * 1024;

/** A picture that a person named. A pipe or a device, which may give nothing for ever, is none. Problems: picture-unreadable, picture-unusable. */
export const readPictureFile = async (file: string): Promise<Result<Uint8Array>> => {
  try {
    return await askDisk(file, () => readPicture(file));
  } catch (error) {
    const { code } = error as { readonly code?: unknown };
    return failed({ code: 'picture-unreadable', file, errno: typeof code === 'string' ? code : 'unknown' });
  }
};

const readPicture = async (file: string): Promise<Result<Uint8Array>> => {
  const handle = await open(file, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const about = await handle.stat();
    if (about.isDirectory()) return failed({ code: 'picture-unreadable', file, errno: 'EISDIR' });
    if (!about.isFile() || about.size === 0) return failed({ code: 'picture-unusable', why: 'not-a-picture' });
    if (about.size > largestPicture) return failed({ code: 'picture-unusable', why: 'too-large' });
    return ok(await handle.readFile());
  } finally {
    await handle.close();
  }
};
