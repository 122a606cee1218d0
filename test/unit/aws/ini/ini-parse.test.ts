import { describe, expect, it } from 'vitest';
import { nestedPropertyOf, propertyOf } from '../../../../src-main/aws/ini/ini-document.ts';
import { parseIni } from '../../../../src-main/aws/ini/ini-parse.ts';

const parse = (text: string) => parseIni(new TextEncoder().encode(text));
const flawsOf = (text: string) =>
  parse(text).flaws.map(({ line, flaw, refusedByCli }) => `${line} ${flaw}${refusedByCli ? ' refused' : ''}`);
const valueIn = (text: string, key: string) => {
  const section = parse(text).sections[0];
  return section && propertyOf(section, key);
};

describe('a config file', () => {
  it('is read into sections and properties with their lines', () => {
    const { sections, flaws } = parse('# mine\n\n[default]\nregion = eu-west-1\n[profile prod]\nrole_arn=arn:aws:iam::1:role/A=b:c\n');
    expect(flaws).toEqual([]);
    expect(sections.map(({ name, line }) => [name, line])).toEqual([
      ['default', 3],
      ['profile prod', 5],
    ]);
    expect(sections[1]?.properties.map(({ key, text, line }) => [key, text, line])).toEqual([['role_arn', 'arn:aws:iam::1:role/A=b:c', 6]]);
  });

  it('may be empty, end without a line ending, use CRLF, blanks and tabs', () => {
    expect(parse('').sections).toEqual([]);
    expect(valueIn('[a]\r\nk\t =  v w \t\r\n', 'k')).toBe('v w');
    expect(valueIn('[a]\nk = v', 'k')).toBe('v');
    expect(valueIn('[a]\n  j = 1\n  k = 2\n', 'k')).toBe('2');
    expect(flawsOf('[a]\n  j = 1\n  k = 2\n')).toEqual([]);
  });

  it('has offsets in bytes also behind letters that take several', () => {
    const text = '[ä]\nnamé = 🔑\n[b]\n';
    const { sections, bytes } = parse(text);
    expect(sections[0]?.name).toBe('ä');
    expect(sections[0]?.properties[0]).toMatchObject({ key: 'namé', text: '🔑' });
    expect(new TextDecoder().decode(bytes.subarray(sections[1]?.start))).toBe('[b]\n');
  });

  it('nests indented lines under an empty value, over blank lines and comments', () => {
    const section = parse('[a]\ns3 =\n  max = 1\n\n# no\n  min = 2\nregion = x\n').sections[0];
    expect(section && nestedPropertyOf(section, 's3', 'max')).toBe('1');
    expect(section && nestedPropertyOf(section, 's3', 'min')).toBe('2');
    expect(section && propertyOf(section, 'region')).toBe('x');
  });

  it('of 10,000 sections keeps them all', () => {
    const text = Array.from({ length: 10_000 }, (_, index) => `[profile p${index}]\nregion = r${index}\n`).join('\n');
    const { sections } = parse(text);
    expect(sections).toHaveLength(10_000);
    expect(sections.at(-1)?.properties[0]?.text).toBe('r9999');
  });
});

describe('what aws refuses is told with its line', () => {
  it.each([
    ['a byte order mark', '\ufeff[a]\nk = v\n', ['1 byte-order-mark refused']],
    ['the same section twice', '[a]\nk = 1\n[a]\nj = 2\n', ['3 duplicate-section refused']],
    ['the same key twice', '[a]\nk = 1\nK = 2\n', ['3 upper-case-key', '3 duplicate-key refused']],
    ['a line without an equals sign', '[a]\nnonsense\n', ['2 no-equals-sign refused']],
    ['a value without a key', '[a]\n= v\n', ['2 no-name refused']],
    ['a key before the first section', 'k = v\nj = w\n[a]\n', ['1 key-before-section refused']],
    ['a header that is not closed', '[a]\n[b\nk = v\n', ['2 section-not-closed refused']],
    ['a header that is not closed in the first line', '[b\nk = v\n', ['1 section-not-closed refused']],
    ['an indented line without a key before it', '[a]\n  nonsense\n', ['2 continuation-without-key refused']],
    ['a nested line without an equals sign', '[a]\ns3 =\n  nonsense\n', ['3 nested-without-equals-sign refused']],
    ['an empty header', '[]\n[a]\n', ['1 section-without-name refused']],
  ])('%s', (_, text, flaws) => {
    expect(flawsOf(text)).toEqual(flaws);
  });

  it('bytes that are no UTF-8', () => {
    const text = Buffer.concat([Buffer.from('[a]\nj = é\nk = '), Buffer.from([0xff, 0x0a])]);
    expect(parseIni(text).flaws).toEqual([{ line: 3, flaw: 'not-utf-8', refusedByCli: true }]);
  });
});

