import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { fitting, parsedJson } from '../../base/schema.ts';
import type { RecordFolder } from '../../storage/record-folder.adapter.ts';
import type { IniDocument } from '../ini/ini-document.ts';
import { marksIn, mayLackMark, withLostMarks } from '../targets/lost-marks.ts';

/** What we wrote into the person's files, noted aside, for files that lose our marks. */
export interface MarkNotes {
  /** Reads the notes when the document may lack a mark, and gives it with what it lacks. */
  readonly restore: (document: IniDocument) => Promise<IniDocument>;
  /** The same with what was read last. */
  readonly restored: (document: IniDocument) => IniDocument;
  /** Notes the marks in a document that is about to be written. */
  readonly note: (document: IniDocument) => Promise<void>;
}

/** Marks kept of a section: another tool may write an older one back. */
const kept = 4;

const schema = v.object({ section: v.string(), marks: fitting(v.string()) });

const nameOf = (section: string): string => createHash('sha256').update(section).digest('hex').slice(0, 24);

/** The notes as records, one for each section; without a folder nothing is noted. Notes that cannot be kept are of use only when a mark is lost, and stop nothing. */
export const createMarkNotes = (folder: Pick<RecordFolder, 'read' | 'write'> | undefined): MarkNotes => {
  if (!folder) return { restored: (document) => document, restore: async (document) => document, note: async () => {} };
  let known: Map<string, readonly string[]> | undefined;
  const load = async (): Promise<Map<string, readonly string[]>> => {
    const records = await folder.read();
    const loaded = new Map(
      records.flatMap(({ text }) => {
        const record = parsedJson(schema, text ?? '');
        return record ? [[record.section, record.marks]] : [];
      }),
    );
    known = loaded;
    return loaded;
  };
  const restored = (document: IniDocument) => withLostMarks(document, (section) => known?.get(section) ?? []);
  return {
    restored,
    restore: async (document) => {
      if (!document.sections.some(mayLackMark)) return document;
      await load();
      return restored(document);
    },
    note: async (document) => {
      // What another process notes meanwhile is seen when a mark is missed.
      const noted = known ?? (await load());
      for (const [section, mark] of marksIn(document)) {
        const before = noted.get(section) ?? [];
        if (before.includes(mark)) continue;
        const marks = [mark, ...before].slice(0, kept);
        noted.set(section, marks);
        await folder.write(nameOf(section), JSON.stringify({ section, marks })).catch(() => {});
      }
    },
  };
};
