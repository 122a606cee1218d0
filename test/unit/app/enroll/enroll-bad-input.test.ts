import { describe, expect, it } from 'vitest';
import type { Problem } from '../../../../src-main/contract/problems/problem.ts';
import { settle } from '../../../fakes/clock.ts';
import { createKey } from '../../../fakes/world.ts';
import { createSetting, type EnrollStage, openStage } from './enroll-fixture.ts';

const problemOf = (stage: EnrollStage): Problem | undefined => stage.snapshot().enroll?.problem;
const accountArn = 'arn:aws:iam::111122223333:mfa/';

const allow = (...actions: readonly string[]) => ({
  Version: '2012-10-17' as const,
  Statement: [{ Effect: 'Allow' as const, Action: actions, Resource: '*' }],
});
const everyAction = [
  'iam:GetUser',
  'iam:ListMFADevices',
  'iam:ListVirtualMFADevices',
  'iam:CreateVirtualMFADevice',
  'iam:EnableMFADevice',
  'iam:DeactivateMFADevice',
  'iam:DeleteVirtualMFADevice',
];

describe('names', () => {
  it('proposes another name when the own one belongs to a device that nobody uses, and makes that', async () => {
    const setting = createSetting();
    setting.account.addUnassignedDevice('jane');
    const stage = await openStage({}, setting);
    await stage.toKeyPage();
    expect(stage.page('key').deviceName).toBe('jane-yk-12345678');
    stage.send('enrollNext');
    await stage.drive('profiles');
    expect(stage.devices()).toContainEqual({ arn: `${accountArn}jane-yk-12345678`, isEnabled: true });
  });

  it('proposes the other name when the chosen one is taken by another user, whose devices cannot be listed', async () => {
    const setting = createSetting();
    setting.account.addUser('bob').addDevice({ name: 'jane' });
    const stage = await openStage({}, setting);
    await stage.toKeyPage();
    stage.send('enrollNext');
    await stage.drive('problem');
    expect(problemOf(stage)).toMatchObject({ code: 'device-name-taken', deviceName: 'jane' });
    expect(stage.page('key').deviceName).toBe('jane-yk-12345678');
    expect(stage.world.journal.texts.size).toBe(0);
    stage.send('enrollNext');
    await stage.drive('profiles');
    expect(stage.accounts().map(({ id }) => id)).toEqual([`${accountArn}jane-yk-12345678`]);
  });

  it('finds a long device again under its short id', async () => {
    const userName = 'a.very.long.user.name.that.does.not.fit.into.a.key';
    const stage = await openStage({ userName });
    await stage.toKeyPage();
    stage.send('enrollNext');
    await stage.drive('profiles');
    const [account] = stage.accounts();
    expect(account?.id).toMatch(/^AWS:a\.very\.long.*~[0-9a-f]{10}@111122223333$/);
    expect(Buffer.byteLength(account?.id ?? '')).toBeLessThanOrEqual(64);
    stage.send('enrollProfiles', { profiles: ['work'] });
    await stage.drive('done');
    // Its code is found by the ARN alone: a tap's way.
    expect(stage.snapshot().mfaSessions.map(({ mfaSerial }) => mfaSerial)).toEqual([`${accountArn}${userName}`]);
  });

  it('refuses a name that IAM does not take, before anything is made', async () => {
    const stage = await openStage();
    await stage.toKeyPage();
    const { keys } = stage.page('key');
    stage.send('enrollKey', { keyId: keys[0]?.id, deviceName: 'jane doe/1', touch: true, spare: 'none' });
    stage.send('enrollNext');
    await stage.drive('problem');
    expect(problemOf(stage)).toEqual({ code: 'device-name-bad', deviceName: 'jane doe/1' });
    expect(stage.devices()).toEqual([]);
  });

  it.each([
    ['aws-cn', 'cn-north-1'],
    ['aws-us-gov', 'us-gov-west-1'],
  ])('makes a device in %s for a user with a path', async (partition, region) => {
    const stage = await openStage({ partition, region, userPath: '/eng/' });
    await stage.toKeyPage();
    stage.send('enrollNext');
    await stage.drive('profiles');
    expect(stage.devices()).toEqual([{ arn: `arn:${partition}:iam::111122223333:mfa/jane`, isEnabled: true }]);
  });
});

