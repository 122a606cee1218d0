import { describe, expect, test } from 'vitest';
import type { RoleView } from '../../../../src-main/contract/snapshot.ts';
import { accountsByKey } from '../../../../src-main/words/roles/order.ts';
import { type BoxSource, boxItems, deedsOfRole, isProduction } from '../../../../src-renderer/roles/box/box-items.ts';
import { standingDeeds } from '../../../../src-renderer/roles/box/deeds.ts';
import { markedParts } from '../../../../src-renderer/roles/box/marked.tsx';
import { resultsOf } from '../../../../src-renderer/roles/box/results.tsx';
import { account, fixedNow, keyWith, roleWith, sessionOf, snapshotWith } from '../../../support/gallery/snapshots.ts';

const named = (...names: readonly string[]): readonly RoleView[] => names.map((name) => roleWith(name, 'R', '1'));
const boxOf = (roles: readonly RoleView[], change: Partial<BoxSource> & Parameters<typeof snapshotWith>[0] = {}): BoxSource => {
  const snapshot = snapshotWith({ roles, sessions: [], ...change });
  return { accounts: new Map(), standing: standingDeeds(snapshot), noFiles: false, ...change, roles, sessions: snapshot.sessions };
};
const titles = (source: BoxSource, typed: string) =>
  resultsOf(boxItems(source, typed)).map((item) => (item.kind === 'role' ? item.role.id : item.title));
const roleIds = (source: BoxSource, typed: string) => boxItems(source, typed).roles.map(({ role }) => role.id);
const open = (name: string, accountId = '1'): RoleView => ({
  ...roleWith(name, 'R', accountId, { state: { kind: 'active', since: fixedNow, expires: fixedNow + 60_000, expiring: false } }),
  can: { tap: true, end: true, renew: true, edit: false },
});

describe('roles in the box', () => {
  const role = roleWith('staging-admin', 'OrgAccess', '222233334444');

  test('are found by profile, role, account id as the console writes it, source and target', () => {
    for (const query of ['staging', 'ADMIN', 'orgacc', '222233334444', '2222-3333-4444', 'jane', 'admin-tap', 'admin 2222', '  stag  '])
      expect(roleIds(boxOf([role]), query), query).toEqual(['staging-admin']);
    expect(roleIds(boxOf([role]), 'admin prod')).toEqual([]);
    expect(roleIds(boxOf(named('a---b')), '---')).toEqual(['a---b']);
  });

  test('are found by the name that a person gave to the account, until it is taken away', () => {
    const accounts = accountsByKey([{ accountId: '222233334444', partition: 'aws', alias: 'Acme Staging', colour: 'none' }]);
    const roles = [role];
    expect(roleIds(boxOf(roles, { accounts }), 'acme')).toEqual(['staging-admin']);
    expect(roleIds(boxOf(roles), 'acme')).toEqual([]);
  });

  test('are ranked: the name itself before a beginning, a word, a middle, and other fields', () => {
    const roles = [...named('xadminx', 'the-admin', 'admin-2', 'admin'), roleWith('other', 'Admin', '1')];
    expect(roleIds(boxOf(roles), 'admin')).toEqual(['admin', 'admin-2', 'the-admin', 'other', 'xadminx']);
  });

  test('come with those that were tapped lately before others that fit as well, the newest first', () => {
    const roles = [...named('dev-a', 'dev-b'), roleWith('dev-y', 'R', '1', { recent: 2 }), roleWith('dev-z', 'R', '1', { recent: 1 })];
    expect(roleIds(boxOf(roles), 'dev')).toEqual(['dev-z', 'dev-y', 'dev-a', 'dev-b']);
    expect(roleIds(boxOf(roles), 'dev-a')[0]).toBe('dev-a');
  });

  test('are those that a misspelled or shortened name may mean, where little fits', () => {
    const roles = named('payments-prod-admin0', 'payments-dev-read', 'data-prod-admin', 'paymnts');
    expect(roleIds(boxOf(roles), 'ppa0')).toEqual(['payments-prod-admin0']);
    expect(roleIds(boxOf(roles), 'paymnts')).toEqual(['paymnts', 'payments-dev-read', 'payments-prod-admin0']);
    expect(roleIds(boxOf(roles), 'zz')).toEqual([]);
    const many = named(...Array.from({ length: 8 }, (_, number) => `ppa-${number}`));
    expect(roleIds(boxOf([...roles, ...many]), 'ppa')).not.toContain('payments-prod-admin0');
  });

  test('say what Enter does: tap in, copy the line of an open one, or show one that is busy', () => {
    const busy = roleWith('c', 'R', '1', {
      state: { kind: 'waiting', for: 'aws' },
      can: { tap: false, end: false, renew: false, edit: false },
    });
    const source = boxOf([roleWith('a', 'R', '1'), open('b'), busy]);
    expect(boxItems(source, '1').roles.map(({ does, deed }) => [does, deed.kind === 'send' ? deed.command.name : deed.kind])).toEqual([
      ['Tap in', 'tap'],
      ['Copy line', 'copyProfile'],
      ['Show', 'show'],
    ]);
  });
});

