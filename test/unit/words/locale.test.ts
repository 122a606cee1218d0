import { describe, expect, it } from 'vitest';
import { compare, counted, date, formFor, inSentence, listed, minutesLeft } from '../../../src-main/words/grammar.ts';
import { createLocale } from '../../../src-main/words/locale.ts';

describe('English', () => {
  it('counts', () => {
    const roles = { one: 'role', other: 'roles' };
    expect([0, 1, 2, 1200].map((count) => counted(count, roles))).toEqual(['0 roles', '1 role', '2 roles', '1200 roles']);
    expect(formFor(1, { one: 'renewed once', other: 'renewed 1 times' })).toBe('renewed once');
  });

  it('lists without a comma before the last', () =>
    expect([[], ['a'], ['a', 'b'], ['a', 'b', 3]].map(listed)).toEqual(['none', 'a', 'a and b', 'a, b and 3']));

  it('orders as a person looks things up', () =>
    expect(['team-10', 'Team-9', 'écho', 'delta', 'foxtrot'].sort(compare)).toEqual(['delta', 'écho', 'foxtrot', 'Team-9', 'team-10']));

  it('writes days as AWS counts them', () => expect(date(Date.parse('2026-11-03T23:59:00Z'))).toBe('3 November 2026'));

  it('has minutes until there are too many', () =>
    expect([0, 1, 99, 100, 720].map(minutesLeft)).toEqual(['under 1 min left', '1 min left', '99 min left', '2 h left', '12 h left']));

  it('continues a sentence with a title, but for names', () =>
    expect(['The disk is full', 'AWS rejected the code', 'YubiKey 7 is needed', 'Root user keys can’t be used'].map(inSentence)).toEqual([
      'the disk is full',
      'AWS rejected the code',
      'YubiKey 7 is needed',
      'Root user keys can’t be used',
    ]));
});

describe('another language', () => {
  it('has its own plurals, lists, spans and dates', () => {
    const { counted: count, list, spoken, date: day, clockTime } = createLocale('pl');
    const keys = { one: 'klucz', few: 'klucze', many: 'kluczy', other: 'klucza' };
    expect([1, 3, 5].map((number) => count(number, keys))).toEqual(['1 klucz', '3 klucze', '5 kluczy']);
    expect(list(['a', 'b', 'c'])).toBe('a, b i c');
    expect(spoken(2, 'minute')).toBe('2 minuty');
    expect(day(Date.parse('2026-11-03'))).toBe('3 listopada 2026');
    expect(clockTime(0, 'UTC')).toBe('00:00');
  });

  it('has the clock of another country, where it goes by that', () => {
    const clock = (tag: string, country = tag) => createLocale(tag, () => country).clockTime(Date.parse('2026-11-03T16:05:00Z'), 'UTC');
    expect(['en-GB', 'en-US', 'de', 'ja'].map((tag) => clock(tag))).toEqual(['16:05', '4:05 PM', '16:05', '16:05']);
    expect(clock('en-GB', 'en-US')).toBe('4:05 PM');
    expect(clock('en-GB', 'en-DE')).toBe('16:05');
  });

  it('falls back to the form that every language has', () => expect(createLocale('pl').counted(3, { other: 'x' })).toBe('3 x'));
});
