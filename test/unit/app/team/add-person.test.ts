import { describe, expect, it } from 'vitest';
import { newPassword, ownMfaPolicy } from '../../../../src-main/app/team/add-effects.ts';
import { type AddOver, createAddPerson } from '../../../../src-main/app/team/add-person.ts';
import { type InviteSecrets, openInvite, readInvite, sealInvite } from '../../../../src-main/app/team/invite.ts';
import type { TeamPlanPorts } from '../../../../src-main/app/team/plans/plan-desk.ts';
import { failed, ok } from '../../../../src-main/contract/result.ts';
import type { AddWish } from '../../../../src-main/contract/team/plan.ts';
import type { PolicyDocument } from '../../../../src-main/demo/aws-simulator/model/policy.ts';
import { never } from '../../../fakes/world.ts';
import { denying, endings, everything, interrupt, teamStage } from './team-stage.ts';

const wish: AddWish = { name: 'kim', policies: [], roles: [], password: false, accessKey: false };
const whole: AddWish = {
  ...wish,
  path: '/eng/',
  tags: [
    { key: 'team', value: 'web' },
    { key: 'floor', value: '' },
  ],
  group: 'developers',
  password: true,
  accessKey: true,
  invite: '/home/admin/kim.invite',
  region: 'eu-central-1',
  roles: ['arn:aws:iam::111122223333:role/Dev'],
};

/** The stage of plans, with what an invite goes to. */
const stage = (policy?: PolicyDocument) => {
  const all = teamStage(policy);
  const files = new Map<string, string>();
  const passwords: string[] = [];
  const over: AddOver = {
    write: async (file, text) => {
      if (files.has(file)) return failed({ code: 'invite-unwritable', file, errno: 'EEXIST' });
      files.set(file, text);
      return ok(undefined);
    },
    givePassword: async (password) => {
      passwords.push(password);
      return ok(undefined);
    },
    passphrase: async () => ok('correct horse'),
    onStep: () => {},
  };
  const program = (ports = all.ports()) =>
    createAddPerson(ports, (invite, secrets, passphrase) => sealInvite(invite, secrets, passphrase, { N: 1024, r: 8, p: 1 }));
  const kim = () => all.look('GetUser', { UserName: 'kim' });
  return { ...all, files, passwords, over, program, kim };
};

type Stage = ReturnType<typeof stage>;

/** Everything that was wished for is there, once. */
const expectWhole = async ({ look, kim, files, kept }: Stage, opens = true): Promise<InviteSecrets> => {
  expect(await kim()).toMatchObject({ User: { Arn: 'arn:aws:iam::111122223333:user/eng/kim' } });
  expect(await look('ListUserTags', { UserName: 'kim' })).toMatchObject({
    Tags: [
      { Key: 'team', Value: 'web' },
      { Key: 'floor', Value: '' },
    ],
  });
  expect(await look('ListGroupsForUser', { UserName: 'kim' })).toMatchObject({ Groups: [{ GroupName: 'developers' }] });
  expect(await look('ListGroupPolicies', { GroupName: 'developers' })).toMatchObject({ PolicyNames: [ownMfaPolicy] });
  const keys = (await look('ListAccessKeys', { UserName: 'kim' })) as { AccessKeyMetadata: { AccessKeyId: string }[] };
  expect(keys.AccessKeyMetadata).toHaveLength(1);
  const text = files.get('/home/admin/kim.invite') ?? '';
  const invite = readInvite(text, 'kim.invite');
  if (!invite.ok) throw new Error(invite.problem.code);
  expect(invite.value.sealed).toBeDefined();
  expect(await kept()).toEqual([]);
  if (!opens) return {};
  const secrets = await openInvite(invite.value, 'correct horse', 'kim.invite');
  // What is sealed is what IAM has: the one key that there is, and the last password.
  expect(secrets).toMatchObject({ ok: true, value: { accessKeyId: keys.AccessKeyMetadata[0]?.AccessKeyId, password: expect.any(String) } });
  return secrets.ok ? secrets.value : {};
};

