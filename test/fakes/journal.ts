import type { RecordFolder } from '../../src-main/storage/record-folder.adapter.ts';

/** The folder of a journal, in memory. */
export interface MemoryJournal extends RecordFolder {
  /** Texts of the records that are there, by name. */
  readonly texts: ReadonlyMap<string, string>;
  /** Every text that was ever written. */
  readonly written: readonly string[];
  /** What the next writes fail with. */
  errno: string | undefined;
}

export const createMemoryJournal = (): MemoryJournal => {
  const texts = new Map<string, string>();
  const written: string[] = [];
  const memory: MemoryJournal = {
    path: '/journal',
    texts,
    written,
    errno: undefined,
    read: async () => [...texts].map(([name, text]) => ({ name, text })),
    write: async (name, text) => {
      if (memory.errno !== undefined) throw Object.assign(new Error('no'), { code: memory.errno });
      texts.set(name, text);
      written.push(text);
    },
    remove: async (name) => {
      texts.delete(name);
    },
  };
  return memory;
};
