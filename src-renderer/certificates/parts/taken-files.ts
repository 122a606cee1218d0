import { useState } from 'react';
import { requestTexts } from '../../../src-main/words/certificates/set-up.ts';

/** The largest file that is read at all, in bytes, and the most of them; main has the same limits. */
export const fileLimit = 256 * 1024;
const mostFiles = 8;
/** Of their names together. */
const mostLetters = 1024;

/** Reads files of certificates or requests, chosen or dropped. Nothing in them is secret. `flaw`: why the last ones were not taken. */
export const useTakenFiles = (
  onFiles: (files: Uint8Array<ArrayBuffer>[], name: string) => void,
): { readonly take: (...files: readonly File[]) => void; readonly flaw: string | undefined } => {
  const [flaw, setFlaw] = useState<string>();
  const read = async (files: readonly File[]): Promise<string | undefined> => {
    if (files.length > mostFiles || files.some(({ size }) => size > fileLimit)) return requestTexts.tooLarge;
    try {
      const all = await Promise.all(files.map(async (file) => new Uint8Array(await file.arrayBuffer())));
      const full = all.filter(({ length }) => length > 0);
      if (full.length === 0) return requestTexts.unreadable;
      onFiles(
        full,
        files
          .map(({ name }) => name)
          .join(', ')
          .slice(0, mostLetters),
      );
      return undefined;
    } catch {
      // A folder, or what may not be read.
      return requestTexts.unreadable;
    }
  };
  return { take: (...files) => void read(files).then(setFlaw), flaw };
};
