import { describe, expect, it } from 'vitest';
import { stepAt } from '../../../../src-main/base/clock.ts';
import type { Problem } from '../../../../src-main/contract/problems/problem.ts';
import type { Snapshot } from '../../../../src-main/contract/snapshot.ts';
import { simulatedCode } from '../../../../src-main/demo/aws-simulator/model/totp.ts';
import { settle } from '../../../fakes/clock.ts';
import { createKey } from '../../../fakes/world.ts';
import { createSetting, type EnrollStage, openStage } from './enroll-fixture.ts';

const problemOf = (stage: EnrollStage): Problem | undefined => stage.snapshot().enroll?.problem;
const own = 'arn:aws:iam::111122223333:mfa/';

/** Closes the question for a code. */
const typesNoCode =
  (stage: EnrollStage) =>
  ({ waiting }: Snapshot): void => {
    for (const { id, kind } of waiting) if (kind === 'code') stage.run('cancel', { waiting: id });
  };

/** Jane has a device on the plugged key, so that changes want an MFA session. */
const withDevice = async () => {
  const setting = createSetting();
  const device = setting.jane.addDevice({ name: 'jane' });
  setting.key.store({ id: device.arn, secret: device.seed, touch: true });
  // STS has learned of the device by now.
  await setting.clock.advance(60_000);
  return openStage({}, setting);
};
const bought = (stage: EnrollStage) => stage.aws.simulator.requests.filter(({ action }) => action === 'GetSessionToken').length;

describe('a name that a person types', () => {
  it.each([
    ['not-enabled', 'phone'],
    ['enabled', 'tablet'],
  ] as const)('is refused before anything is made when a device has it that is %s', async (state, deviceName) => {
    const setting = createSetting();
    setting.account.addUnassignedDevice('Phone');
    setting.jane.addDevice({ name: 'tablet' });
    const stage = await openStage({}, setting);
    await stage.toKeyPage();
    stage.send('enrollKey', { keyId: stage.page('key').keys[0]?.id, deviceName, touch: true, spare: 'none' });
    stage.send('enrollNext');
    await stage.drive('problem');
    expect(problemOf(stage)).toEqual({ code: 'device-name-taken', deviceName, state });
    expect(stage.page('key').deviceName).toBe('jane-yk-12345678');
    expect(stage.devices()).toHaveLength(2);
    expect(stage.accounts()).toEqual([]);
  });
});

describe('an MFA session for the changes', () => {
  it('is bought with one touch for a user who has a device', async () => {
    const stage = await withDevice();
    await stage.toKeyPage();
    expect(stage.page('key').needsSession).toBe(true);
    stage.send('enrollNext');
    await stage.drive('profiles');
    const order = stage.aws.simulator.requests.map(({ action }) => action).filter((action) => !/^(List|GetUser|GetCaller)/.test(action));
    expect(order).toEqual(['GetSessionToken', 'CreateVirtualMFADevice', 'EnableMFADevice', 'GetSessionToken', 'TagMFADevice']);
  });

  it.each(['CreateVirtualMFADevice', 'EnableMFADevice'])('is bought again when it expired before %s', async (action) => {
    const stage = await withDevice();
    stage.aws.simulator.faults.add({ kind: 'refuse', status: 403, code: 'ExpiredToken', message: 'expired' }, { action });
    await stage.toKeyPage();
    stage.send('enrollNext');
    await stage.drive('profiles');
    expect(stage.devices()).toContainEqual({ arn: `${own}jane-yk-12345678`, isEnabled: true });
    expect(bought(stage)).toBe(3);
  });

  it.each([
    ['fido', 'passkey'],
    ['hardware', 'hardware'],
  ] as const)('cannot be had when no device of the user makes codes: the first page says so (%s)', async (kind, has) => {
    const setting = createSetting();
    setting.jane.addOtherDevice(kind, 'laptop');
    const stage = await openStage({}, setting);
    stage.run('openEnroll', { source: 'work', path: 'iam' });
    await stage.drive('problem');
    expect(stage.page('user')).toMatchObject({ checking: false });
    expect(problemOf(stage)).toEqual({ code: 'no-code-device', user: 'jane', has });
    expect(stage.accounts()).toEqual([]);
    expect(stage.world.journal.texts.size).toBe(0);
  });

  it('is not asked of an account that is somebody else’s when the user’s own device is in an app', async () => {
    const setting = createSetting();
    setting.jane.addDevice({ name: 'jane-phone' });
    setting.key.store({ id: 'AWS:bob@111122223333', secret: new Uint8Array(20).fill(1), touch: true });
    const stage = await openStage({}, setting);
    await stage.toKeyPage();
    stage.send('enrollNext');
    await stage.drive('problem', typesNoCode(stage));
    expect(problemOf(stage)).toEqual({ code: 'iam-mfa-needed', action: 'iam:EnableMFADevice', devices: [`${own}jane-phone`] });
    expect(stage.snapshot().waiting).toEqual([]);
    expect(stage.world.journal.texts.size).toBe(0);
  });

  it('comes from the device that is plugged in, whatever the profile names', async () => {
    const setting = createSetting();
    setting.jane.addDevice({ name: 'jane' });
    const { seed } = setting.jane.addDevice({ name: 'jane-phone' });
    setting.key.store({ id: `${own}jane-phone`, secret: seed, touch: true });
    const stage = await openStage({}, setting);
    await stage.toKeyPage();
    stage.send('enrollNext');
    await stage.drive('profiles');
    expect(stage.devices()).toContainEqual({ arn: `${own}jane-yk-12345678`, isEnabled: true });
  });

  it('cannot be had when no device of the user makes codes here: nothing is made', async () => {
    const setting = createSetting();
    setting.jane.addDevice({ name: 'jane-phone' });
    const stage = await openStage({}, setting);
    await stage.toKeyPage();
    stage.send('enrollNext');
    await stage.drive('problem', typesNoCode(stage));
    expect(problemOf(stage)).toMatchObject({ code: 'iam-mfa-needed', devices: [`${own}jane-phone`] });
    expect(stage.accounts()).toEqual([]);
    expect(stage.world.journal.texts.size).toBe(0);
  });

  it('is opened by a code that the person reads from a phone', async () => {
    const setting = createSetting();
    const { seed } = setting.jane.addDevice({ name: 'jane-phone' });
    const stage = await openStage({}, setting);
    await stage.toKeyPage();
    stage.send('enrollNext');
    const asked: string[] = [];
    await stage.drive('profiles', ({ waiting, now }) => {
      const [code] = waiting.filter(({ kind }) => kind === 'code');
      if (!code || asked.includes(code.id)) return;
      asked.push(code.id);
      stage.run('answerCode', { waiting: code.id, code: simulatedCode(seed, stepAt(now)) });
    });
    expect(asked).toHaveLength(1);
    expect(stage.devices()).toContainEqual({ arn: `${own}jane-yk-12345678`, isEnabled: true });
  });
});

