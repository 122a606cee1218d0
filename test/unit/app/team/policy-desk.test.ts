import { describe, expect, it } from 'vitest';
import { createEnforcing } from '../../../../src-main/app/team/enforce/enforce.ts';
import { createPolicyDesk } from '../../../../src-main/app/team/policies/policy-desk.ts';
import { policyText } from '../../../../src-main/aws/policies/policy-texts.ts';
import { never } from '../../../fakes/world.ts';
import { denying, teamStage } from './team-stage.ts';

const wish = { kind: 'deny', extras: [], path: '', group: 'developers' } as const;
const place = { partition: 'aws', accountId: '111122223333' };

/** An account with a group of somebody who has MFA. */
const stage = (policy?: Parameters<typeof teamStage>[0]) => {
  const all = teamStage(policy);
  const developers = all.account.addGroup('developers');
  const kim = all.account.addUser('kim');
  kim.addDevice({ name: 'kim' });
  kim.join(developers);
  return { ...all, desk: createPolicyDesk(all.ports()) };
};

describe('a policy for a team', () => {
  it('is written for the account of the source, with what it is to include', async () => {
    const { desk } = stage();
    const made = await desk.make('admin', { kind: 'self', extras: ['keys'], path: '/eng/', group: '' }, never());
    expect(made).toEqual({
      ok: true,
      value: { kind: 'self', extras: ['keys'], path: '/eng/', text: policyText('self', { ...place, path: '/eng/' }, ['keys']) },
    });
  });

  it('is compared with what the group has: nothing, the same, or another', async () => {
    const all = stage();
    expect(await all.desk.make('admin', wish, never())).toEqual({
      ok: true,
      value: { kind: 'deny', extras: [], path: '', group: 'developers', text: policyText('deny', place) },
    });
    await all.through(createEnforcing(all.ports()).enforce('admin', { kind: 'group', group: 'developers' }, { onStep: () => {} }, never()));
    expect(await all.desk.make('admin', wish, never())).toMatchObject({ ok: true, value: { change: [] } });
    const other = await all.desk.make('admin', { ...wish, extras: ['password'] }, never());
    expect(other.ok && other.value.change?.filter(({ kind }) => kind === 'add').map(({ text }) => text.trim())).toEqual([
      '"iam:ChangePassword",',
      '"iam:GetAccountPasswordPolicy",',
    ]);
  });

  it('is not compared with a group that is missing, or may not be read', async () => {
    expect(await stage().desk.make('admin', { ...wish, group: 'nobody' }, never())).toMatchObject({
      ok: false,
      problem: { code: 'name-unknown', of: 'group', name: 'nobody' },
    });
    expect(await stage(denying('iam:GetGroupPolicy')).desk.make('admin', wish, never())).toMatchObject({
      ok: false,
      problem: { code: 'iam-denied', action: 'iam:GetGroupPolicy' },
    });
  });

  it('is checked with the lines that change', async () => {
    const text = JSON.stringify({
      Version: '2012-10-17',
      Statement: { Effect: 'Deny', NotAction: '*', Resource: '*', Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'false' } } },
    });
    const { findings, fixed } = await stage().desk.check(text);
    expect(fixed).toContain('BoolIfExists');
    expect(findings.find(({ rule }) => rule === 'deny-bool')?.change?.filter(({ kind }) => kind !== 'same')).toMatchObject([
      { kind: 'remove', text: expect.stringContaining('"Bool"') },
      { kind: 'add', text: expect.stringContaining('"BoolIfExists"') },
    ]);
  });
});
