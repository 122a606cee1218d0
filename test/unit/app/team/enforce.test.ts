import { describe, expect, it } from 'vitest';
import { createEnforcing } from '../../../../src-main/app/team/enforce/enforce.ts';
import { denyPolicy } from '../../../../src-main/app/team/enforce/holders.ts';
import type { PolicyDocument } from '../../../../src-main/demo/aws-simulator/model/policy.ts';
import { never } from '../../../fakes/world.ts';
import { teamStage } from './team-stage.ts';

const allow = (...Action: readonly string[]): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', Action, Resource: '*' },
});

const group = { kind: 'group', group: 'developers' } as const;
const watch = { onStep: () => {} };

/** An administrator, a group, and Kim and Lee in it. */
const stage = (policy = allow('iam:*')) => {
  const all = teamStage(policy);
  const { account, aws } = all;
  const developers = account.addGroup('developers');
  const [kim, lee] = [account.addUser('kim', { policies: [allow('iam:ListUsers')] }), account.addUser('lee')];
  for (const user of [kim, lee]) user.join(developers);
  const enforcing = createEnforcing(all.ports());
  /** Whether Kim gets anywhere with plain keys. */
  const kimReads = async (action: 'ListUsers' | 'ListMFADevices') => {
    const keys = kim.addKey();
    const caller = {
      source: 'kim',
      credentials: { accessKeyId: keys.accessKeyId, secretAccessKey: keys.secretAccessKey },
      endpoint: { region: 'us-east-1' },
    };
    const answer = await aws.callIam({ caller, signal: never() }, action, action === 'ListMFADevices' ? { UserName: 'kim' } : {}, {});
    kim.removeKey(keys.accessKeyId);
    return answer.ok;
  };
  return { ...all, developers, kim, lee, enforcing, kimReads };
};

