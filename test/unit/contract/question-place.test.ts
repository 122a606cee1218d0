import { describe, expect, test } from 'vitest';
import { questionPlace, questionsIn, wideSubject } from '../../../src-main/contract/question-place.ts';
import type { Snapshot, Waiting } from '../../../src-main/contract/snapshot.ts';
import { enrolling, roleWith, snapshotWith, touchWaiting } from '../../support/electron/shell-snapshots.ts';

const forKey: Waiting = { ...touchWaiting, id: 'key', for: { kind: 'key', name: 'YubiKey 5C NFC' } };
const forCode: Waiting = { ...touchWaiting, id: 'code', for: { kind: 'code', account: 'jane' } };
const forPassphrase: Waiting = { ...forKey, kind: 'password', for: { kind: 'access-key', source: 'jane' } };
const devices: NonNullable<Snapshot['devices']> = { source: 'jane', state: 'ready', devices: [], leftovers: [], importable: [] };
const waitingRole = roleWith({ profile: 'dev', source: 'jane', state: { kind: 'waiting', for: 'source' } });
const copying = { code: { state: { kind: 'waiting', for: 'touch' } } } as const;

const settings: NonNullable<Snapshot['settings']> = {
  folder: '/',
  shortcut: 'on',
  canStartAtLogin: true,
  guarded: [],
  programs: [],
  about: { version: '1.2.3', runtime: 'Electron 45.5.0' },
};

describe('the wide window', () => {
  test.each<readonly [Partial<Snapshot>, string | undefined]>([
    [{}, undefined],
    [{ devices }, 'devices'],
    [{ devices, settings }, 'settings'],
    [{ devices, settings, enroll: enrolling }, 'enroll'],
  ])('shows the wizard before a page, and a page before the devices', (change, part) =>
    expect(wideSubject(snapshotWith(change))).toBe(part),
  );
});

describe('the window that asks', () => {
  test.each<readonly [string, Waiting, Partial<Snapshot>, 'popover' | 'wide']>([
    ['anything, without a wide window', forKey, {}, 'popover'],
    ['for the wizard', forKey, { enroll: enrolling }, 'wide'],
    ['for a code of the wizard', forCode, { enroll: enrolling }, 'wide'],
    ['for the devices', forCode, { devices }, 'wide'],
    ['for the devices under a page', forCode, { devices, settings }, 'wide'],
    ['anything, beside a page that asks nothing', forKey, { settings }, 'popover'],
    ['for a role, while the wizard is open', touchWaiting, { enroll: enrolling }, 'popover'],
    ['for the passphrase of the devices', forPassphrase, { devices }, 'wide'],
    ['for the passphrase of a role', forPassphrase, { devices, roles: [waitingRole] }, 'popover'],
    ['for the code card, while the wizard is open', forCode, { enroll: enrolling, ...copying }, 'popover'],
  ])('%s', (_, waiting, change, place) => expect(questionPlace(waiting, snapshotWith(change))).toBe(place));

  test('is one for each question: none is lost, none is asked twice', () => {
    const waiting = [forKey, touchWaiting, forCode];
    for (const change of [{}, { enroll: enrolling }, { devices }, { enroll: enrolling, ...copying }]) {
      const snapshot = snapshotWith({ ...change, waiting });
      const asked = [...questionsIn('popover', snapshot), ...questionsIn('wide', snapshot)];
      expect(asked.map(({ id }) => id).sort()).toEqual(['code', 'key', 'w1']);
    }
  });
});
