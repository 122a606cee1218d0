import { describe, expect, it } from 'vitest';
import { createEnrollFor, type EnrollForNeeds } from '../../../../src-main/app/team/enroll/enroll-for.ts';
import type { Key } from '../../../../src-main/card/keys/keys.ts';
import type { NewAccount } from '../../../../src-main/card/oath/oath-changes.ts';
import { failed, ok, type Result } from '../../../../src-main/contract/result.ts';
import type { EnrollForWish } from '../../../../src-main/contract/team/enroll.ts';
import { simulatedCode } from '../../../../src-main/demo/aws-simulator/model/totp.ts';
import { settle } from '../../../fakes/clock.ts';
import { never } from '../../../fakes/world.ts';
import { denying, type Ending, endings, everything, teamStage } from './team-stage.ts';

const wish: EnrollForWish = { user: 'kim', touch: true };
const watch = { onStep: () => {} };
const device = 'arn:aws:iam::111122223333:mfa/kim-yk-12345678';
const hangs = () => new Promise<never>(() => {});

/** A YubiKey that holds what is put on it, with the serial number 12345678. */
const createKey = () => {
  const seeds = new Map<string, Uint8Array>();
  const given: Uint8Array[] = [];
  let isPlugged = true;
  const key = (): Key =>
    ({
      id: '12345678',
      serial: 12345678,
      name: 'YubiKey 5C NFC',
      firmware: '5.4.3',
      formFactor: 'USB-C keychain',
      oathVersion: '5.4.3',
      oath: 'ready',
      busy: false,
      accounts: [...seeds.keys()].map((id) => ({ id, touch: false, period: 30, kind: 'totp', digits: 6, algorithm: 'sha1' })),
    }) as unknown as Key;
  const keys = {
    state: () => ({ kind: 'ready', keys: isPlugged ? [key()] : [] }),
    put: async (_: string, { name, seed, overwrite }: NewAccount): Promise<Result<string>> => {
      const text = name as unknown as string;
      if (seeds.has(text) && !overwrite) return failed({ code: 'account-exists', account: text });
      seeds.set(text, Uint8Array.from(seed));
      given.push(seed);
      return ok(text);
    },
    remove: async (_: string, account: string) => {
      seeds.delete(account);
      return ok(undefined);
    },
    code: async ({ account, step }: { readonly account: string; readonly step: number }) =>
      ok({ code: simulatedCode(seeds.get(account) ?? new Uint8Array(), step), step }),
  };
  const unplug = () => {
    isPlugged = false;
  };
  const plug = () => {
    isPlugged = true;
  };
  return { keys, seeds, given, unplug, plug };
};

const stage = (policy = everything) => {
  const all = teamStage(policy);
  all.account.addUser('kim');
  const key = createKey();
  const claimed = {
    claim: async (_: string, step: number) => ok(step),
    spend: async () => ok(undefined),
    release: async () => {},
  };
  /** The program, started anew; `iam` in the place of the real calls. */
  const program = (iam: Partial<EnrollForNeeds['iam']> = {}, keys: object = {}) =>
    createEnrollFor(all.ports(), {
      iam: { createVirtualMfaDevice: all.aws.iam.createVirtualMfaDevice, enableMfaDevice: all.aws.iam.enableMfaDevice, ...iam },
      codes: {
        keys: { ...key.keys, ...keys },
        questions: { answers: 'nothing' },
        time: all.clock,
        ledger: claimed,
      },
    } as unknown as EnrollForNeeds);
  return { ...all, key, program };
};
type Stage = ReturnType<typeof stage>;

const expectEnrolled = async ({ account, key, kept }: Stage) => {
  expect(account.devices()).toEqual([{ arn: device, user: 'kim' }]);
  expect([...key.seeds.keys()]).toEqual([device]);
  expect(await kept()).toEqual([]);
};

const expectNothing = async ({ account, key, kept }: Stage) => {
  expect(account.devices()).toEqual([]);
  expect([...key.seeds.keys()]).toEqual([]);
  expect(await kept()).toEqual([]);
};