describe('requiring MFA of a group', () => {
  it('says with names who would be locked out, and changes nothing', async () => {
    const { kim, enforcing } = stage();
    kim.addDevice();
    const seen = await enforcing.look('admin', group, never());
    expect(seen).toMatchObject({
      ok: true,
      value: {
        members: [
          { name: 'kim', devices: 1 },
          { name: 'lee', devices: 0 },
        ],
        lockedOut: ['lee'],
        outside: 1,
        canManage: false,
        isSafe: false,
        isEnforced: false,
        steps: [
          { name: 'own-mfa', state: 'todo' },
          { name: 'everybody', state: 'todo' },
          { name: 'deny', state: 'blocked' },
        ],
        unread: [],
      },
    });
    expect(await enforcing.look('admin', group, never())).toEqual(seen);
  });

  it('lets them set up MFA, and denies nothing before all of them have', async () => {
    const { lee, kim, enforcing, kimReads } = stage();
    kim.addDevice();
    expect(await enforcing.enforce('admin', group, watch, never())).toEqual({
      ok: false,
      problem: { code: 'enforce-unsafe', group: 'developers', names: ['lee'] },
    });
    expect(await enforcing.look('admin', group, never())).toMatchObject({ value: { canManage: true, isEnforced: false } });
    expect([await kimReads('ListUsers'), await kimReads('ListMFADevices')]).toEqual([true, true]);
    lee.addDevice();
    const done = await enforcing.enforce('admin', group, watch, never());
    expect(done).toMatchObject({
      value: { isSafe: true, isEnforced: true, steps: [{ state: 'done' }, { state: 'done' }, { state: 'done' }] },
    });
    // Without MFA there is the way to MFA, and nothing else.
    expect([await kimReads('ListUsers'), await kimReads('ListMFADevices')]).toEqual([false, true]);
    expect(await enforcing.release('admin', group, never())).toMatchObject({ value: { isEnforced: false, canManage: true } });
    expect(await kimReads('ListUsers')).toBe(true);
    // Taken back twice is taken back.
    expect(await enforcing.release('admin', group, never())).toMatchObject({ ok: true });
  });

  it('that stopped halfway looks again before it denies: whoever came without MFA is named, and nothing is done', async () => {
    const { account, aws, developers, kim, lee, enforcing, kept } = stage();
    for (const user of [kim, lee]) user.addDevice();
    aws.simulator.faults.add({ kind: 'bad-gateway', when: 'before' }, { action: 'PutGroupPolicy' });
    expect(await enforcing.enforce('admin', group, watch, never())).toMatchObject({ ok: false });
    const [left] = await enforcing.list();
    const max = account.addUser('max');
    max.join(developers);
    expect(await enforcing.resume(left?.id ?? '', watch, never())).toEqual({
      ok: false,
      problem: { code: 'enforce-unsafe', group: 'developers', names: ['max'], isBare: true },
    });
    expect(await enforcing.look('admin', group, never())).toMatchObject({ value: { canManage: false, isEnforced: false } });
    max.addDevice();
    expect(await enforcing.resume(left?.id ?? '', watch, never())).toMatchObject({ ok: true });
    expect(await enforcing.look('admin', group, never())).toMatchObject({ value: { isEnforced: true } });
    expect(await kept()).toEqual([]);
  });

  it('leaves a policy alone by which the members manage MFA already, in whatever form', async () => {
    const { account, developers, kim, lee, enforcing } = stage();
    developers.attach(account.addPolicy('own', allow('iam:*MFADevice', 'iam:GetUser')));
    for (const user of [kim, lee]) user.addDevice();
    expect(await enforcing.enforce('admin', group, watch, never())).toMatchObject({ value: { canManage: true, isEnforced: true } });
  });

  it('counts whom it cannot read as locked out, and names the permission', async () => {
    const { kim, lee, enforcing } = stage(
      allow('iam:GetGroup', 'iam:ListUsers', 'iam:ListGroupPolicies', 'iam:ListAttachedGroupPolicies', 'iam:PutGroupPolicy'),
    );
    for (const user of [kim, lee]) user.addDevice();
    expect(await enforcing.look('admin', group, never())).toMatchObject({
      value: {
        lockedOut: ['kim', 'lee'],
        isSafe: false,
        unread: [{ code: 'iam-denied', action: 'iam:ListMFADevices' }],
      },
    });
    expect(await enforcing.enforce('admin', group, watch, never())).toMatchObject({
      problem: { code: 'enforce-unsafe', names: ['kim', 'lee'], unknown: ['kim', 'lee'] },
    });
    expect(await enforcing.enforce('admin', group, watch, never())).toMatchObject({ problem: { code: 'enforce-unsafe' } });
  });

  it('finds what it put where no list of policies may be read, and never takes that for new', async () => {
    const all = stage({
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Action: 'iam:*', Resource: '*' },
        { Effect: 'Deny', Action: 'iam:ListGroupPolicies', Resource: '*' },
      ],
    });
    for (const user of [all.kim, all.lee]) user.addDevice();
    const done = await all.enforcing.enforce('admin', group, watch, never());
    const unread = [{ code: 'iam-denied', action: 'iam:ListGroupPolicies' }];
    expect(done).toMatchObject({ value: { isEnforced: true, canManage: true, unread } });
    const changes = () => all.aws.simulator.requests.filter(({ action }) => action === 'PutGroupPolicy').length;
    const before = changes();
    expect(await all.enforcing.enforce('admin', group, watch, never())).toMatchObject({ value: { isEnforced: true, unread } });
    expect(changes()).toBe(before);
  });

  it('knows a group that is not there', async () => {
    const { enforcing } = stage();
    expect(await enforcing.look('admin', { kind: 'group', group: 'nobody' }, never())).toEqual({
      ok: false,
      problem: { code: 'name-unknown', of: 'group', name: 'nobody' },
    });
    expect(denyPolicy).toBe('RoletapDenyWithoutMFA');
  });
});

