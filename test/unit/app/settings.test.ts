import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultSettings, settingsFrom } from '../../../src-main/app/settings.ts';

describe('settings', () => {
  it('come back as they were written', () => {
    const settings = {
      mfaSessionSeconds: 900,
      clipboardSeconds: 300,
      pickedAccounts: { a: 'b' },
      roleMaximumSeconds: { r: 7200 },
      knownKeys: { a: [1, 2] },
    };
    expect(settingsFrom(JSON.parse(JSON.stringify(settings)))).toEqual(settings);
  });

  it.each([[undefined], [null], ['text'], [7], [[]], [{}]])('are the defaults for %j', (stored) => {
    expect(settingsFrom(stored)).toEqual(defaultSettings);
  });

  it('replace what is broken, and only that', () => {
    expect(
      settingsFrom({
        mfaSessionSeconds: 899,
        clipboardSeconds: '20',
        pickedAccounts: { good: 'x', bad: 7 },
        roleMaximumSeconds: { good: 3600, zero: 0, text: '1', half: 1.5 },
        knownKeys: { good: [1], bad: ['1'], none: 1 },
        other: true,
      }),
    ).toEqual({
      ...defaultSettings,
      pickedAccounts: { good: 'x' },
      roleMaximumSeconds: { good: 3600 },
      knownKeys: { good: [1] },
    });
    expect(settingsFrom({ mfaSessionSeconds: 129_601, clipboardSeconds: 4.5, pickedAccounts: ['a'] })).toEqual(defaultSettings);
  });

  it('know nothing under a name that every object has', () => {
    const { pickedAccounts, knownKeys } = settingsFrom(JSON.parse('{"pickedAccounts": {"__proto__": "x"}}'));
    expect(pickedAccounts.constructor).toBeUndefined();
    expect(knownKeys.toString).toBeUndefined();
    expect(Object.entries(pickedAccounts)).toEqual([['__proto__', 'x']]);
  });

  it('never throw, and always are within their limits', () => {
    const keys = Object.fromEntries(Object.keys(defaultSettings).map((name) => [name, fc.jsonValue()]));
    fc.assert(
      fc.property(fc.record(keys, { requiredKeys: [] }), (stored) => {
        const settings = settingsFrom(stored);
        expect(settings.mfaSessionSeconds).toBeGreaterThanOrEqual(900);
        expect(settings.clipboardSeconds).toBeLessThanOrEqual(300);
        expect(settingsFrom(settings)).toEqual(settings);
      }),
    );
  });
});
