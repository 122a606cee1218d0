import { harmless, withoutMisleading } from '../../contract/text.ts';
import type { Drawn, Look } from './look.ts';
import { cutToWidth, measuredWidth } from './text-width.ts';

/** Text of a file or a key as one line that moves no cursor: what would becomes a replacement character. */
export const plain = harmless;

/** The same for a text of several lines. */
export const plainLines = (text: string): string => text.split('\n').map(plain).join('\n');

/** As JSON writes a character that it could leave as it is: each of its units of 16 bits. */
const escaped = (char: string): string =>
  char
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');

/** A document for programs, as one line that is plain as well: JSON itself takes DEL and the second block of controls as they are. */
export const jsonLine = (value: object): string => `${withoutMisleading(JSON.stringify(value), escaped)}\n`;

/** Whether each sign of a text takes one column, as all of ASCII and the rings do. Escaped: the start reads the program byte by byte. */
const isNarrow = (text: string): boolean => /^[ -~\u00a0-\u00ac\u00ae-\u00ff\u2019\u2026\u25cb\u25cf\u25d1\u25d4\u25d5]*$/.test(text);

/** How many columns of a terminal a text takes: none for a mark over a letter, two for wide letters and pictures. */
export const widthOf = (text: string): number => (isNarrow(text) ? text.length : measuredWidth(text));

/** What a cell tells at a glance, where there are colours. */
export type Tone = 'good' | 'warning' | 'bad';
export type Cell = string | { readonly text: string; readonly tone: Tone | undefined };

const textIn = (cell: Cell): string => plain(typeof cell === 'string' ? cell : cell.text);
const painted = (text: string, cell: Cell, { paint }: Look): string => {
  const tone = typeof cell === 'string' ? undefined : cell.tone;
  return tone === undefined ? text : { good: paint.green, warning: paint.yellow, bad: paint.red }[tone](text);
};

/** A text of at most `width` columns, with a sign for what was left out. An ARN or a path keeps its end, which is what tells it from others. */
export const cut = (text: string, width: number): string => (isNarrow(text) && text.length <= width ? text : cutToWidth(text, width));

const gap = 2;
/** Narrower, a column tells nothing. */
const narrowest = 8;

/** The widths of columns that fit beside each other: the widest gives way first. What can't fit stays as it is, and its lines are broken by the terminal. */
const fitting = (widths: readonly number[], columns: number): readonly number[] => {
  const fitted = [...widths];
  for (let over = fitted.reduce((sum, width) => sum + width + gap, -gap) - columns; over > 0; over -= 1) {
    const widest = Math.max(...fitted);
    if (widest <= narrowest) return widths;
    fitted[fitted.lastIndexOf(widest)] = widest - 1;
  }
  return fitted;
};

/**
 * Columns padded to their widest cell, or as the terminal has room for; elsewhere nothing is cut. The first row is the heading.
 */
export const table =
  (rows: readonly (readonly Cell[])[]): Drawn =>
  (look) => {
    const texts = rows.map((row) => row.map(textIn));
    const widths = (texts[0] ?? []).map((_, column) => Math.max(...texts.map((row) => widthOf(row[column] ?? ''))));
    const fitted = look.columns === undefined ? widths : fitting(widths, look.columns);
    const lines = rows.map((row, index) => {
      const cells = (texts[index] ?? []).map((text, column) => (look.columns === undefined ? text : cut(text, fitted[column] ?? 0)));
      const last = cells.length - 1 - [...cells].reverse().findIndex((cell) => cell !== '');
      return cells
        .slice(0, last + 1)
        .map((cell, column) => {
          const shown = index === 0 ? look.paint.bold(cell) : painted(cell, row[column] ?? '', look);
          return column === last ? shown : shown + ' '.repeat((fitted[column] ?? 0) - widthOf(cell) + gap);
        })
        .join('');
    });
    return `${lines.join('\n')}\n`;
  };

/** RFC 3339 in UTC with seconds, as AWS writes it: `2026-11-22T04:00:00Z`. */
export const isoSeconds = (millis: number): string => `${new Date(millis).toISOString().slice(0, 19)}Z`;

/** A session that ends within five minutes (given in milliseconds) is a warning. */
export const toneOf = (left: number): Tone => (left < 300_000 ? 'warning' : 'good');

/** A ring of the terminal: how much of a span is left, in quarters, an empty one for the last minutes of it. */
export const ringOf = (since: number, ends: number, now: number): string => {
  const share = ends <= since ? 0 : (ends - now) / (ends - since);
  return ['○', '◔', '◑', '◕', '●'][Math.max(0, Math.min(4, Math.round(share * 4)))] ?? '○';
};
