import { describe, expect, it } from 'vitest';
import { settle } from '../../../fakes/clock.ts';
import { jane, setUp } from './device-fixture.ts';

describe('enroll', () => {
  it('makes the key a device, says how far it is, and writes the profiles with --yes', async () => {
    const { output, notes, devices, accounts, world } = await setUp();
    const { json, text } = await output('enroll --yes');
    expect(json).toEqual({ device: jane, spare: null, profiles: ['work', 'dev'], left: [] });
    expect(text).toContain(`${jane} is ready to use`);
    expect(devices()).toEqual([{ arn: jane, isEnabled: true }]);
    expect(accounts()).toMatchObject([{ id: jane, touch: true }]);
    expect(world.files.text.config).toContain(`mfa_serial = ${jane}`);
    expect(notes).toContain('Creating the device…');
    expect(notes).toContain(`+ mfa_serial = ${jane}`);
  });

  it('writes no profile unasked, and takes the name and the touch as asked', async () => {
    const { output, accounts, world } = await setUp();
    const { json } = await output('enroll --name jane-desk --no-touch --key 12345678 --source work');
    expect(json).toMatchObject({ device: 'arn:aws:iam::111122223333:mfa/jane-desk', profiles: [] });
    expect(accounts()).toMatchObject([{ touch: false }]);
    expect(world.files.text.config).not.toContain('mfa_serial');
  });

  it('asks a person whether to write the profiles', async () => {
    const { output } = await setUp({ isInteractive: true, typed: ['y'] });
    expect((await output('enroll')).json).toMatchObject({ profiles: ['work', 'dev'] });
  });

  it('says what is there when it could not end, and undoes it', async () => {
    const { output, problem, notes, setting, snapshot, devices, accounts } = await setUp();
    setting.aws.simulator.faults.add({ kind: 'throttle' }, { action: 'EnableMFADevice', times: 20 });
    expect(await problem('enroll')).toMatchObject({ code: 'throttled' });
    while (snapshot().unfinished.length === 0) await settle();
    const id = snapshot().unfinished[0]?.id ?? '';
    expect(notes.join('\n')).toContain(`roletap enroll --undo ${id}`);
    expect((await output('unfinished')).json).toMatchObject({ unfinished: [{ id, user: 'jane', deviceName: 'jane' }] });
    setting.aws.simulator.faults.clear();
    expect((await output(`enroll --undo ${id}`)).json).toEqual({ undone: id, left: [] });
    expect([devices(), accounts()]).toEqual([[], []]);
    expect(await problem('enroll --resume nothing')).toMatchObject({ code: 'usage' });
  });
});

describe('devices', () => {
  it('lists them, and what was left behind', async () => {
    const { output, addDevice, setting } = await setUp();
    expect((await output('devices')).text).toBe('jane has no MFA devices\n');
    await addDevice();
    setting.account.addUnassignedDevice('jane-yk-1');
    const { json, text } = await output('devices --source work');
    expect(json).toMatchObject({
      source: 'work',
      user: 'jane',
      devices: [{ device: jane, kind: 'virtual', yubikeys: [{ serial: 12345678, account: jane }], knownYubikeys: [] }],
      leftovers: [{ kind: 'device', device: `${jane}-yk-1` }],
      importable: [{ account: jane, serial: 12345678, device: jane, sources: ['work'] }],
    });
    expect(text).toContain(`mfa_serial = ${jane}`);
    expect(text).toContain(`left over: ${jane}-yk-1`);
  });

  it('names a device by its name or a part of it', async () => {
    const { output, problem, addDevice } = await setUp();
    await addDevice();
    expect((await output('resync jane')).json).toEqual({ resynced: jane });
    expect(await problem('resync bob')).toEqual({ code: 'device-missing', device: 'bob' });
  });
});

describe('with several profiles that have access keys', () => {
  const two = `[work]\naws_access_key_id = AKIAWORK\naws_secret_access_key = secret-of-work\n
[home]\naws_access_key_id = AKIAHOME\naws_secret_access_key = secret-of-home\n`;

  it.each(['devices', 'resync jane', 'remove jane --yes', 'enroll --yes'])('%s asks which, by name', async (line) => {
    const { output, notes, addDevice } = await setUp({ credentials: two, isInteractive: true, typed: ['work'] });
    if (line !== 'enroll --yes') await addDevice();
    await output(line);
    expect(notes.join('\n')).toContain('Whose IAM user do you mean?\n  1  work\n  2  home');
  });

  it.each(['devices', 'resync jane', 'remove jane --yes', 'enroll --yes', 'find'])(
    '%s names them where nobody can be asked',
    async (line) => {
      const { problem } = await setUp({ credentials: two });
      expect(await problem(line)).toEqual({ code: 'source-unclear', role: '', choices: ['work', 'home'] });
    },
  );

  it('names the devices that a word could mean', async () => {
    const { problem, addDevice, setting } = await setUp();
    await addDevice();
    const other = setting.jane.addDevice({ name: 'jane-yk-1' });
    expect(await problem('resync jan')).toEqual({ code: 'device-unclear', device: 'jan', choices: [jane, other.arn] });
  });
});

