import { describe, expect, it } from 'vitest';
import { teamCsv, teamDocument } from '../../../../src-main/app/team/people-export.ts';
import { readPeople } from '../../../../src-main/app/team/read-people.ts';
import { createTeamIam } from '../../../../src-main/aws/iam/team-iam.ts';
import { ok } from '../../../../src-main/contract/result.ts';
import type { TeamProgress } from '../../../../src-main/contract/team/people.ts';
import type { PolicyDocument } from '../../../../src-main/demo/aws-simulator/model/policy.ts';
import type { SimulatorSettings } from '../../../../src-main/demo/aws-simulator/model/settings.ts';
import { createInProcessAws } from '../../../fakes/aws.ts';
import { createFakeClock, settle } from '../../../fakes/clock.ts';
import { never } from '../../../fakes/world.ts';

const day = 86_400_000;
/** About now: where AWS's time is far from the computer's, the SDK tries what was refused again. */
const start = Math.floor(Date.now() / 30_000) * 30_000;
const all: PolicyDocument = { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: 'iam:*', Resource: '*' } };
const denying = (...Action: readonly string[]): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Action: 'iam:*', Resource: '*' },
    { Effect: 'Deny', Action, Resource: '*' },
  ],
});

/** An account with an administrator, and the real calls to it. The clock goes on while something waits for it. */
const stage = (policy = all, settings: Partial<SimulatorSettings> = {}) => {
  const clock = createFakeClock(start);
  const aws = createInProcessAws(clock, 0, settings);
  const account = aws.simulator.addAccount('111122223333');
  const admin = account.addUser('admin', { policies: [policy] });
  const { accessKeyId, secretAccessKey } = admin.addKey();
  const caller = { source: 'admin', credentials: { accessKeyId, secretAccessKey }, endpoint: { region: 'us-east-1' } };
  const progress: TeamProgress[] = [];
  const read = async (signal = never()) => {
    let isOver = false;
    const reading = readPeople(
      { iam: createTeamIam(aws.callIam), clock, now: clock.now, isOnKey: (serial) => serial.endsWith('/jane') },
      async () => ok({ caller, accountId: '111122223333', partition: 'aws' }),
      (step) => progress.push(step),
      signal,
    ).finally(() => {
      isOver = true;
    });
    while (!isOver) {
      await settle(5);
      await clock.advance(500);
    }
    return reading;
  };
  const done = async () => {
    const result = await read();
    if (!result.ok) throw new Error(JSON.stringify(result.problem));
    return result.value;
  };
  const asked = (action: string) => aws.simulator.requests.filter((request) => request.action === action).length;
  return { clock, aws, account, admin, caller, read, done, progress, asked };
};

describe('people who came or went since the report', () => {
  it('have a row, or none; one who was made anew is told as they are now', async () => {
    const { clock, account, done, caller, aws } = stage();
    account.addRoot();
    for (const name of ['jane', 'lee', 'max']) account.addUser(name).setPassword();
    const before = await done();
    expect(before.people.map(({ name }) => name)).toEqual(['<root_account>', 'admin', 'jane', 'lee', 'max']);
    const remove = async (UserName: string) => {
      for (const action of ['DeleteLoginProfile', 'DeleteUser'] as const)
        expect((await aws.callIam({ caller, signal: never() }, action, { UserName }, {})).ok).toBe(true);
    };
    await clock.advance(3_600_000);
    for (const name of ['lee', 'max']) await remove(name);
    account.addUser('max').addDevice();
    account.addUser('kim', { path: '/eng/' }).addKey();
    const view = await done();
    expect(view.generated).toBe(before.generated);
    expect(view.people).toMatchObject([
      { name: '<root_account>' },
      { name: 'admin' },
      { name: 'jane', console: 'yes' },
      { name: 'max', console: 'no', keys: [], mfa: [{ kind: 'virtual' }], flags: ['one-device'] },
      { name: 'kim', console: 'no', keys: [{ state: 'active', used: 'never' }], mfa: [], flags: ['no-mfa'] },
    ]);
    expect(view.gaps).toEqual([]);
  });

  it('are as the report has them where users can’t be listed', async () => {
    const { clock, account, done } = stage(denying('iam:ListUsers'));
    account.addUser('jane');
    await done();
    account.addUser('kim');
    await clock.advance(3_600_000);
    const view = await done();
    expect([view.people.map(({ name }) => name), view.gaps]).toEqual([['admin', 'jane'], []]);
  });

  it('are told by their devices where they are many', async () => {
    const { clock, account, done, asked } = stage();
    await done();
    for (let index = 0; index < 21; index++) account.addUser(`u${index}`).addDevice();
    await clock.advance(3_600_000);
    const view = await done();
    expect(view.people).toHaveLength(22);
    expect(view.people.at(-1)).toMatchObject({ console: 'unknown', mfa: [{ kind: 'virtual' }] });
    expect(asked('GetLoginProfile')).toBe(0);
  });
});

