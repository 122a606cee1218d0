import { describe, expect, it } from 'vitest';
import type { Endpoint } from '../../../../src-main/aws/caller.ts';
import type { FoundRoles, SearchCaller } from '../../../../src-main/aws/iam/iam-types.ts';
import type { Clock } from '../../../../src-main/base/clock.ts';
import type { SimulatedUser } from '../../../../src-main/demo/aws-simulator/model/accounts.ts';
import type { PolicyDocument } from '../../../../src-main/demo/aws-simulator/model/policy.ts';
import type { SimulatorSettings } from '../../../../src-main/demo/aws-simulator/model/settings.ts';
import { createInProcessAws } from '../../../fakes/aws.ts';
import { createFakeClock } from '../../../fakes/clock.ts';
import { codeAt } from '../sts/sts-fixture.ts';
import { own, roleArn } from './policy-fixture.ts';

/** About now: where AWS's time is far from the computer's, the SDK tries what was refused again. */
const start = Math.floor(Date.now() / 30_000) * 30_000;
const never = new AbortController().signal;

const allow = (Action: string | readonly string[], Resource: string | readonly string[] = '*', more: object = {}): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', Action, Resource, ...more },
});
const readAll = allow(['iam:Get*', 'iam:List*']);

const regions: Readonly<Record<string, string>> = { 'aws-cn': 'cn-north-1', 'aws-us-gov': 'us-gov-west-1' };

/** An account with jane, who may read all of IAM, and the real SDK over it. */
const setUp = ({
  settings = {},
  partition = 'aws',
  path = '/',
  clock = createFakeClock(start),
}: {
  readonly clock?: Clock;
  readonly settings?: Partial<SimulatorSettings>;
  readonly partition?: string;
  readonly path?: string;
} = {}) => {
  const aws = createInProcessAws(clock, 0, settings);
  const account = aws.simulator.addAccount(own, { partition });
  const jane = account.addUser('jane', { path });
  jane.putPolicy('read', readAll);
  const endpoint: Endpoint = {
    region: regions[partition] ?? 'eu-central-1',
    override: { url: 'http://127.0.0.1:1', setting: 'AWS_ENDPOINT_URL' },
  };
  const callerOf = (user: SimulatedUser): SearchCaller => {
    const { accessKeyId, secretAccessKey } = user.addKey();
    return { source: 'work', credentials: { accessKeyId, secretAccessKey }, stsEndpoint: endpoint, iamEndpoint: endpoint };
  };
  const caller = callerOf(jane);
  const search = (by = caller, signal = never) => aws.roleSearch.search(by, signal);
  const found = async (by = caller): Promise<FoundRoles> => {
    const result = await search(by);
    if (!result.ok) throw new Error(JSON.stringify(result.problem));
    return result.value;
  };
  const names = async (by = caller) =>
    (await found(by)).roles.map((role) => `${role.roleArn.replace(/^.*:role\//, '')}${role.sure ? '' : '?'}`);
  return { aws, account, jane, callerOf, caller, endpoint, search, found, names };
};