describe('remove', () => {
  it('wants a yes, and tells what else lets in', async () => {
    const { output, problem, addDevice, notes, devices, accounts } = await setUp();
    await addDevice();
    expect(await problem('remove jane')).toMatchObject({ code: 'usage' });
    expect(notes.join()).toContain('jane’s last MFA device');
    expect((await output('remove jane --yes')).json).toEqual({ removed: jane, accounts: [{ serial: 12345678, account: jane }] });
    expect([devices(), accounts()]).toEqual([[], []]);
  });

  it.each(['remove jane', 'remove --resume'])('that failed halfway says how things are, and "%s" ends it', async (way) => {
    const { output, problem, addDevice, notes, devices, accounts, setting, snapshot } = await setUp();
    await addDevice();
    setting.aws.simulator.faults.add({ kind: 'throttle' }, { action: 'DeleteVirtualMFADevice', times: 20 });
    expect(await problem('remove jane --yes')).toMatchObject({ code: 'throttled' });
    const id = snapshot().unfinished[0]?.id ?? '';
    expect(notes.join('\n')).toContain('MFA is now off for jane. jane is deactivated but not deleted.');
    expect(notes.join('\n')).toContain(`continue: roletap remove --resume ${id}    undo: roletap remove --undo ${id}`);
    const listed = await output('unfinished');
    expect(listed.json).toMatchObject({ unfinished: [{ id, what: 'removal', deactivated: 'done', deleted: 'todo' }] });
    expect(listed.text).toContain('MFA is now off for jane.');
    setting.aws.simulator.faults.clear();
    expect((await output(way === 'remove jane' ? way : `${way} ${id}`)).json).toMatchObject({ removed: jane });
    expect([devices(), accounts(), snapshot().unfinished]).toEqual([[], [], []]);
  });

  it('that failed halfway is undone with two codes of its account', async () => {
    const { output, problem, addDevice, devices, accounts, setting, snapshot } = await setUp();
    await addDevice();
    setting.aws.simulator.faults.add({ kind: 'throttle' }, { action: 'DeleteVirtualMFADevice', times: 20 });
    await problem('remove jane --yes');
    setting.aws.simulator.faults.clear();
    const id = snapshot().unfinished[0]?.id ?? '';
    expect((await output(`remove --undo ${id}`)).text).toBe(`${jane} is jane’s MFA device again\n`);
    expect(devices()).toEqual([{ arn: jane, isEnabled: true }]);
    expect(accounts()).toMatchObject([{ id: jane }]);
  });

  it('that failed halfway does not stop a new enrolment', async () => {
    const { output, problem, addDevice, devices, setting } = await setUp();
    await addDevice();
    setting.aws.simulator.faults.add({ kind: 'throttle' }, { action: 'DeleteVirtualMFADevice', times: 20 });
    await problem('remove jane --yes');
    setting.aws.simulator.faults.clear();
    expect((await output('enroll')).json).toMatchObject({ device: `${jane}-yk-12345678` });
    expect(devices()).toContainEqual({ arn: `${jane}-yk-12345678`, isEnabled: true });
  });

  it('deletes a device that nobody uses, as an earlier version or another computer may have left it', async () => {
    const { output, devices, setting } = await setUp();
    setting.account.addUnassignedDevice('jane-yk-1');
    expect((await output('remove jane-yk-1')).json).toEqual({ removed: `${jane}-yk-1`, accounts: [] });
    expect(devices()).toEqual([]);
  });

  it('does nothing when the person says no', async () => {
    const { problem, addDevice, devices } = await setUp({ isInteractive: true, typed: [''] });
    await addDevice();
    expect(await problem('remove jane')).toEqual({ code: 'cancelled' });
    expect(devices()).toHaveLength(1);
  });
});

describe('rename and password', () => {
  it.each(['rename jane new', 'password set', 'password remove', 'enroll --yes', 'import', 'import --secret-stdin'])(
    '%s names what is wrong with the card service, and not that there is no key',
    async (line) => {
      const { problem, world, snapshot } = await setUp({ line: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ' });
      world.readers.setService(false);
      await settle();
      expect(snapshot().card.kind).toBe('no-service');
      expect(await problem(line)).toMatchObject({ code: 'card-service-missing' });
    },
  );

  it('renames an account', async () => {
    const { output, problem, addDevice } = await setUp();
    await addDevice();
    expect((await output('rename mfa/jane AWS:jane@111122223333')).json).toEqual({
      serial: 12345678,
      from: jane,
      account: 'AWS:jane@111122223333',
    });
    expect(await problem('rename nobody x')).toMatchObject({ code: 'account-missing' });
  });

  it('sets the password from standard input or typed twice, and removes it', async () => {
    const { output } = await setUp({ line: 'a password' });
    expect((await output('password set')).json).toEqual({ serial: 12345678, password: 'set' });
    expect((await output('password remove')).json).toEqual({ serial: 12345678, password: 'removed' });
    const typed = await setUp({ isInteractive: true, typed: ['one', 'two'] });
    expect(await typed.problem('password set')).toMatchObject({ code: 'usage' });
    const empty = await setUp();
    expect(await empty.problem('password set')).toMatchObject({ code: 'usage' });
  });
});
