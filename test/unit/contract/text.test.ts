import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { harmless, shellWord, unmistakable } from '../../../src-main/contract/text.ts';

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

describe('a text from outside', () => {
  it.each([
    ['an escape', 'a\u001b[2Jb', 'a\ufffd[2Jb'],
    ['a line end', 'a\nb', 'a\ufffdb'],
    ['a second block of controls', 'a\u009bb', 'a\ufffdb'],
    ['an override of direction', 'a\u202eb', 'a\ufffdb'],
    ['an isolate', 'a\u2067b', 'a\ufffdb'],
    ['a blank without a width', 'terra\u200bform', 'terra\ufffdform'],
    ['a joiner where nothing joins', 'terra\u200dform\u200c', 'terra\ufffdform\ufffd'],
    ['a joiner before an emoji', 'x\u200d🔑', 'x\ufffd🔑'],
    ['a byte order mark', '\ufeffaws', '\ufffdaws'],
    ['a soft hyphen', 'terra\u00adform', 'terra\ufffdform'],
    ['a filler', 'aws\u3164', 'aws\ufffd'],
    ['a selector of forms', 'aws\ufe0f\ufe00', 'aws\ufffd\ufffd'],
    ['a tag beyond 16 bits', 'aws\u{e0041}', 'aws\ufffd'],
    ['an empty pattern of Braille', 'aws\u2800', 'aws\ufffd'],
  ])('shows %s as an unknown character', (_what, text, shown) => expect(harmless(text)).toBe(shown));

  it.each(['größe 鍵 ключ مفتاح', '👩\u200d💻', '❤\ufe0f\u200d🔥', 'می\u200cخواهم', 'क्\u200dष', 'a b'])('leaves %j as it is', (text) => {
    expect(harmless(text)).toBe(text);
  });

  it('lets through none of the characters that mislead wherever they stand', () => {
    const misleading = Array.from({ length: 0x10000 }, (_, code) => String.fromCharCode(code)).filter((character) =>
      /[\p{Cc}\u2028\u2029\u2800\ufff9-\ufffb]|(?!\u200c|\u200d|\ufe0f)\p{Default_Ignorable_Code_Point}/u.test(character),
    );
    expect(misleading.length).toBeGreaterThan(100);
    expect(misleading.filter((character) => harmless(`a${character}b`) !== 'a\ufffdb')).toEqual([]);
  });

  it('mixes no alphabets in a word, where somebody’s name is shown', () => {
    expect(unmistakable('tеrraform')).toBe('t\ufffdrraform');
    expect(unmistakable('/home/jane/infrа/βin')).toBe('/home/jane/infr\ufffd/\ufffdin');
    expect(unmistakable('/home/Ольга/проекты/aws-стенд')).toBe('/home/Ольга/проекты/aws-стенд');
    expect(unmistakable('Ωμέγα 2')).toBe('Ωμέγα 2');
  });
});
