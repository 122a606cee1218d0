import { describe, expect, it } from 'vitest';
import { leastPolicy } from '../../../../src-main/aws/policies/policy-advice.ts';
import type { PolicyDocument } from '../../../../src-main/demo/aws-simulator/model/policy.ts';
import type { AwsSimulator } from '../../../../src-main/demo/aws-simulator/simulator.ts';
import { settle } from '../../../fakes/clock.ts';
import { createKey } from '../../../fakes/world.ts';
import { ownName, sample } from '../../../support/aws/sample-policy.ts';
import { createSetting, openStage } from './enroll-fixture.ts';

const policyFor = (userArn: string): PolicyDocument => JSON.parse(leastPolicy(userArn, []) ?? '') as PolicyDocument;

/** Calls that were denied, but for the tag, which is only for administrators to see. */
const denied = ({ simulator }: { readonly simulator: AwsSimulator }) =>
  simulator.requests.filter(({ errorCode, action }) => errorCode?.startsWith('AccessDenied') && action !== 'TagMFADevice');

describe('the least policy', () => {
  it.each([
    ['aws', '/', 'eu-central-1'],
    ['aws', '/eng/berlin/', 'eu-central-1'],
    ['aws-cn', '/eng/', 'cn-north-1'],
    ['aws-us-gov', '/', 'us-gov-west-1'],
  ])('is enough to enrol two keys, resync and remove, in %s with the path %s', async (partition, userPath, region) => {
    const start = `arn:${partition}:iam::111122223333`;
    const options = { partition, userPath, region, policies: [policyFor(`${start}:user${userPath}jane`)] };
    const setting = createSetting(options);
    const other = createKey(setting.clock, { serial: 87654321, touchPolicy: 'automatic', accounts: [] });
    const stage = await openStage({ ...options, yubikeys: { usb: setting.key, other } }, setting);
    await stage.toKeyPage();
    const key = stage.page('key').keys.find(({ serial }) => serial === 12345678);
    stage.send('enrollKey', { keyId: key?.id, deviceName: '', touch: true, spare: 'device' });
    stage.send('enrollNext');
    await stage.drive('spare');
    stage.send('enrollNext');
    await stage.drive('profiles');
    stage.send('enrollSkip');
    await stage.drive('done');
    expect(stage.devices()).toEqual([
      { arn: `${start}:mfa/jane`, isEnabled: true },
      { arn: `${start}:mfa/jane-yk-87654321`, isEnabled: true },
    ]);
    stage.send('enrollClose');
    await settle(5);
    expect(await stage.app.devices.open('work')).toMatchObject({ ok: true });
    for (const act of ['resync', 'remove'] as const) {
      const done = stage.app.devices[act](`${start}:mfa/jane-yk-87654321`);
      let isDone = false;
      void done.then(() => {
        isDone = true;
      });
      for (let turn = 0; turn < 2000 && !isDone; turn++) {
        await settle(2);
        const step = stage.snapshot().waiting.find(({ kind }) => kind === 'step');
        if (step) await setting.clock.advance(step.deadline - stage.snapshot().now);
      }
      expect(await done).toMatchObject({ ok: true });
    }
    expect(stage.devices()).toEqual([{ arn: `${start}:mfa/jane`, isEnabled: true }]);
    expect(stage.accounts(setting.key, other).map(({ id }) => id)).toEqual([`${start}:mfa/jane`]);
    expect(denied(setting.aws)).toEqual([]);
  });

  it('is enough to undo a first enrolment, which has no MFA to show', async () => {
    const stage = await openStage({ policies: [policyFor('arn:aws:iam::111122223333:user/jane')] });
    stage.aws.simulator.faults.add(
      { kind: 'refuse', status: 403, code: 'InvalidAuthenticationCode', message: 'no' },
      { action: 'EnableMFADevice', times: 3 },
    );
    await stage.toKeyPage();
    stage.send('enrollNext');
    await stage.drive('problem');
    stage.send('enrollUndo');
    await stage.drive('done');
    expect(stage.devices()).toEqual([]);
    expect(stage.accounts()).toEqual([]);
  });
});

describe('a policy that forces the name of the device', () => {
  it('makes the wizard offer the other form, which is taken', async () => {
    const setting = createSetting({ policies: [] });
    const own = 'arn:aws:iam::111122223333';
    setting.jane.allow({
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Action: ['iam:List*', 'iam:GetUser', 'iam:EnableMFADevice'], Resource: '*' },
        { Effect: 'Allow', Action: 'iam:*VirtualMFADevice', Resource: `${own}:mfa/${ownName}` },
      ],
    });
    // Jane has a device already, so the long form is proposed first.
    const first = setting.jane.addDevice({ name: 'phone' });
    setting.key.store({ id: first.arn, secret: first.seed, touch: true });
    await setting.clock.advance(60_000);
    const stage = await openStage({}, setting);
    await stage.toKeyPage();
    expect(stage.page('key').deviceName).toBe('jane-yk-12345678');
    stage.send('enrollNext');
    await stage.drive('problem');
    expect(stage.snapshot().enroll?.problem).toEqual({
      code: 'iam-denied',
      action: 'iam:CreateVirtualMFADevice',
      resource: `${own}:mfa/jane-yk-12345678`,
      explicit: false,
    });
    expect(stage.page('key')).toMatchObject({ deviceName: 'jane' });
    stage.send('enrollNext');
    await stage.drive('profiles');
    expect(stage.devices()).toContainEqual({ arn: `${own}:mfa/jane`, isEnabled: true });
  });
});

describe('the sample policy of AWS', () => {
  it.each(['*', ownName])('is enough to enrol (mfa/%s), but not to undo: what is left is named', async (device) => {
    const stage = await openStage({ policies: [sample('aws', device)] });
    await stage.toKeyPage();
    stage.send('enrollNext');
    await stage.drive('profiles');
    expect(stage.devices()).toEqual([{ arn: 'arn:aws:iam::111122223333:mfa/jane', isEnabled: true }]);
    expect(denied(stage.aws)).toEqual([]);
    stage.send('enrollUndo');
    await stage.drive('problem');
    expect(stage.snapshot().enroll?.problem).toMatchObject({ code: 'iam-denied', action: 'iam:DeleteVirtualMFADevice' });
    stage.send('enrollLeave');
    await stage.drive('done');
    expect(stage.page('done').left).toContain('arn:aws:iam::111122223333:mfa/jane');
  });

  it('does not fit a user with a path, who is told the action and the whole name', async () => {
    const stage = await openStage({ policies: [sample('aws', '*')], userPath: '/eng/' });
    stage.run('openEnroll', { source: 'work', path: 'iam' });
    await stage.drive('problem');
    expect(stage.snapshot().enroll?.problem).toMatchObject({
      code: 'iam-denied',
      action: 'iam:ListMFADevices',
      resource: 'arn:aws:iam::111122223333:user/eng/jane',
    });
    stage.run('copyAdvice', { what: 'policy', source: 'work', device: '' });
    await settle(20);
    expect(stage.world.clipboard.text()).toBe(leastPolicy('arn:aws:iam::111122223333:user/eng/jane', []));
  });
});
