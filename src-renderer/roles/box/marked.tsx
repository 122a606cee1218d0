import { Fragment } from 'react';
import { find } from '../../../src-main/search/find.ts';

interface Part {
  readonly text: string;
  readonly marked: boolean;
}

/** A text in parts, in turns what was typed and what was not: words where they stand in it, else their letters one by one. */
export const markedParts = (text: string, words: readonly string[]): readonly Part[] => {
  const lower = text.toLowerCase();
  // A letter whose small form is longer would shift all behind it.
  if (lower.length !== text.length) return [{ text, marked: false }];
  const at = new Set<number>();
  for (const word of words) for (const index of lettersOf(lower, word)) at.add(index);
  const parts: { text: string; marked: boolean }[] = [];
  // By code points: half of one would be drawn as none.
  let index = 0;
  for (const letter of text) {
    const marked = at.has(index);
    const last = parts.at(-1);
    if (last?.marked === marked) last.text += letter;
    else parts.push({ text: letter, marked });
    index += letter.length;
  }
  return parts;
};

/** Where a word begins is better than within one. */
const lettersOf = (lower: string, word: string): readonly number[] => {
  let start = lower.indexOf(word);
  for (let next = start; next >= 0; next = lower.indexOf(word, next + 1)) {
    if (next > 0 && /[\p{L}\p{N}]/u.test(lower.charAt(next - 1))) continue;
    start = next;
    break;
  }
  if (start >= 0) return Array.from({ length: word.length }, (_, index) => start + index);
  return word.length < 3 ? [] : (find(word, [lower], (one) => [one], 1)[0]?.at[0] ?? []);
};

/** A text with what was typed marked in it. */
export const Marked = ({ text, words }: { readonly text: string; readonly words: readonly string[] }) => (
  <>
    {markedParts(text, words).map((part, index) => {
      const key = `${index} ${part.text}`;
      return part.marked ? <mark key={key}>{part.text}</mark> : <Fragment key={key}>{part.text}</Fragment>;
    })}
  </>
);
