import { describe, expect, it, test } from 'vitest';
import { askingPieces, askingWords } from '../../../src-main/languages/ja/askers.ts';
import * as grammar from '../../../src-main/languages/ja/grammar.ts';
import { problemWords } from '../../../src-main/languages/ja/problems/problem-words.ts';
import { waitingWords } from '../../../src-main/languages/ja/questions.ts';
import { waitingWith } from '../../support/gallery/snapshots.ts';
import { problemExamples } from '../../support/words/problem-examples.ts';

/** What is typed wrongly is told in the terminal's own words. */
const told = problemExamples
  .filter(({ code }) => code !== 'usage')
  .flatMap((problem) =>
    (['tray', 'window', 'form', 'terminal'] as const).map((where) => ({ code: problem.code, ...problemWords(problem, { where }) })),
  );
/** What stands between backticks or in quotes is not ours to word. */
const plain = (text: string): string => text.replaceAll(/`[^`]*`|「[^」]*」|\d+年\d+月\d+日/g, '「」');
const sentencesOf = (text: string): readonly string[] => plain(text).split(/(?<=[。？])/);
const texts = told.flatMap(({ title, happened, advice }) => [title, happened, advice]).map(plain);

describe('the Japanese voice', () => {
  it('says of a problem in 24 characters what happened, names in Latin letters aside', () =>
    expect(told.map(({ title }) => plain(title)).filter((title) => title.replaceAll(/[\x20-\x7e]/g, '').length > 24)).toEqual([]));

  it('says no more of a problem than three sentences, and no more to do than three', () =>
    expect(
      told.filter(({ happened, advice }) => sentencesOf(happened).length > 3 || sentencesOf(advice).length > 3).map(({ code }) => code),
    ).toEqual([]));

  it('has no sentence of more than 120 characters', () =>
    expect(texts.flatMap(sentencesOf).filter((text) => [...text].length > 120)).toEqual([]));

  test.each([
    [/[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}][A-Za-z0-9]/u, 'a space before Latin letters and digits'],
    [/[A-Za-z0-9)][\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u, 'a space behind Latin letters, digits and brackets'],
    [/[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}][,.!?]/u, 'the stops of Japanese'],
    [/[“”"]/, 'quotes are 「these」'],
    [/。{2}|。、|、。|「「| {2}/, 'no stop or space twice'],
  ])('has none of %s: %s', (pattern) => expect(texts.filter((text) => pattern.test(text))).toEqual([]));

  it('names what a question is for as it stands, so that the window can set it in bold', () => {
    for (const kind of ['touch', 'insert', 'code', 'step'] as const) {
      const { text, subject = '' } = waitingWords(waitingWith({ kind }));
      expect([kind, subject, text.includes(subject)]).toEqual([kind, subject, true]);
      expect(subject).not.toBe('');
    }
  });
});

describe('the Japanese grammar', () => {
  it('writes spans with their unit, and time that is left as short as a ring has room for', () => {
    expect([45, 900, 5400, 43_200].map(grammar.duration)).toEqual(['45 秒', '15 分', '1 時間 30 分', '12 時間']);
    expect([94, 300, 7800].map(grammar.span)).toEqual(['94 秒', '5 分', '2 時間 10 分']);
    expect([0, 47, 120].map(grammar.minutesLeft)).toEqual(['残り 1 分未満', '残り 47 分', '残り 2 時間']);
    expect([42_000, 47 * 60_000].map(grammar.shortLeft)).toEqual(['42s', '47m']);
  });

  it('joins a list and a choice', () => {
    expect([[], ['a'], ['a', 'b'], ['a', 'b', 'c']].map(grammar.listed)).toEqual(['なし', 'a', 'a、b', 'a、b、c']);
    expect([['a'], ['a', 'b', 'c']].map(grammar.either)).toEqual(['a', 'a、b または c']);
  });

  it('ends a title with the stop of Japanese, and a question with its own mark', () => {
    expect(['ディスクがいっぱいです', '誰の YubiKey ですか？'].map(grammar.asSentence)).toEqual([
      'ディスクがいっぱいです。',
      '誰の YubiKey ですか？',
    ]);
  });

  it('sets sentences one after another without a space, and leaves out what says nothing', () => {
    expect(grammar.together('準備完了です。', '', 'タッチしてください。')).toBe('準備完了です。タッチしてください。');
  });
});

test('a program’s request is one sentence with its verb at the end, and the same in pieces for the window', () => {
  const program = { kind: 'program', name: 'terraform', pid: 4121, folder: '~/infra', sure: true } as const;
  expect(askingWords(program, 'prod-admin')).toBe('terraform (pid 4121)、フォルダー ~/infra が prod-admin を要求しています');
  const pieces = askingPieces(program, 'prod-admin', 'acme-prod');
  expect(pieces.map(({ text }) => text).join('')).toContain('prod-admin (acme-prod) を要求しています');
  expect(pieces.filter(({ kind }) => kind !== 'text').map(({ kind }) => kind)).toEqual(['name', 'process', 'folder', 'subject']);
});