describe('the people of an account', () => {
  it('are told with their devices, their keys, and what to do next', async () => {
    const { account, done } = stage();
    account.addRoot().addKey();
    const jane = account.addUser('jane', { path: '/eng/' });
    jane.setPassword(start - day);
    jane.addKey({ created: start - 100 * day }).use('s3', 'eu-central-1');
    jane.addDevice();
    jane.addOtherDevice('fido', 'laptop-ABC');
    const kim = account.addUser('kim');
    kim.setPassword(start - day);
    const lee = account.addUser('lee');
    lee.addDevice({ name: 'lee-yk-12345678' });
    lee.setPassword();
    const view = await done();
    const person = (name: string) => view.people.find((one) => one.name === name);
    expect(person('<root_account>')).toMatchObject({ isRoot: true, mfa: [], flags: ['root-key', 'root-no-mfa'], next: 'delete-root-key' });
    expect(person('jane')).toMatchObject({
      console: 'yes',
      mfa: [{ kind: 'yubikey' }, { kind: 'passkey' }],
      keys: [{ number: 1, state: 'active', used: { service: 's3', region: 'eu-central-1' } }],
      flags: ['old-key'],
      next: 'rotate-key',
    });
    expect(person('kim')).toMatchObject({ mfa: [], flags: ['no-mfa'], next: 'add-mfa' });
    expect(person('lee')).toMatchObject({ mfa: [{ kind: 'yubikey' }], flags: ['one-device'], next: 'add-spare' });
    expect(view.gaps).toEqual([]);
  });

  it('are not asked for one by one where the report knows that they have no MFA', async () => {
    const { account, done, asked } = stage();
    for (let index = 0; index < 300; index++) account.addUser(`user-${index}`);
    account.addUser('jane').addDevice();
    expect((await done()).people).toHaveLength(302);
    expect(asked('ListMFADevices')).toBe(1);
    expect(asked('ListVirtualMFADevices')).toBe(1);
  });

  it('have a YubiKey by its name, or by the tag of its device; only where neither tells a tag is asked for', async () => {
    const { account, done, asked, aws, caller } = stage();
    const tag = async (serial: string, Key: string, Value: string) => {
      const input = { SerialNumber: serial, Tags: [{ Key, Value }] };
      expect((await aws.callIam({ caller, signal: never() }, 'TagMFADevice', input, {})).ok).toBe(true);
    };
    for (let index = 0; index < 300; index++) account.addUser(`user${index}`).addDevice({ name: `user${index}-yk-${10_000_000 + index}` });
    await tag(account.addUser('kim').addDevice().arn, 'yubikey', '12345678');
    await tag(account.addUser('lee').addDevice().arn, 'kind', 'YubiKey 5C');
    await tag(account.addUser('max').addDevice().arn, 'kind', 'phone');
    const { people, gaps } = await done();
    const kinds = Object.fromEntries(people.map(({ name, mfa }) => [name, typeof mfa === 'string' ? mfa : mfa.map(({ kind }) => kind)]));
    expect(kinds).toMatchObject({ user0: ['yubikey'], user299: ['yubikey'], kim: ['yubikey'], lee: ['yubikey'], max: ['virtual'] });
    expect([asked('ListMFADeviceTags'), gaps]).toEqual([3, []]);
  });

  it('are told without tags where these may not be read, which is said once', async () => {
    const { account, done, asked } = stage(denying('iam:ListMFADeviceTags'));
    for (let index = 0; index < 100; index++) account.addUser(`user${index}`).addDevice();
    const { people, gaps } = await done();
    expect(people.filter(({ mfa }) => mfa.length === 1)).toHaveLength(100);
    expect(gaps).toMatchObject([{ what: 'tags', action: 'iam:ListMFADeviceTags' }]);
    expect(asked('ListMFADeviceTags')).toBeLessThan(30);
  });

  it('are not asked for their tags one by one in an account that does not use them', async () => {
    const { account, done, asked } = stage();
    for (let index = 0; index < 500; index++) account.addUser(`user${index}`).addDevice();
    expect((await done()).gaps).toEqual([]);
    expect(asked('ListMFADeviceTags')).toBeLessThan(220);
  });

  it('come with the devices that belong to nobody', async () => {
    const { account, done } = stage();
    const { arn } = account.addUnassignedDevice('left');
    expect((await done()).orphans).toEqual([arn]);
  });

  it('say how old the report is: AWS makes a new one every four hours', async () => {
    const { clock, done, asked } = stage();
    const first = await done();
    await clock.advance(3 * 3_600_000);
    const second = await done();
    expect([second.generated, second.at > first.at]).toEqual([first.generated, true]);
    await clock.advance(2 * 3_600_000);
    expect((await done()).generated).toBeGreaterThan(first.generated ?? 0);
    expect(asked('GenerateCredentialReport')).toBeGreaterThan(2);
  });

  it('know a device that came after the report', async () => {
    const { account, done } = stage();
    const jane = account.addUser('jane');
    jane.setPassword();
    await done();
    jane.addDevice();
    expect((await done()).people.find(({ name }) => name === 'jane')).toMatchObject({ mfa: [{ kind: 'yubikey' }], flags: ['one-device'] });
  });

  it.each([
    ['iam:GenerateCredentialReport', ['new-report', 'report']],
    ['iam:GetCredentialReport', ['report']],
    ['iam:ListVirtualMFADevices', ['virtual-devices']],
    ['iam:ListMFADevices', ['devices']],
  ])('go on without what is denied, and name %s', async (action, whats) => {
    const { account, done } = stage(denying(action));
    const jane = account.addUser('jane');
    jane.setPassword(start);
    jane.addDevice();
    const view = await done();
    expect(view.gaps.map(({ what }) => what)).toEqual(whats);
    expect(view.gaps[0]).toMatchObject({ action });
    // Who has MFA is never called without.
    expect(view.people.find(({ name }) => name === 'jane')?.flags).not.toContain('no-mfa');
    expect(teamDocument(view).denied[0]).toMatchObject({ action, problem: 'iam-denied' });
  });

  it('are not called without MFA where nobody could be asked', async () => {
    const { account, done } = stage(denying('iam:GetCredentialReport', 'iam:ListVirtualMFADevices', 'iam:ListMFADevices'));
    account.addUser('jane').addDevice();
    expect((await done()).people.find(({ name }) => name === 'jane')).toMatchObject({ mfa: 'unread', flags: [], next: 'none' });
  });

  it('cannot be told where nothing may be read', async () => {
    expect(await stage(denying('iam:*')).read()).toMatchObject({ ok: false, problem: { code: 'iam-denied' } });
  });

  it('are all read where AWS is asked too often', async () => {
    const { account, aws, done } = stage();
    for (let index = 0; index < 30; index++) account.addUser(`user-${index}`).addDevice();
    aws.simulator.faults.add({ kind: 'throttle' }, { action: 'ListMFADevices', times: 20 });
    const view = await done();
    expect(view.gaps).toEqual([]);
    expect(view.people.filter(({ mfa }) => mfa.length === 1)).toHaveLength(30);
  });

  it('say how far reading is, and stop when the person does', async () => {
    const { account, read, progress } = stage();
    for (let index = 0; index < 30; index++) account.addUser(`user-${index}`).addDevice();
    const stopping = new AbortController();
    const reading = read(stopping.signal);
    await settle(20);
    stopping.abort();
    expect(await reading).toMatchObject({ ok: false, problem: { code: 'cancelled' } });
    expect(progress[0]).toMatchObject({ what: 'session' });
    const whole = stage();
    whole.account.addUser('jane').addDevice();
    await whole.done();
    expect(whole.progress.at(-1)).toEqual({ what: 'devices', done: 1, total: 1 });
  });

  it('give up on a report that AWS does not finish within a minute, and show the users without it', async () => {
    const { account, done } = stage(all, { reportDelayMillis: 10 * 60_000 });
    account.addUser('jane').addDevice();
    const view = await done();
    expect(view.gaps).toMatchObject([{ what: 'report', problem: { code: 'report-late' } }]);
    expect(view.people.find(({ name }) => name === 'jane')).toMatchObject({ console: 'unknown', mfa: [{ kind: 'yubikey' }] });
  });
});

