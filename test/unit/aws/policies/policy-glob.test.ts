import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fits, globText, hasWildcards, literalGlob, meet, readGlob } from '../../../../src-main/aws/policies/policy-glob.ts';

const pattern = fc.string({ unit: fc.constantFrom('a', 'b', ':', '*', '?'), maxLength: 9 });
const text = fc.string({ unit: fc.constantFrom('a', 'b', ':'), maxLength: 9 });
/** The same question to the language's own matcher. */
const asExpression = (wild: string) => new RegExp(`^${wild.replaceAll('*', '.*').replaceAll('?', '.')}$`);

describe('a pattern of a policy', () => {
  it('fits what a regular expression of the same meaning fits', () => {
    fc.assert(fc.property(pattern, text, (wild, plain) => fits(readGlob(wild), literalGlob(plain)) === asExpression(wild).test(plain)));
  });

  it('that covers another fits all that the other fits', () => {
    const masked = (plain: string, mask: readonly string[]) => [...plain].map((letter, index) => mask[index] ?? letter).join('');
    const mask = fc.array(fc.constantFrom('*', '?', 'a', 'b'), { maxLength: 9 });
    fc.assert(
      fc.property(text, mask, mask, (plain, first, second) => {
        const narrow = masked(plain, first);
        const wide = masked(narrow, second);
        if (!fits(readGlob(narrow), literalGlob(plain)) || !fits(readGlob(wide), readGlob(narrow))) return true;
        return fits(readGlob(wide), literalGlob(plain)) && meet(readGlob(wide), readGlob(narrow));
      }),
    );
    expect(fits(readGlob('a*'), readGlob('a?*'))).toBe(true);
    expect(fits(readGlob('a?'), readGlob('a*'))).toBe(false);
    expect(fits(readGlob('a?*'), readGlob('a*'))).toBe(false);
  });

  it('meets another when one text fits both, and is then met by it', () => {
    fc.assert(
      fc.property(pattern, pattern, text, (first, second, plain) => {
        const both = fits(readGlob(first), literalGlob(plain)) && fits(readGlob(second), literalGlob(plain));
        const met = meet(readGlob(first), readGlob(second));
        return met === meet(readGlob(second), readGlob(first)) && (met || !both);
      }),
    );
  });

  it.each([
    ['role/a*', 'role/b*'],
    ['a?', 'a'],
    ['*a', '*b'],
    ['', '?*'],
  ])('%s does not meet %s', (first, second) => {
    expect(meet(readGlob(first), readGlob(second))).toBe(false);
  });

  it('takes stars in a text that is none of a pattern for stars', () => {
    expect(fits(literalGlob('a*'), literalGlob('ab'))).toBe(false);
    expect([hasWildcards(literalGlob('a*')), hasWildcards(readGlob('a*')), globText(readGlob('a*?b'))]).toEqual([false, true, 'a*?b']);
  });

  it('ends soon on a pattern that backtracks badly elsewhere', () => {
    expect(fits(readGlob('*a'.repeat(400)), literalGlob(`${'a'.repeat(2000)}b`))).toBe(false);
  });
});
