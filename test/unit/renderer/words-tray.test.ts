import { describe, expect, test } from 'vitest';
import type { TrayWords } from '../../../src-main/shell/tray-menu.ts';
import { trayWords } from '../../../src-renderer/words-tray.ts';
import { keyWith, roleWith, screens, snapshotWith, waitingWith } from '../../support/snapshots.ts';

// The shell takes them as they are: a text that it asks for and that is not here does not compile.
const words: TrayWords = trayWords;

describe('words of the tray', () => {
  test('name one YubiKey with its serial and its state, and count several', () => {
    expect(words.yubiKey({ kind: 'present', keys: [keyWith({ oath: 'locked' })] })).toBe('YubiKey 5C NFC 12345678, locked');
    expect(words.yubiKey({ kind: 'present', keys: [keyWith(), keyWith({ id: 'b' })] })).toBe('2 YubiKeys');
    expect(words.yubiKey({ kind: 'no-key' })).toBe('No YubiKey');
  });

  test('the hint says what presses most, in at most 127 characters', () => {
    expect(words.tooltip('waiting', screens['sheet-touch'])).toBe('Roletap: Touch your YubiKey');
    expect(words.tooltip('active', screens.roles)).toBe('Roletap: 2 active sessions');
    const long = roleWith('x'.repeat(200), 'R', '1', { state: { kind: 'failed', problem: { code: 'throttled' } } });
    expect(words.tooltip('failed', snapshotWith({ roles: [long] })).length).toBe(127);
  });

  test('a question is given up by what it is and what it is for', () => {
    expect(words.cancel(waitingWith())).toBe('Cancel the touch for dev-power');
    expect(words.cancel(waitingWith({ kind: 'step' }))).toBe('Cancel the wait for the next code for dev-power');
  });

  test('a session says how long it lasts', () => {
    const session = screens.roles.sessions[0];
    if (session === undefined) throw new Error('the fixture has a session');
    expect(words.session(session, undefined, 47)).toBe('prod-admin-tap, 47 min left');
    expect(words.session(session, screens.roles.roles[0], 719)).toBe('prod-admin, 11 h left');
    expect(words.session(session, undefined, 0)).toBe('prod-admin-tap, ended');
  });
});
