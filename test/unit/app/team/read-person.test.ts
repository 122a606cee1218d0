import { describe, expect, it } from 'vitest';
import { readPeople } from '../../../../src-main/app/team/read-people.ts';
import { readPersonNow } from '../../../../src-main/app/team/reading/read-person.ts';
import { createTeamIam } from '../../../../src-main/aws/iam/team-iam.ts';
import { ok } from '../../../../src-main/contract/result.ts';
import type { PolicyDocument } from '../../../../src-main/demo/aws-simulator/model/policy.ts';
import { never } from '../../../fakes/world.ts';
import { denying, everything, teamStage } from './team-stage.ts';

const day = 86_400_000;

/** One person as they are now, beside everybody as a fresh report has them. */
const stage = (policy: PolicyDocument = everything) => {
  const all = teamStage(policy);
  const { accessKeyId, secretAccessKey } = all.admin.addKey();
  const caller = { source: 'admin', credentials: { accessKeyId, secretAccessKey }, endpoint: { region: 'us-east-1' } };
  const ports = {
    iam: createTeamIam(all.aws.callIam),
    clock: all.clock,
    now: all.clock.now,
    isOnKey: (serial: string) => serial.endsWith('/known'),
  };
  const one = (name: string | undefined) => readPersonNow(ports, { caller, signal: never() }, name);
  const everybody = async () => {
    const callAs = async () => ok({ caller, accountId: '111122223333', partition: 'aws' });
    const read = await all.through(readPeople(ports, callAs, () => {}, never()));
    if (!read.ok) throw new Error(JSON.stringify(read.problem));
    return read.value;
  };
  return { ...all, one, everybody };
};

describe('one person', () => {
  it('is told as a fresh report tells them', async () => {
    const { account, clock, one, everybody } = stage();
    const jane = account.addUser('jane', { path: '/eng/' });
    jane.setPassword(clock.now() - day);
    jane.addKey({ created: clock.now() - 100 * day }).use('s3', 'eu-central-1');
    jane.addKey({ created: clock.now() - 2 * day }).setActive(false);
    jane.addDevice({ name: 'known' });
    jane.addDevice({ name: 'phone' });
    jane.addOtherDevice('fido', 'laptop-ABC');
    account.addUser('kim');
    account.addUnassignedDevice('lonely');
    const { people, orphans } = await everybody();
    expect(people).toHaveLength(3);
    for (const name of ['jane', 'kim'])
      expect(await one(name)).toEqual({ ok: true, value: { person: people.find((person) => person.name === name), orphans } });
    expect(orphans).toEqual(['arn:aws:iam::111122223333:mfa/lonely']);
  });

  it('is none of which only the devices are asked that nobody has', async () => {
    const { account, one, aws } = stage();
    account.addUnassignedDevice('lonely');
    expect(await one(undefined)).toEqual({ ok: true, value: { orphans: ['arn:aws:iam::111122223333:mfa/lonely'] } });
    expect(aws.simulator.requests.map(({ action }) => action)).toEqual(['ListVirtualMFADevices']);
  });

  it('is nobody where there is no such user', async () => {
    expect(await stage().one('nobody')).toEqual({ ok: true, value: { orphans: [] } });
  });

  it.each(['GetUser', 'GetLoginProfile', 'ListAccessKeys', 'GetAccessKeyLastUsed', 'ListMFADevices'])(
    'is not told by halves: without %s the permission is named',
    async (action) => {
      const { account, one } = stage(denying(`iam:${action}`));
      account.addUser('kim').addKey();
      expect(await one('kim')).toMatchObject({ ok: false, problem: { code: 'iam-denied', action: `iam:${action}` } });
    },
  );

  it('is told without the tags of a device, and without the devices that nobody has', async () => {
    const { account, one } = stage(denying('iam:List*MFADevice*Tags'));
    account.addUser('kim').addDevice();
    expect(await one('kim')).toMatchObject({ value: { person: { mfa: [{ kind: 'virtual' }] } } });
    const blind = stage(denying('iam:ListVirtualMFADevices'));
    blind.account.addUser('kim');
    const found = await blind.one('kim');
    expect([found, found.ok && Object.keys(found.value)]).toMatchObject([{ ok: true }, ['person']]);
  });
});
