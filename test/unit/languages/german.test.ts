import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import { problemWords } from '../../../src-main/languages/de/problems/problem-words.ts';
import { waitingWords } from '../../../src-main/languages/de/questions.ts';
import { waitingWith } from '../../support/gallery/snapshots.ts';
import { problemExamples } from '../../support/words/problem-examples.ts';

const told = problemExamples.flatMap((problem) =>
  (['tray', 'window', 'form', 'terminal'] as const).map((where) => ({ code: problem.code, ...problemWords(problem, { where }) })),
);
/** What stands in quotes, between backticks, or was said by others is not ours to word. */
const plain = (text: string): string => text.replaceAll(/„[^“]*“|`[^`]*`|“ \(U\+201C\)|Unknown command “frob”/g, 'x');
const wordsOf = (text: string): number =>
  plain(text)
    .split(/\s+/)
    .filter((word) => /\p{L}|\d/u.test(word)).length;
const sentencesOf = (text: string): readonly string[] => plain(text).split(/(?<=[.?…]) /);

/** Every line of the language that is no comment, also of texts that no example shows. */
const lines = readdirSync('src-main/languages/de', { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .flatMap((name) => readFileSync(`src-main/languages/de/${name}`, 'utf8').split('\n'))
  .filter((line) => !/^\s*(?:\/?\*|\/\/|import )/.test(line));
/** Verbs in the imperative of du, as they begin a sentence or follow another. */
const imperatives =
  'änder|bestätig|bring|drück|entfern|entsperr|erstell|fahr|frag|füg|führ|gib|häng|installier|kopier|korrigier|lass|leg|lösch|mach|meld|nenn|nimm|öffn|prüf|schick|schließ|schreib|setz|speicher|starte|steck|tipp|trag|versuch|wähl|wart|zieh';

describe('the German voice', () => {
  it.each([
    [/(?<![\p{L}])(?:du|dir|dich|dein\p{L}{0,2})(?!\p{L})/iu, 'people are addressed with Sie, if at all'],
    [new RegExp(`(?:['\`]|[.:?,] |und |oder )(?:${imperatives})e?(?=[ ,.])`, 'iu'), 'what to do is in the infinitive'],
    [/(?:['`]|[.:?] )\p{Lu}\p{L}+en Sie(?!\p{L})/u, 'what to do is in the infinitive'],
  ])('has none of %s anywhere: %s', (pattern) => {
    expect(lines.length).toBeGreaterThan(2000);
    expect(lines.filter((line) => pattern.test(line))).toEqual([]);
  });

  it('says of a problem in six words what happened', () =>
    expect(told.filter(({ title }) => wordsOf(title.replace(/ \(\d+\)$/, '')) > 6).map(({ title }) => title)).toEqual([]));

  it('says no more of a problem than two sentences, and no more to do than three', () =>
    expect(
      told.filter(({ happened, advice }) => sentencesOf(happened).length > 2 || sentencesOf(advice).length > 3).map(({ code }) => code),
    ).toEqual([]));

  it('has no sentence of more than 28 words', () =>
    expect(
      told.flatMap(({ happened, advice }) => [...sentencesOf(happened), ...sentencesOf(advice)]).filter((text) => wordsOf(text) > 28),
    ).toEqual([]));

  test.each([
    [/[“”"]/, 'quotes are „these“'],
    [/!/, 'no exclamation marks'],
    [/\p{L} {2}\p{L}/u, 'two spaces'],
  ])('has none of %s: %s', (pattern) =>
    expect(told.flatMap(({ title, happened, advice }) => [title, happened, advice]).filter((text) => pattern.test(plain(text)))).toEqual(
      [],
    ),
  );

  it('gives the YubiKey its article by the case, and none before its serial number', () => {
    const locked = (key?: { readonly serial: number }) => problemWords({ code: 'password-needed', ...key });
    expect(locked().happened).toBe('Ein Passwort schützt die OATH-Konten auf dem YubiKey.');
    expect(locked({ serial: 12345678 }).happened).toBe('Ein Passwort schützt die OATH-Konten auf YubiKey 12345678.');
  });

  it('names what a question is for as it stands, so that the window can set it in bold', () => {
    for (const kind of ['touch', 'insert', 'code', 'step'] as const) {
      const { text, subject = '' } = waitingWords(waitingWith({ kind }));
      expect([kind, subject, text.includes(subject)]).toEqual([kind, subject, true]);
      expect(subject).not.toBe('');
    }
  });
});
