import { directionOf } from '../../languages/languages.ts';
import type { Spoken } from '../../words/locale.ts';

/** The file in which the page finds its language, before its own script. No file of the bundle: it is made for each page. */
export const languagePath = '/words.js';

/** What is spoken, as the page takes it over: with `words`, the source of the language's own, and the direction of the text. */
export const pageLanguage = ({ tag, clock, set }: Omit<Spoken, 'words'>, words: string): string =>
  [
    `globalThis.roletapSpoken=${JSON.stringify({ tag, clock, set })};`,
    `Object.assign(document.documentElement,${JSON.stringify({ lang: tag === 'en' ? (clock ?? tag) : tag, dir: directionOf(tag) })});`,
    words,
  ].join('\n');
