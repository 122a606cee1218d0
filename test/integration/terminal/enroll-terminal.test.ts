import { readFileSync, writeFileSync } from 'node:fs';
import { beforeEach, describe, expect, test } from 'vitest';
import type { SimulatedUser } from '../../../src-main/demo/aws-simulator/model/accounts.ts';
import { homeAccount, type Stage } from '../../support/aws/stage.ts';
import { type KeyRig, withPluggedKey } from '../../support/card/key-rig.ts';

const joeDevice = `arn:aws:iam::${homeAccount}:mfa/joe`;

/** Enrolment from the terminal over the real pcscd, read back by `ykman` and `aws`. Joe is a user without a device. */
describe('roletap enroll in the terminal', () => {
  let stage: Stage;
  let ykman: KeyRig['ykman'];
  let joe: SimulatedUser;

  withPluggedKey({ key: { formFactor: 'usb-c-keychain', touchPolicy: 'automatic' }, account: 'none' }, (rig) => {
    ({ stage, ykman } = rig);
  });
  beforeEach(() => {
    joe = stage.account.addUser('joe', {
      policies: [{ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: ['iam:*', 'sts:*'], Resource: '*' }] }],
    });
    const keys = joe.addKey();
    stage.writeConfig('[profile joe]\nregion = eu-central-1\n');
    writeFileSync(stage.credentials, `[joe]\naws_access_key_id = ${keys.accessKeyId}\naws_secret_access_key = ${keys.secretAccessKey}\n`);
  });

  const listDevices = async () => {
    const ended = await stage.aws(['--profile', 'joe', 'iam', 'list-mfa-devices', '--user-name', 'joe']);
    expect(ended.code, ended.stderr).toBe(0);
    return (ended.json() as { MFADevices: readonly { SerialNumber: string }[] }).MFADevices.map(({ SerialNumber }) => SerialNumber);
  };

  test('makes the key a device that ykman and aws see, and remove takes it away from both', async () => {
    const enrolled = await stage.roletap(['enroll', '--yes', '--json']).ended;
    expect(enrolled.code, enrolled.stderr).toBe(0);
    expect(enrolled.json()).toEqual({ device: joeDevice, spare: null, profiles: ['joe'], left: [] });
    expect(await ykman('oath', 'accounts', 'list')).toContain(joeDevice);
    expect(await listDevices()).toEqual([joeDevice]);
    expect(readFileSync(stage.config, 'utf8')).toContain(`mfa_serial = ${joeDevice}`);

    const listed = await stage.roletap(['devices', '--json']).ended;
    expect(listed.json()).toMatchObject({
      user: 'joe',
      devices: [{ device: joeDevice, kind: 'virtual', yubikeys: [{ serial: 12345678, account: joeDevice }] }],
      leftovers: [],
    });

    const removed = await stage.roletap(['remove', 'joe', '--yes', '--json']).ended;
    expect(removed.code, removed.stderr).toBe(0);
    expect(removed.json()).toEqual({ removed: joeDevice, accounts: [{ serial: 12345678, account: joeDevice }] });
    expect(await ykman('oath', 'accounts', 'list')).toBe('');
    expect(await listDevices()).toEqual([]);
    const { VirtualMFADevices } = (await stage.aws(['--profile', 'joe', 'iam', 'list-virtual-mfa-devices'])).json();
    expect(JSON.stringify(VirtualMFADevices)).not.toContain('mfa/joe');
  });

  test('says where a user with a passkey alone adds the key, before anything is asked or made', async () => {
    joe.addOtherDevice('fido', 'laptop');
    const ended = await stage.roletap(['enroll', '--yes']).ended;
    expect(ended.code).toBe(3);
    expect(ended.stderr).toContain('joe has only a passkey');
    expect(ended.stderr).toContain('in the IAM console, together with `roletap enroll --console`: your user, Security credentials');
    expect(ended.stderr).not.toMatch(/Touch/);
    expect(stage.simulator.requests.map(({ action }) => action)).not.toContain('CreateVirtualMFADevice');
  });

  test('sets and removes the password of a key, which ykman then wants', async () => {
    const set = await stage.roletap(['password', 'set', '--json'], { input: 'a good password\n' }).ended;
    expect(set.code, set.stderr).toBe(0);
    expect(await ykman('oath', 'info')).toMatch(/Password protection:\s+enabled/);
    const locked = await stage.roletap(['password', 'remove', '--json']).ended;
    expect(locked.code).toBe(3);
    expect(locked.json()).toMatchObject({ problem: { code: 'password-needed' } });
    // As that problem advises, and a new one behind the present one.
    const renewed = await stage.roletap(['password', 'set', '--password-stdin'], { input: 'a good password\na better one\n' }).ended;
    expect(renewed.code, renewed.stderr).toBe(0);
    const removed = await stage.roletap(['password', 'remove', '--password-stdin'], { input: 'a better one\n' }).ended;
    expect(removed.code, removed.stderr).toBe(0);
  });
});
