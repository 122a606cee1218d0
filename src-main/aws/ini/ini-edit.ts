import { concatBytes, utf8 } from '../../base/bytes.ts';
import type { IniDocument, IniSection } from './ini-document.ts';

/** A part of a file, in bytes: from `start` up to, not including, `end`. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

const lineFeed = 10;
const carriageReturn = 13;

/** The line ending of a line that ends at `end`; undefined when it is the last and has none. */
export const lineEndBefore = (bytes: Uint8Array, end: number): '\r\n' | '\n' | undefined => {
  if (bytes[end - 1] !== lineFeed) return undefined;
  return bytes[end - 2] === carriageReturn ? '\r\n' : '\n';
};

/** The file's own line ending: the first one in it, `\n` when there is none. */
export const lineEndOf = ({ bytes }: IniDocument): '\r\n' | '\n' => lineEndBefore(bytes, bytes.indexOf(lineFeed) + 1) ?? '\n';

const toLines = (lines: readonly string[], lineEnd: string): Uint8Array => utf8(lines.map((line) => line + lineEnd).join(''));

/**
 * How many line endings `appendSection` puts before the header: none into an empty file, one for the blank line, two when
 * the file's last line has no ending. Remembered by whoever appends, so that `removeSection` can restore the file.
 */
export const gapBefore = ({ bytes }: IniDocument): 0 | 1 | 2 => (bytes.length === 0 ? 0 : bytes[bytes.length - 1] === lineFeed ? 1 : 2);

/** The file with a new section at its end: blank line, header, lines, final line ending. */
export const appendSection = (document: IniDocument, name: string, lines: readonly string[]): Uint8Array => {
  const lineEnd = lineEndOf(document);
  return concatBytes(document.bytes, utf8(lineEnd.repeat(gapBefore(document))), toLines([`[${name}]`, ...lines], lineEnd));
};

/**
 * The file with `lines` at `at`, which is the start of a line or the section's end (right after the section's header unless given), and without the parts in
 * `dropped`, which lie in its body.
 */
export const replaceLines = (
  document: IniDocument,
  section: IniSection,
  dropped: readonly ByteRange[],
  lines: readonly string[],
  at = section.bodyStart,
): Uint8Array => {
  const { bytes } = document;
  const endingBefore = lineEndBefore(bytes, at);
  const lineEnd = endingBefore ?? lineEndOf(document);
  const missing = endingBefore === undefined && lines.length > 0 ? lineEnd : '';
  return concatBytes(
    ...without(
      bytes.subarray(0, at),
      0,
      dropped.filter(({ end }) => end <= at),
    ),
    utf8(missing),
    toLines(lines, lineEnd),
    ...without(
      bytes,
      at,
      dropped.filter(({ start }) => start >= at),
    ),
  );
};

/** The file without the section's header, the parts in `dropped`, and up to `gap` line endings before the header. */
export const removeSection = (document: IniDocument, section: IniSection, dropped: readonly ByteRange[], gap: number): Uint8Array => {
  const { bytes } = document;
  const lineEnd = lineEndBefore(bytes, section.bodyStart) ?? lineEndOf(document);
  const rest = concatBytes(...without(bytes, section.bodyStart, dropped));
  // What follows must not move up into the line above.
  const restStartsLine = rest.length > 0 && lineEndBefore(rest, lineEnd.length) !== lineEnd;
  let from = section.start;
  for (let count = 0; count < gap; count += 1) {
    const before = from - lineEnd.length;
    if (before < 0 || bytes[from - 1] !== lineFeed || (lineEnd === '\r\n' && bytes[before] !== carriageReturn)) break;
    if (restStartsLine && before > 0 && bytes[before - 1] !== lineFeed) break;
    from = before;
  }
  return concatBytes(bytes.subarray(0, from), rest);
};

/**
 * The file with one property of a section set: where the key stands already its value is replaced on its line (the last one, which counts), else
 * a line is added after the section's last property, else after its header. An inline comment and nested lines of an old value go.
 */
export const setProperty = (document: IniDocument, section: IniSection, key: string, value: string): Uint8Array => {
  const { bytes } = document;
  const place = section.properties.filter((property) => property.key === key).at(-1);
  const last = section.properties.at(-1);
  const start = place?.start ?? last?.end ?? section.bodyStart;
  const end = place?.end ?? start;
  // The line that is replaced, or the one before, tells how lines end here; the file's last one may have no ending.
  const ending = lineEndBefore(bytes, end);
  const lineEnd = ending ?? lineEndOf(document);
  const line = `${key} = ${value}`;
  const text = place ? `${line}${ending ?? ''}` : `${ending === undefined ? lineEnd : ''}${line}${lineEnd}`;
  return concatBytes(bytes.subarray(0, start), utf8(text), bytes.subarray(end));
};

/** The bytes from `start` to the end that are not in `dropped`, which is in file order. */
export const without = (bytes: Uint8Array, start: number, dropped: readonly ByteRange[]): Uint8Array[] => {
  const kept: Uint8Array[] = [];
  let from = start;
  for (const range of dropped) {
    kept.push(bytes.subarray(from, range.start));
    from = range.end;
  }
  kept.push(bytes.subarray(from));
  return kept;
};
