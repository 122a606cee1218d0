import { concatBytes, utf8 } from '../../base/bytes.ts';
import { parseIni } from '../ini/ini-parse.ts';

/** One file at three moments. */
export interface LateWrite {
  /** What both others began with. */
  readonly base: Uint8Array;
  /** What another program made of it, and wrote to where nobody reads it any more. */
  readonly late: Uint8Array;
  /** What is in the file now. */
  readonly current: Uint8Array;
}

/** A section with its blank lines after it apart: they come and go with what follows. */
interface Part {
  readonly body: Uint8Array;
  readonly blank: Uint8Array;
}

/** What stands before the first header counts as a section without a name; sections of one name count as one. */
const partsOf = (bytes: Uint8Array): ReadonlyMap<string, Part> => {
  const { sections } = parseIni(bytes);
  const texts = new Map<string, Uint8Array>([['', bytes.subarray(0, sections[0]?.start ?? bytes.length)]]);
  for (const { name, start, end } of sections) texts.set(name, concatBytes(texts.get(name) ?? empty, bytes.subarray(start, end)));
  return new Map([...texts].map(([name, text]) => [name, partOf(text)]));
};

const partOf = (text: Uint8Array): Part => {
  let end = text.length;
  while (isLineEnd(text[end - 1])) end -= 1;
  // The last line keeps its own ending.
  while (end < text.length && end > 0 && text[end - 1] !== lineFeed) end += 1;
  return { body: text.subarray(0, end), blank: text.subarray(end) };
};

const empty = new Uint8Array();

const isLineEnd = (byte: number | undefined): boolean => byte === lineFeed || byte === carriageReturn;

const same = (a: Part, b: Part | undefined): boolean => b !== undefined && Buffer.compare(ended(a.body), ended(b.body)) === 0;

const lineFeed = 10;
const carriageReturn = 13;
/** A part that others follow ends its last line. */
const ended = (part: Uint8Array): Uint8Array => (part.length === 0 || part.at(-1) === lineFeed ? part : concatBytes(part, utf8('\n')));

/**
 * The file with both: what the other program changed, added and took away, section by section, and what was changed since. Where both changed
 * one section, what is in the file stays. A write that broke off, and so only takes away, changes nothing. Pure.
 */
export const mergeLate = ({ base, late, current }: LateWrite): Uint8Array => {
  if (Buffer.compare(base.subarray(0, late.length), late) === 0) return current;
  const [before, theirs, ours] = [partsOf(base), partsOf(late), partsOf(current)];
  const merged: Uint8Array[] = [];
  for (const [name, part] of ours) {
    const kept = same(part, before.get(name)) ? theirs.get(name) : part;
    if (kept) merged.push(kept.body, part.blank);
  }
  for (const [name, part] of theirs) {
    // Taken away since, unless it is new or was changed.
    if (!ours.has(name) && !same(part, before.get(name))) merged.push(part.body, part.blank);
  }
  return concatBytes(...merged.map((text, index) => (merged.slice(index + 1).some(({ length }) => length > 0) ? ended(text) : text)));
};