describe('a network that goes away', () => {
  it.each(['CreateVirtualMFADevice', 'EnableMFADevice', 'GetSessionToken'])('before %s is a problem, and next goes on', async (action) => {
    const stage = await openStage();
    await stage.toKeyPage();
    stage.aws.simulator.faults.add({ kind: 'reset', when: 'before' }, { action, times: 6 });
    stage.send('enrollNext');
    await stage.drive('problem');
    expect(problemOf(stage)?.code).toMatch(/^aws-/);
    stage.aws.simulator.faults.clear();
    stage.send('enrollNext');
    await stage.drive('profiles');
    expect(stage.devices()).toEqual([{ arn: `${own}jane`, isEnabled: true }]);
    expect(stage.accounts()).toHaveLength(1);
  });
});

describe('what cannot be taken back', () => {
  it('is named when deactivating is denied: the device is not deleted, and its account stays', async () => {
    const stage = await openStage({
      policies: [
        {
          Version: '2012-10-17',
          Statement: [
            { Effect: 'Allow', Action: ['iam:*', 'sts:*'], Resource: '*' },
            { Effect: 'Deny', Action: 'iam:DeactivateMFADevice', Resource: '*' },
          ],
        },
      ],
    });
    await stage.toKeyPage();
    stage.send('enrollNext');
    await stage.drive('profiles');
    stage.send('enrollUndo');
    await stage.drive('problem');
    expect(problemOf(stage)).toEqual({
      code: 'iam-denied',
      action: 'iam:DeactivateMFADevice',
      resource: 'arn:aws:iam::111122223333:user/jane',
      explicit: true,
    });
    expect(stage.devices()).toEqual([{ arn: `${own}jane`, isEnabled: true }]);
    expect(stage.accounts()).toHaveLength(1);
    expect(stage.page('found').deviceName).toBe('jane');
    expect(stage.aws.simulator.requests.map(({ action }) => action)).not.toContain('DeleteVirtualMFADevice');
  });
});

describe('a spare with a device of its own', () => {
  it('is refused on the same key, and taken on the other one', async () => {
    const setting = createSetting();
    const other = createKey(setting.clock, { serial: 87654321, touchPolicy: 'automatic', accounts: [] });
    const stage = await openStage({}, setting);
    await stage.toKeyPage();
    stage.send('enrollKey', { keyId: stage.page('key').keys[0]?.id, deviceName: '', touch: true, spare: 'device' });
    stage.send('enrollNext');
    await stage.drive('spare');
    stage.send('enrollNext');
    await stage.drive('problem');
    expect(problemOf(stage)).toEqual({ code: 'spare-is-same-key', serial: 12345678 });
    stage.world.readers.insert('other', other);
    await stage.world.world.keys.settled();
    await settle(5);
    stage.send('enrollNext');
    await stage.drive('profiles');
    expect(stage.accounts(setting.key, other)).toMatchObject([
      { serial: 12345678, id: `${own}jane` },
      { serial: 87654321, id: `${own}jane-yk-87654321` },
    ]);
  });
});
