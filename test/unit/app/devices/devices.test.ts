import { describe, expect, it } from 'vitest';
import { importable } from '../../../../src-main/app/devices/device-accounts.ts';
import { settle } from '../../../fakes/clock.ts';
import { never } from '../../../fakes/world.ts';
import { config, createSetting, type EnrollStage, openStage, type StageOptions } from '../enroll/enroll-fixture.ts';

const jane = 'arn:aws:iam::111122223333:mfa/jane';
const spare = 'arn:aws:iam::111122223333:mfa/jane-yk-87654321';

/** Jane has a device, whose account is on the plugged key. */
const setUp = async (options: StageOptions = {}) => {
  const setting = createSetting(options);
  const device = setting.jane.addDevice({ name: 'jane' });
  setting.key.store({ id: jane, secret: device.seed, touch: true });
  // STS has learned of the device by now.
  await setting.clock.advance(60_000);
  const stage = await openStage(options, setting);
  const { app } = stage;
  const open = async () => {
    const opened = await app.devices.open('work');
    if (!opened.ok) throw new Error(JSON.stringify(opened.problem));
    return opened.value;
  };
  return { ...stage, setting, device, open };
};

/** Runs what waits for nobody, and lets time pass where it waits for a step. */
const finished = async <T>(stage: Pick<EnrollStage, 'snapshot' | 'world'>, outcome: Promise<T>): Promise<T> => {
  let done = false;
  const end = () => {
    done = true;
  };
  void outcome.then(end, end);
  const deadline = performance.now() + 10_000;
  while (!done && performance.now() < deadline) {
    await settle(2);
    const step = stage.snapshot().waiting.find(({ kind }) => kind === 'step');
    if (step) await stage.world.clock.advance(step.deadline - stage.snapshot().now);
  }
  if (!done) throw new Error(`still waits: ${JSON.stringify(stage.snapshot().waiting)}`);
  return outcome;
};

const changes = (stage: Pick<EnrollStage, 'aws'>) =>
  stage.aws.simulator.requests.map(({ action }) => action).filter((action) => !/^(List|GetCallerIdentity)/.test(action));

describe('the devices of a user', () => {
  it('are listed with the keys that make their codes, and those that were seen to', async () => {
    const { open, setting } = await setUp({ settings: { knownKeys: { [spare]: [87654321] } } });
    setting.jane.addDevice({ name: 'jane-yk-87654321' });
    setting.jane.addOtherDevice('fido', 'laptop');
    const { user, devices, state } = await open();
    expect(state).toBe('ready');
    expect(user).toEqual({ name: 'jane', arn: 'arn:aws:iam::111122223333:user/jane', accountId: '111122223333' });
    expect(devices).toMatchObject([
      { serial: jane, kind: 'virtual', onKeys: [{ keyId: '12345678', serial: 12345678, account: jane }], knownKeys: [] },
      { serial: spare, kind: 'virtual', onKeys: [], knownKeys: [87654321] },
      { kind: 'fido', onKeys: [], knownKeys: [] },
    ]);
  });

  it('follow the keys that come and go', async () => {
    const { open, app, world } = await setUp();
    await open();
    world.readers.remove('usb');
    await settle(10);
    expect(app.snapshot().devices?.devices).toMatchObject([{ serial: jane, onKeys: [], knownKeys: [12345678] }]);
  });

  it('cannot be listed for a profile without keys, or when the list is denied', async () => {
    const { app } = await setUp({ policies: [] });
    expect(await app.devices.open('dev')).toEqual({ ok: false, problem: { code: 'source-without-keys', source: 'dev', why: 'role' } });
    const denied = await app.devices.open('work');
    expect(denied).toMatchObject({ ok: false, problem: { code: 'iam-denied', action: 'iam:ListMFADevices' } });
    expect(app.snapshot().devices).toMatchObject({ state: 'failed', problem: { code: 'iam-denied' } });
  });

  it('names what was left behind, of this user alone', async () => {
    const ids = ['AWS:jane-yk-5@111122223333', 'AWS:bob@111122223333', 'AWS:jane@999988887777', 'Corp:jane'];
    const stage = await setUp({ key: { accounts: ids.map((id) => ({ id, secret: new Uint8Array(20).fill(1) })) } });
    stage.setting.account.addUnassignedDevice('jane-yk-87654321');
    stage.setting.account.addUnassignedDevice('bob');
    const { leftovers } = await stage.open();
    expect(leftovers).toEqual([
      { kind: 'device', serial: spare },
      { kind: 'account', keyId: '12345678', keySerial: 12345678, account: ids[0] },
    ]);
    expect(await finished(stage, stage.app.devices.clean(spare))).toMatchObject({ ok: true });
    expect(await finished(stage, stage.app.devices.clean(`12345678 ${ids[0]}`))).toMatchObject({ ok: true });
    expect(stage.snapshot().devices?.leftovers).toEqual([]);
    expect(stage.devices().map(({ arn }) => arn)).toEqual([jane, 'arn:aws:iam::111122223333:mfa/bob']);
    expect(stage.accounts().map(({ id }) => id)).toEqual([...ids.slice(1), jane]);
  });
});