describe('requiring MFA of a pilot', () => {
  it('denies one member alone, and is taken back', async () => {
    const { kim, lee, enforcing, kimReads, look } = stage();
    kim.addDevice();
    const pilot = { kind: 'pilot', group: 'developers', user: 'kim' } as const;
    expect(await enforcing.look('admin', pilot, never())).toMatchObject({
      value: { scope: 'pilot', group: 'kim', members: [{ name: 'kim', devices: 1 }], isSafe: true, outside: 2 },
    });
    expect(await enforcing.enforce('admin', pilot, watch, never())).toMatchObject({ value: { isEnforced: true } });
    expect([await kimReads('ListUsers'), await kimReads('ListMFADevices')]).toEqual([false, true]);
    expect(await look('ListGroupPolicies', { GroupName: 'developers' })).toMatchObject({ PolicyNames: [] });
    expect(await look('ListUserPolicies', { UserName: lee.name })).toMatchObject({ PolicyNames: [] });
    expect(await enforcing.release('admin', pilot, never())).toMatchObject({ value: { isEnforced: false } });
    expect(await kimReads('ListUsers')).toBe(true);
  });

  it('takes nobody from outside the group', async () => {
    const { enforcing } = stage();
    expect(await enforcing.enforce('admin', { kind: 'pilot', group: 'developers', user: 'admin' }, watch, never())).toEqual({
      ok: false,
      problem: { code: 'enforce-pilot-other', group: 'developers', user: 'admin' },
    });
  });
});

describe('requiring MFA of an account', () => {
  const scope = { kind: 'account', breakGlass: 'admin' } as const;
  /** Max is in no group; the administrator is the user for emergencies. */
  const ready = (hasDevices = true) => {
    const all = stage();
    const max = all.account.addUser('max');
    all.admin.addDevice();
    if (hasDevices) for (const user of [all.kim, all.lee, max]) user.addDevice();
    return { ...all, max };
  };
  type Ready = ReturnType<typeof ready>;

  const denied = async ({ look }: Ready) =>
    [
      (await look('ListGroupPolicies', { GroupName: 'developers' })) as { readonly PolicyNames: readonly string[] },
      (await look('ListUserPolicies', { UserName: 'max' })) as { readonly PolicyNames: readonly string[] },
      (await look('ListUserPolicies', { UserName: 'admin' })) as { readonly PolicyNames: readonly string[] },
    ].map(({ PolicyNames }) => PolicyNames.includes(denyPolicy));

  it('denies all groups and users without one, but not the user for emergencies', async () => {
    const all = ready();
    expect(await all.enforcing.look('admin', scope, never())).toMatchObject({
      value: {
        group: '111122223333',
        outside: 1,
        isSafe: true,
        holders: [
          { kind: 'group', name: 'developers' },
          { kind: 'user', name: 'max' },
        ],
      },
    });
    expect(await all.enforcing.enforce('admin', scope, watch, never())).toMatchObject({ value: { isEnforced: true, canManage: true } });
    expect(await denied(all)).toEqual([true, true, false]);
    expect(await all.kimReads('ListUsers')).toBe(false);
    expect(await all.enforcing.release('admin', { kind: 'account', breakGlass: '' }, never())).toMatchObject({ ok: true });
    expect(await denied(all)).toEqual([false, false, false]);
    expect(await all.kept()).toEqual([]);
  });

  it('denies nothing before everybody has MFA, and says who has not', async () => {
    const all = ready(false);
    expect(await all.enforcing.enforce('admin', scope, watch, never())).toMatchObject({
      problem: { code: 'enforce-unsafe', names: ['kim', 'lee', 'max'] },
    });
    expect(await denied(all)).toEqual([false, false, false]);
    expect(await all.enforcing.look('admin', scope, never())).toMatchObject({ value: { canManage: true } });
  });

  it.each([
    ['is missing', 'nobody', 'missing'],
    ['is in a group', 'kim', 'in-group'],
    ['has no MFA', 'spare', 'no-mfa'],
  ] as const)('is refused when the user for emergencies %s', async (_, breakGlass, why) => {
    const all = ready();
    all.account.addUser('spare');
    expect(await all.enforcing.enforce('admin', { kind: 'account', breakGlass }, watch, never())).toMatchObject({
      problem: { code: 'enforce-break-glass', user: breakGlass, why },
    });
    expect(await denied(all)).toEqual([false, false, false]);
  });

  it('counts the members of 40 groups', async () => {
    const all = ready();
    for (let index = 0; index < 40; index++) {
      const user = all.account.addUser(`user${index}`);
      user.join(all.account.addGroup(`team${index}`));
      user.addDevice();
    }
    all.account.addGroup('empty');
    const seen = await all.enforcing.look('admin', scope, never());
    expect(seen.ok && [seen.value.holders.length, seen.value.members.length, seen.value.isSafe]).toEqual([42, 43, true]);
  });
});
