import { describe, expect, it } from 'vitest';
import { chooseLanguage, languageIn, languages, terminalWishes } from '../../../src-main/languages/languages.ts';

const inTerminal = (env: Readonly<Record<string, string>>, set?: string) => {
  const { wished, country } = terminalWishes(env);
  return chooseLanguage(set, wished, country);
};

describe('the language of the terminal', () => {
  it.each([
    [{ LANG: 'de_DE.UTF-8' }, 'de', 'de-DE'],
    [{ LANG: 'ja_JP.UTF-8', LC_MESSAGES: 'de_AT.UTF-8@euro' }, 'de', 'de-JP'],
    [{ LANG: 'de_DE.UTF-8', LC_MESSAGES: 'de_DE.UTF-8', LC_ALL: 'ja_JP' }, 'ja', 'ja-JP'],
    [{ LANG: 'de_DE.UTF-8', LC_ALL: 'C' }, 'en', 'en-GB'],
    [{ LANG: 'de_DE.UTF-8', LC_ALL: '' }, 'de', 'de-DE'],
    [{ LANG: 'POSIX' }, 'en', 'en-GB'],
    [{ LANG: 'C.UTF-8', LC_TIME: 'en_US.UTF-8' }, 'en', 'en-US'],
    [{ LANG: 'en_US.UTF-8' }, 'en', 'en-US'],
    [{ LANG: 'fr_FR.UTF-8' }, 'en', 'en-FR'],
    [{}, 'en', 'en-GB'],
  ])('%j is %s, with the clock of %s', (env, tag, clock) => expect(inTerminal(env)).toEqual({ tag, clock }));

  it('is the one that is set, whatever the system wishes', () => {
    expect(inTerminal({ LANG: 'ja_JP.UTF-8' }, 'de').tag).toBe('de');
    expect(inTerminal({ LANG: 'ja_JP.UTF-8' }, 'en')).toEqual({ tag: 'en', clock: 'en-JP' });
    expect(inTerminal({ LANG: 'ja_JP.UTF-8' }, 'system').tag).toBe('ja');
    expect(inTerminal({ LANG: 'ja_JP.UTF-8' }, 'tlh').tag).toBe('ja');
  });
});

describe('the language of the window', () => {
  it('is the first that the system prefers and Roletap speaks', () =>
    expect(chooseLanguage('system', ['fr-CH', 'de-CH', 'en-US'])).toEqual({ tag: 'de', clock: 'de-CH' }));

  it('has the clock of a country that somebody chose', () => {
    const clocks = ['en-US', 'en-US@posix', 'de-Latn-CH', 'en'].map((system) => chooseLanguage('en', [], [system]).clock);
    expect(clocks).toEqual(['en-US', 'en-GB', 'en-CH', 'en-GB']);
  });

  it('is set in the settings, if they can be read', () =>
    expect(['{"language":"de"}', '{}', 'null', '[', ''].map(languageIn)).toEqual(['de', undefined, undefined, undefined, undefined]));
});

describe('the table', () => {
  it('has English first, and each language once', () => {
    expect(languages[0].tag).toBe('en');
    expect(new Set(languages.map(({ tag }) => tag)).size).toBe(languages.length);
  });
});
