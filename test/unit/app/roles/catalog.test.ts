import { describe, expect, it } from 'vitest';
import { type CatalogInput, catalogOf } from '../../../../src-main/app/roles/catalog.ts';
import { createCatalog } from '../../../../src-main/app/roles/role-files.ts';
import type { RoleSettings } from '../../../../src-main/app/roles/role-settings.ts';
import { defaultSettings } from '../../../../src-main/app/settings.ts';
import { parseIni } from '../../../../src-main/aws/ini/ini-parse.ts';
import { readProfiles } from '../../../../src-main/aws/profiles/profiles.ts';
import { utf8 } from '../../../../src-main/base/bytes.ts';
import type { LimitedRole } from '../../../../src-main/contract/sessions/limits.ts';
import { config, credentials } from '../../../fakes/world.ts';

const profiles = readProfiles({
  config: { file: '/c', document: parseIni(utf8(config)) },
  credentials: { file: '/k', document: parseIni(utf8(credentials)) },
  env: {},
});
const ops = 'arn:aws:iam::999900001111:role/teams/Ops';

const input = (change: Partial<CatalogInput> = {}): CatalogInput => ({ profiles, added: [], found: {}, ...change });
const foundBy = (source: string, ...roleArns: readonly string[]): CatalogInput['found'] => ({
  [source]: {
    at: 1,
    found: {
      accountId: '111122223333',
      partition: 'aws',
      roles: roleArns.map((roleArn) => ({ roleArn, sure: false, externalId: 'acme' })),
      patterns: [],
      unread: [],
    },
  },
});
const namesOf = (given: CatalogInput) => catalogOf(given).roles.map(({ profile, origin }) => `${profile} ${origin}`);

describe('the catalog', () => {
  it('has the roles of the config file, those by hand and those of IAM, each under a name of its own', () => {
    const added = [{ name: 'ops', roleArn: ops, source: 'work', externalId: 'x', region: 'eu-north-1', durationSeconds: 7200 }];
    const { roles, byName } = catalogOf(input({ added, found: foundBy('work', 'arn:aws:iam::222233334444:role/Reader') }));
    expect(roles.map(({ profile, origin }) => `${profile} ${origin}`)).toEqual([
      'dev config',
      'prod config',
      'ops added',
      'Reader-222233334444 iam',
    ]);
    expect(byName.get('ops')).toMatchObject({
      roleArn: ops,
      roleName: 'Ops',
      accountId: '999900001111',
      source: 'work',
      externalId: 'x',
      region: 'eu-north-1',
      durationSeconds: 7200,
      sure: true,
    });
    expect(byName.get('Reader-222233334444')).toMatchObject({ source: 'work', sure: false, externalId: 'acme' });
  });

  it('does not show a role of IAM that is known otherwise', () => {
    const added = [{ name: 'ops', roleArn: ops, source: 'work' }];
    const found = foundBy('work', ops, 'arn:aws:iam::444455556666:role/Developer');
    expect(namesOf(input({ added, found }))).toEqual(['dev config', 'prod config', 'ops added']);
  });

  it('gives no name twice', () => {
    const added = [
      { name: 'dev', roleArn: ops, source: 'work' },
      { name: 'work', roleArn: ops, source: 'work' },
      { name: 'Reader-222233334444', roleArn: ops, source: 'work' },
    ];
    const found = foundBy('work', 'arn:aws:iam::222233334444:role/Reader', 'arn:aws-cn:iam::222233334444:role/Reader');
    expect(namesOf(input({ added, found })).slice(2)).toEqual([
      'Reader-222233334444 added',
      'Reader-222233334444-2 iam',
      'Reader-222233334444-3 iam',
    ]);
  });

  it('leaves out what is no role, and what IAM told a source that is gone', () => {
    const added = [{ name: 'odd', roleArn: 'arn:aws:iam::1:user/x', source: 'work' }];
    expect(namesOf(input({ added, found: foundBy('gone', ops) }))).toEqual(['dev config', 'prod config']);
  });

  it('keeps a role by hand whose source is gone: a tap says what is missing', () => {
    expect(namesOf(input({ added: [{ name: 'ops', roleArn: ops, source: 'gone' }] }))).toContain('ops added');
  });

  it('is the same one until something changes', () => {
    const remembered = createCatalog();
    const added = [{ name: 'ops', roleArn: ops, source: 'work' }];
    const found = {};
    const first = remembered({ profiles, added, found }, [], defaultSettings);
    expect(remembered({ profiles, added: [...added], found }, [], { ...defaultSettings })).toBe(first);
    expect(remembered({ profiles, added: [], found }, [], defaultSettings)).not.toBe(first);
  });

  it('is not made anew for a session that was written', () => {
    const remembered = createCatalog();
    const before = input();
    const first = remembered(before, [], defaultSettings);
    const written: typeof profiles = { ...profiles, targets: [] };
    expect(remembered({ ...before, profiles: written }, [], defaultSettings)).toBe(first);
  });

  const limited = { of: 'dev', roleArn: ops, source: 'work', limits: { sourceIdentity: 'jane' } };
  it.each<readonly [string, Partial<CatalogInput>, readonly LimitedRole[], Partial<RoleSettings>]>([
    ['roles', { profiles: { ...profiles, roles: [...profiles.roles] } }, [], {}],
    ['sources', { profiles: { ...profiles, sources: [...profiles.sources] } }, [], {}],
    ['broken profiles', { profiles: { ...profiles, broken: [...profiles.broken] } }, [], {}],
    ['profiles with our line', { profiles: { ...profiles, processTargets: ['dev-tap'] } }, [], {}],
    ['roles of IAM', { found: {} }, [], {}],
    ['limited roles', {}, [limited], {}],
    ['names of accounts', {}, [], { aliases: { '444455556666': 'acme' } }],
    ['guards', {}, [], { guards: { [ops]: true } }],
    ['roles that open read-only', {}, [], { readOnlyFirst: { [ops]: true } }],
    ['the region', {}, [], { region: 'eu-north-1' }],
    ['what targets are called', {}, [], { targetSuffix: '-mfa' }],
  ])('is made anew for other %s', (_what, change, asked, settings) => {
    const remembered = createCatalog();
    const before = input();
    const first = remembered(before, [], defaultSettings);
    expect(remembered({ ...before, ...change }, asked, { ...defaultSettings, ...settings })).not.toBe(first);
  });
});