describe('what AWS refuses', () => {
  it.each([
    ['iam:ListMFADevices', 'user'],
    ['iam:CreateVirtualMFADevice', 'key'],
    ['iam:EnableMFADevice', 'codes'],
  ])('names what is missing when %s is denied, and undoing leaves nothing', async (missing, where) => {
    const stage = await openStage({ policies: [allow(...everyAction.filter((action) => action !== missing), 'sts:*')] });
    expect(stage.run('openEnroll', { source: 'work', path: 'iam' })).toBe(true);
    if (where === 'user') await stage.drive('problem');
    else {
      await stage.drive('user');
      stage.send('enrollNext');
      stage.send('enrollNext');
      await stage.drive('problem');
    }
    expect(stage.page(where as 'user').kind).toBe(where);
    expect(problemOf(stage)).toMatchObject({ code: 'iam-denied', action: missing });
    if (where === 'codes') {
      stage.send('enrollUndo');
      await stage.drive('done');
    }
    expect(stage.devices()).toEqual([]);
    expect(stage.accounts()).toEqual([]);
    expect(stage.world.journal.texts.size).toBe(0);
  });

  it.each(['iam:GetUser', 'iam:ListVirtualMFADevices'])('goes on without %s', async (missing) => {
    const stage = await openStage({ policies: [allow(...everyAction.filter((action) => action !== missing), 'sts:*')] });
    await stage.toKeyPage();
    stage.send('enrollNext');
    await stage.drive('profiles');
    expect(stage.devices()).toHaveLength(1);
  });

  it('says what could not be undone when deleting is denied, keeps the record, and leaves with a list', async () => {
    const stage = await openStage({
      policies: [allow(...everyAction.filter((action) => !/Enable|Delete/.test(action)), 'sts:*')],
    });
    await stage.toKeyPage();
    stage.send('enrollNext');
    await stage.drive('problem');
    stage.send('enrollUndo');
    await stage.drive('problem');
    expect(problemOf(stage)).toMatchObject({ code: 'iam-denied', action: 'iam:DeleteVirtualMFADevice' });
    expect(stage.page('found').deviceName).toBe('jane');
    expect(stage.world.journal.texts.size).toBe(1);
    stage.send('enrollLeave');
    await stage.drive('done');
    expect(stage.page('done').left).toContain(`${accountArn}jane`);
    expect(stage.world.journal.texts.size).toBe(0);
  });

  it('refuses root before anything else', async () => {
    const setting = createSetting();
    const root = setting.account.addRoot().addKey({ accessKeyId: 'AKIAROOTROOTROOTROOT', secretAccessKey: 'secret-of-root' });
    const stage = await openStage(
      { credentials: `[work]\naws_access_key_id = ${root.accessKeyId}\naws_secret_access_key = ${root.secretAccessKey}\n` },
      setting,
    );
    stage.run('openEnroll', { source: 'work', path: 'iam' });
    await stage.drive('problem');
    expect(problemOf(stage)).toEqual({ code: 'root-keys', source: 'work' });
  });

  it('says on the first page that eight devices are the limit', async () => {
    const setting = createSetting();
    for (let count = 1; count <= 8; count++) setting.jane.addDevice({ name: `jane-${count}` });
    const stage = await openStage({}, setting);
    stage.run('openEnroll', { source: 'work', path: 'iam' });
    await stage.drive('problem');
    expect(problemOf(stage)).toEqual({ code: 'device-limit', limit: 8 });
    expect(stage.snapshot().enroll?.can.next).toBe(false);
  });

  it('tries the next pairs when codes are refused, then asks, and goes on with another pair', async () => {
    const stage = await openStage();
    const refuse = { kind: 'refuse', status: 403, code: 'InvalidAuthenticationCode', message: 'no' } as const;
    stage.aws.simulator.faults.add(refuse, { action: 'EnableMFADevice', times: 3 });
    await stage.toKeyPage();
    stage.send('enrollNext');
    await stage.drive('problem');
    expect(problemOf(stage)).toEqual({ code: 'device-codes-refused', device: `${accountArn}jane` });
    expect(stage.page('codes').refused).toBe(true);
    expect(stage.told.some(({ enroll }) => enroll?.page.kind === 'codes' && enroll.page.refused && enroll.page.until !== undefined)).toBe(
      true,
    );
    stage.send('enrollNext');
    await stage.drive('profiles');
    expect(stage.devices()).toEqual([{ arn: `${accountArn}jane`, isEnabled: true }]);
  });

  it('makes codes by the time of AWS when the clock is off by three minutes', async () => {
    const stage = await openStage({ skewMillis: 180_000 });
    await stage.toKeyPage();
    stage.send('enrollNext');
    await stage.drive('profiles');
    expect(stage.aws.simulator.requests.filter(({ errorCode }) => errorCode !== undefined)).toEqual([]);
  });

  it('waits for STS to learn of the device before it spends a code', async () => {
    const stage = await openStage();
    await stage.toKeyPage();
    stage.send('enrollNext');
    await stage.drive('profiles');
    const enabled = stage.aws.simulator.requests.find(({ action }) => action === 'EnableMFADevice');
    const [proof, ...more] = stage.aws.simulator.requests.filter(({ action }) => action === 'GetSessionToken');
    expect((proof?.at ?? 0) - (enabled?.at ?? 0)).toBeGreaterThanOrEqual(10_000);
    expect(more).toEqual([]);
  });
});

