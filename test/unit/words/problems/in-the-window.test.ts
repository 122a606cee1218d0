import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { ProblemCode } from '../../../../src-main/contract/problems/problem.ts';
import * as german from '../../../../src-main/languages/de/problems/problem-words.ts';
import * as japanese from '../../../../src-main/languages/ja/problems/problem-words.ts';
import * as english from '../../../../src-main/words/problems/problem-words.ts';
import { problemExamples } from '../../../support/words/problem-examples.ts';

/** What only a terminal can meet, or meets first, with the reason. */
const onlyInTerminal: ReadonlyMap<ProblemCode, string> = new Map([
  ['usage', 'is about a typed command line'],
  ['signed-unknown', 'a certificate’s number is typed after `anywhere sign`'],
  ['passphrase-unset', '`unlock` asks before it knows of a passphrase; the window asks for one that is set'],
  ['setup-unfit', 'comes of going on with a setup by command, without questions'],
]);

const places = ['window', 'form', 'tray'] as const;
const examples = problemExamples.filter(({ code }) => !onlyInTerminal.has(code));
/** What others' programs are told stays: they have no window. */
const commandIn = (text: string): boolean => /`--|`roletap |`own`|(?<!\S)--[a-z]/.test(text.replaceAll(/`(?!roletap |--|own`)[^`]*`/g, ''));

/** What the windows, menus and forms of a language say, without the problems that name them. */
const sourcesIn = (folder: string): string =>
  readdirSync(folder, { recursive: true, encoding: 'utf8', withFileTypes: true })
    .filter(({ name, parentPath }) => name.endsWith('.ts') && !/problems|help$/.test(`${parentPath}/${name}`))
    .map(({ name, parentPath }) => readFileSync(`${parentPath}/${name}`, 'utf8'))
    .join('\n');

const languages = [
  { language: 'English', ...english, texts: sourcesIn('src-main/words'), quoted: /“([^”]+)”/g },
  { language: 'German', ...german, texts: sourcesIn('src-main/languages/de'), quoted: /„([^“]+)“/g },
  { language: 'Japanese', ...japanese, texts: sourcesIn('src-main/languages/ja'), quoted: /「([^」]+)」/g },
];

/** Names that AWS's console, a keyring or a browser gives, in each language. */
const foreign: ReadonlySet<string> = new Set([
  ...['Identifier', 'Show secret key', 'Authenticator app'],
  ...['Bezeichner', 'Geheimen Schlüssel anzeigen', 'Authenticator-App'],
  ...['識別子', 'シークレットキーを表示', '認証アプリケーション', 'セキュリティ認証情報', 'MFA デバイスの割り当て'],
  ...['Login', 'Open external links in a container'],
]);

describe.each(languages)('problems in the window, in $language', ({ problemWords, texts, quoted }) => {
  const told = places.flatMap((where) => examples.map((problem) => ({ problem, ...problemWords(problem, { where }) })));

  it('name no command and no option of the terminal', () => {
    expect(told.length).toBeGreaterThan(1000);
    // An option of AWS's helper is a fact of its line.
    const said = told.flatMap(({ problem, happened, advice }) => (problem.code === 'helper-line-bad' ? [advice] : [happened, advice]));
    expect(said.filter(commandIn)).toEqual([]);
  });

  it('name buttons, fields and pages as they are called there', () => {
    const named = told.flatMap(({ problem, advice }) =>
      [...advice.matchAll(quoted)].flatMap(([, name = '']) => (JSON.stringify(problem).includes(name) ? [] : [name])),
    );
    expect(named.length).toBeGreaterThan(30);
    expect([...new Set(named)].filter((name) => !foreign.has(name) && !texts.includes(`'${name}'`))).toEqual([]);
  });
});

describe('what only a terminal meets', () => {
  it('is left out for a reason, and names a command there', () => {
    for (const [code, reason] of onlyInTerminal) {
      const advice = problemExamples
        .filter((problem) => problem.code === code)
        .map((problem) => english.problemWords(problem, { where: 'terminal' }).advice);
      expect([code, advice.some(commandIn), reason !== '']).toEqual([code, true, true]);
    }
  });
});