describe('a search for roles', () => {
  it('reads inline and managed policies of the user and of its groups', async () => {
    const { account, jane, found } = setUp();
    for (const name of ['A', 'B', 'C', 'D', 'E']) account.addRole(name, { maxSessionSeconds: name === 'D' ? 43_200 : 3600 });
    account.setAlias('acme-main');
    jane.putPolicy('own', allow('sts:AssumeRole', roleArn('A')));
    const managed = account.addPolicy('managed', allow('sts:AssumeRole', roleArn('E')), { path: '/team/' });
    managed.addVersion(allow('sts:AssumeRole', roleArn('B')));
    jane.attach(managed);
    const group = account.addGroup('devs', { path: '/eng/' });
    jane.join(group);
    group.putPolicy('group-own', allow('sts:AssumeRole', roleArn('C')));
    group.attach(account.addPolicy('PowerUserAccess', allow('sts:AssumeRole', roleArn('D')), { byAws: true }));
    group.attach(managed);
    expect(await found()).toEqual({
      accountId: own,
      partition: 'aws',
      alias: 'acme-main',
      roles: ['A', 'B', 'C', 'D'].map((name) => ({ roleArn: roleArn(name), sure: true, maxSessionSeconds: name === 'D' ? 43_200 : 3600 })),
      patterns: [],
      unread: [],
    });
  });

  it('reads a managed policy once, however many have it', async () => {
    const { aws, account, jane, names } = setUp();
    account.addRole('A');
    const managed = account.addPolicy('managed', allow('sts:AssumeRole', roleArn('A')));
    jane.attach(managed);
    jane.setBoundary(account.addPolicy('limits', allow('*')));
    for (const name of ['one', 'two', 'three']) {
      const group = account.addGroup(name);
      jane.join(group);
      group.attach(managed);
    }
    expect(await names()).toEqual(['A']);
    const versions = aws.simulator.requests
      .filter(({ action }) => action === 'GetPolicyVersion')
      .map(({ parameters }) => parameters.PolicyArn);
    expect(versions.sort()).toEqual([`arn:aws:iam::${own}:policy/limits`, managed.arn]);
  });

  it('keeps to the boundary', async () => {
    const { account, jane, names } = setUp();
    account.addRole('A');
    account.addRole('B');
    jane.putPolicy('own', allow('sts:AssumeRole'));
    jane.setBoundary(
      account.addPolicy('limits', { Statement: [{ Effect: 'Allow', Action: ['iam:*', 'sts:*'], NotResource: roleArn('B') }] }),
    );
    expect(await names()).toEqual(['A']);
  });

  it('takes short pages one after the other', async () => {
    const { account, jane, names } = setUp({ settings: { pageLimit: 1 } });
    const every = ['A', 'B', 'C', 'D', 'E'];
    for (const name of every) {
      account.addRole(name);
      const group = account.addGroup(`group-${name}`);
      jane.join(group);
      group.putPolicy('one', allow('sts:AssumeRole', roleArn(name)));
      jane.putPolicy(`own-${name}`, allow('sts:AssumeRole', roleArn(`X${name}`, '444455556666')));
    }
    expect(await names()).toEqual([...every, ...every.map((name) => `X${name}?`)]);
  });

  it('finds the roles of a user with a path, in its own partition', async () => {
    for (const partition of ['aws', 'aws-us-gov', 'aws-cn']) {
      const { account, jane, names, found } = setUp({ partition, path: '/eng/data/' });
      account.addRole('Mine', { trust: trusting(jane.arn) });
      account.addRole('Theirs', { trust: trusting(`arn:${partition}:iam::${own}:user/jane`) });
      jane.putPolicy('own', allow('sts:AssumeRole', `arn:${partition}:iam::444455556666:role/Other`));
      expect(await names()).toEqual(['Mine', 'Other?']);
      expect(await found()).toMatchObject({ partition, accountId: own });
    }
  });

  it('goes on when it is asked to be slower, through 5,000 roles', async () => {
    // Pauses are over at once, limits are far away.
    const clock: Clock = {
      now: () => start,
      after: (millis, call) => {
        const timer = millis < 10_000 ? setImmediate(call) : undefined;
        return () => clearImmediate(timer);
      },
    };
    const { aws, account, jane, search } = setUp({ clock });
    for (let count = 0; count < 5_000; count += 1) account.addRole(`Role${count}`, { path: count % 2 === 0 ? '/even/' : '/odd/' });
    jane.putPolicy('own', allow('sts:AssumeRole', roleArn('even/*')));
    // Each of our reads is three tries of the SDK: two reads are turned away, the third goes through.
    aws.simulator.faults.add({ kind: 'throttle' }, { action: 'ListRoles', times: 7 });
    const result = await search();
    expect(result).toMatchObject({ ok: true, value: { unread: [] } });
    expect(result.ok && result.value.roles).toHaveLength(2_500);
    expect(result.ok && result.value.roles.every(({ sure }) => sure)).toBe(true);
    expect(aws.simulator.requests.filter(({ errorCode }) => errorCode === 'Throttling')).toHaveLength(7);
  });
});

const trusting = (AWS: string, more: object = {}): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS }, ...more },
});