/** Nothing is left of it, and nothing else is gone. */
const expectNothing = async ({ look, kim, kept, account }: Stage) => {
  expect(await kim()).toMatchObject({ code: 'user-missing' });
  // IAM's answer is about a group here; of whom it is makes no difference.
  expect(await look('GetGroup', { GroupName: 'developers' })).not.toHaveProperty('Group');
  expect(await kept()).toEqual([]);
  expect(account.devices()).toEqual([]);
};

describe('adding a person', () => {
  it('is shown first, and changes nothing', async () => {
    const all = stage();
    all.account.addGroup('developers');
    const plan = await all.program().plan('admin', whole, never());
    expect(plan).toMatchObject({
      ok: true,
      value: {
        userArn: 'arn:aws:iam::111122223333:user/eng/kim',
        consoleUrl: 'https://111122223333.signin.aws.amazon.com/console',
        steps: [
          { name: 'user', action: 'iam:CreateUser, iam:TagUser', state: 'todo', undo: 'iam:DeleteUser' },
          { name: 'group', state: 'there' },
          { name: 'member', action: 'iam:AddUserToGroup' },
          { name: 'password' },
          { name: 'key' },
          { name: 'invite', action: 'file' },
        ],
      },
    });
    expect(await all.kim()).toMatchObject({ code: 'user-missing' });
    expect(await all.kept()).toEqual([]);
  });

  it('makes user, group, the right to manage MFA, password and key, and seals the secrets in the invite', async () => {
    const all = stage();
    const done = await all.through(all.program().add('admin', whole, all.over, never()));
    expect(done).toMatchObject({ ok: true });
    const secrets = await expectWhole(all);
    const text = all.files.get('/home/admin/kim.invite') ?? '';
    for (const secret of [secrets.secretAccessKey, secrets.password]) expect(text).not.toContain(secret);
    expect(JSON.stringify(done)).not.toContain(secrets.password);
    expect(all.passwords).toEqual([]);
    // No secret is in the log of requests either.
    expect(JSON.stringify(all.aws.simulator.requests)).not.toContain(secrets.password);
  });

  it('needs no more than a name: the user manages its own MFA', async () => {
    const all = stage();
    expect(await all.through(all.program().add('admin', wish, all.over, never()))).toMatchObject({ ok: true });
    expect(await all.look('ListUserPolicies', { UserName: 'kim' })).toMatchObject({ PolicyNames: [ownMfaPolicy] });
    expect([...all.files.keys(), ...all.passwords]).toEqual([]);
  });

  it('writes an invite without secrets where there are none', async () => {
    const all = stage();
    await all.through(all.program().add('admin', { ...wish, invite: '/kim.invite', roles: whole.roles }, all.over, never()));
    const text = all.files.get('/kim.invite') ?? '';
    expect(JSON.parse(text)).toEqual({
      roletap: 'invite',
      version: 1,
      account: { id: '111122223333', partition: 'aws' },
      user: { name: 'kim', arn: 'arn:aws:iam::111122223333:user/kim' },
      console: 'https://111122223333.signin.aws.amazon.com/console',
      roles: whole.roles,
    });
  });

  it('gives a one-time password away on the clipboard where there is no invite', async () => {
    const all = stage();
    await all.through(all.program().add('admin', { ...wish, password: true }, all.over, never()));
    expect(all.passwords).toHaveLength(1);
    expect(all.passwords[0]).toHaveLength(24);
  });

  it('leaves a group alone that was there before, also when it is undone', async () => {
    const all = stage();
    all.account.addGroup('developers').putPolicy('own', everything);
    all.aws.simulator.faults.add(
      { kind: 'refuse', status: 400, code: 'PasswordPolicyViolation', message: 'no' },
      { action: 'CreateLoginProfile', times: 1 },
    );
    const stopped = await all.through(all.program().add('admin', whole, all.over, never()));
    expect(stopped).toMatchObject({ ok: false, problem: { code: 'password-refused' } });
    const [left] = await all.program().list();
    expect(left).toMatchObject({
      user: 'kim',
      steps: expect.arrayContaining([{ name: 'group', action: 'iam:CreateGroup', on: 'developers', state: 'there' }]),
    });
    expect(await all.through(all.program().undo(left?.id ?? '', never()))).toMatchObject({ ok: true });
    expect(await all.kim()).toMatchObject({ code: 'user-missing' });
    expect(await all.look('ListGroupPolicies', { GroupName: 'developers' })).toMatchObject({ PolicyNames: ['own'] });
  });

  it('waits for what IAM does not know yet, and for a busy IAM', async () => {
    const all = stage();
    const { faults } = all.aws.simulator;
    faults.add(
      { kind: 'refuse', status: 404, code: 'NoSuchEntity', message: 'The user with name kim cannot be found.' },
      { action: 'AddUserToGroup', times: 2 },
    );
    faults.add({ kind: 'throttle' }, { action: 'CreateUser', times: 3 });
    faults.add(
      { kind: 'refuse', status: 409, code: 'EntityTemporarilyUnmodifiable', message: 'later' },
      { action: 'CreateLoginProfile', times: 2 },
    );
    expect(await all.through(all.program().add('admin', whole, all.over, never()))).toMatchObject({ ok: true });
    await expectWhole(all);
  });

  it('is carried out by one program at a time: another is told so, and neither repeats nor undoes its work', async () => {
    const all = stage();
    all.aws.simulator.faults.add({ kind: 'throttle' }, { action: 'CreateAccessKey', times: 100 });
    await all.through(all.program().add('admin', whole, all.over, never()));
    all.aws.simulator.faults.clear();
    const [one, again, undone] = await all.through(
      Promise.all([
        all.program().resume('plan-1', all.over, never()),
        all.program().resume('plan-1', all.over, never()),
        all.program().undo('plan-1', never()),
      ]),
    );
    expect(one).toMatchObject({ ok: true });
    for (const other of [again, undone]) expect(other).toMatchObject({ ok: false, problem: { code: 'plan-running' } });
    await expectWhole(all);
    expect(await all.program().resume('plan-1', all.over, never())).toMatchObject({ problem: { code: 'plan-missing' } });
  });

  it('stops where AWS is busy for good, and goes on later', async () => {
    const all = stage();
    all.aws.simulator.faults.add({ kind: 'throttle' }, { action: 'CreateAccessKey', times: 100 });
    expect(await all.through(all.program().add('admin', whole, all.over, never()))).toMatchObject({
      ok: false,
      problem: { code: 'throttled' },
    });
    all.aws.simulator.faults.clear();
    expect(await all.through(all.program().resume('plan-1', all.over, never()))).toMatchObject({ ok: true });
    await expectWhole(all);
  });

  it.each([
    ['CreateGroup', 'iam:CreateGroup'],
    ['PutGroupPolicy', 'iam:PutGroupPolicy'],
    ['AddUserToGroup', 'iam:AddUserToGroup'],
    ['CreateLoginProfile', 'iam:CreateLoginProfile'],
    ['CreateAccessKey', 'iam:CreateAccessKey'],
  ])('that is denied at %s names the permission, and can be taken back', async (action, named) => {
    const all = stage(denying(`iam:${action}`));
    expect(await all.through(all.program().add('admin', whole, all.over, never()))).toMatchObject({
      ok: false,
      problem: { code: 'iam-denied', action: named },
    });
    expect(await all.through(all.program().undo('plan-1', never()))).toMatchObject({ ok: true });
    await expectNothing(all);
  });

  it('that is denied before anything is done names the permission, and leaves nothing to continue', async () => {
    const all = stage(denying('iam:CreateUser'));
    expect(await all.through(all.program().add('admin', whole, all.over, never()))).toMatchObject({
      ok: false,
      problem: { code: 'iam-denied', action: 'iam:CreateUser' },
    });
    expect([await all.kept(), await all.program().list()]).toEqual([[], []]);
    expect(all.notes).toMatchObject([{ deed: { plan: 'add', on: 'kim', outcome: 'failed' } }]);
  });

  it.each<[string, Partial<AddWish>, object]>([
    ['a name of 65 characters', { name: 'k'.repeat(65) }, { code: 'team-wish-bad', what: 'user', why: 'long' }],
    ['a name with a blank', { name: 'kim lee' }, { code: 'team-wish-bad', what: 'user', why: 'letters' }],
    ['a group with a slash', { group: 'a/b' }, { code: 'team-wish-bad', what: 'group', why: 'letters' }],
    ['a path without its slash', { path: '/eng' }, { code: 'team-wish-bad', what: 'path' }],
    ['a tag of AWS', { tags: [{ key: 'aws:x', value: '' }] }, { code: 'team-tag-bad', tag: 'aws:x=', why: 'letters' }],
    ['a tag without a key', { tags: [{ key: '', value: 'x' }] }, { code: 'team-tag-bad', why: 'letters' }],
    ['a value of 257 characters', { tags: [{ key: 'a', value: 'x'.repeat(257) }] }, { code: 'team-tag-bad', why: 'long' }],
    [
      '51 tags',
      { tags: Array.from({ length: 51 }, (_, index) => ({ key: `k${index}`, value: '' })) },
      { code: 'team-tag-bad', tag: 'k50=', why: 'many' },
    ],
    ['a key twice', { tags: ['team', 'Team'].map((key) => ({ key, value: '' })) }, { code: 'team-tag-bad', tag: 'Team=', why: 'twice' }],
    ['two slashes', { path: '//' }, { code: 'team-wish-bad', what: 'path' }],
  ])('is refused before anything is asked: %s', async (_, change, problem) => {
    const all = stage();
    expect(await all.program().add('admin', { ...wish, ...change }, all.over, never())).toMatchObject({ ok: false, problem });
    expect(await all.kept()).toEqual([]);
  });

  it.each<[string, Partial<AddWish>, object]>([
    ['a boundary that is none', { boundary: 'readers' }, { code: 'policy-arn-bad', arn: 'readers' }],
    [
      'a policy of another partition',
      { policies: ['arn:aws-cn:iam::aws:policy/ReadOnlyAccess'] },
      { code: 'arn-partition', arn: 'arn:aws-cn:iam::aws:policy/ReadOnlyAccess', partition: 'aws' },
    ],
    ['a role that is none, in the invite', { roles: ['Dev'] }, { code: 'policy-arn-bad', arn: 'Dev' }],
    [
      'a role of another partition, in the invite',
      { roles: ['arn:aws-us-gov:iam::111122223333:role/Dev'] },
      { code: 'arn-partition', partition: 'aws' },
    ],
    [
      'a region of another partition, in the invite',
      { region: 'cn-north-1' },
      { code: 'region-bad', region: 'cn-north-1', partition: 'aws' },
    ],
  ])('is refused before anything is done: %s', async (_, change, problem) => {
    const all = stage();
    const given = { ...wish, invite: '/home/admin/kim.invite', ...change };
    expect(await all.program().plan('admin', given, never())).toMatchObject({ ok: false, problem });
    expect(await all.program().add('admin', given, all.over, never())).toMatchObject({ ok: false, problem });
    expect([await all.kept(), await all.kim()]).toMatchObject([[], { code: 'user-missing' }]);
  });

  it.each<[string, Partial<AddWish>]>([
    ['boundary', { boundary: 'arn:aws:iam::111122223333:policy/nowhere' }],
    ['policy', { policies: ['arn:aws:iam::111122223333:policy/nowhere'] }],
  ])('names a %s that is not there, and not the person', async (_, change) => {
    const all = stage();
    expect(await all.through(all.program().add('admin', { ...wish, ...change }, all.over, never()))).toEqual({
      ok: false,
      problem: { code: 'name-unknown', of: 'policy', name: 'arn:aws:iam::111122223333:policy/nowhere' },
    });
    for (const { id = '' } of await all.program().list())
      expect(await all.through(all.program().undo(id, never()))).toMatchObject({ ok: true });
    expect([await all.kept(), await all.kim()]).toMatchObject([[], { code: 'user-missing' }]);
  });

  it('joins the group that is meant, whatever its capitals; where nobody may list groups, it is the group that is taken', async () => {
    const all = stage();
    all.account.addGroup('Developers');
    const given = { ...wish, group: 'developers' };
    expect(await all.program().plan('admin', given, never())).toMatchObject({
      value: { steps: [{ name: 'user' }, { name: 'group', state: 'there' }, { name: 'member', on: 'Developers' }] },
    });
    expect(await all.through(all.program().add('admin', given, all.over, never()))).toMatchObject({ ok: true });
    expect(await all.look('ListGroupsForUser', { UserName: 'kim' })).toMatchObject({ Groups: [{ GroupName: 'Developers' }] });
    const blind = stage(denying('iam:ListGroups'));
    blind.account.addGroup('Developers');
    expect(await blind.through(blind.program().add('admin', given, blind.over, never()))).toMatchObject({
      problem: { code: 'team-name-taken', name: 'developers' },
    });
  });

  it('is refused for a name that is taken, with other capitals, too', async () => {
    const seen = stage();
    seen.account.addUser('Kim');
    expect(await seen.program().plan('admin', wish, never())).toEqual({ ok: false, problem: { code: 'team-name-taken', name: 'Kim' } });
    const all = stage(denying('iam:ListUsers'));
    all.account.addUser('Kim');
    expect(await all.through(all.program().add('admin', wish, all.over, never()))).toMatchObject({
      ok: false,
      problem: { code: 'team-name-taken', name: 'kim' },
    });
    expect([await all.kept(), await all.program().list()]).toEqual([[], []]);
    expect(await all.look('GetUser', { UserName: 'Kim' })).toMatchObject({ User: { UserName: 'Kim' } });
  });

  it('says when a limit is reached: the eleventh policy', async () => {
    const all = stage();
    const policies = Array.from({ length: 11 }, (_, index) => all.account.addPolicy(`p${index}`, everything).arn);
    expect(await all.through(all.program().add('admin', { ...wish, policies }, all.over, never()))).toMatchObject({
      ok: false,
      problem: { code: 'team-limit', quota: { of: 'policies', most: 10 } },
    });
    expect(await all.through(all.program().undo('plan-1', never()))).toMatchObject({ ok: true });
    expect(await all.kim()).toMatchObject({ code: 'user-missing' });
  });

  it('keeps no secret in the journal', async () => {
    const all = stage();
    const text: string[] = [];
    const watching = { ...all.over, onStep: () => void all.kept().then((some) => text.push(...some)) };
    await all.through(all.program().add('admin', whole, watching, never()));
    const secrets = await expectWhole(all);
    expect(text.length).toBeGreaterThan(5);
    for (const secret of [secrets.secretAccessKey ?? '?', secrets.password ?? '?', 'correct horse'])
      expect(text.join('')).not.toContain(secret);
  });
});

