import { afterEach, describe, expect, it } from 'vitest';
import type { SetupAws, SetupOrder } from '../../../../src-main/app/setups/setup-run.ts';
import { failed, ok } from '../../../../src-main/contract/result.ts';
import { generateInSlot } from '../../../support/card/piv-key.ts';
import { closeDesks, desk, person, serial } from './desk.ts';

afterEach(closeDesks);

const order: SetupOrder = {
  slot: '82',
  algorithm: 'p256',
  pinPolicy: 'once',
  touchPolicy: 'cached',
  subject: 'CN=jane',
  isAuthority: false,
  protectsManagement: true,
};
const caKey = { kind: 'ca-key', serial, slot: '9c', days: 30, proved: true } as const;
const privateCa = {
  kind: 'private-ca',
  arn: 'arn:aws:acm-pca:eu-central-1:111122223333:certificate-authority/11111111-2222-3333-4444-555555555555',
  days: 30,
} as const;
const role = { name: 'dev', roleArn: 'arn:aws:iam::111122223333:role/Developer' };

/** An order that is refused, after what `before` does: the problem, whether the person was asked, and what is on the key and in the journal then. */
const refusal = async (
  change: Partial<SetupOrder>,
  {
    firmware = '5.7.4',
    side = {},
    before = async () => {},
  }: {
    readonly firmware?: string;
    readonly side?: Partial<SetupAws>;
    readonly before?: (opened: Awaited<ReturnType<typeof desk>>) => Promise<unknown>;
  } = {},
) => {
  const opened = await desk({ firmware }, side);
  await before(opened);
  const keys = opened.key.piv.keys().size;
  const jane = person();
  const checked = await opened.deeds.check({ ...order, ...change }, jane);
  const done = await opened.deeds.setUp({ ...order, ...change }, jane);
  expect(done).toEqual(checked);
  expect(opened.key.piv.keys().size).toBe(keys);
  expect(await opened.setups.read()).toEqual([]);
  expect(jane.asked()).toBe(0);
  return checked.ok ? undefined : checked.problem;
};

describe('a setup that can’t come to its end', () => {
  it('is refused before its first step where the firmware can’t make the key', async () => {
    expect(await refusal({ algorithm: 'rsa-3072' }, { firmware: '5.4.3' })).toMatchObject({ code: 'firmware-too-old', needs: '5.7.0' });
  });

  it('is refused where the authority will demand what the key won’t have', async () => {
    expect(await refusal({ way: caKey, touchPolicy: 'never' })).toEqual({ code: 'attestation-refused', why: 'touch' });
    expect(await refusal({ way: caKey, pinPolicy: 'never' })).toEqual({ code: 'attestation-refused', why: 'pin' });
  });

  it('is refused where the authority’s YubiKey is there and has no authority, or one that is over', async () => {
    expect(await refusal({ way: caKey })).toEqual({ code: 'authority-missing', serial, slot: '9c' });
    const authority = { ...order, slot: '9c', subject: 'CN=Example CA', isAuthority: true, days: 0 };
    const before = async ({ deeds }: Awaited<ReturnType<typeof desk>>) =>
      expect(await deeds.setUp(authority, person())).toMatchObject({ ok: true });
    expect(await refusal({ way: caKey }, { before })).toMatchObject({ code: 'authority-missing', expired: expect.any(Number) as number });
  });

  it('goes on without the authority’s YubiKey, which may come into the same reader', async () => {
    const { deeds } = await desk();
    expect(await deeds.check({ ...order, way: { ...caKey, serial: 23456789 } }, person())).toEqual({ ok: true, value: undefined });
  });

  it('is refused where the private CA can’t issue, or the profile that asks it isn’t there', async () => {
    const asked: unknown[] = [];
    const inactive = { code: 'private-ca-refused', awsCode: 'InvalidStateException' } as const;
    const side: Partial<SetupAws> = {
      checkPrivateCa: async (who, arn) => {
        asked.push(who, arn);
        return failed(inactive);
      },
    };
    expect(await refusal({ way: { ...privateCa, source: 'admin' } }, { side })).toEqual(inactive);
    expect(asked.slice(0, 2)).toEqual([{ source: 'admin', region: 'eu-central-1' }, privateCa.arn]);
    const unknown = { code: 'source-without-keys', source: 'nobody' } as const;
    expect(await refusal({ role: { ...role, source: 'nobody' } }, { side: { checkSource: async () => failed(unknown) } })).toEqual(unknown);
  });

  it('is refused where nobody could say which trust anchor and profile its role has', async () => {
    const named = { ...role, trustAnchorArn: 'arn:aws:rolesanywhere:eu-central-1:111122223333:trust-anchor/x' };
    const bad = { code: 'anywhere-arn-bad', profile: 'dev', value: '' };
    expect(await refusal({ role })).toEqual({ ...bad, what: 'trust-anchor' });
    expect(await refusal({ role: { ...role, source: 'admin' } })).toEqual({ ...bad, what: 'trust-anchor' });
    expect(await refusal({ role: named })).toEqual({ ...bad, what: 'profile' });
    const { deeds } = await desk({}, { checkPrivateCa: async () => ok(undefined) });
    const found = { ...role, source: 'admin' };
    for (const change of [
      { role: { ...found, region: 'eu-central-1' } },
      { role: { ...named, source: 'admin' } },
      { role: found, way: privateCa },
    ])
      expect(await deeds.check({ ...order, ...change }, person())).toMatchObject({ ok: true });
  });

  it('is refused with a blocked PIN', async () => {
    const before = async ({ key, deeds }: Awaited<ReturnType<typeof desk>>) => {
      await generateInSlot(key, { slot: 0x83, algorithm: 'p256', pin: 2, touch: 1 });
      const bytes = () => Uint8Array.from(Buffer.from('000000'));
      const wrong = { ...person(), pin: async () => ok({ bytes: bytes(), lastTry: true }) };
      for (let tries = 0; tries < 3; tries += 1) await deeds.request({ slot: '83', subject: 'CN=jane' }, wrong);
    };
    expect(await refusal({}, { before })).toEqual({ code: 'pin-blocked', serial });
  });
});

it('tells that an RSA key takes its time when it begins to be made, and of no other', async () => {
  const told = async (algorithm: SetupOrder['algorithm']) => {
    const moments: string[] = [];
    const { deeds } = await desk();
    await deeds.setUp({ ...order, algorithm }, { ...person(), tell: ({ kind }) => void moments.push(kind) });
    return moments;
  };
  expect(await told('rsa-2048')).toEqual(['rsa-key']);
  expect(await told('p256')).toEqual([]);
});
