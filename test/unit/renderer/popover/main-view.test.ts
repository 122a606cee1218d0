import { describe, expect, test } from 'vitest';
import type { Snapshot } from '../../../../src-main/contract/snapshot.ts';
import { announcement } from '../../../../src-renderer/popover/announce.ts';
import { mainViewOf } from '../../../../src-renderer/popover/main-view.ts';
import { proseParts } from '../../../../src-renderer/ui/prose.tsx';
import { fixedNow, keyWith, roleWith, screens, snapshotWith } from '../../../support/gallery/snapshots.ts';
import { sessionScreens } from '../../../support/gallery/snapshots-sessions.ts';

describe('what stands in the middle', () => {
  test('roles stay in view without a YubiKey, under a line that says so', () => {
    expect(mainViewOf(screens['roles-no-yubikey'])).toEqual({ kind: 'roles', banner: { code: 'yubikey-missing' } });
  });

  test('without roles the missing card service takes the window, and the missing roles are told beside it', () => {
    expect(mainViewOf(screens['missing-service'])).toMatchObject({
      kind: 'missing',
      problem: { code: 'card-service-missing' },
      also: { code: 'roles-missing' },
    });
  });

  test('somebody without any profile is welcomed, whatever the card does; a file to mend comes first', () => {
    expect(mainViewOf(screens.welcome)).toEqual({ kind: 'welcome' });
    expect(mainViewOf(screens['welcome-no-service'])).toEqual({ kind: 'welcome', also: { code: 'card-service-missing' } });
    expect(mainViewOf(screens['missing-files'])).toMatchObject({ problem: { code: 'aws-files-missing', named: ['AWS_CONFIG_FILE'] } });
    expect(mainViewOf({ ...screens.welcome, discovery: screens['missing-yubikey'].discovery })).toMatchObject({ kind: 'missing' });
  });

  test('somebody with a key and nothing to tap sees the steps, unless a variable looks for the files elsewhere', () => {
    expect(mainViewOf(sessionScreens['popover-setup'])).toEqual({ kind: 'setup' });
    expect(mainViewOf(sessionScreens['popover-setup-no-service'])).toEqual({ kind: 'setup' });
    const { files } = sessionScreens['popover-setup'];
    const named = mainViewOf({ ...sessionScreens['popover-setup'], files: { ...files, named: ['AWS_CONFIG_FILE'] } });
    expect(named).toMatchObject({ kind: 'missing', problem: { code: 'roles-missing' } });
  });

  test('one key whose codes are off is a problem, beside a good one it is not', () => {
    const off = keyWith({ id: 'b', oath: 'disabled' });
    expect(mainViewOf(snapshotWith({ card: { kind: 'present', keys: [off] } }))).toMatchObject({ banner: { code: 'oath-disabled' } });
    expect(mainViewOf(snapshotWith({ card: { kind: 'present', keys: [off, keyWith()] } }))).toEqual({ kind: 'roles' });
  });

  test('a locked key is no problem: it asks when it is needed', () =>
    expect(mainViewOf(screens['roles-locked'])).toEqual({ kind: 'roles' }));

  test('a file that cannot be read says so in place of "no roles"', () => {
    expect(mainViewOf(screens['missing-file-unreadable'])).toMatchObject({ problem: { code: 'file-unreadable' } });
  });

  test('a line for which aws refuses a whole file leads, roles or not', () => {
    const line = { file: '/home/jane/.aws/config', line: 7, flaw: 'section-not-closed' } as const;
    const odd = { kind: 'file', file: '/c', line: 1, flaw: 'upper-case-key', refusedByCli: false } as const;
    const notices = [odd, { kind: 'file', refusedByCli: true, ...line } as const];
    const refused = { code: 'file-refused', ...line } as const;
    expect(mainViewOf(snapshotWith({ notices }))).toEqual({ kind: 'roles', banner: refused });
    expect(mainViewOf(snapshotWith({ notices: [odd] }))).toEqual({ kind: 'roles' });
    const none = screens['missing-file-unreadable'];
    expect(mainViewOf({ ...none, files: { ...none.files, problem: refused } })).toEqual({ kind: 'missing', problem: refused });
  });

  test('nothing is called missing before the files were read', () =>
    expect(mainViewOf(screens['missing-loading'])).toEqual({ kind: 'loading' }));
});

describe('what a screen reader says', () => {
  const with_ = (state: Parameters<typeof roleWith>[3]): Snapshot => snapshotWith({ roles: [roleWith('dev', 'R', '1', state)] });
  const active = with_({ state: { kind: 'active', since: fixedNow, expires: fixedNow + 3_600_000, expiring: false } });

  test('a role that opened', () => expect(announcement(with_({ state: { kind: 'waiting', for: 'aws' } }), active)).toBe('dev is open.'));
  test('a session that ended', () => expect(announcement(active, with_({}))).toBe('dev’s session ended.'));
  test('a failure with what to do', () => {
    const failed = with_({ state: { kind: 'failed', problem: { code: 'throttled' } } });
    expect(announcement(with_({}), failed)).toBe('dev: AWS is limiting requests. Wait half a minute, then tap in again.');
  });
  test('nothing when only the time went on, on the first snapshot, or when a failure was put away', () => {
    const later = {
      ...active,
      revision: 2,
      now: active.now + 1000,
      roles: active.roles.map((role) => ({ ...role, state: { ...role.state } })),
    };
    expect(announcement(active, later)).toBe('');
    expect(announcement(undefined, active)).toBe('');
    expect(announcement(with_({ state: { kind: 'failed', problem: { code: 'throttled' } } }), with_({}))).toBe('');
  });
  test('a YubiKey that went away', () => expect(announcement(snapshotWith(), screens['roles-no-yubikey'])).toContain('No YubiKey.'));
});

describe('advice with commands', () => {
  test('a command becomes a block and takes the full stop behind it along', () => {
    const parts = proseParts('Start it: `sudo systemctl enable --now pcscd`. Then wait.', true);
    expect(parts.map((part) => (part.kind === 'command' ? part.text : part.pieces.map((piece) => piece.text).join('')))).toEqual([
      'Start it: ',
      'sudo systemctl enable --now pcscd',
      'Then wait.',
    ]);
  });

  test('a word to type stays in its sentence', () => {
    const parts = proseParts('Set a smaller `duration_seconds` in the profile.', true);
    expect(parts).toHaveLength(1);
    expect(parts[0]).toMatchObject({ pieces: [{ code: false }, { text: 'duration_seconds', code: true }, { code: false }] });
  });

  test.each(['Do: `a b`.', '実行してください: `a b`。'])('no command leaves a lone full stop behind: %s', (text) =>
    expect(proseParts(text, true)).toHaveLength(2),
  );
});