describe('what is denied', () => {
  const denying = (...actions: readonly string[]): PolicyDocument => ({
    Version: '2012-10-17',
    Statement: { Effect: 'Deny', Action: actions, Resource: '*' },
  });
  const stage = () => {
    const set = setUp();
    const { account, jane } = set;
    account.addRole('A');
    account.addRole('Mine', { trust: trusting(jane.arn) });
    jane.putPolicy('own', allow('sts:AssumeRole', [roleArn('A'), roleArn('Z', '444455556666')]));
    const managed = account.addPolicy('managed', allow('s3:*'));
    jane.attach(managed);
    const group = account.addGroup('devs');
    jane.join(group);
    group.putPolicy('inline', allow('s3:*'));
    return { ...set, group, managed };
  };
  const denied = (action: string, resource: string) => ({ code: 'iam-denied', action: `iam:${action}`, resource, explicit: true });
  const user = `arn:aws:iam::${own}:user/jane`;

  it.each<readonly [string, object, readonly string[]]>([
    ['ListUserPolicies', { what: 'user-policies', problem: denied('ListUserPolicies', user) }, ['Mine?']],
    ['GetUserPolicy', { what: 'policy', name: 'own', problem: denied('GetUserPolicy', user) }, ['Mine?']],
    ['ListAttachedUserPolicies', { what: 'attached-policies', problem: denied('ListAttachedUserPolicies', user) }, ['A?', 'Mine?', 'Z?']],
    [
      'GetPolicy',
      { what: 'policy', name: `arn:aws:iam::${own}:policy/managed`, problem: denied('GetPolicy', `arn:aws:iam::${own}:policy/managed`) },
      ['A?', 'Mine?', 'Z?'],
    ],
    [
      'GetPolicyVersion',
      {
        what: 'policy',
        name: `arn:aws:iam::${own}:policy/managed`,
        problem: denied('GetPolicyVersion', `arn:aws:iam::${own}:policy/managed`),
      },
      ['A?', 'Mine?', 'Z?'],
    ],
    ['ListGroupsForUser', { what: 'groups', problem: denied('ListGroupsForUser', user) }, ['A?', 'Mine?', 'Z?']],
    [
      'ListGroupPolicies',
      { what: 'group-policies', name: 'devs', problem: denied('ListGroupPolicies', `arn:aws:iam::${own}:group/devs`) },
      ['A?', 'Mine?', 'Z?'],
    ],
    [
      'GetGroupPolicy',
      { what: 'policy', name: 'devs/inline', problem: denied('GetGroupPolicy', `arn:aws:iam::${own}:group/devs`) },
      ['A?', 'Mine?', 'Z?'],
    ],
    [
      'ListAttachedGroupPolicies',
      { what: 'group-policies', name: 'devs', problem: denied('ListAttachedGroupPolicies', `arn:aws:iam::${own}:group/devs`) },
      ['A?', 'Mine?', 'Z?'],
    ],
    ['ListRoles', { what: 'roles', problem: denied('ListRoles', `arn:aws:iam::${own}:role/`) }, ['A?', 'Z?']],
    ['GetUser', { what: 'boundary', problem: denied('GetUser', user) }, ['A?', 'Mine?', 'Z?']],
    ['ListAccountAliases', { what: 'alias', problem: denied('ListAccountAliases', '*') }, ['A', 'Mine', 'Z?']],
  ])('as %s is said, and the rest counts', async (action, unread, roles) => {
    const { group, found, names } = stage();
    group.putPolicy('denies', denying(`iam:${action}`));
    const { unread: all } = await found();
    // Where a policy cannot be read, the one that denies it and the one that allows the rest cannot either.
    expect(all.filter(({ name }) => name !== 'devs/denies' && name !== 'read')).toMatchObject([unread]);
    expect(await names()).toEqual(roles);
  });

  it('as all of it is the problem itself', async () => {
    const { aws, account, callerOf, search } = setUp();
    const kim = account.addUser('kim');
    expect(await search(callerOf(kim))).toMatchObject({ ok: false, problem: { code: 'iam-denied', action: 'iam:ListUserPolicies' } });
    expect(aws.simulator.requests.some(({ action }) => action === 'ListRoles')).toBe(true);
  });

  it('of a boundary that cannot be read leaves every role open', async () => {
    const { account, jane, group, found, names, managed } = stage();
    const limits = account.addPolicy('limits', allow('*'));
    jane.setBoundary(limits);
    group.putPolicy('denies', {
      Version: '2012-10-17',
      Statement: { Effect: 'Deny', Action: 'iam:GetPolicyVersion', Resource: limits.arn },
    });
    expect(managed.arn).not.toBe(limits.arn);
    expect((await found()).unread).toMatchObject([{ what: 'boundary', name: limits.arn, problem: { code: 'iam-denied' } }]);
    expect(await names()).toEqual(['A?', 'Mine?', 'Z?']);
  });
});

