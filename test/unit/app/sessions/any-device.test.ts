import { describe, expect, it } from 'vitest';
import type { Settings } from '../../../../src-main/app/ports.ts';
import type { MfaDevice } from '../../../../src-main/aws/iam/iam-types.ts';
import { createFakeClock } from '../../../fakes/clock.ts';
import { refusal } from '../../../fakes/sts.ts';
import { config, createKey, jane, never, openApp, question, seed, start } from '../../../fakes/world.ts';

const spare = 'arn:aws:iam::111122223333:mfa/jane-yk-1002';
const other = new Uint8Array(20).fill(7);
const virtual = (serial: string): MfaDevice => ({ serial, kind: 'virtual', enabledAt: 0 });

interface Stage {
  /** Readers with the serials of their keys: 1001 holds the first device, 1002 the spare. */
  readonly plugged: readonly (1001 | 1002)[];
  /** Devices that AWS knows; what IAM lists, too, where it may be asked. */
  readonly enabled: readonly string[];
  readonly isListed?: boolean;
  readonly named?: string;
  readonly answers?: 'everything' | 'nothing';
  readonly ids?: Readonly<Record<1001 | 1002, string>>;
  readonly settings?: Partial<Settings>;
}

const setUp = async ({ plugged, enabled, isListed = true, named = jane, answers = 'everything', ids, settings }: Stage) => {
  const clock = createFakeClock(start);
  const names = ids ?? { 1001: jane, 1002: spare };
  const keyOf = (serial: 1001 | 1002) =>
    createKey(clock, {
      serial,
      touchPolicy: 'automatic',
      accounts: [{ id: names[serial], secret: serial === 1001 ? seed : other, touch: true }],
    });
  const yubikeys = Object.fromEntries(plugged.map((serial) => [`usb${serial}`, keyOf(serial)]));
  const opened = await openApp({
    clock,
    yubikeys,
    answers,
    config: named === '' ? config.replaceAll(/^mfa_serial.*\n/gm, '') : config.replaceAll(jane, named),
    ...(isListed ? { iam: { listMfaDevices: async () => ({ ok: true, value: enabled.map(virtual) }) } } : {}),
    ...(settings === undefined ? {} : { settings }),
  });
  // AWS takes codes of devices that it knows, and of no other.
  opened.sts.script = ({ proof }) =>
    proof && !enabled.includes(proof.mfaSerial) ? refusal({ code: 'serial-refused', mfaSerial: proof.mfaSerial }) : undefined;
  const used = () => opened.sts.calls.flatMap(({ proof }) => (proof ? [proof.mfaSerial] : []));
  const gone = () => opened.app.snapshot().notices.filter(({ kind }) => kind === 'device-gone');
  return { ...opened, clock, keyOf, used, gone };
};

describe.each(['everything', 'nothing'] as const)('a user with two devices, where %s is answered', (answers) => {
  it.each([
    ['the first key alone', [1001], [jane, spare], jane, [jane], false],
    ['the spare alone, the first key in a drawer', [1002], [jane, spare], jane, [spare], false],
    ['both keys', [1001, 1002], [jane, spare], jane, [jane], false],
    ['both keys, and the profiles name the spare', [1001, 1002], [jane, spare], spare, [spare], false],
    ['the spare, the first device removed', [1002], [spare], jane, [spare], true],
    ['both keys, the first device removed', [1001, 1002], [spare], jane, [spare], true],
    ['the spare, the first device removed, the profiles mended', [1002], [spare], spare, [spare], false],
    ['the first key, and the profiles name the spare', [1001], [jane, spare], spare, [jane], false],
    ['the spare, and no profile names a device', [1002], [jane, spare], '', [spare], false],
    ['the spare, the first device removed, and no profile names a device', [1002], [spare], '', [spare], false],
  ] as const)('opens with %s', async (_, plugged, enabled, named, devices, isTold) => {
    const { app, used, gone } = await setUp({ plugged, enabled, named, answers });
    expect(await app.tap({ role: 'dev' }, never())).toMatchObject({ ok: true });
    expect(used()).toEqual(devices);
    expect(gone()).toEqual(isTold ? [{ kind: 'device-gone', source: 'work', mfaSerial: jane, used: spare }] : []);
  });

  it.each([
    ['the spare alone', [1002], [jane, spare], jane, [spare]],
    ['the spare, the first device removed', [1002], [spare], jane, [spare]],
    // Nobody says that it is gone but AWS's refusal.
    ['both keys, the first device removed', [1001, 1002], [spare], jane, [jane, spare]],
    ['the spare, and no profile names a device', [1002], [spare], '', [spare]],
  ] as const)('opens with %s where the list of devices is denied', async (_, plugged, enabled, named, devices) => {
    const { app, used, gone } = await setUp({ plugged, enabled, named, answers, isListed: false });
    expect(await app.tap({ role: 'dev' }, never())).toMatchObject({ ok: true });
    expect(used()).toEqual(devices);
    expect(gone()).toHaveLength(devices.length === 2 ? 1 : 0);
  });

  it('opens a role without a touch from the session of either device', async () => {
    const { app, used } = await setUp({ plugged: [1002], enabled: [jane, spare], answers });
    await app.tap({ role: 'dev' }, never());
    expect(await app.tap({ role: 'prod' }, never())).toMatchObject({ ok: true });
    expect(used()).toEqual([spare]);
  });
});

