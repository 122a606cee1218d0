import { describe, expect, it } from 'vitest';
import { settle } from '../../../fakes/clock.ts';
import { createKey } from '../../../fakes/world.ts';
import type { StageOptions } from '../../app/enroll/enroll-fixture.ts';
import { jane, setUp } from './device-fixture.ts';

const spare = `${jane}-yk-12345678`;
const config = `[profile work]
region = eu-central-1
mfa_serial = ${jane}

[profile dev]
role_arn = arn:aws:iam::444455556666:role/Developer
source_profile = work
`;

/** Jane's first device was on a key that is lost; the plugged one has the spare's. */
const withSpare = async (options: StageOptions & { readonly isInteractive?: boolean; readonly typed?: readonly string[] } = {}) => {
  const stage = await setUp({ config, ...options });
  stage.setting.jane.addDevice({ name: 'jane' });
  const device = stage.setting.jane.addDevice({ name: 'jane-yk-12345678' });
  const account = { period: 30, name: spare, kind: 'totp', algorithm: 'sha1', digits: 6, touch: true } as const;
  await stage.world.world.keys.put('12345678', { ...account, seed: device.seed.slice() });
  await stage.setting.clock.advance(60_000);
  return stage;
};

describe('lost', () => {
  it('removes the device with the other key, and names that one in the profiles', async () => {
    const { output, devices, accounts, notes, world } = await withSpare();
    const { json, text } = await output('lost --yes');
    expect(json).toEqual({ lost: jane, removed: true, device: spare, profiles: ['work'] });
    expect(devices()).toEqual([{ arn: spare, isEnabled: true }]);
    expect(accounts()).toMatchObject([{ id: spare }]);
    expect(world.files.text.config).toBe(config.replace(jane, spare));
    expect(notes).toContain(`- mfa_serial = ${jane}`);
    expect(notes).toContain(`+ mfa_serial = ${spare}`);
    expect(text).toBe('You’re set for today. Add a spare when you have one: roletap enroll --source work\n');
  });

  it('asks before each change, and writes nothing without a yes', async () => {
    const { output, devices, world, problem } = await withSpare({ isInteractive: true, typed: ['', 'y', '', ''] });
    expect(await problem('lost')).toEqual({ code: 'cancelled' });
    expect(devices()).toHaveLength(2);
    expect((await output('lost jane')).json).toEqual({ lost: jane, removed: true, device: spare, profiles: [] });
    expect(world.files.text.config).toBe(config);
  });

  it('goes on where it was cut off, also with the profiles of a device that is gone', async () => {
    const { output, problem, setting, world, devices } = await withSpare();
    setting.aws.simulator.faults.add({ kind: 'throttle' }, { action: 'DeleteVirtualMFADevice', times: 20 });
    expect(await problem('lost --yes')).toMatchObject({ code: 'throttled' });
    setting.aws.simulator.faults.clear();
    expect((await output('lost jane --yes')).json).toMatchObject({ removed: true, device: spare, profiles: ['work'] });
    expect(devices()).toEqual([{ arn: spare, isEnabled: true }]);
    world.files.text.config = config;
    expect((await output(`lost ${jane} --yes`)).json).toMatchObject({ device: spare, profiles: ['work'] });
  });

  it('adds a spare when the person wants one', async () => {
    const { output, setting, world } = await withSpare({ isInteractive: true, typed: ['y', 'y', 'y', 'n'] });
    world.readers.insert('usb2', createKey(setting.clock, { serial: 87654321, touchPolicy: 'automatic', accounts: [] }));
    await settle(10);
    expect((await output('lost')).json).toMatchObject({ removed: true, spare: { device: `${jane}-yk-87654321` } });
    expect(setting.account.devices()).toHaveLength(2);
  });

  it('never takes the device that is left for the lost one, nor puts its spare on the same key', async () => {
    const { output, problem, devices } = await withSpare({ isInteractive: true, typed: ['y', 'y', 'y'] });
    expect((await output('lost jane')).json).not.toHaveProperty('spare');
    expect(await problem('lost jane --yes')).toEqual({ code: 'device-missing', device: 'jane' });
    expect(await problem('remove jane --yes')).toEqual({ code: 'device-missing', device: 'jane' });
    expect(devices()).toEqual([{ arn: spare, isEnabled: true }]);
  });

  it('says what to send to an administrator when no other device makes codes', async () => {
    const { output, setting, devices } = await setUp({ config });
    setting.jane.addDevice({ name: 'jane' });
    const { json, text } = await output('lost');
    const commands = [
      `aws iam deactivate-mfa-device --user-name jane --serial-number ${jane}`,
      `aws iam delete-virtual-mfa-device --serial-number ${jane}`,
    ];
    expect(json).toEqual({ lost: jane, removed: false, commands });
    for (const line of commands) expect(text).toContain(`\n  ${line}\n`);
    expect(text).toContain('insert a new YubiKey and run: roletap enroll --source work');
    expect(devices()).toHaveLength(1);
  });

  it('wants a device named when no key is away', async () => {
    const { problem, addDevice } = await setUp({ config });
    await addDevice();
    expect(await problem('lost --yes')).toMatchObject({ code: 'usage' });
  });
});