describe('a caller', () => {
  it('with an MFA session reads what policies allow only with MFA', async () => {
    const { aws, account, callerOf, search, names } = setUp();
    const withMfa = { Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } };
    const kim = account.addUser('kim', { policies: [allow(['iam:Get*', 'iam:List*'], '*', withMfa)] });
    account.addRole('Mine', { trust: trusting(kim.arn) });
    const device = kim.addDevice();
    const caller = callerOf(kim);
    expect(await search(caller)).toMatchObject({ ok: false, problem: { code: 'iam-denied' } });
    const proof = { mfaSerial: device.arn, code: codeAt(device.seed, start / 30_000) };
    const session = await aws.sts.sessionToken({ ...caller, endpoint: caller.stsEndpoint }, proof, 3600, never);
    expect(session.ok && (await names({ ...caller, credentials: session.value }))).toEqual(['Mine']);
  });

  it('with root’s keys is refused', async () => {
    const { account, callerOf, search } = setUp();
    expect(await search(callerOf(account.addRoot()))).toEqual({ ok: false, problem: { code: 'root-keys', source: 'work' } });
  });

  it('with the keys of a role hears whose they are', async () => {
    const { aws, account, caller, search } = setUp();
    const role = account.addRole('Mine', { trust: trusting(`arn:aws:iam::${own}:user/jane`) });
    const named = { roleArn: role.arn, roleSessionName: 'jane', durationSeconds: 900 };
    const session = await aws.sts.assumeRole({ ...caller, endpoint: caller.stsEndpoint }, named, never);
    if (!session.ok) throw new Error(session.problem.code);
    const arn = `arn:aws:sts::${own}:assumed-role/Mine/jane`;
    expect(await search({ ...caller, credentials: session.value })).toEqual({
      ok: false,
      problem: { code: 'caller-not-user', source: 'work', arn },
    });
  });

  it('whose keys AWS does not know hears that', async () => {
    const { caller, search } = setUp();
    const credentials = { ...caller.credentials, accessKeyId: 'AKIAUNKNOWNEXAMPLE00' };
    expect(await search({ ...caller, credentials })).toEqual({ ok: false, problem: { code: 'keys-refused', source: 'work' } });
  });

  it('who gives up hears that', async () => {
    const { caller, search } = setUp();
    const controller = new AbortController();
    controller.abort();
    expect(await search(caller, controller.signal)).toEqual({ ok: false, problem: { code: 'cancelled' } });
  });
});

describe('what is no answer of IAM', () => {
  /** Changes what the simulator says on its way. */
  const change = ({ simulator }: ReturnType<typeof setUp>['aws'], by: (body: string) => string) => {
    const handle = simulator.handle.bind(simulator);
    Object.assign(simulator, {
      handle: (request: Parameters<typeof handle>[0]) => {
        const answer = handle(request);
        return { ...answer, body: by(answer.body) };
      },
    });
  };

  it('as a policy is said, and the others count', async () => {
    const { aws, account, jane, found, names } = setUp();
    account.addRole('A');
    jane.putPolicy('own', allow('sts:AssumeRole', roleArn('A')));
    jane.putPolicy('broken', allow('s3:Get*'));
    change(aws, (body) => body.replace(/%7B[^<]*s3%3AGet[^<]*/, '%7B%22Statement%22%3A'));
    expect(await names()).toEqual(['A?']);
    expect((await found()).unread).toEqual([
      { what: 'document', name: 'broken', problem: { code: 'policy-unclear', policy: 'broken', why: 'not-json' } },
    ]);
  });

  it('as a policy that went meanwhile is said', async () => {
    const { aws, account, jane, found } = setUp();
    const gone = account.addPolicy('gone', allow('s3:*'));
    jane.attach(gone);
    aws.simulator.faults.add(
      { kind: 'refuse', status: 404, code: 'NoSuchEntity', message: `Policy ${gone.arn} was not found.` },
      { action: 'GetPolicy' },
    );
    expect((await found()).unread).toMatchObject([
      { what: 'policy', name: gone.arn, problem: { code: 'aws-said', awsCode: 'NoSuchEntity', status: 404 } },
    ]);
  });

  it('as a list without an end is said, and what was read of it counts', async () => {
    const { aws, account, jane, found, names } = setUp({ settings: { pageLimit: 1 } });
    for (const name of ['A', 'B', 'C']) account.addRole(name);
    jane.putPolicy('own', allow('sts:AssumeRole'));
    change(aws, (body) => (body.includes('<ListRolesResult>') ? body.replace(/<Marker>[^<]*/, '<Marker>MQ') : body));
    expect(await names()).toEqual(['A', 'B']);
    expect((await found()).unread).toMatchObject([{ what: 'roles', problem: { code: 'aws-said', awsCode: 'IncompleteAnswer' } }]);
  });

  it('is not taken for a name', async () => {
    const { aws, jane, found } = setUp();
    jane.putPolicy('own', allow('sts:AssumeRole', roleArn('A', '444455556666')));
    change(aws, (body) => body.replace('<member>own</member>', '<member>../own&#27;</member>'));
    expect((await found()).unread).toEqual([
      { what: 'user-policies', problem: { code: 'aws-said', awsCode: 'IncompleteAnswer', status: 200 } },
    ]);
  });
});
