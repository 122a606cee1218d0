import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeLate } from '../../../../src-main/aws/files/late-write.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const merged = (base: string, late: string, current: string) =>
  new TextDecoder().decode(mergeLate({ base: bytes(base), late: bytes(late), current: bytes(current) }));

const jane = '[default]\naws_access_key_id = AKIAJANE\n';
const ours = '\n[prod-tap]\n# roletap: {}\nregion = x\n';

describe('what another program wrote to the file that was replaced', () => {
  it.each([
    ['a new section', jane, `${jane}[new]\na = b\n`, jane + ours, `${jane}${ours}[new]\na = b\n`],
    ['another key', jane, '[default]\naws_access_key_id = AKIANEW\n', jane + ours, `[default]\naws_access_key_id = AKIANEW\n${ours}`],
    ['a section less', `[a]\nx = 1\n${jane}`, jane, `[a]\nx = 1\n${jane}${ours}`, `${jane}${ours}`],
    ['lines before the first header', jane, `# note\n${jane}`, jane + ours, `# note\n${jane}${ours}`],
    ['no last line ending', jane, `${jane}[new]\na = b`, jane + ours, `${jane}${ours}[new]\na = b`],
    [
      'another key in a file without a last line ending',
      jane.trimEnd(),
      '[default]\naws_access_key_id = AKIANEW',
      jane + ours,
      `[default]\naws_access_key_id = AKIANEW\n${ours}`,
    ],
    ['lines before a header whose blank lines went', `\n${jane}`, `# note\n\n${jane}`, jane + ours, `# note\n${jane}${ours}`],
    ['CRLF', '[a]\r\nx = 1\r\n', '[a]\r\nx = 2\r\n', '[a]\r\nx = 1\r\n\r\n[t]\r\n', '[a]\r\nx = 2\r\n\r\n[t]\r\n'],
  ])('is in the file beside ours: %s', (_, base, late, current, wanted) => {
    expect(merged(base, late, current)).toBe(wanted);
  });

  it('does not bring back what was taken away since', () => {
    expect(merged(jane + ours, `${jane}${ours}[new]\n`, jane)).toBe(`${jane}[new]\n`);
  });

  it('gives way where somebody has changed the same section since', () => {
    expect(merged(jane, '[default]\nregion = theirs\n', '[default]\nregion = newer\n')).toBe('[default]\nregion = newer\n');
  });

  it('changes nothing when it broke off', () => {
    for (let length = 0; length <= jane.length; length += 1) expect(merged(jane, jane.slice(0, length), jane + ours)).toBe(jane + ours);
  });

  it('never loses a section that either side made', () => {
    const name = fc.constantFrom('a', 'b', 'c', 'd');
    const sections = fc.uniqueArray(fc.record({ name, value: fc.nat({ max: 9 }) }), { selector: (section) => section.name });
    const textOf = (all: readonly { readonly name: string; readonly value: number }[]) =>
      all.map((section) => `[${section.name}]\nx = ${section.value}\n`).join('');
    fc.assert(
      fc.property(sections, sections, sections, (base, late, current) => {
        const text = merged(textOf(base), textOf(late), textOf(current));
        const had = (all: typeof base, one: (typeof base)[number]) =>
          all.some((other) => other.name === one.name && other.value === one.value);
        for (const section of current) if (!had(base, section)) expect(text).toContain(textOf([section]));
        const isTorn = textOf(base).startsWith(textOf(late));
        for (const section of late) {
          if (isTorn || had(base, section) || current.some((other) => other.name === section.name && !had(base, other))) continue;
          expect(text).toContain(textOf([section]));
        }
      }),
    );
  });
});
