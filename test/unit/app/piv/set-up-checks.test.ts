import { afterEach, describe, expect, it } from 'vitest';
import type { SetupAws, SetupOrder } from '../../../../src-main/app/setups/setup-run.ts';
import { failed, ok } from '../../../../src-main/contract/result.ts';
import { generateInSlot } from '../../../support/card/piv-key.ts';
import { closeDesks, desk, issue, pem, person, serial, slotOf } from './desk.ts';

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

  const anchorArn = 'arn:aws:rolesanywhere:eu-central-1:111122223333:trust-anchor/11111111-2222-3333-4444-555555555555';
  const profileArn = 'arn:aws:rolesanywhere:eu-central-1:111122223333:profile/11111111-2222-3333-4444-555555555555';
  const anchor = { arn: anchorArn, name: 'ca', enabled: true, privateCaArn: privateCa.arn };
  const profile = {
    arn: profileArn,
    name: 'dev',
    enabled: true,
    roleArns: [role.roleArn],
    durationSeconds: 3600,
    acceptsSessionName: false,
  };
  const named = { ...role, source: 'admin', trustAnchorArn: anchorArn, profileArn };
  const found = { ...role, source: 'admin' };
  const notReady = { code: 'anywhere-not-ready', profile: 'dev', why: 'disabled' } as const;
  const lists = (anchors: readonly Partial<typeof anchor>[], profiles: readonly Partial<typeof profile>[] = [{}]): Partial<SetupAws> => ({
    checkPrivateCa: async () => ok(undefined),
    trustAnchors: async () => ok(anchors.map((one) => ({ ...anchor, ...one }))),
    profiles: async () => ok(profiles.map((one) => ({ ...profile, ...one }))),
  });

  it.each([
    [
      'a trust anchor that is disabled',
      { role: named },
      lists([{ enabled: false }]),
      { ...notReady, what: 'trust-anchor', arn: anchorArn },
    ],
    ['a profile that is disabled', { role: named }, lists([{}], [{ enabled: false }]), { ...notReady, what: 'profile', arn: profileArn }],
    ['a profile without the role', { role: named }, lists([{}], [{ roleArns: [] }]), { ...notReady, what: 'profile', why: 'role' }],
    ['a trust anchor that isn’t there', { role: named }, lists([]), { code: 'anywhere-unknown', region: 'eu-central-1' }],
    ['a private CA whose only anchor is disabled', { role: found, way: privateCa }, lists([{ enabled: false }]), { what: 'trust-anchor' }],
    ['a role whose only profile is disabled', { role: found, way: privateCa }, lists([], [{ enabled: false }]), { what: 'profile' }],
  ])('is refused before its key is made for %s', async (_, change, side, problem) => {
    expect(await refusal(change, { side })).toMatchObject(problem);
  });

  it.each([
    ['what is named is ready', { role: named }, lists([{}])],
    ['one of two that fit is enabled', { role: found, way: privateCa }, lists([{ enabled: false }, {}], [{ enabled: false }, {}])],
    ['nothing is there yet', { role: found, way: privateCa }, lists([], [])],
    ['the source may not list, so that CreateSession tells', { role: named }, {}],
  ])('may begin where %s', async (_, change, side) => {
    const { deeds } = await desk({}, side);
    expect(await deeds.check({ ...order, ...change }, person())).toMatchObject({ ok: true });
  });

  it('looks again when the certificate is there: what was ready may be disabled by then', async () => {
    let enabled = true;
    const { deeds, key } = await desk({}, { ...lists([{}]), trustAnchors: async () => ok([{ ...anchor, enabled }]) });
    expect(await deeds.setUp({ ...order, role: named }, person())).toMatchObject({ ok: true, value: { waitsFor: 'certificate' } });
    enabled = false;
    const certificate = pem(await issue(slotOf(key, 0x82)));
    expect(await deeds.import({ bytes: certificate }, person())).toMatchObject({
      problem: { ...notReady, what: 'trust-anchor', arn: anchorArn },
    });
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
