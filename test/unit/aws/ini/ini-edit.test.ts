import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { appendSection, gapBefore, removeSection, replaceLines } from '../../../../src-main/aws/ini/ini-edit.ts';
import { parseIni } from '../../../../src-main/aws/ini/ini-parse.ts';

const parse = (text: string) => parseIni(new TextEncoder().encode(text));
const text = (bytes: Uint8Array) => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
const sectionOf = (document: ReturnType<typeof parseIni>, name: string) => {
  const section = document.sections.find((other) => other.name === name);
  if (!section) throw new Error(`no section ${name}`);
  return section;
};

describe('a new section', () => {
  it.each([
    ['an empty file', '', '[x]\nk = v\n'],
    ['a file', '[a]\n', '[a]\n\n[x]\nk = v\n'],
    ['a file without a last line ending', '[a]\nk = 1', '[a]\nk = 1\n\n[x]\nk = v\n'],
    ['a file with CRLF', '[a]\r\nk = 1\r\n', '[a]\r\nk = 1\r\n\r\n[x]\r\nk = v\r\n'],
    ['a file with a byte order mark', '\ufeff[a]\n', '\ufeff[a]\n\n[x]\nk = v\n'],
  ])('is set apart by a blank line, with the line ending of %s', (_, before, after) => {
    expect(text(appendSection(parse(before), 'x', ['k = v']))).toBe(after);
  });
});

/** Pieces of which files are made that are hard to edit: every line ending, no line ending, bad UTF-8, half sections. */
const pieces = ['[a]', '[b]', 'k = v', 's3 =', '  n = 1', '# c', '\n', '\n', '\r\n', '\r', ' ', '\t', '[', ']', '=', 'ü'].map((piece) =>
  Buffer.from(piece),
);
const files = fc
  .array(fc.oneof(fc.constantFrom(...pieces), fc.uint8Array({ maxLength: 3 })), { maxLength: 30 })
  .map((parts) => new Uint8Array(Buffer.concat(parts)));

describe('removing a section that was appended', () => {
  it('gives the file back byte for byte, whatever was in it', () => {
    fc.assert(
      fc.property(files, (bytes) => {
        const before = parseIni(bytes);
        const added = parseIni(appendSection(before, 'mine', ['k = v', 'j = w']));
        const section = added.sections.at(-1);
        if (section?.name !== 'mine') throw new Error('the section is not the last one');
        expect(Buffer.from(removeSection(added, section, section.properties, gapBefore(before)))).toEqual(Buffer.from(bytes));
      }),
      { numRuns: 2000 },
    );
  });

  it('never joins what stands before it with what was written behind it since', () => {
    const added = parse(`${text(appendSection(parse('[a]\nk = 1'), 'x', ['j = 2']))}[b]\nk = 3\n`);
    const section = sectionOf(added, 'x');
    expect(text(removeSection(added, section, section.properties, 2))).toBe('[a]\nk = 1\n[b]\nk = 3\n');
  });

  it('leaves comments and blank lines that follow', () => {
    const document = parse('[a]\n\n[x]\nj = 2\n\n# about b\n[b]\n');
    const section = sectionOf(document, 'x');
    expect(text(removeSection(document, section, section.properties, 1))).toBe('[a]\n\n# about b\n[b]\n');
  });
});

describe('replacing lines', () => {
  it('puts new ones under the header and leaves those of others', () => {
    const document = parse('[x] ; mine\r\nj = 1\r\n# note\r\noutput = json\r\n\r\n[b]\n');
    const section = sectionOf(document, 'x');
    const dropped = section.properties.filter(({ key }) => key === 'j');
    expect(text(replaceLines(document, section, dropped, ['j = 2', 'k = 3']))).toBe(
      '[x] ; mine\r\nj = 2\r\nk = 3\r\n# note\r\noutput = json\r\n\r\n[b]\n',
    );
  });

  it('ends a header that was the last line without an ending', () => {
    const document = parse('[a]\n[x]');
    expect(text(replaceLines(document, sectionOf(document, 'x'), [], ['k = v']))).toBe('[a]\n[x]\nk = v\n');
  });
});