it('says that the device is none of the user, after one code, when no other is plugged in', async () => {
  const { app, used } = await setUp({ plugged: [1001], enabled: [spare] });
  expect(await app.tap({ role: 'dev' }, never())).toEqual({ ok: false, problem: { code: 'serial-refused', mfaSerial: jane } });
  expect(used()).toEqual([jane]);
});

describe('a key that nobody has seen before', () => {
  it('does as well as the one that is asked for', async () => {
    const settings = { knownKeys: { [jane]: [1001] } };
    const { app, until, readers, keyOf, used } = await setUp({ plugged: [], enabled: [jane, spare], settings });
    const tapped = app.tap({ role: 'dev' }, never());
    const asked = await until((snapshot) => question(snapshot, 'insert') !== undefined);
    expect(question(asked, 'insert')?.key?.serial).toBe(1001);
    readers.insert('usb2', keyOf(1002));
    expect(await tapped).toMatchObject({ ok: true });
    expect(used()).toEqual([spare]);
  });
});

describe('what a person picked', () => {
  const ids = { 1001: 'Corp:a', 1002: 'Corp:b' };
  const pick = async (stage: Awaited<ReturnType<typeof setUp>>, tapped: Promise<unknown>, choice: string) => {
    const asked = await stage.until((snapshot) => question(snapshot, 'pick') !== undefined);
    stage.app.run('answerPick', { waiting: question(asked, 'pick')?.id, choice });
    return tapped;
  };

  it('is not kept when AWS refuses its code', async () => {
    const stage = await setUp({ plugged: [1001, 1002], enabled: [jane], ids });
    stage.sts.script = ({ proof }) => (proof ? refusal({ code: 'code-refused', mfaSerial: jane }) : undefined);
    expect(await pick(stage, stage.app.tap({ role: 'dev' }, never()), '0')).toMatchObject({ problem: { code: 'code-refused' } });
    expect(stage.world.settings.get().pickedAccounts).toEqual({});
  });

  it('is forgotten when AWS refuses its code later', async () => {
    const settings = { pickedAccounts: { [jane]: 'Corp:a' } };
    const { app, sts, world } = await setUp({ plugged: [1001, 1002], enabled: [jane], ids, settings });
    sts.script = ({ proof }) => (proof ? refusal({ code: 'code-refused', mfaSerial: jane }) : undefined);
    await app.tap({ role: 'dev' }, never());
    expect(world.settings.get().pickedAccounts).toEqual({});
  });

  it('is no account of another AWS account', async () => {
    const stage = await setUp({ plugged: [1001], enabled: [jane], ids: { ...ids, 1001: 'arn:aws:iam::999999999999:mfa/jane' } });
    const tapped = stage.app.tap({ role: 'dev' }, never());
    const asked = await stage.until((snapshot) => question(snapshot, 'code') !== undefined);
    stage.app.run('cancel', { waiting: question(asked, 'code')?.id });
    expect(await tapped).toEqual({
      ok: false,
      problem: { code: 'account-missing', account: jane, serials: [1001] },
    });
  });
});

it.each([
  ['fido', 'passkey', 'everything'],
  ['fido', 'passkey', 'nothing'],
  ['hardware', 'hardware', 'nothing'],
] as const)('says before any touch that a user with a %s device only has none that makes codes', async (kind, has, answers) => {
  const clock = createFakeClock(start);
  const yubikeys = { usb: createKey(clock, { accounts: [] }) };
  const listMfaDevices = async () => ({ ok: true, value: [{ serial: 'x', kind, enabledAt: 0 }] }) as const;
  const { app, sts } = await openApp({ clock, yubikeys, answers, iam: { listMfaDevices } });
  expect(await app.tap({ role: 'dev' }, never())).toEqual({ ok: false, problem: { code: 'no-code-device', user: 'jane', has } });
  expect(sts.codes()).toEqual([]);
});

it.each([
  ['arn:aws:iam::111122223333:u2f/user/jane/default-QWERTZUIOP', 'passkey'],
  ['arn:aws:iam::111122223333:user/jane', 'user'],
  ['arn:aws:iam::111122223333:sms-mfa/jane', 'hardware'],
  ['arn:aws:iam::999988887777:mfa/jane', 'other-account'],
] as const)('says before any touch or question that no YubiKey makes codes for mfa_serial = %s', async (mfaSerial, why) => {
  const clock = createFakeClock(start);
  const yubikeys = { usb: createKey(clock, { accounts: [{ id: 'Corp:a', secret: seed }] }) };
  const { app, sts, told, world } = await openApp({ clock, yubikeys, config: config.replaceAll(jane, mfaSerial) });
  const problem = { code: 'mfa-serial-bad', profile: 'dev', mfaSerial, why };
  expect(await app.tap({ role: 'dev' }, never())).toEqual({ ok: false, problem });
  expect(sts.codes()).toEqual([]);
  expect(told.flatMap(({ waiting }) => waiting)).toEqual([]);
  expect(world.settings.get().pickedAccounts).toEqual({});
});
