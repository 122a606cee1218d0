import { misleadingCharacters } from '../../contract/text.ts';

/** Text of a file or a key as one line that moves no cursor: what would becomes a replacement character. */
export const plain = (text: string): string => text.replace(misleadingCharacters, '\ufffd');

/** The same for a text of several lines. */
export const plainLines = (text: string): string => text.split('\n').map(plain).join('\n');

/** As JSON writes a character that it could leave as it is: each of its units of 16 bits. */
const escaped = (char: string): string =>
  char
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');

/** A document for programs, as one line that is plain as well: JSON itself takes DEL and the second block of controls as they are. */
export const jsonLine = (value: object): string => `${JSON.stringify(value).replace(misleadingCharacters, escaped)}\n`;

/** Columns padded to their widest cell; the first row is the heading. */
export const table = (cells: readonly (readonly string[])[]): string => {
  const rows = cells.map((row) => row.map(plain));
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => [...(row[column] ?? '')].length)));
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - [...cell].length))
      .join('  ')
      .trimEnd();
  return `${rows.map(line).join('\n')}\n`;
};

/** RFC 3339 in UTC with seconds, as AWS writes it: `2026-11-22T04:00:00Z`. */
export const isoSeconds = (millis: number): string => `${new Date(millis).toISOString().slice(0, 19)}Z`;

/** A ring of the terminal: how much of a span is left, in quarters, an empty one for the last minutes of it. */
export const ringOf = (since: number, ends: number, now: number): string => {
  const share = ends <= since ? 0 : (ends - now) / (ends - since);
  return ['○', '◔', '◑', '◕', '●'][Math.max(0, Math.min(4, Math.round(share * 4)))] ?? '○';
};
