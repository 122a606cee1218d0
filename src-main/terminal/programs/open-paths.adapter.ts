import { stat } from 'node:fs/promises';
import { askDisk } from '../../base/disk.adapter.ts';

/** A file or folder that every user of this computer can do something with. `mode` as `chmod` writes it, e.g. `0644`. */
export interface OpenPath {
  readonly path: string;
  readonly may: 'read' | 'change';
  readonly mode: string;
  /** What it should be. */
  readonly wanted: string;
}

/** Those of the files that others may read or change, and of the folders that others may change. What is not there is not open. Empty on Windows. */
export const openPaths = async (
  platform: string,
  { files, folders }: { readonly files: readonly string[]; readonly folders: readonly string[] },
): Promise<readonly OpenPath[]> => {
  if (platform === 'win32') return [];
  const look = async (path: string, bits: number, wanted: string): Promise<readonly OpenPath[]> => {
    const found = await askDisk(path, () => stat(path)).catch(() => undefined);
    // A folder with the sticky bit, as /tmp, gives up no entry to others.
    if (!found || (found.mode & bits) === 0 || (found.isDirectory() && (found.mode & 0o1000) !== 0)) return [];
    const may = (found.mode & 0o002) === 0 ? 'read' : 'change';
    return [{ path, may, mode: (found.mode & 0o7777).toString(8).padStart(4, '0'), wanted }];
  };
  const looked = await Promise.all([
    ...files.map((path) => look(path, 0o006, '600')),
    ...[...new Set(folders)].map((path) => look(path, 0o002, '700')),
  ]);
  return looked.flat();
};
