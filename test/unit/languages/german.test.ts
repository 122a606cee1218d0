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

describe('the German voice', () => {
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
    [/\b(?:du|dein|deine|dir|dich)\b/i, 'people are addressed with Sie, if at all'],
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