describe('the people for other programs', () => {
  it('are JSON as it was promised', async () => {
    const { account, done } = stage();
    account.addUser('jane').addDevice();
    const document = teamDocument(await done());
    expect(Object.keys(document)).toEqual(['generated', 'at', 'source', 'accountId', 'people', 'orphans', 'denied']);
    expect(document.people.find(({ name }) => name === 'jane')).toEqual({
      name: 'jane',
      arn: 'arn:aws:iam::111122223333:user/jane',
      created: new Date(start).toISOString().replace('.000', ''),
      console: 'no',
      lastSignIn: null,
      mfa: [{ kind: 'yubikey', serial: 'arn:aws:iam::111122223333:mfa/jane' }],
      keys: [],
      flags: ['one-device'],
      next: 'add-spare',
    });
  });

  it('are CSV in which no name is a formula', async () => {
    const { account, done } = stage();
    for (const name of ['=cmd', '+1', '-x', '@y', 'a,b']) account.addUser(name);
    const lines = teamCsv(await done()).split('\r\n');
    expect(lines[0]).toMatch(/^user,arn,created,console,/);
    expect(lines.slice(1, -1).map((line) => line.slice(0, 5))).toEqual(
      expect.arrayContaining(["'=cmd", "'+1,a", "'-x,a", "'@y,a", '"a,b"']),
    );
    expect(lines.filter((line) => /^[=+\-@]/.test(line))).toEqual([]);
  });
});
