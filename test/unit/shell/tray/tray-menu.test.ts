import { describe, expect, it } from 'vitest';
import type { Alert } from '../../../../src-main/contract/alerts.ts';
import type { RoleView, SessionView } from '../../../../src-main/contract/snapshot.ts';
import { type MenuLine, trayMenu, trayState } from '../../../../src-main/shell/tray/tray-menu.ts';
import { roleGroups } from '../../../../src-main/words/roles/groups.ts';
import { accountsByKey } from '../../../../src-main/words/roles/order.ts';
import { roleWith, sessionWith, snapshotWith, touchWaiting } from '../../../support/electron/shell-snapshots.ts';
import { plainWords } from '../../../support/electron/shell-words.ts';

const { now } = snapshotWith({});
const minutes = (count: number) => count * 60_000;

/** The menu as indented text, the way a person sees it. */
const drawn = (lines: readonly MenuLine[], indent = ''): string =>
  lines
    .map((line) => {
      if (line.kind === 'separator') return `${indent}---`;
      const inner = line.kind === 'submenu' ? `\n${drawn(line.lines, `${indent}  `)}` : '';
      const box = line.kind === 'command' && line.checked !== undefined ? (line.checked ? '[x] ' : '[ ] ') : '';
      const mark = line.kind === 'text' ? '# ' : line.kind === 'command' && !line.enabled ? '(off) ' : box;
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
        'dev',
        'prod',
        '# Account 444455556666',
        '(off) audit',
        '---',
        'Copy code for jane',
        '---',
        'Open Roletap',
        'Activity',
        'Settings',
        'Set up a YubiKey',
        'Quit',
      ].join('\n'),
    );
  });

  it('shows names from outside on one line, in their own direction', () => {
    const hostile = { profile: 'a\n\u202eb' };
    const many = Array.from({ length: 20 }, () => roleWith(hostile));
    for (const roles of [[roleWith(hostile)], many]) {
      const text = drawn(trayMenu(snapshotWith({ roles }), plainWords, now));
      expect(text).toContain('a\ufffd\ufffdb');
      expect(text).not.toMatch(/\u202e/);
    }
  });

  it('puts what runs on top, what ends first above, with the minutes that are left', () => {
    const snapshot = snapshotWith({
      sessions: [sessionWith({ expires: now + minutes(47) }), sessionWith({ target: 'strange', expires: now + 1 })],
      can: { copyCode: false, startDemo: false, endAll: true, renewAll: false },
      roles: [roleWith({ profile: 'prod' })],
    });
    expect(drawn(trayMenu(snapshot, plainWords, now + minutes(2)))).toBe(
      [
        '# YubiKey 5C NFC',
        '---',
        'strange — 0 min left',
        '  Copy profile',
        '  End session',
        'prod — 45 min left',
        '  (off) Renew',
        '  [ ] Keep alive',
        '  Open console',
        '  Copy profile',
        '  End session',
        '---',
        '(off) Copy code for jane',
        '---',
        'Open Roletap',
        'Activity',
        'Settings',
        'Set up a YubiKey',
        'End all sessions',
        'Quit',
      ].join('\n'),
    );
  });

  it('gives each line the command that it stands for', () => {
    const snapshot = snapshotWith({
      waiting: [touchWaiting, { ...touchWaiting, id: 'w2' }],
      sessions: [sessionWith({})],
      ended: [{ id: 'e1', names: ['dev'], all: false, until: now }],
    });
    const lines = trayMenu(snapshot, plainWords, now);
    expect(lineOf(lines, 'Undo dev')).toMatchObject({ name: 'undoEnd', payload: { ended: 'e1' } });
    expect(lineOf(lines, 'Cancel touch')).toMatchObject({ name: 'cancel', payload: { waiting: 'w1' } });
    expect(lineOf(lines, 'dev_two & three')).toMatchObject({ name: 'tap', payload: { role: 'dev_two & three' } });
    expect(lineOf(lines, 'prod')).toBeUndefined();
    expect(lineOf(lines, 'End session')).toMatchObject({ name: 'end', payload: { target: 'prod-tap' } });
    expect(lineOf(lines, 'Copy profile')).toMatchObject({ name: 'copyProfile', payload: { target: 'prod-tap' } });
    expect(lineOf(lines, 'Copy code for jane')).toMatchObject({ name: 'copyCode', payload: { keyId: 'k1', account: 'a1' } });
    expect(lineOf(lines, 'Quit')).toMatchObject({ name: 'quit', payload: null });
  });

  it('renews a session, keeps it alive or not, and opens its console', () => {
    const can = { tap: true, end: true, renew: true, edit: false };
    const lines = (change: Partial<RoleView>, session: Partial<SessionView> = {}) =>
      trayMenu(snapshotWith({ roles: [roleWith({ profile: 'prod', can, ...change })], sessions: [sessionWith(session)] }), plainWords, now);
    expect(lineOf(lines({}), 'Renew')).toMatchObject({ enabled: true, name: 'renew', payload: { role: 'prod' } });
    expect(lineOf(lines({}), 'Open console')).toMatchObject({ name: 'openConsole', payload: { role: 'prod' } });
    expect(lineOf(lines({}), 'Keep alive')).toMatchObject({ checked: false, name: 'setPinned', payload: { role: 'prod', on: true } });
    expect(lineOf(lines({ pinned: true }), 'Keep alive')).toMatchObject({ checked: true, payload: { role: 'prod', on: false } });
    expect(lineOf(lines({ guard: 'on' }), 'Keep alive')).toBeUndefined();
    expect(lineOf(lines({}, { via: 'direct' }), 'Keep alive')).toBeUndefined();
  });

  it('has a line for each alert, and one that renews all', () => {
    const alerts: readonly Alert[] = [
      { id: 'a1', kind: 'ends-soon', what: 'mfa-session', name: 'acme', ends: now },
      { id: 'a2', kind: 'renewal-failed', profile: 'prod', problem: { code: 'throttled' } },
    ];
    const can = { copyCode: true, startDemo: false, endAll: true, renewAll: true };
    const lines = trayMenu(snapshotWith({ alerts, can, roles: [] }), plainWords, now);
    expect(drawn(lines)).toMatch(/^# YubiKey 5C NFC\n---\nAlert a1\nAlert a2\nRenew all\n---\n/);
    expect(lineOf(lines, 'Alert a1')).toEqual({
      kind: 'command',
      label: 'Alert a1',
      enabled: true,
      name: 'answerAlert',
      payload: { alert: 'a1' },
    });
    // What helps is in the popover.
    expect(lineOf(lines, 'Alert a2')).toMatchObject({ payload: { alert: 'a2' }, opens: true });
    expect(lineOf(lines, 'Renew all')).toMatchObject({ name: 'renewAll', payload: null });
  });

  it('opens the activity and the settings', () => {
    const lines = trayMenu(snapshotWith({}), plainWords, now);
    expect(lineOf(lines, 'Activity')).toMatchObject({ name: 'openActivity', payload: null });
    expect(lineOf(lines, 'Settings')).toMatchObject({ name: 'openSettings', payload: null });
  });

  it('has the groups of the window, in its order', () => {
    const roles = [
      roleWith({ profile: 'a' }),
      roleWith({ profile: 'b' }),
      roleWith({ profile: 'older', recent: 2 }),
      roleWith({ profile: 'star', favourite: true, recent: 3 }),
      roleWith({ profile: 'newest', recent: 1, accountId: '444455556666' }),
      roleWith({ profile: 'z', accountId: '444455556666' }),
      roleWith({ profile: 'y', accountId: '444455556666' }),
      roleWith({ profile: 'lone', accountId: '555566667777' }),
      roleWith({ profile: 'alone', accountId: '666677778888' }),
    ];
    const awsAccounts = [
      { accountId: '444455556666', partition: 'aws', alias: 'acme-audit', colour: 'red' },
      { accountId: '555566667777', partition: 'aws', alias: 'acme-lone', colour: 'none' },
    ] as const;
    const snapshot = snapshotWith({ roles, awsAccounts });
    const lines = trayMenu(snapshot, plainWords, now);
    expect(drawn(lines)).toContain(
      [
        '# Favourites',
        'star',
        '---',
        '# Recent',
        'newest',
        'older',
        '---',
        '# acme-audit',
        'y',
        'z',
        '# Account 111122223333',
        'a',
        'b',
        '# Other accounts',
        'alone in 666677778888',
        'lone in acme-lone',
        '---',
      ].join('\n'),
    );
    expect(lineOf(lines, 'acme-audit')).toMatchObject({ kind: 'text', colour: 'red' });
    const shown = roleGroups(snapshot, accountsByKey(awsAccounts)).flatMap(({ members }) =>
      members.flatMap((member) => (member.kind === 'role' ? member.role.id : [])),
    );
    expect(
      lines.flatMap((line) => (line.kind === 'command' && line.name === 'tap' ? (line.payload as { role: string }).role : [])),
    ).toEqual(shown);
  });

  it('marks an open session with the colour of its account', () => {
    const awsAccounts = [{ accountId: '111122223333', partition: 'aws', colour: 'teal' } as const];
    const lines = trayMenu(snapshotWith({ sessions: [sessionWith({})], awsAccounts }), plainWords, now);
    expect(lines.find((line) => line.kind === 'submenu')).toMatchObject({ colour: 'teal' });
  });

  it('copies the code of any account, where the keys have several', () => {
    const account = { id: 'a1', name: 'jane', touch: 'required', forAws: true, accountId: '111122223333' } as const;
    const other = { ...account, id: 'a2', name: 'mail', accountId: '444455556666' };
    const key = { id: 'k1', name: 'YubiKey 5C NFC', serial: 7, firmware: '5.7.1', formFactor: '', oath: 'ready', busy: false } as const;
    const awsAccounts = [{ accountId: '444455556666', partition: 'aws', alias: 'acme', colour: 'none' } as const];
    const keys = [{ ...key, accounts: [account, other, { ...account, id: 'a3', forAws: false }] }];
    const lines = trayMenu(snapshotWith({ card: { kind: 'present', keys }, awsAccounts }), plainWords, now);
    expect(lineOf(lines, 'Codes')).toMatchObject({
      lines: [
        { label: 'jane 111122223333', name: 'copyCode', payload: { keyId: 'k1', account: 'a1' } },
        { label: 'mail acme', name: 'copyCode', payload: { keyId: 'k1', account: 'a2' } },
      ],
    });
    const both = [
      { ...key, accounts: [account] },
      { ...key, id: 'k2', serial: 8, accounts: [account] },
    ];
    const onTwo = trayMenu(snapshotWith({ card: { kind: 'present', keys: both } }), plainWords, now);
    expect(lineOf(onTwo, 'jane 111122223333 8')).toMatchObject({ payload: { keyId: 'k2', account: 'a1' } });
  });

  it('keeps the favourites few', () => {
    const roles = Array.from({ length: 30 }, (_, index) => roleWith({ profile: `role-${index}`, favourite: true }));
    const menu = drawn(trayMenu(snapshotWith({ roles }), plainWords, now));
    expect(menu).toContain('\nrole-9\n---\n');
    expect(menu).not.toContain('role-10');
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
    expect(drawn(lines)).toBe('# YubiKey 5C NFC\n---\nOpen Roletap\nActivity\nSettings\nSet up a YubiKey\nQuit');
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
    const told = (kind: 'ends-soon' | 'touch-wanted' | 'renewal-failed') =>
      trayState(snapshotWith({ sessions: [sessionWith({})], alerts: [{ id: 'a', kind } as Alert] }));
    expect([told('ends-soon'), told('touch-wanted'), told('renewal-failed')]).toEqual(['expiring', 'waiting', 'failed']);
    expect(trayState(snapshotWith({ roles: [failed], waiting: [touchWaiting] }))).toBe('waiting');
  });
});
