import { createEnrollJournal } from '../../src-main/app/enroll/journal.ts';
import type { EnrollJournal } from '../../src-main/app/enroll/record.ts';
import { silentLog } from '../../src-main/base/log.ts';

export interface MemoryJournal extends EnrollJournal {
  /** Texts of the records that are there, by name. */
  readonly texts: ReadonlyMap<string, string>;
  /** Every text that was ever written. */
  readonly written: readonly string[];
  /** What the next writes fail with. */
  errno: string | undefined;
}

/** The real journal over a folder in memory. */
export const createMemoryJournal = (): MemoryJournal => {
  const texts = new Map<string, string>();
  const written: string[] = [];
  const journal = createEnrollJournal(
    {
      path: '/journal',
      read: async () => [...texts].map(([name, text]) => ({ name, text })),
      write: async (name, text) => {
        if (memory.errno !== undefined) throw Object.assign(new Error('no'), { code: memory.errno });
        texts.set(name, text);
        written.push(text);
      },
      remove: async (name) => {
        texts.delete(name);
      },
    },
    silentLog,
  );
  const memory: MemoryJournal = { ...journal, texts, written, errno: undefined };
  return memory;
};
