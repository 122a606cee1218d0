import { describe, expect, it } from 'vitest';
import { type MenuLine, minutesLeft, trayMenu, trayState, untilNextMinute } from '../../../src-main/shell/tray-menu.ts';
import { roleWith, sessionWith, snapshotWith, touchWaiting } from '../../support/shell-snapshots.ts';
import { plainWords } from '../../support/shell-words.ts';

const { now } = snapshotWith({});
const minutes = (count: number) => count * 60_000;

/** The menu as indented text, the way a person sees it. */
const drawn = (lines: readonly MenuLine[], indent = ''): string =>
  lines
    .map((line) => {
      if (line.kind === 'separator') return `${indent}---`;
      const inner = line.kind === 'submenu' ? `\n${drawn(line.lines, `${indent}  `)}` : '';
      const mark = line.kind === 'text' ? '# ' : line.kind === 'command' && !line.enabled ? '(off) ' : '';
      return `${indent}${mark}${line.label}${inner}`;
    })
    .join('\n');

const lineOf = (lines: readonly MenuLine[], label: string): MenuLine | undefined =>
  lines
    .flatMap((line) => (line.kind === 'submenu' ? [line, ...line.lines] : [line]))
    .find((line) => line.kind !== 'separator' && line.label === label);

describe('the tray menu', () => {
  it('lists the YubiKey, the roles under their account, the code and the program', () => {
    const snapshot = snapshotWith({
      roles: [
        roleWith({ profile: 'prod' }),
        roleWith({ profile: 'audit', accountId: '444455556666', can: { tap: false, end: false, renew: false, edit: false } }),
        roleWith({ profile: 'dev' }),
      ],
    });
    expect(drawn(trayMenu(snapshot, plainWords, now))).toBe(
      [
        '# YubiKey 5C NFC',
        '---',
        '# Account 111122223333',
        'prod',
        'dev',
        '# Account 444455556666',
        '(off) audit',
        '---',
        'Copy code of jane',
        '---',
        'Open Roletap',
        'Set up a YubiKey',
        'Quit',
      ].join('\n'),
    );
  });

  it('puts what runs on top, with the minutes that are left', () => {
    const snapshot = snapshotWith({
      sessions: [sessionWith({ expires: now + minutes(47) }), sessionWith({ target: 'strange', expires: now + 1 })],
      can: { copyCode: false, startDemo: false, endAll: true, renewAll: false },
      roles: [roleWith({ profile: 'prod' })],
    });
    expect(drawn(trayMenu(snapshot, plainWords, now + minutes(2)))).toBe(
      [
        '# YubiKey 5C NFC',
        '---',
        'prod — 45 min left',
        '  Copy profile',
        '  End session',
        'strange — 0 min left',
        '  Copy profile',
        '  End session',
        '---',
        '# Account 111122223333',
        'prod',
        '---',
        '(off) Copy code of jane',
        '---',
        'Open Roletap',
        'Set up a YubiKey',
        'End all sessions',
        'Quit',
      ].join('\n'),
    );
  });

  it('gives each line the command that it stands for', () => {
    const snapshot = snapshotWith({ waiting: [touchWaiting, { ...touchWaiting, id: 'w2' }], sessions: [sessionWith({})] });
    const lines = trayMenu(snapshot, plainWords, now);
    expect(lineOf(lines, 'Cancel touch')).toMatchObject({ name: 'cancel', payload: { waiting: 'w1' } });
    expect(lineOf(lines, 'prod')).toMatchObject({ name: 'tap', payload: { role: 'prod' } });
    expect(lineOf(lines, 'End session')).toMatchObject({ name: 'end', payload: { target: 'prod-tap' } });
    expect(lineOf(lines, 'Copy profile')).toMatchObject({ name: 'copyProfile', payload: { target: 'prod-tap' } });
    expect(lineOf(lines, 'Copy code of jane')).toMatchObject({ name: 'copyCode', payload: { keyId: 'k1', account: 'a1' } });
    expect(lineOf(lines, 'Quit')).toMatchObject({ name: 'quit', payload: null });
  });

  it('folds more than 15 roles into a submenu per account', () => {
    const many = (count: number) => Array.from({ length: count }, (_, index) => roleWith({ profile: `role-${index}` }));
    const labels = (count: number) => drawn(trayMenu(snapshotWith({ roles: many(count) }), plainWords, now)).split('\n');
    expect(labels(15)).toContain('role-14');
    expect(labels(16)).not.toContain('role-14');
    expect(labels(16)).toContain('  role-14');
  });

  it('leaves the rest of 2,000 roles to the window', () => {
    const roles = Array.from({ length: 2000 }, (_, index) => roleWith({ profile: `role-${index}` }));
    const lines = trayMenu(snapshotWith({ roles }), plainWords, now);
    expect(lineOf(lines, '1960 more')).toEqual({ kind: 'open', label: '1960 more' });
    expect(drawn(lines).split('\n').length).toBeLessThan(60);
  });

  it('has no line for a code when there is no account', () => {
    const lines = trayMenu(snapshotWith({ code: { state: { kind: 'idle' } }, roles: [] }), plainWords, now);
    expect(drawn(lines)).toBe('# YubiKey 5C NFC\n---\nOpen Roletap\nSet up a YubiKey\nQuit');
  });
});

describe('the state of the icon', () => {
  const active = (expiring: boolean) =>
    roleWith({ profile: 'a', state: { kind: 'active', since: now, expires: now + minutes(60), expiring } });
  const failed = roleWith({ profile: 'b', state: { kind: 'failed', problem: { code: 'throttled' } } });

  it('is the most urgent of what goes on', () => {
    expect(trayState(snapshotWith({}))).toBe('idle');
    expect(trayState(snapshotWith({ sessions: [sessionWith({})] }))).toBe('active');
    expect(trayState(snapshotWith({ roles: [active(false)] }))).toBe('active');
    expect(trayState(snapshotWith({ roles: [active(false), active(true)] }))).toBe('expiring');
    expect(trayState(snapshotWith({ roles: [active(true), failed] }))).toBe('failed');
    expect(trayState(snapshotWith({ code: { state: { kind: 'failed', problem: { code: 'throttled' } } } }))).toBe('failed');
    expect(trayState(snapshotWith({ roles: [failed], waiting: [touchWaiting] }))).toBe('waiting');
  });
});

describe('minutes', () => {
  it('are rounded up and never negative', () => {
    expect([minutes(1), minutes(1) + 1, 1, 0, -5].map((left) => minutesLeft(now + left, now))).toEqual([1, 2, 1, 0, 0]);
  });

  it('change next when the first of the sessions gets to a whole one', () => {
    const sessions = [sessionWith({ expires: now + minutes(5) + 20_000 }), sessionWith({ expires: now + minutes(9) + 3000 })];
    expect(untilNextMinute(snapshotWith({ sessions }), now)).toBe(3000);
    expect(untilNextMinute(snapshotWith({ sessions }), now + 3000)).toBe(17_000);
  });

  it('need no timer when nothing runs', () => {
    expect(untilNextMinute(snapshotWith({}), now)).toBeUndefined();
    expect(untilNextMinute(snapshotWith({ sessions: [sessionWith({ expires: now })] }), now)).toBeUndefined();
  });
});
