import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { problemWords } from '../../../src-main/words/problems/problem-words.ts';
import { listing } from '../../support/words/listing.ts';
import { problemExamples } from '../../support/words/problem-examples.ts';
import { rooms } from '../../support/words/sentences.ts';

/** Ways of speaking that crept in before, each with what is wrong about it. */
const habits: readonly (readonly [pattern: RegExp, why: string])[] = [
  [/\bis wanted\b|\bwants\b/, 'a program or AWS needs or requires something; only people want'],
  [
    /\bcannot\b|\bcould not\b|\bdoes not\b|\bdo not\b|\bis not\b|\bare not\b|\bdid not\b|\bwas not\b/,
    'can’t, couldn’t, doesn’t: as one says it',
  ],
  [/cannot be had|can’t be had/, 'say what can’t be done'],
  [/\b[Gg]o(?:es)? on\b/, 'continue'],
  [/\b[Ll]ook again\b/, 'refresh'],
  [/\bThe same again\b/, 'repeat'],
  [/\btakes? a (?:touch|code)\b/, 'needs a touch'],
  [/\bAWS (?:took|takes)\b/, 'AWS accepts or rejects'],
  [/\bplug(?:ged)? in\b|\bpulled out\b|\b[Pp]ut in\b/, 'keys are inserted, removed and connected'],
  [/\b[Ss]omebody\b|\b[Nn]obody\b/, 'say who, or leave it out'],
  [/\b[Ww]e\b|\b(?:our|ours)\b/, 'the program is Roletap'],
  [/ of the [^.]* of the /, 'a chain of “of”: use ’s'],
  [/\bmay not\b(?! be)/, 'isn’t allowed to'],
  [/\bin (?:the )?place of\b|\bin its place\b/, 'instead of'],
  [/\b[Ee]xternal id\b|\baccount id\b/, 'AWS writes ID'],
  [/\bin no (?:file|log)\b/, 'isn’t in any file'],
  [/\b[Aa]t once\b/, 'right away'],
  [/\b[Mm]end(?:s|ed)?\b/, 'fix or update'],
  [/\b(?:gives?|gave) no\b/, 'AWS issues, a program returns'],
  [/\bmove it away\b/i, 'aside'],
  [/\bfor this\. /, 'because of this'],
  [/\bnpx\b/, 'npx runs what anybody publishes under the name'],
];

/** What a terminal's columns and shells need, and a sentence does not. */
const typography: typeof habits = [
  [/\p{L} {2}\p{L}/u, 'two spaces'],
  [/\p{L}'\p{L}/u, 'the apostrophe is ’'],
];

/** What AWS's own messages or a person's text say is not ours to word. */
const quoted = /“[^”]*”|`[^`]*`|User is not authorized/g;

/** The name in the listing before a text, such as `title`. */
const field = /^(?:title|text|happened|advice|body|action|subject|why|also|yes|goes|stays|help): /;
const lines = listing(rooms)
  .split('\n')
  .filter((line) => /^ {4}|^ {2}- /.test(line))
  .map((line) => line.replace(/^ {4}|^ {2}- /, ''))
  // A name that a test gives a profile is no sentence.
  .filter((line) => !line.includes('🦊'));
const sentences = [...new Set(lines.map((line) => line.replace(field, '')))];

const wordsOf = (sentence: string): number => sentence.split(/\s+/).filter((word) => /\p{L}|\d/u.test(word)).length;
/** Paths, addresses and names that a sentence carries are facts: each group between quotes counts as a word. */
const parts = (text: string): readonly string[] => text.replace(quoted, 'x').split(/(?<=[.?…]) /);

const told = problemExamples.flatMap((problem) =>
  (['tray', 'window', 'form', 'terminal'] as const).map((where) => [problem.code, problemWords(problem, { where })] as const),
);

describe('the voice', () => {
  test.each([...habits, ...typography])('has none of %s: %s', (pattern) =>
    expect(sentences.filter((line) => pattern.test(line.replace(quoted, 'x')))).toEqual([]),
  );

  test('ends no title and no button with a full stop', () =>
    expect(lines.filter((line) => /^(?:title|action|yes): .*\.$/.test(line))).toEqual([]));

  test('says of a problem in six words what happened', () =>
    expect(
      told.filter(([, { title }]) => wordsOf(title.replace(/“[^”]*”/g, 'x').replace(/ \(\d+\)$/, '')) > 6).map(([, { title }]) => title),
    ).toEqual([]));

  test('says no more of a problem than two sentences, and no more to do than three', () =>
    expect(told.filter(([, { happened, advice }]) => parts(happened).length > 2 || parts(advice).length > 3).map(([code]) => code)).toEqual(
      [],
    ));

  test('has no sentence of more than 28 words', () =>
    expect(sentences.flatMap(parts).filter((sentence) => wordsOf(sentence) > 28)).toEqual([]));
});

/** Pages that people read who only use Roletap, or look at its code for the first time. */
const pages = [
  'README.md',
  'CONTRIBUTING.md',
  ...[
    'accessibility',
    'administrators',
    'key-store',
    'known-issues',
    'rotation',
    'security',
    'settings',
    'sockets',
    'sources',
    'tasks',
    'terminal',
  ].map((name) => `docs/${name}.md`),
  'docs/decisions/compared.md',
];

/** Blocks and spans of code are not ours to word, and what is quoted stands elsewhere. */
const proseOf = (page: string): readonly string[] =>
  readFileSync(page, 'utf8')
    .replace(/^```[\s\S]*?^```/gm, '')
    .replace(/`[^`\n]*`|“[^”\n]*”|"[^"\n]*"/g, 'x')
    .split('\n');

/** What only long texts fall into. */
const inPages: typeof habits = [
  [/—/, 'a full stop, a comma or a colon'],
  [/\b(?:is|are|was|were) (?:said|told)\b/, 'Roletap says, shows or warns'],
  [/\bby way of\b/, 'through'],
  [/\bbeside\b/, 'next to'],
  [/\b(?:stands|lies) in\b/, 'is in'],
  [/\bwhere(?:ver)? (?:there is|it is) no\b/, 'if there is no'],
];

describe('the pages', () => {
  test.each([...habits, ...inPages])('have none of %s: %s', (pattern) =>
    expect(
      pages.flatMap((page) =>
        proseOf(page)
          .filter((line) => pattern.test(line))
          .map((line) => `${page}: ${pattern.exec(line)?.[0]} in ${line.slice(0, 160)}`),
      ),
    ).toEqual([]),
  );
});
