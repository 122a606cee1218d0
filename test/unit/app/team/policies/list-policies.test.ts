import { describe, expect, it } from 'vitest';
import { createPolicyDesk } from '../../../../../src-main/app/team/policies/policy-desk.ts';
import type { PolicyDocument } from '../../../../../src-main/demo/aws-simulator/model/policy.ts';
import { never } from '../../../../fakes/world.ts';
import { everything, teamStage } from '../team-stage.ts';

const weak: PolicyDocument = {
  Version: '2012-10-17',
  Statement: { Effect: 'Deny', NotAction: '*', Resource: '*', Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'false' } } },
};

const denied = (...Action: string[]): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Action: 'iam:*', Resource: '*' },
    { Effect: 'Deny', Action, Resource: '*' },
  ],
});

const listedBy = async (policy: PolicyDocument, signal = never()) => {
  const all = teamStage(policy);
  all.account.addPolicy('Weak', weak);
  all.account.addPolicy('ReadOnlyAccess', everything, { byAws: true });
  all.account.addGroup('developers').putPolicy('Mine', weak);
  all.account.addRole('Deploy', { policies: [everything] });
  all.account.addRole('AWSServiceRoleForSupport', { path: '/aws-service-role/support.amazonaws.com/' });
  const told: number[] = [];
  const list = await all.through(createPolicyDesk(all.ports()).list('admin', ({ done }) => told.push(done), signal));
  return { list, told };
};

describe('the policies of an account', () => {
  it('are those that somebody wrote, wherever they are, the worst first', async () => {
    const { list, told } = await listedBy(everything);
    const { policies = [], documents = new Map<string, string>(), unread } = list.ok ? list.value : {};
    expect(policies.map(({ id, kind }) => [kind, id])).toEqual([
      ['group', 'group/developers/Mine'],
      ['managed', 'arn:aws:iam::111122223333:policy/Weak'],
      ['trust', 'arn:aws:iam::111122223333:role/Deploy'],
      ['role', 'role/Deploy/inline-1'],
      ['user', 'user/admin/inline-1'],
    ]);
    expect(policies[0]).toMatchObject({ name: 'Mine', holder: 'developers', errors: expect.any(Number) });
    expect(policies[0]?.errors).toBeGreaterThan(0);
    expect(documents.get('group/developers/Mine')).toBe(`${JSON.stringify(weak, null, 2)}\n`);
    expect([unread, told.length > 0]).toEqual([[], true]);
  });

  it('are told by lists where the account may not be read at once, and what is missing is named', async () => {
    const { list } = await listedBy(denied('iam:GetAccountAuthorizationDetails'));
    expect(list).toMatchObject({
      ok: true,
      value: {
        policies: [
          { kind: 'trust', name: 'Deploy', warnings: expect.any(Number) },
          { kind: 'managed', name: 'Weak' },
        ],
        unread: [{ code: 'iam-denied', action: 'iam:GetAccountAuthorizationDetails' }],
      },
    });
    expect(list.ok && list.value.policies[1]?.errors).toBeUndefined();
    const half = await listedBy(denied('iam:GetAccountAuthorizationDetails', 'iam:ListRoles'));
    expect(half.list).toMatchObject({ value: { policies: [{ name: 'Weak' }], unread: [{}, { action: 'iam:ListRoles' }] } });
  });

  it('are a missing permission where none can be listed, and nothing when it is cancelled', async () => {
    const { list } = await listedBy(denied('iam:GetAccountAuthorizationDetails', 'iam:ListRoles', 'iam:ListPolicies'));
    expect(list).toMatchObject({ ok: false, problem: { code: 'iam-denied', action: 'iam:GetAccountAuthorizationDetails' } });
    expect((await listedBy(everything, AbortSignal.abort())).list).toMatchObject({ ok: false, problem: { code: 'cancelled' } });
  });
});
