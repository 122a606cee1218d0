import { describe, expect, it } from 'vitest';
import { createEnforcing, denyPolicy } from '../../../../src-main/app/team/enforce.ts';
import type { TeamCallerPorts } from '../../../../src-main/app/team/team-caller.ts';
import { ok } from '../../../../src-main/contract/result.ts';
import type { PolicyDocument } from '../../../../src-main/demo/aws-simulator/model/policy.ts';
import { createInProcessAws } from '../../../fakes/aws.ts';
import { createFakeClock } from '../../../fakes/clock.ts';
import { never } from '../../../fakes/world.ts';

const start = Math.floor(Date.now() / 30_000) * 30_000;
const allow = (...Action: readonly string[]): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', Action, Resource: '*' },
});

/** An administrator, a group, and Kim and Lee in it. */
const stage = (policy = allow('iam:*')) => {
  const clock = createFakeClock(start);
  const aws = createInProcessAws(clock);
  const account = aws.simulator.addAccount('111122223333');
  const { accessKeyId, secretAccessKey } = account.addUser('admin', { policies: [policy] }).addKey();
  const group = account.addGroup('developers');
  const [kim, lee] = [account.addUser('kim', { policies: [allow('iam:ListUsers')] }), account.addUser('lee')];
  for (const user of [kim, lee]) user.join(group);
  const enforcing = createEnforcing({
    store: { state: () => ({}) },
    files: {
      judge: async (look: () => unknown) => look(),
      resolve: () =>
        ok({ role: { profile: 'admin', accountId: '111122223333', partition: 'aws' }, source: { iamEndpoint: { region: 'us-east-1' } } }),
    },
    tap: async () =>
      ok({ accountId: '111122223333', credentials: { accessKeyId, secretAccessKey, sessionToken: undefined, expires: start + 3_600_000 } }),
    aws: { callIam: aws.callIam, clock, now: clock.now },
  } as unknown as TeamCallerPorts);
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
  return { account, group, kim, lee, enforcing, kimReads };
};

describe('requiring MFA of a group', () => {
  it('says with names who would be locked out, and changes nothing', async () => {
    const { kim, enforcing } = stage();
    kim.addDevice();
    const seen = await enforcing.look('admin', 'developers', never());
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
    expect(await enforcing.look('admin', 'developers', never())).toEqual(seen);
  });

  it('lets them set up MFA, and denies nothing before all of them have', async () => {
    const { lee, kim, enforcing, kimReads } = stage();
    kim.addDevice();
    expect(await enforcing.enforce('admin', 'developers', never())).toEqual({
      ok: false,
      problem: { code: 'enforce-unsafe', group: 'developers', names: ['lee'] },
    });
    expect(await enforcing.look('admin', 'developers', never())).toMatchObject({ value: { canManage: true, isEnforced: false } });
    expect([await kimReads('ListUsers'), await kimReads('ListMFADevices')]).toEqual([true, true]);
    lee.addDevice();
    const done = await enforcing.enforce('admin', 'developers', never());
    expect(done).toMatchObject({
      value: { isSafe: true, isEnforced: true, steps: [{ state: 'done' }, { state: 'done' }, { state: 'done' }] },
    });
    // Without MFA there is the way to MFA, and nothing else.
    expect([await kimReads('ListUsers'), await kimReads('ListMFADevices')]).toEqual([false, true]);
    expect(await enforcing.release('admin', 'developers', never())).toMatchObject({ value: { isEnforced: false, canManage: true } });
    expect(await kimReads('ListUsers')).toBe(true);
    // Taken back twice is taken back.
    expect(await enforcing.release('admin', 'developers', never())).toMatchObject({ ok: true });
  });

  it('leaves a policy alone by which the members manage MFA already, in whatever form', async () => {
    const { account, group, kim, lee, enforcing } = stage();
    group.attach(account.addPolicy('own', allow('iam:*MFADevice', 'iam:GetUser')));
    for (const user of [kim, lee]) user.addDevice();
    expect(await enforcing.enforce('admin', 'developers', never())).toMatchObject({ value: { canManage: true, isEnforced: true } });
  });

  it('counts whom it cannot read as locked out, and names the permission', async () => {
    const { kim, lee, enforcing } = stage(
      allow('iam:GetGroup', 'iam:ListUsers', 'iam:ListGroupPolicies', 'iam:ListAttachedGroupPolicies', 'iam:PutGroupPolicy'),
    );
    for (const user of [kim, lee]) user.addDevice();
    expect(await enforcing.look('admin', 'developers', never())).toMatchObject({
      value: {
        lockedOut: ['kim', 'lee'],
        isSafe: false,
        unread: [{ code: 'iam-denied', action: 'iam:ListMFADevices' }, { code: 'iam-denied' }],
      },
    });
    expect(await enforcing.enforce('admin', 'developers', never())).toMatchObject({ problem: { code: 'enforce-unsafe' } });
  });

  it('knows a group that is not there', async () => {
    const { enforcing } = stage();
    expect(await enforcing.look('admin', 'nobody', never())).toEqual({ ok: false, problem: { code: 'team-missing', name: 'nobody' } });
    expect(denyPolicy).toBe('RoletapDenyWithoutMFA');
  });
});
