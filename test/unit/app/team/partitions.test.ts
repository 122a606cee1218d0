import { describe, expect, it } from 'vitest';
import { type AddOver, createAddPerson } from '../../../../src-main/app/team/add-person.ts';
import { createEnforcing } from '../../../../src-main/app/team/enforce/enforce.ts';
import { openInvite, readInvite, sealInvite } from '../../../../src-main/app/team/invite.ts';
import { readPeople } from '../../../../src-main/app/team/read-people.ts';
import { createRemove } from '../../../../src-main/app/team/remove/remove.ts';
import { createRescue } from '../../../../src-main/app/team/rescue/rescue.ts';
import { createAddRole } from '../../../../src-main/app/team/roles/add-role.ts';
import { simulate } from '../../../../src-main/app/team/simulate.ts';
import { createTeamCaller } from '../../../../src-main/app/team/team-caller.ts';
import { homeRegion, type Partition } from '../../../../src-main/aws/arn.ts';
import { createTeamIam } from '../../../../src-main/aws/iam/team-iam.ts';
import { ok } from '../../../../src-main/contract/result.ts';
import { never } from '../../../fakes/world.ts';
import { everything, teamStage } from './team-stage.ts';

const watch = { onStep: () => {} };
const nothing = async () => ok(undefined);
const over = { ...watch, write: nothing, givePassword: nothing, passphrase: async () => ok('correct horse') };

/** All that an administrator does, where ARNs, regions and sign-in pages are others. */
describe.each<Partition>(['aws-cn', 'aws-us-gov', 'aws-eusc'])('a team in %s', (partition) => {
  const root = `arn:${partition}:iam::111122223333`;
  const stage = () => teamStage(everything, partition);

  it('gets people by an invite that opens, and is read with them', async () => {
    const all = stage();
    const files: string[] = [];
    const writes: AddOver['write'] = async (_, text) => {
      files.push(text);
      return ok(undefined);
    };
    const cheap: typeof sealInvite = (invite, secrets, passphrase) => sealInvite(invite, secrets, passphrase, { N: 1024, r: 8, p: 1 });
    const wish = {
      name: 'kim',
      path: '/eng/',
      group: 'developers',
      boundary: all.account.addPolicy('limit', everything).arn,
      policies: [all.account.addPolicy('readers', everything).arn],
      roles: [`${root}:role/Dev`],
      region: homeRegion(partition),
      password: true,
      accessKey: true,
      invite: 'kim.invite',
    };
    const done = await all.through(createAddPerson(all.ports(), cheap).add('admin', wish, { ...over, write: writes }, never()));
    expect(done).toMatchObject({ ok: true, value: { userArn: `${root}:user/eng/kim` } });
    const invite = readInvite(files[0] ?? '', 'kim.invite');
    if (!invite.ok) throw new Error(JSON.stringify(invite.problem));
    expect(invite.value).toMatchObject({ account: { partition }, user: { arn: `${root}:user/eng/kim` }, roles: [`${root}:role/Dev`] });
    expect(await openInvite(invite.value, 'correct horse', '')).toMatchObject({ ok: true, value: { accessKeyId: expect.any(String) } });
    const ports = all.ports();
    const read = readPeople(
      { iam: createTeamIam(ports.aws.callIam), clock: ports.aws.clock, now: ports.aws.now, isOnKey: () => false },
      createTeamCaller(ports, 'admin'),
      () => {},
      never(),
    );
    const kim = { name: 'kim', arn: `${root}:user/eng/kim`, console: 'yes', keys: [{ state: 'active' }] };
    expect(await all.through(read)).toMatchObject({ ok: true, value: { people: [{ name: 'admin' }, kim], gaps: [] } });
  });

  it('gets a role that its users are trusted with', async () => {
    const all = stage();
    all.account.addUser('kim');
    await all.clock.advance(60_000);
    const trust = { kind: 'users', arns: [`${root}:user/kim`] } as const;
    const wish = { name: 'Audit', trust, policies: [`arn:${partition}:iam::aws:policy/ReadOnlyAccess`] };
    const shown = await createAddRole(all.ports()).plan('admin', wish, never());
    expect(shown).toMatchObject({ ok: true, value: { roleArn: `${root}:role/Audit` } });
    expect(JSON.stringify(shown)).not.toContain('arn:aws:');
    expect(await all.through(createAddRole(all.ports()).add('admin', { ...wish, policies: [] }, watch, never()))).toMatchObject({
      ok: true,
    });
  });

  it('needs MFA once everyone has it, and is simulated to', async () => {
    const all = stage();
    const kim = all.account.addUser('kim', { policies: [everything] });
    kim.addDevice({ name: 'kim-yk-12345678' });
    kim.join(all.account.addGroup('developers'));
    const scope = { kind: 'group', group: 'developers' } as const;
    expect(await all.through(createEnforcing(all.ports()).enforce('admin', scope, watch, never()))).toMatchObject({
      value: { isEnforced: true, members: [{ name: 'kim', devices: 1 }] },
    });
    const { PolicyDocument } = (await all.look('GetGroupPolicy', { GroupName: 'developers', PolicyName: 'RoletapManageOwnMFA' })) as {
      readonly PolicyDocument: string;
    };
    expect(decodeURIComponent(PolicyDocument)).toContain(`${root}:mfa/`);
    expect(decodeURIComponent(PolicyDocument)).not.toContain('arn:aws:');
    const asked = { user: 'kim', actions: ['iam:ListUsers'], resources: [] };
    expect(await simulate(all.ports(), 'admin', asked, never())).toMatchObject({
      value: { userArn: `${root}:user/kim`, results: [{ withoutMfa: 'explicit', withMfa: 'allowed' }] },
    });
  });

  it('loses a YubiKey, and a user', async () => {
    const all = stage();
    const kim = all.account.addUser('kim');
    const lost = kim.addDevice({ name: 'kim-yk-12345678' }).arn;
    kim.addKey();
    const rescue = { user: 'kim', devices: [lost], accessKey: false, roles: [] };
    expect(await all.through(createRescue(all.ports(), () => false).rescue('admin', rescue, over, never()))).toMatchObject({ ok: true });
    const orphan = all.account.addUnassignedDevice('lonely').arn;
    const removing = () => createRemove(all.ports(), () => false);
    const device = { user: 'lonely', what: 'device', keys: [], isNow: true } as const;
    expect(await all.through(removing().remove('admin', device, watch, never()))).toMatchObject({ value: { user: orphan } });
    const user = { user: 'kim', what: 'user', keys: [], isNow: true } as const;
    expect(await all.through(removing().remove('admin', user, watch, never()))).toMatchObject({ value: { userArn: `${root}:user/kim` } });
    expect(all.account.devices()).toEqual([]);
  });
});
