import { describe, expect, it } from 'vitest';
import type { Problem } from '../../../../src-main/contract/problems/problem.ts';
import type { RoleDraft } from '../../../../src-main/contract/tools.ts';
import { openStage } from './page-fixture.ts';

const opsArn = 'arn:aws:iam::777788889999:role/teams/Ops';
const draft: RoleDraft = { name: 'ops', roleArn: opsArn, source: 'work', externalId: '', region: '', durationSeconds: 0 };
const added = { name: 'ops', roleArn: opsArn, source: 'work' };
const china = 'arn:aws-cn:iam::777788889999:role/Ops';

const open = async (payload: object = {}, options: Parameters<typeof openStage>[0] = {}) => {
  const stage = await openStage(options);
  const opened = stage.taken('openAddRole', { role: '', roleArn: '', source: '', ...payload });
  const save = (change: Partial<RoleDraft> = {}, role = '') => {
    expect(stage.taken('saveRole', { role, draft: { ...draft, ...change } })).toBe(true);
    return stage.app.snapshot().addRole?.problem;
  };
  return { ...stage, opened, save, form: () => stage.app.snapshot().addRole };
};

describe('the form for a role by hand', () => {
  it('begins empty, with the only source chosen', async () => {
    const { form } = await open();
    expect(form()).toEqual({ sources: ['work'], draft: { ...draft, name: '', roleArn: '' } });
  });

  it('begins with an ARN and the name in it, or with a pattern of which a person makes a name', async () => {
    expect((await open({ roleArn: opsArn, source: 'work' })).form()?.draft).toEqual({ ...draft, name: 'Ops' });
    const pattern = 'arn:aws:iam::777788889999:role/Deploy-*';
    expect((await open({ roleArn: pattern })).form()?.draft).toEqual({ ...draft, name: '', roleArn: pattern });
  });

  it('saves a role with what was filled in, without the blanks that were pasted with it, and closes', async () => {
    const { save, form, world } = await open();
    expect(
      save({ name: ' ops ', roleArn: `${opsArn}\n`, externalId: 'acme/7', region: ' eu-west-1', durationSeconds: 7200 }),
    ).toBeUndefined();
    expect(form()).toBeUndefined();
    expect(world.settings.get().addedRoles).toEqual([{ ...added, externalId: 'acme/7', region: 'eu-west-1', durationSeconds: 7200 }]);
  });

  it('leaves out of the file what was left empty', async () => {
    const { save, world } = await open();
    save();
    expect(world.settings.get().addedRoles).toEqual([added]);
  });

  it.each<readonly [string, Partial<RoleDraft>, Problem]>([
    ['no ARN', { roleArn: 'Ops' }, { code: 'role-arn-bad', profile: 'ops', roleArn: 'Ops' }],
    [
      'the ARN of a user',
      { roleArn: 'arn:aws:iam::777788889999:user/ops' },
      { code: 'role-arn-bad', profile: 'ops', roleArn: 'arn:aws:iam::777788889999:user/ops' },
    ],
    [
      'a pattern',
      { roleArn: 'arn:aws:iam::777788889999:role/Deploy-*' },
      { code: 'role-arn-bad', profile: 'ops', roleArn: 'arn:aws:iam::777788889999:role/Deploy-*' },
    ],
    [
      'a pattern in the path',
      { roleArn: 'arn:aws:iam::777788889999:role/*/Ops' },
      { code: 'role-arn-bad', profile: 'ops', roleArn: 'arn:aws:iam::777788889999:role/*/Ops' },
    ],
    ['no name', { name: ' ' }, { code: 'role-name-bad', name: '' }],
    ['a name with a blank', { name: 'my ops' }, { code: 'role-name-bad', name: 'my ops' }],
    ['a name that would be an option', { name: '--ops' }, { code: 'role-name-bad', name: '--ops' }],
    ['a name that ends a section', { name: 'ops]' }, { code: 'role-name-bad', name: 'ops]' }],
    ['the name of every object', { name: '__proto__' }, { code: 'role-name-bad', name: '__proto__' }],
    ['the name of a role in the config file', { name: 'prod' }, { code: 'role-name-taken', name: 'prod' }],
    ['the name of a source', { name: 'work' }, { code: 'role-name-taken', name: 'work' }],
    ['no source', { source: '' }, { code: 'source-not-chosen' }],
    ['a source without keys', { source: 'dev' }, { code: 'source-missing', profile: 'ops', source: 'dev' }],
    ['an external id of one letter', { externalId: 'x' }, { code: 'external-id-bad', externalId: 'x' }],
    ['an external id with a quote', { externalId: 'it"s' }, { code: 'external-id-bad', externalId: 'it"s' }],
    ['an external id that is too long', { externalId: 'x'.repeat(1225) }, { code: 'external-id-bad', externalId: 'x'.repeat(1225) }],
    ['no region', { region: 'frankfurt' }, { code: 'region-bad', region: 'frankfurt', partition: 'aws' }],
    [
      'a region of another partition',
      { roleArn: china, region: 'eu-west-1' },
      { code: 'region-bad', region: 'eu-west-1', partition: 'aws-cn' },
    ],
    ['a duration that is too short', { durationSeconds: 899 }, { code: 'duration-bad', seconds: 899 }],
    ['a duration that is too long', { durationSeconds: 43_201 }, { code: 'duration-bad', seconds: 43_201 }],
  ])('refuses %s, and keeps what was typed', async (_, change, problem) => {
    const { save, form, world } = await open();
    expect(save(change)).toEqual(problem);
    expect(form()?.draft).toEqual({ ...draft, ...change });
    expect(world.settings.get().addedRoles).toEqual([]);
  });

  it.each<readonly [string, Partial<RoleDraft>]>([
    ['the shortest duration', { durationSeconds: 900 }],
    ['the longest duration', { durationSeconds: 43_200 }],
    ['an external id of two letters', { externalId: 'xy' }],
    ['the longest external id', { externalId: 'x'.repeat(1224) }],
    ['another partition with its own region', { roleArn: china, region: 'cn-north-1' }],
  ])('takes %s', async (_, change) => {
    const { save } = await open();
    expect(save(change)).toBeUndefined();
  });

  it('refuses the name of another role by hand', async () => {
    const { save } = await open({}, { settings: { addedRoles: [{ ...added, roleArn: 'arn:aws:iam::777788889999:role/Other' }] } });
    expect(save()).toEqual({ code: 'role-name-taken', name: 'ops' });
  });

  it('shows before anything is saved that the target of the name is another’s', async () => {
    const config = '[profile ops-tap]\nrole_arn = arn:aws:iam::777788889999:role/Other\nsource_profile = work\n';
    const { save } = await open({}, { config });
    expect(save()).toMatchObject({ code: 'target-clash', target: 'ops-tap', line: 1 });
  });

  it('looks at the target that the settings make of the name', async () => {
    const config = '[profile ops.mfa]\nrole_arn = arn:aws:iam::777788889999:role/Other\nsource_profile = work\n';
    const { save } = await open({}, { config, settings: { targetSuffix: '.mfa' } });
    expect(save()).toMatchObject({ code: 'target-clash', target: 'ops.mfa' });
  });

  it('is saved only while it is open, for the role that it is open for', async () => {
    const { taken, world } = await open({}, { settings: { addedRoles: [added] } });
    expect(taken('saveRole', { role: 'ops', draft })).toBe(false);
    taken('closePage', null);
    expect(taken('saveRole', { role: '', draft: { ...draft, name: 'new' } })).toBe(false);
    expect(world.settings.get().addedRoles).toEqual([added]);
  });
});

