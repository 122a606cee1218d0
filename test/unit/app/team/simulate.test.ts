import { describe, expect, it } from 'vitest';
import { simulate } from '../../../../src-main/app/team/simulate.ts';
import { policyText } from '../../../../src-main/aws/policies/policy-texts.ts';
import type { PolicyDocument } from '../../../../src-main/demo/aws-simulator/model/policy.ts';
import { never } from '../../../fakes/world.ts';
import { denying, everything, teamStage } from './team-stage.ts';

const read: PolicyDocument = {
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::reports/*' },
};
const deny = JSON.parse(policyText('deny', { partition: 'aws', accountId: '111122223333' })) as PolicyDocument;

describe('what a user may do', () => {
  it('is told by IAM, without MFA and with it, with the policy that denies', async () => {
    const all = teamStage();
    const group = all.account.addGroup('developers');
    group.putPolicy('RoletapDenyWithoutMFA', deny);
    const kim = all.account.addUser('kim', { policies: [read] });
    kim.join(group);
    const wish = { user: 'kim', actions: ['s3:GetObject'], resources: ['arn:aws:s3:::reports/a', 'arn:aws:s3:::other/a'] };
    expect(await simulate(all.ports(), 'admin', wish, never())).toMatchObject({
      ok: true,
      value: {
        userArn: 'arn:aws:iam::111122223333:user/kim',
        results: [
          { resource: 'arn:aws:s3:::reports/a', withoutMfa: 'explicit', withMfa: 'allowed', deniedBy: ['RoletapDenyWithoutMFA'] },
          { resource: 'arn:aws:s3:::other/a', withoutMfa: 'explicit', withMfa: 'implicit' },
        ],
      },
    });
  });

  it('is limited by the boundary', async () => {
    const all = teamStage();
    const kim = all.account.addUser('kim', { policies: [everything] });
    kim.setBoundary(all.account.addPolicy('limit', read));
    expect(await simulate(all.ports(), 'admin', { user: 'kim', actions: ['iam:ListUsers'], resources: [] }, never())).toMatchObject({
      value: { results: [{ action: 'iam:ListUsers', resource: '*', withoutMfa: 'implicit', withMfa: 'implicit', deniedBy: [] }] },
    });
  });

  it('is read to the last page: more actions and resources than IAM tells at once', async () => {
    const all = teamStage();
    all.account.addUser('kim', { policies: [read] });
    const actions = ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'];
    const resources = Array.from({ length: 70 }, (_, index) => `arn:aws:s3:::reports/${index}`);
    const seen = await simulate(all.ports(), 'admin', { user: 'kim', actions, resources }, never());
    if (!seen.ok) throw new Error(seen.problem.code);
    expect(seen.value.results).toHaveLength(210);
    expect(seen.value.results.filter(({ withMfa }) => withMfa === 'allowed')).toHaveLength(70);
    // Three pages without MFA, three with it.
    expect(all.aws.simulator.requests.filter(({ action }) => action === 'SimulatePrincipalPolicy')).toHaveLength(6);
  });

  it('can’t be told of a user who is not there, or without the right to simulate, which is named', async () => {
    const wish = { user: 'kim', actions: ['iam:ListUsers'], resources: [] };
    expect(await simulate(teamStage().ports(), 'admin', wish, never())).toEqual({
      ok: false,
      problem: { code: 'name-unknown', of: 'user', name: 'kim' },
    });
    const all = teamStage(denying('iam:SimulatePrincipalPolicy'));
    all.account.addUser('kim');
    expect(await simulate(all.ports(), 'admin', wish, never())).toMatchObject({
      problem: { code: 'iam-denied', action: 'iam:SimulatePrincipalPolicy' },
    });
  });
});