describe('keys', () => {
  it('asks for the password of a locked key', async () => {
    const stage = await openStage({ key: { password: 'open sesame' } });
    await stage.toKeyPage();
    expect(stage.page('key').keys[0]).toMatchObject({ locked: true });
    stage.send('enrollNext');
    for (let turn = 0; turn < 50 && stage.snapshot().waiting.length === 0; turn++) await settle();
    const [question] = stage.snapshot().waiting;
    expect(question?.kind).toBe('password');
    stage.run('answerPassword', { waiting: question?.id, password: 'open sesame', remember: false });
    await stage.drive('profiles');
    expect(stage.accounts()).toHaveLength(1);
  });

  it('shows a full key as one that cannot be taken', async () => {
    const setting = createSetting();
    for (let count = 0; count < 32; count++) setting.key.store({ id: `other ${count}`, secret: new Uint8Array(20) });
    const stage = await openStage({}, setting);
    await stage.toKeyPage();
    expect(stage.page('key').keys[0]).toMatchObject({ used: 32, places: 32, problem: { code: 'yubikey-full', limit: 32 } });
    const { id } = stage.page('key').keys[0] ?? {};
    stage.send('enrollKey', { keyId: id, deviceName: '', touch: true, spare: 'none' });
    stage.send('enrollNext');
    await stage.drive('problem');
    expect(problemOf(stage)).toEqual({ code: 'yubikey-full', limit: 32 });
    expect(stage.devices()).toEqual([]);
  });

  it.each([
    ['5.7.0', 64, true],
    ['4.2.4', 32, false],
  ])('goes by the version of OATH where nothing else tells one: %s', async (firmware, places, canTouch) => {
    const stage = await openStage({ key: { firmware, otherApplets: false } });
    await stage.toKeyPage();
    expect(stage.page('key').keys[0]).toMatchObject({ places, canTouch });
  });

  it('wants no touch of a key that cannot ask for one', async () => {
    const stage = await openStage({ key: { firmware: '4.2.4' } });
    await stage.toKeyPage();
    expect(stage.page('key').keys[0]).toMatchObject({ canTouch: false, problem: { code: 'firmware-too-old', feature: 'touch' } });
    const { id } = stage.page('key').keys[0] ?? {};
    stage.send('enrollKey', { keyId: id, deviceName: '', touch: false, spare: 'none' });
    stage.send('enrollNext');
    await stage.drive('profiles');
    expect(stage.accounts()).toMatchObject([{ touch: false }]);
  });

  it('replaces an account of the same id only after a second yes', async () => {
    const setting = createSetting();
    setting.key.store({ id: `${accountArn}jane`, secret: new Uint8Array(20) });
    const stage = await openStage({}, setting);
    await stage.toKeyPage();
    expect(stage.page('key').keys[0]?.hasAccount).toBe(true);
    stage.send('enrollNext');
    await stage.drive('problem');
    expect(problemOf(stage)).toEqual({ code: 'account-exists', account: `${accountArn}jane` });
    expect(stage.devices()).toEqual([]);
    stage.send('enrollNext');
    await stage.drive('profiles');
    expect(stage.accounts()).toHaveLength(1);
  });

  it('asks for the right key when another one is put in between storing and the codes', async () => {
    const setting = createSetting();
    const other = createKey(setting.clock, { serial: 87654321, accounts: [] });
    const stage = await openStage({}, setting);
    await stage.toKeyPage();
    const stop = setting.key.onApdu((apdu) => {
      if (apdu[1] !== 0xa2) return;
      stop();
      queueMicrotask(() => {
        stage.world.readers.unplug('usb');
        stage.world.readers.insert('usb', other);
      });
    });
    stage.send('enrollNext');
    await stage.drive('problem');
    expect(problemOf(stage)).toMatchObject({ code: 'yubikey-removed' });
    stage.send('enrollNext');
    for (let turn = 0; turn < 200 && stage.snapshot().waiting.length === 0; turn++) await settle();
    expect(stage.snapshot().waiting[0]).toMatchObject({ kind: 'insert', key: { serial: 12345678 } });
    stage.world.readers.unplug('usb');
    stage.world.readers.insert('usb', setting.key);
    await stage.drive('profiles');
    expect(stage.devices()).toHaveLength(1);
    expect(stage.accounts(setting.key, other)).toHaveLength(1);
  });

  it('refuses the same key as the spare, and takes the other one', async () => {
    const setting = createSetting();
    const other = createKey(setting.clock, { serial: 87654321, touchPolicy: 'automatic', accounts: [] });
    const stage = await openStage({}, setting);
    await stage.toKeyPage();
    const [key] = stage.page('key').keys;
    stage.send('enrollKey', { keyId: key?.id, deviceName: '', touch: true, spare: 'same-seed' });
    stage.send('enrollNext');
    await stage.drive('spare');
    stage.send('enrollNext');
    await settle(5);
    expect(problemOf(stage)).toEqual({ code: 'spare-is-same-key', serial: 12345678 });
    stage.world.readers.insert('other', other);
    await stage.world.world.keys.settled();
    stage.send('enrollNext');
    await stage.drive('profiles');
    expect(stage.accounts(setting.key, other)).toHaveLength(2);
    expect(stage.aws.simulator.requests.filter(({ action, status }) => action === 'GetSessionToken' && status === 200)).toHaveLength(2);
  });
});

describe('files', () => {
  it('keeps the page when the config file cannot be written, and goes on without it', async () => {
    const stage = await openStage();
    stage.world.files.beforeSerial = async () => ({ code: 'file-read-only', file: '/home/jane/.aws/config', errno: 'EACCES' });
    await stage.toKeyPage();
    stage.send('enrollNext');
    await stage.drive('profiles');
    stage.send('enrollProfiles', { profiles: ['work'] });
    await stage.drive('problem');
    expect(problemOf(stage)).toMatchObject({ code: 'file-read-only' });
    expect(stage.page('profiles').profiles).toHaveLength(2);
    stage.send('enrollSkip');
    await stage.drive('done');
    expect(stage.page('done')).toMatchObject({ device: `${accountArn}jane`, profiles: [] });
  });

  it('makes nothing when the journal cannot be written', async () => {
    const stage = await openStage();
    stage.world.journal.errno = 'EROFS';
    await stage.toKeyPage();
    stage.send('enrollNext');
    await stage.drive('problem');
    expect(problemOf(stage)).toMatchObject({ code: 'journal-unwritable', errno: 'EROFS' });
    expect(stage.devices()).toEqual([]);
  });
});
