import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Settings } from '../../../src-main/app/ports.ts';
import { defaultSettings, settingsFrom } from '../../../src-main/app/settings.ts';

describe('settings', () => {
  it('come back as they were written', () => {
    const settings: Settings = {
      mfaSessionSeconds: 900,
      roleSeconds: 7200,
      guardSeconds: 1800,
      renewal: 'pinned',
      inUseMinutes: 30,
      clipboardSeconds: 300,
      keepPin: '1-hour',
      endOnLock: true,
      endOnRemoval: true,
      endOnQuit: true,
      noFiles: true,
      targetSuffix: '.mfa',
      shortcut: '',
      startAtLogin: true,
      theme: 'dark',
      language: 'ja',
      notifications: false,
      otherTokens: true,
      zoom: 150,
      region: 'eu-central-1',
      updates: false,
      pickedAccounts: { a: 'b' },
      pickedKeys: { a: 1 },
      roleMaximumSeconds: { r: 7200 },
      knownKeys: { a: [1, 2] },
      accessKeyDays: 30,
      certificateEnds: { dev: { subject: 'CN=jane', slot: '82', until: 1, serial: 12345678, told: 30 } },
      accessKeyDates: { AKIAIOSFODNN7EXAMPLE: 1_700_000_000_000 },
      renames: { d: { from: 'a', to: 'b', devices: ['s'] } },
      pinned: ['prod'],
      favourites: ['dev', 'prod'],
      recents: ['dev'],
      guards: { 'arn:aws:iam::777788889999:role/Admin': true, 'arn:aws:iam::444455556666:role/Dev': false },
      consoleBrowsers: { '777788889999': 'chromium/Default' },
      readOnlyFirst: { 'arn:aws:iam::777788889999:role/Admin': true },
      colours: { '777788889999': 'red' },
      aliases: { '777788889999': 'acme-prod' },
      updateChecked: 1_795_000_000_000,
      updateSeen: '1.3.0',
      addedRoles: [
        { name: 'ops', roleArn: 'arn:aws:iam::777788889999:role/Ops', source: 'work', externalId: 'acme', durationSeconds: 7200 },
      ],
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
        accessKeyDays: -1,
        accessKeyDates: { good: 1, bad: 'May' },
        other: true,
        theme: 'pink',
        language: 'Klingon, please',
        shortcut: 'rm -rf',
        guards: { good: true, bad: 'yes' },
        colours: { good: 'teal', bad: 'beige' },
        favourites: ['dev', 7],
        addedRoles: [{ name: 'half' }, { name: 'a', roleArn: 'b', source: 'c' }, 'text'],
      }),
    ).toEqual({
      ...defaultSettings,
      pickedAccounts: { good: 'x' },
      roleMaximumSeconds: { good: 3600 },
      knownKeys: { good: [1] },
      accessKeyDates: { good: 1 },
      guards: { good: true },
      colours: { good: 'teal' },
      favourites: ['dev'],
      addedRoles: [{ name: 'a', roleArn: 'b', source: 'c' }],
    });
    expect(settingsFrom({ mfaSessionSeconds: 129_601, clipboardSeconds: 4.5, pickedAccounts: ['a'] })).toEqual(defaultSettings);
  });

  it('know nothing under a name that every object has', () => {
    const { pickedAccounts, knownKeys } = settingsFrom(JSON.parse('{"pickedAccounts": {"__proto__": "x"}}'));
    expect(pickedAccounts.constructor).toBeUndefined();
    expect(knownKeys.toString).toBeUndefined();
    expect(Object.entries(pickedAccounts)).toEqual([['__proto__', 'x']]);
  });

  it('are in the documentation, each of them, with its default', () => {
    const lines = readFileSync('docs/settings.md', 'utf8').split('\n');
    const rows = lines.map((line) => line.split('|').map((cell) => cell.trim()));
    for (const [name, value] of Object.entries(defaultSettings)) {
      const [, , told] = rows.find(([, names]) => names?.includes(`\`${name}\``)) ?? [];
      expect(told?.replaceAll('`', ''), name).toBe(typeof value === 'object' ? '' : String(value));
    }
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