describe('actions in the box', () => {
  const prod = open('prod-admin');
  const source = boxOf([prod, ...named('prod-read', 'dev-power', 'back-end')], {
    sessions: [sessionOf(prod, 60_000)],
    card: { kind: 'present', keys: [keyWith({ accounts: [account] })] },
    can: { copyCode: true, startDemo: false, endAll: true, renewAll: true },
  });

  test.each([
    ['end all', 'End all sessions'],
    ['lock', 'End all sessions'],
    ['end', 'End all sessions'],
    ['end prod', 'End prod-admin'],
    ['console prod', 'Open console as prod-admin'],
    ['prod console', 'Open console as prod-admin'],
    ['console dev', 'Open console as dev-power'],
    ['code jane', `Copy code for ${account.user}`],
    ['settings', 'Settings'],
    ['sett', 'Settings'],
    ['rotate', 'Rotate jane’s access key…'],
    ['dark', 'Use the dark theme'],
    ['qr', 'Set up a YubiKey…'],
    ['setings', 'Settings'],
    ['tap prod', 'Tap in to prod-read'],
  ])('for “%s” begin with “%s”', (typed, first) => expect(titles(source, typed)[0]).toBe(first));

  test.each([
    ['back-end', 'back-end'],
    ['dev', 'dev-power'],
    ['prod', 'prod-admin'],
  ])('do not come before the role that “%s” names', (typed, first) => expect(titles(source, typed)[0]).toBe(first));

  test('stand beside roles that were found: what can be done with the first', () => {
    expect(titles(source, 'admin')).toEqual([
      'prod-admin',
      'Open console as prod-admin',
      'End prod-admin',
      'Copy environment for prod-admin…',
    ]);
  });

  test('are only what can be done now', () => {
    const quiet = boxOf(named('dev'), { can: { copyCode: false, startDemo: false, endAll: false, renewAll: false } });
    expect(titles(quiet, 'end')).toEqual([]);
    expect(titles(quiet, 'code')).not.toContain(`Copy code for ${account.user}`);
    expect(titles(boxOf([{ ...roleWith('me', 'R', '1'), user: true }]), 'console me')).toEqual([]);
  });

  test('of one role are all of its menu, or those that fit what is typed', () => {
    expect(deedsOfRole(source, prod, '').map(({ title }) => title)).toContain('Guard prod-admin');
    expect(deedsOfRole(source, prod, 'gua').map(({ title }) => title)).toEqual(['Guard prod-admin']);
    expect(deedsOfRole(source, prod, 'prod nonsense')).toEqual([]);
  });

  test('with production are marked as its role is', () => {
    const marked = (typed: string) => resultsOf(boxItems(source, typed)).map(isProduction);
    expect(marked('console prod')).toEqual([true, true, true, true]);
    expect(marked('console dev')).toEqual([false, false]);
  });
});

test('a key costs 2,000 roles one look each, and what is found no more than that', () => {
  let looks = 0;
  const counted = (role: RoleView): RoleView =>
    new Proxy(role, {
      get: (target, name) => {
        looks += 1;
        return Reflect.get(target, name);
      },
    });
  const roles = Array.from({ length: 2000 }, (_, at) => counted(roleWith(`team-${at}-admin`, 'Admin', String(100_000_000_000 + at))));
  const source = boxOf(roles);
  boxItems(source, 't');
  const lookFor = (typed: string) => {
    looks = 0;
    boxItems(source, typed);
    return looks;
  };
  // Ranked from what was made of them before: read are only those that stand in the box.
  expect(lookFor('team-77-admin')).toBeLessThan(600);
  expect(lookFor('settings team-77')).toBeLessThan(600);
  expect(lookFor('admin')).toBeLessThan(2000 * 12);
  expect(lookFor('tm77ad')).toBeLessThan(600);
});

describe('what was typed', () => {
  const marked = (text: string, ...words: readonly string[]) =>
    markedParts(text, words)
      .map((part) => (part.marked ? `[${part.text}]` : part.text))
      .join('');

  test.each([
    ['payments-prod-admin', ['pay', 'adm'], '[pay]ments-prod-[adm]in'],
    ['reload-ad', ['ad'], 'reload-[ad]'],
    ['Prod', ['prod'], '[Prod]'],
    ['payments', ['paymnts'], '[paym]e[nts]'],
    ['dev', ['zz'], 'dev'],
    ['x🦊y', ['🦊'], 'x[🦊]y'],
    ['İstanbul', ['istanbul'], 'İstanbul'],
  ])('is marked in “%s” for %j', (text, words, expected) => expect(marked(text, ...words)).toBe(expected));
});
