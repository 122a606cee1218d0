import { join } from 'node:path';
import * as v from 'valibot';
import { parsedJson } from '../../base/schema.ts';
import { readPlain } from '../../storage/plain-file.adapter.ts';

/** Files of the data folder whose form has a number, with the highest that this version reads (storage/secrets). */
const known: Readonly<Record<string, number>> = {
  'access-keys.json': 2,
  'remembered.json': 2,
  'kept-sessions.json': 2,
  'passphrase.json': 1,
};

const numbered = v.looseObject({ version: v.number() });

/** The files in `folder`, the data folder, that a newer Roletap wrote and this one can't read: after a downgrade. Never rejects. */
export const newerFiles = async (folder: string): Promise<readonly string[]> => {
  const found = await Promise.all(
    Object.entries(known).map(async ([name, highest]) => {
      const file = join(folder, name);
      const text = await readPlain(file).then(
        (bytes) => bytes.toString('utf8'),
        () => '',
      );
      const version = parsedJson(numbered, text)?.version;
      return version !== undefined && version > highest ? [file] : [];
    }),
  );
  return found.flat();
};