describe('a role by hand', () => {
  const settings = { addedRoles: [added], pinned: ['dev', 'ops'], favourites: ['ops'], recents: ['ops', 'prod'] };

  it('can be changed under its own name', async () => {
    const { form, save, world } = await open({ role: 'ops' }, { settings });
    expect(form()).toEqual({ role: 'ops', sources: ['work'], draft });
    expect(save({ durationSeconds: 1800 }, 'ops')).toBeUndefined();
    expect(world.settings.get()).toMatchObject({ ...settings, addedRoles: [{ ...added, durationSeconds: 1800 }] });
  });

  it('keeps its pin, its star and its place among the recents under a new name', async () => {
    const { save, world } = await open({ role: 'ops' }, { settings });
    expect(save({ name: 'operations' }, 'ops')).toBeUndefined();
    expect(world.settings.get()).toMatchObject({
      addedRoles: [{ ...added, name: 'operations' }],
      pinned: ['dev', 'operations'],
      favourites: ['operations'],
      recents: ['operations', 'prod'],
    });
  });

  it('goes with its marks, and its form closes; others do not go', async () => {
    const { taken, form, world } = await open({ role: 'ops' }, { settings });
    expect(taken('removeRole', { role: 'prod' })).toBe(false);
    expect(taken('removeRole', { role: 'ops' })).toBe(true);
    expect(world.settings.get()).toMatchObject({ addedRoles: [], pinned: ['dev'], favourites: [], recents: ['prod'] });
    expect(form()).toBeUndefined();
  });

  it('is the only kind that can be changed', async () => {
    const { opened, form } = await open({ role: 'prod' });
    expect(opened).toBe(false);
    expect(form()).toBeUndefined();
  });
});
