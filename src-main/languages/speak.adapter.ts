import { createRequire } from 'node:module';
import { join } from 'node:path';
import { speak } from '../words/locale.ts';
import type { Choice } from './languages.ts';

/** Where the build puts a language's words, for window, main process and terminal alike: out/words.de.cjs. */
export const wordsFile = (programs: string, tag: string): string => join(programs, `words.${tag}.cjs`);

/**
 * Speaks this language from now on, in every module of words that is read after. `programs` is the folder of the built programs. English
 * needs no file, and is what is spoken when a file cannot be read.
 */
export const speakAs = ({ tag, clock }: Choice, programs: string): void => {
  speak({ tag, clock });
  if (tag === 'en') return;
  try {
    createRequire(join(programs, 'main.cjs'))(wordsFile(programs, tag));
  } catch {
    speak({ tag: 'en', clock: `en${clock.slice(tag.length)}` });
  }
};
