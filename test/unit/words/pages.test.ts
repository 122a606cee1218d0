import { describe, expect, test } from 'vitest';
import { defaultPreferences } from '../../../src-main/app/settings.ts';
import { parsePreference } from '../../../src-main/contract/preferences.ts';
import { keptWords } from '../../../src-main/words/notices.ts';
import { countedOptions, renewalOptions, themeOptions } from '../../../src-main/words/settings.ts';
import { deliveryWords, planWords } from '../../../src-main/words/tools.ts';
import { wideAnnouncement } from '../../../src-main/words/wide-window.ts';
import { pageScreens, toolsView, toolsWith } from '../../support/gallery/snapshots-pages.ts';

describe('what can be chosen in the settings', () => {
  const counted = ['mfaSessionSeconds', 'roleSeconds', 'guardSeconds', 'inUseMinutes', 'clipboardSeconds', 'accessKeyDays'] as const;

  test.each(counted)('of %s main takes every value, and what a new user has is among them', (name) => {
    const values = countedOptions(name, defaultPreferences[name]).map(({ value }) => value);
    expect(values.map((value) => parsePreference(name, value)?.value)).toEqual(values);
    expect(new Set(values).size).toBe(values.length);
    expect(countedOptions(name, 901).map(({ value }) => value)).toContain(901);
  });

  test('is all that main knows of renewal and appearance', () => {
    expect(renewalOptions.map(({ value }) => parsePreference('renewal', value)?.value)).toEqual(['in-use', 'pinned', 'never']);
    expect(themeOptions.map(({ value }) => parsePreference('theme', value)?.value)).toEqual(['system', 'light', 'dark']);
  });

  test('says without a keyring that sessions are in memory only', () => {
    expect(keptWords('process').title).toBe('In memory until you quit');
    for (const kept of ['login', 'process'] as const) expect(keptWords(kept).text).toContain('No system keyring was found');
    expect(keptWords('keyring').title).toContain('keyring');
  });
});

describe('the words of the tools', () => {
  test('say that no file holds the session when the target asks', () => {
    expect(deliveryWords({ delivery: 'process', target: 'dev-tap' }, true)).toContain('the session isn’t in any file');
    expect(deliveryWords({ delivery: 'file', target: 'dev-tap' }, false)).toMatch(/^Off: the session is written to the credentials file/);
    expect(deliveryWords({ delivery: 'file', target: 'dev-tap' }, true)).toContain('“dev-tap” has none until you turn this on');
  });

  test('say what else goes with the line', () => {
    const { plan } = pageScreens['tools-plan'].tools ?? {};
    expect(plan && planWords(plan).also).toContain('“prod-admin-tap” is removed from /home/jane/.aws/credentials');
    expect(planWords({ what: 'remove', file: '/c', diff: [] })).toEqual({ title: 'This will be removed', yes: 'Remove line' });
  });
});

describe('a screen reader hears of the page', () => {
  const page = toolsWith;
  const lines = (check: 'checking' | 'works' | 'failed') => toolsView.lines.map((line) => ({ ...line, check }));

  test('that a check worked; one that failed is an alert of its own', () => {
    const [line] = lines('checking');
    const before = page({ lines: line ? [line] : [] });
    expect(wideAnnouncement(before, page({ lines: lines('works').slice(0, 1) }))).toBe('Works: the profile has credentials.');
    expect(wideAnnouncement(before, page({ lines: lines('failed').slice(0, 1) }))).toBe('');
  });

  test('that a change is shown, and that it was made', () => {
    expect(wideAnnouncement(page({}), pageScreens['tools-plan'])).toBe('This will be written.');
    expect(wideAnnouncement(pageScreens['tools-plan'], page({ delivery: 'process' }))).toBe('The line was written.');
    expect(wideAnnouncement(page({ delivery: 'process' }), page({}))).toBe('The line was removed.');
  });

  test('nothing when another role’s page takes its place, or none was there', () => {
    expect(wideAnnouncement(undefined, pageScreens['tools-plan'])).toBe('');
    expect(wideAnnouncement(page({ role: 'dev' }), pageScreens['tools-plan'])).toBe('');
    expect(wideAnnouncement(pageScreens.tools, pageScreens.settings)).toBe('');
  });
});
