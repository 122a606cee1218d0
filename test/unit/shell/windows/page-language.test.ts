import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { pageLanguage } from '../../../../src-main/shell/windows/page-language.ts';

const read = (script: string) => {
  const page = { document: { documentElement: {} }, roletapSpoken: undefined };
  runInNewContext(script, page);
  return { root: page.document.documentElement, spoken: page.roletapSpoken };
};

describe('what the page is told of its language', () => {
  it('is the tag with the country in English, so that Chromium sets text as there', () =>
    expect(read(pageLanguage({ tag: 'en', clock: 'en-US' }, ''))).toEqual({
      root: { lang: 'en-US', dir: 'ltr' },
      spoken: { tag: 'en', clock: 'en-US' },
    }));

  it('is the language with its words, and what was set', () =>
    expect(read(pageLanguage({ tag: 'ja', clock: 'ja-JP', set: 'ja' }, 'globalThis.roletapSpoken.words = { kit: {} };'))).toEqual({
      root: { lang: 'ja', dir: 'ltr' },
      spoken: { tag: 'ja', clock: 'ja-JP', set: 'ja', words: { kit: {} } },
    }));
});