describe('a YubiKey for somebody who is not here', () => {
  it('is the user’s who is meant, whatever the capitals', async () => {
    const all = stage();
    const planned = await all.program().plan('admin', { ...wish, user: 'KIM' }, never());
    expect(planned).toMatchObject({ ok: true, value: { user: 'kim', device } });
  });

  it('is shown first, and nothing is changed', async () => {
    const all = stage();
    expect(await all.program().plan('admin', wish, never())).toMatchObject({
      ok: true,
      value: {
        device,
        keySerial: 12345678,
        steps: [
          { name: 'device', action: 'iam:CreateVirtualMFADevice', undo: 'iam:DeleteVirtualMFADevice' },
          { name: 'enable', action: 'iam:EnableMFADevice', undo: 'iam:DeactivateMFADevice' },
        ],
      },
    });
    await expectNothing(all);
  });

  it('is enrolled; its seed is on the key, wiped here, and in no record', async () => {
    const all = stage();
    expect(await all.through(all.program().enroll('admin', wish, watch, never()))).toMatchObject({ ok: true, value: { device } });
    await expectEnrolled(all);
    expect(all.key.given).toHaveLength(1);
    expect(all.key.given[0]?.every((byte) => byte === 0)).toBe(true);
    const [seed] = all.key.seeds.values();
    for (const form of ['hex', 'base64'] as const)
      expect(all.folder.written.join('')).not.toContain(Buffer.from(seed ?? '?').toString(form));
  });

  it('gets a name that is free', async () => {
    const all = stage();
    all.account.addUnassignedDevice('kim-yk-12345678');
    expect(await all.program().plan('admin', wish, never())).toMatchObject({ value: { device: `${device}-2` } });
  });

  it.each<[string, (all: Stage) => Partial<EnrollForWish>, object]>([
    ['a user who is not there', () => ({ user: 'nobody' }), { code: 'name-unknown', of: 'user', name: 'nobody' }],
    ['a key that is not plugged in', () => ({ keySerial: 999 }), { code: 'yubikey-not-plugged', serial: 999 }],
    [
      'no key at all',
      ({ key }) => {
        key.unplug();
        return {};
      },
      { code: 'yubikey-missing' },
    ],
  ])('is not begun for %s', async (_, change, problem) => {
    const all = stage();
    expect(await all.program().enroll('admin', { ...wish, ...change(all) }, watch, never())).toMatchObject({ ok: false, problem });
    expect(await all.kept()).toEqual([]);
  });

  it.each([
    ['CreateVirtualMFADevice', 0],
    ['EnableMFADevice', 1],
  ])('that is denied at %s names the permission, and what was done is taken back', async (action, left) => {
    const all = stage(denying(`iam:${action}`));
    expect(await all.through(all.program().enroll('admin', wish, watch, never()))).toMatchObject({
      problem: { code: 'iam-denied', action: `iam:${action}` },
    });
    const plans = await all.program().list();
    expect(plans).toHaveLength(left);
    for (const { id = '' } of plans) expect(await all.through(all.program().undo(id, never()))).toMatchObject({ ok: true });
    await expectNothing(all);
  });

  it('whose name is taken by now leaves the other’s device alone', async () => {
    const all = stage(denying('iam:ListVirtualMFADevices'));
    const other = all.account.addUnassignedDevice('kim-yk-12345678');
    expect(await all.through(all.program().enroll('admin', wish, watch, never()))).toMatchObject({
      problem: { code: 'device-name-taken', deviceName: 'kim-yk-12345678' },
    });
    expect([await all.program().list(), all.account.devices().some(({ arn }) => arn === other.arn)]).toEqual([[], true]);
  });

  it('that refuses the seed leaves a device that goes with the next try', async () => {
    const all = stage();
    const refusing = { put: async () => failed({ code: 'yubikey-removed' }) };
    expect(await all.through(all.program({}, refusing).enroll('admin', wish, watch, never()))).toMatchObject({
      problem: { code: 'yubikey-removed' },
    });
    expect(await all.through(all.program().resume('plan-1', watch, never()))).toMatchObject({ ok: true });
    await expectEnrolled(all);
  });

  it('can be undone where the key is gone: the device goes all the same', async () => {
    const all = stage();
    const broken = { enableMfaDevice: async () => ({ ok: false, problem: { code: 'aws-unreachable' }, unclear: false }) as never };
    await all.through(all.program(broken).enroll('admin', wish, watch, never()));
    all.key.unplug();
    expect(await all.through(all.program().undo('plan-1', never()))).toMatchObject({ ok: true });
    expect(all.account.devices()).toEqual([]);
  });
});

describe('a program that ends while it enrolls a YubiKey for somebody', () => {
  /** The real calls, until one of them never comes back, or its answer is lost. */
  const ending = ({ aws }: Stage, at: 'createVirtualMfaDevice' | 'enableMfaDevice', how: Ending): Partial<EnrollForNeeds['iam']> => ({
    [at]: async (...given: readonly unknown[]) => {
      if (how === 'before') return hangs();
      await (aws.iam[at] as (...all: readonly unknown[]) => Promise<unknown>)(...given);
      return how === 'after' ? hangs() : { ok: false, problem: { code: 'aws-hung-up', host: 'iam.amazonaws.com' }, unclear: true };
    },
  });
  const cases = (['createVirtualMfaDevice', 'enableMfaDevice'] as const).flatMap((at) => endings.map((how) => [at, how] as const));

  const cutOff = async (all: Stage, at: (typeof cases)[number][0], how: Ending) => {
    const running = all.program(ending(all, at, how)).enroll('admin', wish, watch, never());
    if (how === 'lost') {
      await all.through(running);
      return;
    }
    for (let turn = 0; turn < 60; turn++) {
      await settle(3);
      await all.clock.advance(500);
    }
    all.turns.clear();
  };

  it.each(cases)('at %s, %s its effect: goes on to the same end', async (at, how) => {
    const all = stage();
    await cutOff(all, at, how);
    const [left] = await all.program().list();
    if (left) expect(await all.through(all.program().resume(left.id ?? '', watch, never()))).toMatchObject({ ok: true });
    await expectEnrolled(all);
  });

  it.each(cases)('at %s, %s its effect: is taken back whole', async (at, how) => {
    const all = stage();
    await cutOff(all, at, how);
    const [left] = await all.program().list();
    if (!left) return expectEnrolled(all);
    expect(await all.through(all.program().undo(left.id ?? '', never()))).toMatchObject({ ok: true });
    return expectNothing(all);
  });
});