describe('removing a device', () => {
  it('asks first, with what else lets in', async () => {
    const stage = await setUp();
    await stage.open();
    expect(stage.run('removeDevice', { source: 'work', device: jane })).toBe(true);
    expect(stage.snapshot().devices?.confirm).toEqual({ serial: jane, isLast: true, others: [], spareKeys: [] });
    expect(stage.run('confirmRemove', { source: 'work', device: jane, yes: false })).toBe(true);
    expect(stage.snapshot().devices?.confirm).toBeUndefined();
    expect(stage.run('confirmRemove', { source: 'work', device: jane, yes: true })).toBe(false);
    stage.setting.jane.addDevice({ name: 'jane-yk-87654321' });
    stage.world.world.settings.update({ knownKeys: { [spare]: [87654321] } });
    await stage.open();
    stage.run('removeDevice', { source: 'work', device: jane });
    expect(stage.snapshot().devices?.confirm).toEqual({ serial: jane, isLast: false, others: [spare], spareKeys: [87654321] });
    expect(changes(stage)).toEqual([]);
  });

  it('takes a session, deactivates, deletes, and then deletes the account', async () => {
    const stage = await setUp();
    await stage.open();
    expect(await finished(stage, stage.app.devices.remove(jane))).toEqual({ ok: true, value: undefined });
    expect(changes(stage)).toEqual(['GetSessionToken', 'DeactivateMFADevice', 'DeleteVirtualMFADevice']);
    expect(stage.devices()).toEqual([]);
    expect(stage.accounts()).toEqual([]);
    expect(stage.snapshot().devices).toMatchObject({ state: 'ready', devices: [], leftovers: [] });
    expect(stage.snapshot().devices?.working).toBeUndefined();
    expect(stage.snapshot().mfaSessions).toEqual([]);
    const shown = stage.told.flatMap(({ devices }) => devices?.working?.what ?? []);
    expect([...new Set(shown)]).toEqual(['session', 'deactivate', 'delete', 'delete-account']);
  });

  it('uses a session that is there without another touch', async () => {
    const stage = await setUp({ config: `${config}mfa_serial = ${jane}\n` });
    await stage.open();
    await finished(stage, stage.app.tap({ role: 'dev' }, never()));
    expect(stage.snapshot().mfaSessions).toHaveLength(1);
    const before = stage.key.apduCount();
    stage.setting.jane.addDevice({ name: 'jane-yk-87654321' });
    await stage.open();
    expect(await finished(stage, stage.app.devices.remove(spare))).toMatchObject({ ok: true });
    expect(stage.key.apduCount()).toBe(before);
    expect(changes(stage).filter((action) => action === 'GetSessionToken')).toHaveLength(1);
    // That session was bought with the device that stays.
    expect(stage.snapshot().mfaSessions).toHaveLength(1);
  });

  it('keeps the account when the device could not be deleted, and offers the rest as a leftover', async () => {
    const Action = ['iam:List*', 'iam:DeactivateMFADevice'];
    const stage = await setUp({ policies: [] });
    stage.jane.allow({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource: '*' }] });
    await stage.open();
    const removed = await finished(stage, stage.app.devices.remove(jane));
    expect(removed).toMatchObject({ ok: false, problem: { code: 'iam-denied', action: 'iam:DeleteVirtualMFADevice', resource: jane } });
    expect(stage.accounts()).toHaveLength(1);
    expect(stage.snapshot().devices).toMatchObject({ state: 'ready', problem: { code: 'iam-denied' }, devices: [] });
    expect(stage.snapshot().devices?.leftovers).toMatchObject([
      { kind: 'device', serial: jane },
      { kind: 'account', account: jane },
    ]);
    expect(stage.run('copyAdvice', { what: 'policy', source: 'work', device: '' })).toBe(true);
    await settle(20);
    expect(JSON.parse(stage.world.clipboard.text())).toMatchObject({ Version: '2012-10-17' });
    expect(stage.world.clipboard.text()).toContain('iam:DeleteVirtualMFADevice');
  });

  it('does not fail for a device that is gone already', async () => {
    const stage = await setUp();
    await stage.open();
    stage.aws.simulator.faults.add({ kind: 'reset', when: 'after' }, { action: 'DeleteVirtualMFADevice' });
    expect(await finished(stage, stage.app.devices.remove(jane))).toMatchObject({ ok: true });
    expect(stage.devices()).toEqual([]);
  });
});

