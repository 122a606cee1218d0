import { expect, it } from 'vitest';
import { readPeople } from '../../../src-main/app/team/read-people.ts';
import { createTeamIam } from '../../../src-main/aws/iam/team-iam.ts';
import { ok } from '../../../src-main/contract/result.ts';
import { groupOf } from '../../../src-main/contract/team/shown.ts';
import { addTeam } from '../../../src-main/demo/demo-team.ts';
import { createInProcessAws } from '../../fakes/aws.ts';
import { createFakeClock, settle } from '../../fakes/clock.ts';
import { never } from '../../fakes/world.ts';

it('has somebody for each part of the picture of a team, with something to do for most of them', async () => {
  const clock = createFakeClock(Math.floor(Date.now() / 30_000) * 30_000);
  const aws = createInProcessAws(clock, 0, {});
  const account = aws.simulator.addAccount('111122223333');
  const policies = [{ Version: '2012-10-17', Statement: { Effect: 'Allow', Action: 'iam:*', Resource: '*' } }] as const;
  const { accessKeyId, secretAccessKey } = account.addUser('admin', { policies }).addKey();
  addTeam(account, clock.now());
  const caller = { source: 'admin', credentials: { accessKeyId, secretAccessKey }, endpoint: { region: 'us-east-1' } };
  let isOver = false;
  const reading = readPeople(
    { iam: createTeamIam(aws.callIam), clock, now: clock.now, isOnKey: () => false },
    async () => ok({ caller, accountId: '111122223333', partition: 'aws' }),
    () => {},
    never(),
  ).finally(() => {
    isOver = true;
  });
  while (!isOver) {
    await settle(5);
    await clock.advance(500);
  }
  const view = await reading;
  if (!view.ok) throw new Error(view.problem.code);
  // AWS tells nobody which passkey the root user has.
  expect(new Set(view.value.people.map(groupOf))).toEqual(new Set(['unknown', 'yubikey', 'passkey', 'virtual', 'none']));
  expect(view.value.people.find(({ name }) => name === 'bob')?.flags).toEqual(['no-mfa', 'two-keys', 'old-key']);
  // Somebody who got in once, and not since.
  expect(view.value.people.find(({ name }) => name === 'frank')).toMatchObject({ flags: ['one-device', 'unused'], next: 'remove-unused' });
  expect(view.value.orphans).toEqual(['arn:aws:iam::111122223333:mfa/zoe-phone']);
  expect(view.value.gaps).toEqual([]);
});
