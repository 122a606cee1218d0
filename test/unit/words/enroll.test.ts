import { describe, expect, test } from 'vitest';
import type { EnrollView } from '../../../src-main/contract/enroll.ts';
import { nextIsPossible, showsFacts } from '../../../src-main/contract/enroll-page.ts';
import type { Problem } from '../../../src-main/contract/problems/problem.ts';
import type { Snapshot } from '../../../src-main/contract/snapshot.ts';
import { holderWords, otherWaysWords, ownedDevicesWords, removalWords } from '../../../src-main/words/devices.ts';
import { backWords, nextWords, skipWords } from '../../../src-main/words/enroll/buttons.ts';
import { factCells, shortArn, undoWords } from '../../../src-main/words/enroll/facts.ts';
import { pageWords } from '../../../src-main/words/enroll/pages.ts';
import { problemWords } from '../../../src-main/words/problems/problem-words.ts';
import { touchReason, wideAnnouncement } from '../../../src-main/words/wide-window.ts';
import { sourcesOf } from '../../../src-renderer/store/use-snapshot.ts';
import { roleWith, snapshotWith, waitingWith } from '../../support/gallery/snapshots.ts';
import { enrollKeyWith, enrollWith, wideScreens } from '../../support/gallery/snapshots-wide.ts';

const all: readonly (readonly [string, Snapshot])[] = Object.entries(wideScreens);
const views = all.flatMap(([name, { enroll }]) => (enroll === undefined ? [] : ([[name, enroll]] as const)));
const wizardOf = (name: keyof typeof wideScreens): EnrollView => {
  const { enroll } = wideScreens[name] as Snapshot;
  if (enroll === undefined) throw new Error(`${name} shows no wizard`);
  return enroll;
};
const without = (view: EnrollView, change: Partial<EnrollView>): EnrollView => ({ ...view, ...change });