describe('a device that AWS thinks runs late', () => {
  it('is set right with two codes in a row, without a session', async () => {
    const stage = await setUp();
    await stage.open();
    expect(await finished(stage, stage.app.devices.resync(jane))).toEqual({ ok: true, value: undefined });
    expect(changes(stage)).toEqual(['ResyncMFADevice']);
    expect([...(stage.world.ledger.steps.get(jane) ?? [])]).toHaveLength(2);
    // Both steps are spent: the next pair is waited for.
    const before = stage.snapshot().now;
    expect(await finished(stage, stage.app.devices.resync(jane))).toEqual({ ok: true, value: undefined });
    expect(stage.snapshot().now - before).toBeGreaterThan(30_000);
  });

  it('gives the steps back when nobody touched', async () => {
    const stage = await setUp({ key: { touchPolicy: 'by-hand' } });
    await stage.open();
    const resync = stage.app.devices.resync(jane);
    while (!stage.snapshot().waiting.some(({ kind }) => kind === 'touch')) await settle();
    expect(stage.snapshot().devices?.working).toEqual({ what: 'resync', serial: jane });
    stage.run('cancel', { waiting: stage.snapshot().waiting[0]?.id });
    expect(await resync).toMatchObject({ ok: false, problem: { code: 'cancelled' } });
    expect([...(stage.world.ledger.steps.get(jane) ?? [])]).toEqual([]);
    expect(stage.snapshot().devices?.problem).toBeUndefined();
  });
});

describe('the care for a key', () => {
  it('renames an account, and still finds it as the device', async () => {
    const stage = await setUp();
    await stage.open();
    expect(await stage.app.devices.rename('12345678', jane, 'Work:mine')).toEqual({ ok: true, value: 'Work:mine' });
    expect(stage.accounts().map(({ id }) => id)).toEqual(['Work:mine']);
    expect(stage.snapshot().devices?.devices[0]?.onKeys).toMatchObject([{ account: 'Work:mine' }]);
  });

  it('does not rename on old firmware', async () => {
    const stage = await setUp({ key: { firmware: '5.2.7' } });
    expect(await stage.app.devices.rename('12345678', jane, 'x')).toMatchObject({ ok: false, problem: { code: 'firmware-too-old' } });
  });

  it('sets a password, remembers it on request, forgets and removes it', async () => {
    const stage = await setUp();
    expect(stage.run('setPassword', { keyId: '12345678', password: 'a password', remember: true })).toBe(true);
    await settle(20);
    expect(stage.world.passwords.saved.size).toBe(1);
    stage.run('forgetPassword', { keyId: '12345678' });
    await settle(5);
    expect(stage.world.passwords.saved.size).toBe(0);
    expect(await stage.app.devices.setPassword('12345678', 'another', false)).toMatchObject({ ok: true });
    expect(stage.world.passwords.saved.size).toBe(0);
    expect(await stage.app.devices.removePassword('12345678')).toMatchObject({ ok: true });
    expect(stage.snapshot().card).toMatchObject({ keys: [{ oath: 'ready' }] });
    expect(JSON.stringify(stage.told)).not.toContain('a password');
  });

  it('copies the commands for an administrator when a key is lost', async () => {
    const stage = await setUp();
    await stage.open();
    expect(stage.run('copyAdvice', { what: 'lost-key', source: 'work', device: jane })).toBe(true);
    await settle(20);
    expect(stage.world.clipboard.text()).toBe(
      `aws iam deactivate-mfa-device --user-name jane --serial-number ${jane}\naws iam delete-virtual-mfa-device --serial-number ${jane}\n`,
    );
  });
});

describe('accounts that look like AWS', () => {
  it('are offered when no profile uses them', async () => {
    const stage = await setUp({ key: { accounts: [{ id: 'Corp:jane', secret: new Uint8Array(20) }] } });
    const { world } = stage.world;
    const keys = world.keys.state();
    const files = await world.files.read();
    if (keys.kind !== 'ready' || !files.ok) throw new Error('not there');
    expect(importable(keys.keys, files.value, world.settings.get())).toEqual([
      { keyId: '12345678', keySerial: 12345678, account: jane, user: 'jane', accountId: '111122223333', device: jane, sources: ['work'] },
    ]);
    await world.files.writeMfaSerial(['work'], jane);
    const written = await world.files.read();
    expect(written.ok && importable(keys.keys, written.value, world.settings.get())).toEqual([]);
  });
});
