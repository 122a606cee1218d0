import { describe, expect, test } from 'vitest';
import type { TrayWords } from '../../../src-main/words/tray.ts';
import { trayWords } from '../../../src-main/words/tray.ts';
import { account, keyWith, roleWith, screens, snapshotWith, waitingWith } from '../../support/gallery/snapshots.ts';

const words: TrayWords = trayWords;

describe('words of the tray', () => {
  test('name one YubiKey with its serial and its state, and count several', () => {
    expect(words.yubiKey({ kind: 'present', keys: [keyWith({ oath: 'locked' })] })).toBe('YubiKey 5C NFC 12345678, locked');
    expect(words.yubiKey({ kind: 'present', keys: [keyWith(), keyWith({ id: 'b' })] })).toBe('2 YubiKeys');
    expect(words.yubiKey({ kind: 'no-key' })).toBe('No YubiKey');
  });

  test('the hint says what presses most, in at most 127 characters', () => {
    expect(words.tooltip('waiting', screens['sheet-touch'], 1000)).toBe('Roletap: Touch your YubiKey');
    expect(words.tooltip('active', screens.roles, 46.5 * 60_000)).toBe('Roletap: 2 active sessions, the first with 47 min left');
    const [first] = screens.roles.sessions;
    const one = snapshotWith({ sessions: first ? [first] : [] });
    expect(words.tooltip('active', one, 60_000)).toBe('Roletap: 1 active session, 1 min left');
    expect(words.tooltip('idle', snapshotWith({ sessions: [] }), undefined)).toBe('Roletap');
    const alert = { id: 'a', kind: 'ends-soon', what: 'mfa-session', name: 'acme', ends: 0 } as const;
    expect(words.tooltip('expiring', snapshotWith({ alerts: [alert] }), 60_000)).toBe('Roletap: acme’s MFA session ends soon');
    const long = roleWith('x'.repeat(200), 'R', '1', { state: { kind: 'failed', problem: { code: 'throttled' } } });
    expect(words.tooltip('failed', snapshotWith({ roles: [long] }), undefined).length).toBe(127);
  });

  test('a question is given up by what it is and what it is for', () => {
    expect(words.cancel(waitingWith())).toBe('Cancel request for dev-power');
    expect(words.cancel(waitingWith({ kind: 'step' }))).toBe('Cancel request for dev-power');
  });

  test('a session says how long it lasts', () => {
    const session = screens.roles.sessions[0];
    if (session === undefined) throw new Error('the fixture has a session');
    expect(words.session(session, undefined, 47)).toBe('prod-admin-tap, 47 min left (prod)');
    expect(words.session(session, screens.roles.roles[0], 719)).toBe('prod-admin, 12 h left (prod)');
    expect(words.session(session, undefined, 0)).toBe('prod-admin-tap, under 1 min left (prod)');
  });

  test('a guarded role and one that looks like production say so, and their sessions', () => {
    const guarded = roleWith('prod', 'Admin', '111122223333', { guard: 'on' });
    expect(words.role(guarded)).toBe('prod (guarded)');
    expect(words.role(roleWith('prod', 'Admin', '111122223333', { guard: 'offered' }))).toBe('prod (prod)');
    expect(words.role(roleWith('dev', 'Admin', '111122223333'))).toBe('dev');
    const [session] = screens.roles.sessions;
    if (session === undefined) throw new Error('the fixture has a session');
    expect(words.session({ ...session, guarded: true }, guarded, 12)).toBe('prod, 12 min left (guarded)');
  });

  test('a role under no heading of its account says the account, with its mark', () => {
    expect(words.role(roleWith('prod', 'Admin', '111122223333'), 'acme')).toBe('prod, acme (prod)');
  });

  test('one of several accounts is named by its user and account, and by the key where there are several', () => {
    expect(words.codeOf(account, undefined, undefined)).toBe('jane @ 111122223333');
    expect(words.codeOf(account, 'acme', keyWith())).toBe('jane @ acme, YubiKey 5C NFC 12345678');
    const { user: _user, accountId: _id, ...other } = account;
    expect(words.codeOf({ ...other, issuer: 'Acme', name: 'mail' }, undefined, undefined)).toBe('Acme: mail');
  });

  test('an alert is one line with what a click does', () => {
    expect(words.alert({ id: '1', kind: 'ends-soon', what: 'mfa-session', name: 'acme', ends: 0 })).toBe(
      'acme’s MFA session ends soon: Renew',
    );
    expect(words.alert({ id: '3', kind: 'signed-out', profile: 'viewer', roles: ['dev'] })).toBe('viewer’s sign-in ended: Sign in');
    expect(words.alert({ id: '2', kind: 'renewal-failed', profile: 'dev', problem: { code: 'throttled' } })).toBe('Couldn’t renew dev');
  });

  test('the text beside the icon is as short as can be', () => {
    expect([42_000, 47 * 60_000, 11 * 3_600_000].map(words.title)).toEqual(['42s', '47m', '11h']);
  });
});