describe('the wizard’s words', () => {
  test('praise no key whose device was not proved', () => {
    const page = { kind: 'done', device: '', profiles: [], left: [] } as const;
    expect(pageWords(enrollWith(page, 'profiles')).title).toBe('Setup stopped');
    expect(pageWords(wideScreens['wizard-done'].enroll as EnrollView).title).toBe('You’re all set');
  });

  test('speak of no new codes where none were shown', () => {
    const page = { kind: 'device' } as const;
    expect(backWords(enrollWith(page, 'device', { path: 'import' }))).toBe('Back');
    expect(backWords(enrollWith(page, 'device', { path: 'console' }))).toBe('New codes');
  });

  test.each(views)('%s: title, sentence and buttons are whole', (_, view) => {
    const { title, text } = pageWords(view);
    expect(title).toMatch(/^[A-Z].*[^.]$/);
    expect(text).toMatch(/[.]$/);
    for (const words of [title, text, nextWords(view) ?? '', backWords(view), skipWords(view)])
      expect(words).not.toMatch(/undefined|\[object/);
  });

  test('the main button says what happens next', () => {
    expect(nextWords(wizardOf('wizard-key'))).toBe('Create device');
    expect(nextWords(wizardOf('wizard-key-odd'))).toBe('Touch and create device');
    expect(nextWords(wizardOf('wizard-creating'))).toBeUndefined();
    expect(nextWords(wizardOf('wizard-failed-codes'))).toBe('Try again');
    expect(nextWords(wizardOf('wizard-failed-limit'))).toBeUndefined();
  });

  test('a name that is taken is replaced where it can be, and chosen anew where its field is', () => {
    const taken = wizardOf('wizard-failed-name-taken');
    expect([nextWords(taken), backWords(taken)]).toEqual(['Replace device', 'Choose another name']);
    const onKeyPage = without(wizardOf('wizard-key'), taken.problem === undefined ? {} : { problem: taken.problem });
    expect([nextWords(onKeyPage), backWords(onKeyPage)]).toEqual(['Create device', 'Back']);
  });

  test('no key that can be taken, no way on', () => {
    const page = { kind: 'spare', spare: 'device', keys: [enrollKeyWith({ problem: { code: 'spare-is-same-key' } })] } as const;
    const view = enrollWith(page, 'spare');
    expect(nextIsPossible(view)).toBe(false);
    expect(nextIsPossible({ ...view, page: { ...page, keys: [enrollKeyWith()] } })).toBe(true);
  });

  test('a user that could not be checked can be checked again', () => {
    const problem: Problem = { code: 'throttled' };
    const view = without(wizardOf('wizard-user'), { problem, can: { ...wizardOf('wizard-user').can, next: false } });
    expect([nextWords(view), nextIsPossible(view)]).toEqual(['Try again', true]);
  });

  test('nobody is told to tap in', () => {
    const words = problemWords({ code: 'yubikey-removed', serial: 12345678 }, { where: 'window' });
    expect(words.advice).toContain('try again');
    expect(`${words.happened} ${words.advice}`).not.toMatch(/tap in/i);
  });
});

describe('what exists now', () => {
  test('is told for AWS and for each key', () => {
    expect(factCells(wizardOf('wizard-failed-name-taken'))).toEqual([
      { title: 'In AWS', text: 'mfa/jane', state: 'not enabled', tone: 'warn' },
      { title: 'On YubiKey 12345678', text: 'no matching account', state: '', tone: 'off' },
    ]);
    expect(factCells(wizardOf('wizard-creating'))).toEqual([{ title: 'In AWS', text: 'not created yet', state: '', tone: 'off' }]);
  });

  test('stands on every page from the first thing made on, and beside every failure', () => {
    const shown = views.filter(([, view]) => showsFacts(view)).map(([name]) => name);
    expect(shown).toEqual(
      expect.arrayContaining(['wizard-codes-first', 'wizard-spare', 'wizard-found', 'wizard-failed-denied', 'wizard-device']),
    );
    expect(shown).not.toContain('wizard-user');
    expect(shown).not.toContain('wizard-done');
  });

  test('is named without the long part of an ARN, in every partition', () => {
    expect(shortArn('arn:aws-cn:iam::111122223333:mfa/team/jane')).toBe('mfa/team/jane');
    expect(shortArn('GAHT12345678')).toBe('GAHT12345678');
    expect(undoWords({ kind: 'delete-account', account: 'arn:aws:iam::111122223333:mfa/jane' })).toBe(
      'Delete the OATH account mfa/jane from the YubiKey',
    );
  });
});

describe('what is announced', () => {
  test('a touch, and the second one', () => {
    expect(wideAnnouncement(wideScreens['wizard-creating'], wideScreens['wizard-codes-first'])).toBe('Touch your YubiKey.');
    expect(wideAnnouncement(wideScreens['wizard-codes-first'], wideScreens['wizard-codes-second'])).toBe('Touch it again.');
  });

  test('nothing that a new heading says', () => {
    expect(wideAnnouncement(wideScreens['wizard-user'], wideScreens['wizard-key'])).toBe('');
    expect(wideAnnouncement(undefined, wideScreens['wizard-user'])).toBe('');
  });

  test('what main does with the devices', () => {
    expect(wideAnnouncement(wideScreens.devices, wideScreens['devices-working'])).toBe('Resyncing with two codes.');
    expect(wideAnnouncement(wideScreens['devices-working'], wideScreens.devices)).toBe('Done.');
    expect(wideAnnouncement(wideScreens['devices-loading'], wideScreens.devices)).toBe('3 devices.');
  });

  test('a touch for a code never says that it copies one', () => {
    const waiting = [waitingWith({ for: { kind: 'code', account: 'arn:aws:iam::111122223333:mfa/jane' } })];
    expect(touchReason({ ...wideScreens['wizard-spare'], waiting })).toBe('for a code from mfa/jane');
    expect(touchReason({ ...wideScreens['wizard-session-touch'], waiting })).toBe('to open an MFA session');
    expect(touchReason({ ...wideScreens['devices-working'], waiting })).toBe('AWS needs two codes in a row');
  });
});

describe('the devices’ words', () => {
  const { devices } = wideScreens.devices.devices ?? { devices: [] };
  const [onKey, known, passkey] = devices;

  test('which key holds a device', () => {
    expect([onKey, known, passkey].map((device) => (device === undefined ? '' : holderWords(device).text))).toEqual([
      'On YubiKey 12345678, connected',
      'On YubiKey 23456789, not connected',
      'Works in a browser, but not with the aws command',
    ]);
  });

  test('what else lets one in, from facts alone', () => {
    const facts = { serial: 'a', isLast: false, others: ['arn:aws:iam::111122223333:mfa/b'], spareKeys: [] };
    expect(otherWaysWords({ ...facts, isLast: true, others: [] })).toMatchObject({ safe: false });
    expect(otherWaysWords(facts)).toMatchObject({ safe: false });
    expect(otherWaysWords({ ...facts, spareKeys: [23456789] })).toEqual({ text: 'mfa/b, with YubiKey 23456789.', safe: true });
  });

  test('a removal in its order; a passkey is no virtual device to delete', () => {
    expect(removalWords(onKey, onKey?.serial ?? '')).toEqual([
      'Deactivate mfa/jane for this user',
      'Delete mfa/jane in AWS',
      'Delete its OATH account from YubiKey 12345678',
    ]);
    expect(removalWords(passkey, passkey?.serial ?? '')).toHaveLength(1);
  });

  test('how many a user has', () => {
    expect(ownedDevicesWords([])).toBe('This user has no MFA device yet.');
    expect(ownedDevicesWords(devices)).toContain('already has 3 MFA devices');
  });

  test('the profiles to choose from are the sources of the roles, each once', () => {
    const roles = [
      roleWith('a', 'A', '1', { source: 'jane' }),
      roleWith('b', 'B', '1', { source: 'acme' }),
      roleWith('c', 'C', '1', { source: 'jane' }),
    ];
    expect(sourcesOf(snapshotWith({ roles }))).toEqual(['acme', 'jane']);
  });
});
