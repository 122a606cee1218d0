import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { delimiter, isAbsolute, join } from 'node:path';
import { askDisk, SilentDisk } from './disk.adapter.ts';

const isProgram = (file: string): Promise<boolean | 'silent'> =>
  askDisk(file, async () => (await stat(file)).isFile() && access(file, constants.X_OK).then(() => true)).catch((error: unknown) =>
    error instanceof SilentDisk ? 'silent' : false,
  );

/**
 * The file that a name means by a PATH, as the system looks for it; a name with a slash is one already. Starting a program by its mere name has the whole
 * process wait for a folder of PATH whose disk does not answer: here one holds nothing. `missing`: there is none; `silent`: there is none, but where
 * the disk does not answer.
 */
export const findProgram = async (
  name: string,
  path = process.env.PATH ?? '',
): Promise<{ readonly file: string } | 'missing' | 'silent'> => {
  if (name.includes('/') || isAbsolute(name)) return (await isProgram(name)) === 'silent' ? 'silent' : { file: name };
  let found: 'missing' | 'silent' = 'missing';
  for (const folder of path.split(delimiter)) {
    const file = join(folder || '.', name);
    const is = await isProgram(file);
    if (is === true) return { file };
    if (is === 'silent') found = is;
  }
  return found;
};
