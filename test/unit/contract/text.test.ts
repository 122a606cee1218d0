import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { shellWord } from '../../../src-main/contract/text.ts';

/** What the words are for a program that a real shell starts. */
const readBySh = (words: readonly string[]): readonly string[] =>
  execFileSync('sh', ['-c', `printf '%s\\0' ${words.map(shellWord).join(' ')}`], { encoding: 'utf8' })
    .split('\0')
    .slice(0, -1);

describe('a word for a shell', () => {
  it.each(['prod-tap', '111122223333/Admin@acme', '/home/jane/.aws/config', 'arn:aws:iam::111122223333:mfa/jane+yk', '--target=x'])(
    '%s stands without quotes',
    (word) => expect(shellWord(word)).toBe(word),
  );

  it.each([
    ['', "''"],
    ['~/.aws', "'~/.aws'"],
    ['=ls', "'=ls'"],
    ['@splat', "'@splat'"],
    ['%1', "'%1'"],
    ['a b', "'a b'"],
    ["o'neill", "'o'\\''neill'"],
    ['a,b', "'a,b'"],
    ['C:\\Users\\jane', "'C:\\Users\\jane'"],
  ])('%j stands in quotes', (word, quoted) => expect(shellWord(word)).toBe(quoted));

  it('comes out of a real sh as it went in', () => {
    const signs = Array.from({ length: 127 }, (_, index) => String.fromCharCode(index + 1));
    const words = signs.flatMap((sign) => [sign, `${sign}a`, `a${sign}`, `'${sign}'`, `${sign}${sign} b`]);
    const odd = ['', '$HOME', '$(id)', '`id`', '~root', '{a,b}', '[a-z]*', '-n', '--', 'a=b', 'größe', '鍵', '🔑', "it's 5 o'clock\n"];
    expect(readBySh([...words, ...odd])).toEqual([...words, ...odd]);
  });
});
