import type { Log } from '../../base/log.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import type { RecordFolder } from '../../storage/record-folder.adapter.ts';

/** Where the records of plans are kept: one file each, 0600, replaced atomically. No record holds a secret. */
export interface Journal<R> {
  /** Records that are neither finished nor undone, oldest first; a file that cannot be read is left out and logged. */
  readonly list: () => Promise<readonly R[]>;
  /** Problem: journal-unwritable, which is logged, too. Resolves when it is on the disk. */
  readonly write: (record: R) => Promise<Result<void>>;
  readonly remove: (id: string) => Promise<void>;
}

/** A journal over a folder of its own; `parse` gives undefined for a text that is no record. `startedAt`: milliseconds since 1970. */
export const createJournal = <R extends { readonly id: string; readonly startedAt: number }>(
  folder: RecordFolder,
  log: Log,
  parse: (text: string) => R | undefined,
): Journal<R> => ({
  list: async () => {
    const records: R[] = [];
    for (const { name, text } of await folder.read()) {
      const record = text === undefined ? undefined : parse(text);
      if (record?.id === name) records.push(record);
      else log.warn('a record of the journal cannot be read', { record: name });
    }
    return records.sort((a, b) => a.startedAt - b.startedAt);
  },
  write: async (record) => {
    try {
      await folder.write(record.id, `${JSON.stringify(record, undefined, 2)}\n`);
      return ok(undefined);
    } catch (error) {
      const { code } = error as { readonly code?: unknown };
      const errno = typeof code === 'string' ? code : 'unknown';
      log.warn('the journal could not be written', { record: record.id, errno });
      return failed({ code: 'journal-unwritable', file: folder.path, errno });
    }
  },
  remove: async (id) => {
    await folder.remove(id).catch(() => log.warn('a record of the journal could not be removed', { record: id }));
  },
});
