import { readdir, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder } from './own-folder.adapter.ts';
import { readPlain } from './plain-file.adapter.ts';
import { syncFolder, writeWhole } from './whole-file.adapter.ts';

/** A folder of small JSON records, one file each (0600 in a folder 0700), replaced as a whole and on the disk when a write has ended. */
export interface RecordFolder {
  readonly path: string;
  /** Name and text of each record, in no order. A folder that is missing is empty; a file that cannot be read has no text. */
  readonly read: () => Promise<readonly { readonly name: string; readonly text: string | undefined }[]>;
  /** Rejects with what the file system says. */
  readonly write: (name: string, text: string) => Promise<void>;
  /** A record that is not there is gone already. */
  readonly remove: (name: string) => Promise<void>;
}

/** More bytes than most records need. */
const usualLimit = 64 * 1024;

/** Names are made by the program; this keeps a record from ever being another file. */
const isName = (name: string): boolean => /^[\w-]{1,100}$/.test(name);

/** A record of more than `sizeLimit` bytes is not read. */
export const createRecordFolder = (folder: string, sizeLimit = usualLimit): RecordFolder => {
  const fileOf = (name: string): string => {
    if (!isName(name)) throw new Error('not a name of a record');
    return join(folder, `${name}.json`);
  };

  const readText = async (path: string): Promise<string | undefined> => {
    const bytes = await readPlain(path, { limit: sizeLimit, noLink: true }).catch(() => undefined);
    return bytes?.toString('utf8');
  };

  return {
    path: folder,
    read: async () => {
      const files = await readdir(folder).catch(() => []);
      const names = files.filter((file) => file.endsWith('.json')).map((file) => file.slice(0, -'.json'.length));
      return Promise.all(names.filter(isName).map(async (name) => ({ name, text: await readText(fileOf(name)) })));
    },
    write: async (name, text) => {
      const path = fileOf(name);
      await makeFolder(folder);
      await writeWhole(path, text);
    },
    remove: async (name) => {
      await unlink(fileOf(name)).catch((error: { readonly code?: unknown }) => {
        if (error.code !== 'ENOENT') throw error;
      });
      await syncFolder(folder);
    },
  };
};
