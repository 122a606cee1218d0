import { closeSync, constants, fstatSync, openSync, readFileSync, type Stats } from 'node:fs';
import { open, stat } from 'node:fs/promises';

// The one way to read a file whose kind and size nobody vouches for. What stands under a name may be a pipe, which has nothing to say for ever, or a device,
// which never ends: neither is opened in a way that waits, and neither is read.

const { O_RDONLY, O_NONBLOCK = 0, O_NOFOLLOW = 0 } = constants;

export interface ReadOptions {
  /** Bytes; a larger file is not what it should be. */
  readonly limit?: number;
  /** A link is not followed, where somebody else could have put it. */
  readonly noLink?: boolean;
}

/** No file of ours or of AWS is larger. */
const largest = 64 * 1024 * 1024;

const flagsFor = ({ noLink = false }: ReadOptions): number => O_RDONLY | O_NONBLOCK | (noLink ? O_NOFOLLOW : 0);

const check = (path: string, stats: Stats, { limit = largest }: ReadOptions): void => {
  const code = stats.isDirectory() ? 'EISDIR' : !stats.isFile() ? 'ENOTSUP' : stats.size > limit ? 'EFBIG' : undefined;
  if (code !== undefined) throw Object.assign(new Error('not a plain file that can be read'), { code, path });
};

/** The bytes of a plain file. Throws what the system says, else EISDIR, ENOTSUP (a pipe, a device, a socket) or EFBIG as `code`, with `path`. */
export const readPlainSync = (file: string, options: ReadOptions = {}): Buffer => {
  const handle = openSync(file, flagsFor(options));
  try {
    check(file, fstatSync(handle), options);
    return readFileSync(handle);
  } finally {
    closeSync(handle);
  }
};

/** The same without blocking; rejects. */
export const readPlain = async (file: string, options: ReadOptions = {}): Promise<Buffer> => {
  const handle = await open(file, flagsFor(options));
  try {
    check(file, await handle.stat(), options);
    return await handle.readFile();
  } finally {
    await handle.close();
  }
};

/** Whether `readPlain` found something that nobody could have meant for a file: a pipe, a device, a socket, or far too much. */
export const isOtherKind = (error: unknown): boolean =>
  ['ENOTSUP', 'EFBIG', 'ENXIO'].includes(String((error as { readonly code?: unknown } | undefined)?.code));

/**
 * Resolves when the disks of these paths answer, whatever is there: from then on they can be looked at without a thread. On one that never does (a dead
 * network mount) that is never, while signals and everything else go on.
 */
export const untilAnswering = async (paths: readonly (string | undefined)[]): Promise<void> => {
  await Promise.allSettled(paths.map(async (path) => path !== undefined && stat(path)));
};
