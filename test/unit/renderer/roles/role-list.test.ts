import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { looksLikeProduction } from '../../../../src-main/contract/text.ts';
import { isAcrossAccounts } from '../../../../src-main/words/roles/groups.ts';
import { accountsByKey } from '../../../../src-main/words/roles/order.ts';
import { lacksLine, listItems } from '../../../../src-renderer/roles/role-list.ts';
import { fixedNow, roleWith, sessionOf } from '../../../support/gallery/snapshots.ts';

const active = (profile: string, accountId = '111122223333') =>
  roleWith(profile, 'Admin', accountId, { state: { kind: 'active', since: fixedNow, expires: fixedNow + 60_000, expiring: false } });
const shown = (items: ReturnType<typeof listItems>) =>
  items.map((item) => (item.kind === 'heading' ? `# ${item.title}` : item.kind === 'role' ? item.role.id : item.session.target));

describe('the list of roles', () => {
  test('puts active roles first and the others under their account, in the order a person counts', () => {
    const roles = [
      roleWith('team-10', 'Admin', '222233334444'),
      roleWith('team-9', 'Admin', '222233334444'),
      active('zulu'),
      active('alpha'),
      roleWith('first', 'Admin', '111122223333'),
    ];
    expect(shown(listItems(roles, []))).toEqual([
      '# Active',
      'alpha',
      'zulu',
      '# Account 111122223333',
      'first',
      '# Account 222233334444',
      'team-9',
      'team-10',
    ]);
  });

  test('keeps a role under Active while its session is renewed, and when that failed', () => {
    const role = roleWith('prod', 'Admin', '111122223333', { state: { kind: 'waiting', for: 'touch' } });
    const failed = roleWith('data', 'Admin', '111122223333', { state: { kind: 'failed', problem: { code: 'throttled' } } });
    expect(shown(listItems([role, failed], [sessionOf(role, 60_000), sessionOf(failed, 60_000)]))).toEqual(['# Active', 'data', 'prod']);
  });

  test('shows a session whose role is in no file', () => {
    expect(shown(listItems([], [sessionOf(roleWith('gone', 'Admin', '111122223333'), 60_000)]))).toEqual(['# Active', 'gone-tap']);
  });

  test('tells apart the same account id in two partitions', () => {
    const roles = (['aws', 'aws-cn'] as const).flatMap((partition) =>
      ['a', 'b'].map((name) => roleWith(`${name} ${partition}`, 'A', '111122223333', { partition })),
    );
    const items = listItems(roles, []);
    expect(items.filter((item) => item.kind === 'heading').map((item) => item.kind === 'heading' && item.detail)).toEqual([
      undefined,
      'China',
    ]);
  });

  test('shows every role exactly once, whatever the states', () => {
    const state = fc.constantFrom('idle', 'active', 'waiting');
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.tuple(fc.string({ minLength: 1 }), state, fc.constantFrom('1', '2', '3')), { selector: ([name]) => name }),
        (all) => {
          const roles = all.map(([name, kind, accountId]) =>
            kind === 'active' ? active(name, accountId) : roleWith(name, 'R', accountId),
          );
          const items = listItems(roles, []).filter((item) => item.kind === 'role');
          expect(items.map((item) => item.role.id).sort()).toEqual(roles.map((role) => role.id).sort());
        },
      ),
    );
  });
});

describe('groups', () => {
  const named = accountsByKey([
    { accountId: '222233334444', partition: 'aws', alias: 'zeta', colour: 'red' },
    { accountId: '111122223333', partition: 'aws', colour: 'none' },
    { accountId: '333344445555', partition: 'aws', alias: 'acme', colour: 'none' },
  ]);
  const role = (name: string, accountId: string, change: Parameters<typeof roleWith>[3] = {}) => roleWith(name, 'R', accountId, change);

  test('come as active, favourites, recent (newest first, four of them), accounts, and no role stands twice', () => {
    const roles = [
      active('open'),
      { ...active('open-favourite'), favourite: true, recent: 1 },
      role('loved', '111122223333', { favourite: true, recent: 2 }),
      ...[7, 3, 6, 4, 5].map((recent) => role(`recent-${recent}`, '111122223333', { recent })),
      role('other', '111122223333'),
    ];
    expect(shown(listItems(roles, []))).toEqual([
      '# Active',
      'open',
      'open-favourite',
      '# Favourites',
      'loved',
      '# Recent',
      'recent-3',
      'recent-4',
      'recent-5',
      'recent-6',
      '# Account 111122223333',
      'other',
      'recent-7',
    ]);
  });

  test('of accounts carry name, id and mark; those with a name stand first', () => {
    const roles = ['111122223333', '222233334444', '333344445555'].flatMap((id) => [role(`a ${id}`, id), role(`b ${id}`, id)]);
    const items = listItems(roles, [], named);
    expect(items.filter((item) => item.kind === 'heading')).toMatchObject([
      { title: 'acme', detail: '333344445555' },
      { title: 'zeta', detail: '222233334444', colour: 'red' },
      { title: 'Account 111122223333' },
    ]);
  });
});

describe('roles that are the only ones of their accounts', () => {
  const several = [roleWith('a', 'R', '1'), roleWith('b', 'R', '1'), roleWith('zoo', 'R', '2'), roleWith('bar', 'R', '3')];

  test('stand together by name behind the accounts, and each says its account', () => {
    const items = listItems(several, []);
    expect(shown(items)).toEqual(['# Account 1', 'a', 'b', '# Other accounts', 'bar', 'zoo']);
    expect(isAcrossAccounts('others')).toBe(true);
  });

  test('keep a heading of their own where there is one such account', () =>
    expect(shown(listItems(several.slice(0, 3), []))).toEqual(['# Account 1', 'a', 'b', '# Account 2', 'zoo']));

  test('are simply the roles where no account has more', () =>
    expect(shown(listItems(several.slice(1), []))).toEqual(['# Roles', 'b', 'bar', 'zoo']));
});

test('what ends first stands above, with or without a role', () => {
  const role = (name: string, left: number) =>
    roleWith(name, 'R', '1', { state: { kind: 'active', since: fixedNow, expires: fixedNow + left, expiring: false } });
  const stranger = sessionOf(roleWith('gone', 'R', '1'), 50_000);
  const renewing = roleWith('renewing', 'R', '1', { state: { kind: 'waiting', for: 'aws' } });
  const sessions = [stranger, sessionOf(renewing, 10_000)];
  expect(shown(listItems([role('late', 90_000), role('soon', 20_000), renewing], sessions))).toEqual([
    '# Active',
    'renewing',
    'soon',
    'gone-tap',
    'late',
  ]);
});

test.each([
  ['prod-admin', true],
  ['acme_PRD', true],
  ['live', true],
  ['my-production-eu', true],
  ['product-catalog', false],
  ['delivery', false],
  ['nonprod1x', false],
])('%s looks like production: %s', (name, answer) => expect(looksLikeProduction(name)).toBe(answer));

describe('a session that is in no file', () => {
  test.each([
    ['by the setting, and its target cannot ask', true, 'file', {}, true],
    ['by the setting, and its target asks', true, 'process', {}, false],
    ['not by the setting: it will be in one at once', false, 'file', {}, false],
    ['by the setting, but was written before', true, 'file', { file: '/home/jane/.aws/credentials' }, false],
  ] as const)('%s', (_, noFiles, delivery, session, lacks) => {
    expect(lacksLine({ delivery }, session, noFiles)).toBe(lacks);
    expect(lacksLine({ delivery }, undefined, noFiles)).toBe(false);
  });
});
