import { describe, expect, it } from 'vitest';
import { type AddOver, createAddPerson } from '../../../../src-main/app/team/add-person.ts';
import { readPeople } from '../../../../src-main/app/team/read-people.ts';
import { createTeamCaller } from '../../../../src-main/app/team/team-caller.ts';
import { createTeamIam } from '../../../../src-main/aws/iam/team-iam.ts';
import { checkPolicy } from '../../../../src-main/aws/policies/policy-check.ts';
import { ok } from '../../../../src-main/contract/result.ts';
import type { AddWish } from '../../../../src-main/contract/team/plan.ts';
import { problemWords } from '../../../../src-main/words/problems/problem-words.ts';
import { never } from '../../../fakes/world.ts';
import { denying, everything, interrupt, type TeamStage, teamStage } from './team-stage.ts';

const hour = 3_600_000;
const wish: AddWish = { name: 'kim', policies: [], roles: [], password: false, accessKey: false };
const over: AddOver = {
  write: async () => ok(undefined),
  givePassword: async () => ok(undefined),
  passphrase: async () => ok('correct horse'),
  onStep: () => {},
};

const add = (all: TeamStage, given: AddWish) => all.through(createAddPerson(all.ports()).add('admin', given, over, never()));

const people = async (all: TeamStage) => {
  const ports = all.ports();
  const { clock, now, callIam } = ports.aws;
  return all.through(
    readPeople({ iam: createTeamIam(callIam), clock, now, isOnKey: () => false }, createTeamCaller(ports, 'admin'), () => {}, never()),
  );
};

describe('a person who is being added', () => {
  it('can’t join an eleventh group, and is told so', async () => {
    const all = teamStage();
    // The program ends before its third change, which adds the user to the group.
    all.account.addGroup('developers');
    await interrupt(all, 2, 'before', (ports) => createAddPerson(ports).add('admin', { ...wish, group: 'developers' }, over, never()));
    for (let index = 0; index < 10; index++) {
      all.account.addGroup(`other${index}`);
      await all.look('AddUserToGroup', { GroupName: `other${index}`, UserName: 'kim' });
    }
    const members = createAddPerson(all.ports());
    const [left] = await members.list();
    const stopped = await all.through(members.resume(left?.id ?? '', over, never()));
    expect(stopped).toMatchObject({ ok: false, problem: { code: 'team-limit', name: 'kim', quota: { of: 'groups', most: 10 } } });
    expect(!stopped.ok && problemWords(stopped.problem).happened).toContain('is in 10 groups already');
  });

  it('is undone with what came meanwhile: two access keys, a password and MFA', async () => {
    const all = teamStage();
    const stopping = {
      ...over,
      write: async () => ({ ok: false, problem: { code: 'invite-unwritable', file: 'x', errno: 'EACCES' } }) as const,
    };
    const members = createAddPerson(all.ports());
    const stopped = await all.through(members.add('admin', { ...wish, invite: '/kim.invite' }, stopping, never()));
    expect(stopped).toMatchObject({ ok: false, problem: { code: 'invite-unwritable' } });
    for (let count = 0; count < 2; count++) await all.look('CreateAccessKey', { UserName: 'kim' });
    await all.look('CreateLoginProfile', { UserName: 'kim', Password: 'Correct-Horse-7' });
    const [left] = await members.list();
    expect(await all.through(members.undo(left?.id ?? '', never()))).toMatchObject({ ok: true });
    expect(await all.look('GetUser', { UserName: 'kim' })).toMatchObject({ code: 'user-missing' });
    expect(await all.kept()).toEqual([]);
  });

  it.each(['PutUserPolicy', 'AttachUserPolicy', 'GetUser'])('is told which permission lacks at %s', async (action) => {
    const all = teamStage(denying(`iam:${action}`));
    const policies = [all.account.addPolicy('p', everything).arn];
    const done = await add(all, { ...wish, policies });
    // Whoever may not look adds all the same.
    expect(done).toMatchObject(
      action === 'GetUser' ? { ok: true } : { ok: false, problem: { code: 'iam-denied', action: `iam:${action}` } },
    );
  });

  it('is added by an IAM that is throttled throughout', async () => {
    const all = teamStage();
    const { faults } = all.aws.simulator;
    const actions = [
      'GetUser',
      'GetGroup',
      'CreateUser',
      'CreateGroup',
      'PutGroupPolicy',
      'AddUserToGroup',
      'CreateLoginProfile',
      'CreateAccessKey',
    ];
    for (const action of [...actions, 'ListAccessKeys', 'ListAccountAliases']) faults.add({ kind: 'throttle' }, { action, times: 3 });
    const whole = { ...wish, group: 'developers', password: true, accessKey: true, invite: '/kim.invite' };
    expect(await add(all, whole)).toMatchObject({ ok: true });
    expect(all.aws.simulator.requests.filter(({ errorCode }) => errorCode === 'Throttling')).toHaveLength(30);
  });
});

describe('the credential report', () => {
  it.each([
    ['not present', 410, 'ReportNotPresent'],
    ['in progress', 404, 'ReportInProgress'],
    ['expired', 410, 'ReportExpired'],
  ])('that is %s is waited for', async (_, status, code) => {
    const all = teamStage();
    all.aws.simulator.faults.add({ kind: 'refuse', status, code, message: 'Unknown' }, { action: 'GetCredentialReport', times: 2 });
    expect(await people(all)).toMatchObject({ ok: true, value: { generated: expect.any(Number), gaps: [] } });
    expect(all.aws.simulator.requests.filter(({ errorCode }) => errorCode === code)).toHaveLength(2);
  });

  it('that is older than four hours is made anew', async () => {
    const all = teamStage();
    const first = await people(all);
    await all.clock.advance(4 * hour + 60_000);
    const second = await people(all);
    if (!first.ok || !second.ok) throw new Error('not read');
    expect((second.value.generated ?? 0) - (first.value.generated ?? 0)).toBeGreaterThan(4 * hour);
  });

  it('of 5,000 users is read whole, with names that begin with = + - @', async () => {
    const all = teamStage();
    const odd = ['=kim', '+kim', '-kim', '@kim'];
    for (const name of odd) all.account.addUser(name).addDevice({ name: `${name}-yk-12345678` });
    for (let index = 0; index < 5000 - odd.length - 1; index++) all.account.addUser(`user${index}`);
    const found = await people(all);
    if (!found.ok) throw new Error(found.problem.code);
    expect(found.value.people).toHaveLength(5000);
    expect(found.value.people.filter(({ mfa }) => mfa.length === 1).map(({ name, mfa }) => [name, mfa])).toEqual(
      expect.arrayContaining(odd.map((name) => [name, [expect.objectContaining({ kind: 'yubikey' })]])),
    );
    // Whoever has no MFA by the report isn't asked for one by one.
    expect(all.aws.simulator.requests.filter(({ action }) => action === 'ListMFADevices')).toHaveLength(odd.length);
  });
});

describe('a policy', () => {
  it('with a byte order mark, comments, NotPrincipal and variables of the old version is read, and each is told', () => {
    const text = `\ufeff// who may come in
{"Statement": {"Effect": "Allow", "NotPrincipal": {"AWS": "arn:aws:iam::111122223333:user/\${aws:username}"}, "Action": "sts:AssumeRole"}}`;
    const rules = checkPolicy(text).findings.map(({ rule }) => rule);
    expect(rules).toEqual(expect.arrayContaining(['byte-order-mark', 'comments', 'not-principal']));
  });
});
