import { expect, it } from 'vitest';
import { listGroups } from '../../../../../src-main/app/team/policies/list-groups.ts';
import { createTeamIam } from '../../../../../src-main/aws/iam/team-iam.ts';
import { never } from '../../../../fakes/world.ts';
import { everything, teamStage } from '../team-stage.ts';

/** Two groups, one of somebody. */
const listed = async (...denied: readonly string[]) => {
  const all = teamStage({
    ...everything,
    Statement: [{ Effect: 'Allow', NotAction: denied.length === 0 ? 's3:*' : [...denied], Resource: '*' }],
  });
  all.account.addGroup('ops');
  all.account.addUser('kim').join(all.account.addGroup('developers'));
  const { accessKeyId, secretAccessKey } = all.admin.addKey();
  const caller = { source: 'admin', credentials: { accessKeyId, secretAccessKey }, endpoint: { region: 'us-east-1' } };
  return listGroups(createTeamIam(all.aws.callIam), { caller, signal: never() });
};

it('groups are listed with how many are in them, and who is in which', async () => {
  const list = await listed();
  expect(list).toMatchObject({
    ok: true,
    value: {
      groups: [
        { name: 'developers', members: 1 },
        { name: 'ops', members: 0 },
      ],
    },
  });
  expect(list.ok && list.value.memberships?.get('kim')).toEqual(['developers']);
});

it('groups are listed by name where no more is allowed, and the permission is named where not even that', async () => {
  expect(await listed('iam:GetAccountAuthorizationDetails')).toEqual({
    ok: true,
    value: { groups: [{ name: 'developers' }, { name: 'ops' }] },
  });
  expect(await listed('iam:GetAccountAuthorizationDetails', 'iam:ListGroups')).toMatchObject({
    ok: false,
    problem: { code: 'iam-denied', action: 'iam:ListGroups' },
  });
});