describe('what aws and the SDKs read differently is told with its line', () => {
  it.each([
    ['an inline comment', '[a]\nk = v # c\n', ['2 inline-comment']],
    ['a value that starts with a comment', '[a]\nk = #c\n', ['2 inline-comment']],
    ['a colon', '[a]\nk: v\n', ['2 colon-delimiter']],
    ['an upper-case key', '[a]\nRegion = x\n', ['2 upper-case-key']],
    ['a key that is indented under a value', '[a]\nk = v\n  j = w\n', ['3 indented-key']],
    ['a header that is indented under a value', '[a]\nk = v\n  [b]\n', ['3 indented-section']],
    ['text that is indented under a value', '[a]\nk = v\n  w\n', ['3 continued-value']],
    ['a header that is nested', '[a]\ns3 =\n  [b]\n', ['3 nested-section', '3 nested-without-equals-sign refused']],
    ['a key beside an indented parent', '[a]\n  s3 =\n  k = v\n', ['3 nested-unclear']],
    ['a key without a value among nested ones', '[a]\ns3 =\n  j =\n  k = v\n', ['3 nested-unclear']],
    ['[DEFAULT]', '[DEFAULT]\nk = v\n', ['1 default-section']],
    ['text behind a header', '[a] b\n', ['1 section-with-rest']],
    ['a comment sign in a header', '[a;b]\n', ['1 section-with-rest']],
    ['a comment right behind a header', '[a]# c\n', ['1 section-with-rest']],
    ['a comment before the equals sign', '[a]\nk #c = v\n', ['2 comment-in-key']],
    ['a value in quotes', '[a]\nk = "v"\n', ['2 quoted-value']],
    ['a bracket in a key', '[a]\nk[id] = v\n', ['2 bracket-odd']],
    ['a bracket in a header', '[[ a ]\n', ['1 bracket-odd']],
    ['a no-break space in front', '[a]\n\u00a0k = v\n', ['2 odd-blank']],
    ['a next line at the end', '[a]\nk = v\u0085\n', ['2 odd-blank']],
    ['a separator of Latin-1 before the equals sign', '[a]\nk\u001f= v\n', ['2 odd-blank']],
    ['a no-break space before a comment', '[a]\nk = v\u00a0# c\n', ['2 odd-blank', '2 inline-comment']],
    ['a no-break space in a header', '[a\u00a0]\n', ['1 odd-blank']],
    ['a line separator in a nested line', '[a]\ns3 =\n  k = v\u2028j = w\n', ['3 odd-blank']],
    ['a bracket in the comment behind a header', '[a] # [b]\n', ['1 section-comment']],
    ['a carriage return alone', '[a]\nk = v\rj = w\n', ['2 carriage-return']],
    ['a byte order mark in the middle', '[a]\nk = \ufeffv\n', ['2 stray-byte-order-mark']],
  ])('%s', (_, text, flaws) => {
    expect(flawsOf(text)).toEqual(flaws);
  });

  it('but blanks of any kind at the edge of a value, and within one, are the same to all', () => {
    expect(flawsOf('[a]\nk\u3000=\u00a0v\u2003w\u2028\n')).toEqual([]);
    expect(valueIn('[a]\nk\u3000=\u00a0v\u2003w\u2028\n', 'k')).toBe('v\u2003w');
  });

  it('but a comment behind a header and a hash within a value are the same to all', () => {
    expect(flawsOf('[a] # c\nk = v#w\n')).toEqual([]);
    expect(valueIn('[a] ; c\nk = v#w;x\n', 'k')).toBe('v#w;x');
  });

  it('and is read as the person meant it', () => {
    expect(valueIn('[a]\nk = v # c\n', 'k')).toBe('v');
    expect(valueIn('[a]\nk: v\n', 'k')).toBe('v');
    expect(valueIn('[a]\nRegion = x\n', 'region')).toBe('x');
    expect(valueIn('[a]\nj = 1\n   k = v\n', 'k')).toBe('v');
    expect(valueIn('[a]\nk = 1\nk = 2\n', 'k')).toBe('2');
    expect(parse('[a]\n[b\nk = v\n').sections[0]?.properties).toEqual([]);
  });
});

it('names no value in a flaw', () => {
  const text = '\ufeff[a]\nSecret = hush # hush\nsecret: hush\n  hush\ns3 =\n  hush\nhush\n[hushed\nhush = hush\n';
  expect(JSON.stringify(parse(text).flaws)).not.toContain('hush');
});

it('reads a value with a long run of blanks as fast as any other', () => {
  // Beside a letter that is not ASCII, where the ends are looked at letter by letter.
  const value = `\u00e9${' '.repeat(400_000)}x`;
  expect(valueIn(`[a]\nk = ${value}\n`, 'k')).toBe(value);
});
