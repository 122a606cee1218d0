import { devNull } from 'node:os';
import type { Clock } from '../../base/clock.ts';
import { askDisk } from '../../base/disk.adapter.ts';
import { readPlain } from '../../storage/plain-file.adapter.ts';
import { mayGiveDefault } from '../profiles/default-credentials.ts';
import type { AwsFilePaths } from './aws-files.adapter.ts';

/** The files that a command must not see, because they give credentials to who names no profile, and those would win. */
export interface HiddenFiles {
  readonly config: boolean;
  readonly credentials: boolean;
}

/** A disk that does not answer is not waited for longer, in milliseconds. */
const patience = 2_000;

/** What says that the command can read nothing there either. */
const unreadable: ReadonlySet<unknown> = new Set(['ENOENT', 'ENOTDIR', 'EISDIR', 'EACCES', 'EPERM', 'ENAMETOOLONG', 'ELOOP']);

/** A name that is another file for another process, or that lost bytes on its way here. */
const isUnclear = (file: string): boolean => file !== devNull && (/^\/(?:dev|proc)\//.test(file) || file.includes('\ufffd'));

const winsOver = async (file: string, clock: Clock): Promise<boolean> => {
  if (isUnclear(file)) return true;
  const read = askDisk(file, () => readPlain(file)).then(mayGiveDefault, (error: NodeJS.ErrnoException) => !unreadable.has(error.code));
  let cancel = () => {};
  const tooLate = new Promise<boolean>((resolve) => {
    cancel = clock.after(patience, () => resolve(true));
  });
  return await Promise.race([read, tooLate]).finally(cancel);
};

/** Which of two files may give credentials to whoever names no profile; one that cannot be judged may. */
export const filesWithDefault = async ({ config, credentials }: AwsFilePaths, clock: Clock): Promise<HiddenFiles> => {
  const [inConfig, inCredentials] = await Promise.all([winsOver(config, clock), winsOver(credentials, clock)]);
  return { config: inConfig, credentials: inCredentials };
};