describe('a program that ends while it adds a person', () => {
  /** Calls that change something: user, group, policy, member, password, key. */
  const changes = [1, 2, 3, 4, 5, 6] as const;
  const cases = changes.flatMap((at) => endings.map((how) => [at, how] as const));

  const begin = (all: Stage) => (ports: TeamPlanPorts) => all.program(ports).add('admin', whole, all.over, never());

  it.each(cases)('at change %i, %s its effect: goes on to the same end', async (at, how) => {
    const all = stage();
    await interrupt(all, at, how, begin(all));
    const [left] = await all.program().list();
    if (left) expect(await all.through(all.program().resume(left.id ?? '', all.over, never()))).toMatchObject({ ok: true });
    await expectWhole(all, false);
  });

  it.each(cases)('at change %i, %s its effect: is taken back whole', async (at, how) => {
    const all = stage();
    await interrupt(all, at, how, begin(all));
    const [left] = await all.program().list();
    if (!left) {
      await expectWhole(all, false);
      return;
    }
    expect(await all.through(all.program().undo(left.id ?? '', never()))).toMatchObject({ ok: true });
    await expectNothing(all);
  });
});

describe('a one-time password', () => {
  it('has every kind of sign, and is another one each time', () => {
    const made = Array.from({ length: 200 }, newPassword);
    for (const password of made) for (const kind of [/[A-Z]/, /[a-z]/, /\d/, /[^A-Za-z\d]/]) expect(password).toMatch(kind);
    expect(new Set(made).size).toBe(200);
  });
});
