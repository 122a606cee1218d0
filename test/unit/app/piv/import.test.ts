import { afterEach, describe, expect, it, vi } from 'vitest';
import { createKnownChains } from '../../../../src-main/app/piv/known-chains.ts';
import { readSubject } from '../../../../src-main/app/piv/request.ts';
import { certificateFacts } from '../../../../src-main/aws/anywhere/certificate-facts.ts';
import { silentLog } from '../../../../src-main/base/log.ts';
import { generateInSlot } from '../../../support/card/piv-key.ts';
import { createTestAuthority, type TestAuthority } from '../../../support/card/test-authority.ts';
import { closeDesks, day, desk, issue, now, pem, person, slotOf } from './desk.ts';

afterEach(closeDesks);

describe('a certificate that is imported', () => {
  it('lies beside its key, wherever that is', async () => {
    const { key, deeds } = await desk();
    await generateInSlot(key, { slot: 0x85, algorithm: 'p256', pin: 2, touch: 3 });
    const imported = await deeds.import({ bytes: pem(await issue(slotOf(key, 0x85))) }, person());
    expect(imported).toMatchObject({ ok: true, value: { slot: '85', certificate: { subject: 'CN=Example CA', isForKey: true } } });
    expect(key.piv.objects().has('5fc110')).toBe(true);
  });

  it.each([
    ['expired', { until: now - 1 }],
    ['not-yet', { from: now + day }],
    ['ca', { ca: true }],
    ['usage', { usage: false }],
  ] as const)('is refused as %s before it gets there', async (why, change) => {
    const { key, deeds } = await desk();
    await generateInSlot(key, { slot: 0x82, algorithm: 'p256', pin: 2, touch: 3 });
    const imported = await deeds.import({ bytes: pem(await issue(slotOf(key, 0x82), change)) }, person());
    expect(imported).toMatchObject({ ok: false, problem: { code: 'certificate-not-stored', why } });
    expect(key.piv.objects().size).toBe(0);
  });

  it('can’t be renewed in a slot that holds no key', async () => {
    const { deeds } = await desk();
    const renewed = await deeds.renew({ slot: '83', way: { kind: 'request' } }, person());
    expect(renewed).toMatchObject({ ok: false, problem: { code: 'slot-empty', slot: '83' } });
  });

  it('is found in a file whatever stands around it, and in whichever order', async () => {
    const { key, deeds } = await desk();
    await generateInSlot(key, { slot: 0x82, algorithm: 'p256', pin: 2, touch: 3 });
    const [root, middle] = [createTestAuthority('CN=Root'), createTestAuthority('CN=Middle')];
    const above = await issue(root.spki, { ca: true, usage: false, authority: root, name: root.name });
    const between = await issue(middle.spki, { ca: true, usage: false, authority: root, name: middle.name });
    const own = await issue(slotOf(key, 0x82), { authority: middle });
    const text = `\ufeffsubject=/CN=x\r\n${pem(above, own, between).toString().replaceAll('\n', '\r\n')}\r\n`;
    const imported = await deeds.import({ bytes: Buffer.from(text) }, person());
    expect(imported).toMatchObject({ ok: true, value: { slot: '82', issued: [own, between, above] } });
  });

  it('is refused for another key, for another slot, behind a stranger, and where it is none', async () => {
    const { key, deeds } = await desk();
    await generateInSlot(key, { slot: 0x82, algorithm: 'p256', pin: 2, touch: 3 });
    const fits = await issue(slotOf(key, 0x82));
    const other = await issue(createTestAuthority('CN=other').spki);
    const why = async (bytes: Uint8Array, slot?: string) => {
      const imported = await deeds.import({ bytes, ...(slot === undefined ? {} : { slot }) }, person());
      return imported.ok ? 'stored' : (imported.problem as { readonly why?: string }).why;
    };
    expect(await why(pem(other))).toBe('key');
    expect(await why(pem(fits), '9a')).toBe('key');
    expect(await why(pem(fits, other))).toBe('chain');
    expect(await why(Buffer.from('no certificate'))).toBe('unreadable');
    expect(await why(Buffer.from([0x30, 0x03, 1, 1, 1]))).toBe('unreadable');
    expect(await why(pem(fits))).toBe('stored');
  });
});

it('is refused where it is the request with what the YubiKey attests of the key, which would fit; what came behind it is stored', async () => {
  const { key, deeds, setups } = await desk();
  const order = { slot: '82', algorithm: 'p256', pinPolicy: 'once', touchPolicy: 'cached', subject: 'CN=jane' } as const;
  const made = await deeds.setUp({ ...order, isAuthority: false, protectsManagement: true }, person());
  const request = made.ok ? made.value.pem : '';
  expect(request.match(/BEGIN CERTIFICATE-/g)).toHaveLength(2);
  expect(await deeds.import({ bytes: Buffer.from(request) }, person())).toMatchObject({
    problem: { code: 'certificate-not-stored', why: 'attestation', subject: 'CN=YubiKey PIV Attestation 82' },
  });
  expect(await setups.read()).toHaveLength(1);
  const own = await issue(slotOf(key, 0x82));
  const both = Buffer.concat([Buffer.from(request), pem(own)]);
  expect(await deeds.import({ bytes: both }, person())).toMatchObject({ ok: true, value: { issued: [own] } });
});

describe('the certificates that issued one', () => {
  const keyed = async () => {
    const made = await desk();
    await generateInSlot(made.key, { slot: 0x82, algorithm: 'p256', pin: 2, touch: 3 });
    const kept = async () => (await made.chains.read()).map(({ text = '' }) => JSON.parse(text) as { readonly chain: string });
    return { ...made, kept, leaf: (authority: TestAuthority) => issue(slotOf(made.key, 0x82), { authority }) };
  };
  const root = createTestAuthority('CN=Root');
  const middle = createTestAuthority('CN=Middle');
  const below = createTestAuthority('CN=Below');

  it('are kept without the root, in whatever order they came and from whichever file', async () => {
    const { deeds, kept, leaf } = await keyed();
    const [one, two, top] = [
      await issue(below.spki, { ca: true, usage: false, authority: middle, name: below.name }),
      await issue(middle.spki, { ca: true, usage: false, authority: root, name: middle.name }),
      await issue(root.spki, { ca: true, usage: false, authority: root, name: root.name }),
    ];
    const own = await leaf(below);
    const imported = await deeds.import({ bytes: pem(own, top, two), chain: pem(one, own) }, person());
    expect(imported).toMatchObject({ ok: true, value: { slot: '82', issued: [own, one, two, top] } });
    expect((await kept()).map(({ chain }) => chain)).toEqual([pem(one, two).toString()]);
    const rootFirst = await deeds.import({ bytes: pem(top, two, one, own) }, person());
    expect(rootFirst).toMatchObject({ ok: true, value: { slot: '82', issued: [own, one, two, top] } });
    // Where none is for a key that is there, the one that is no CA's is meant.
    const foreign = await deeds.import(
      { bytes: pem(top, await issue(createTestAuthority('CN=other').spki, { authority: root })) },
      person(),
    );
    expect(foreign).toMatchObject({ ok: false, problem: { why: 'key' } });
    expect(await deeds.import({ bytes: pem(own) }, person())).toMatchObject({ ok: true, value: { issued: [own] } });
    expect(await kept()).toEqual([]);
  });

  it('are kept for each key, and a certificate by somebody else has none of them', async () => {
    const { deeds, chains, leaf } = await keyed();
    const known = createKnownChains(chains, silentLog);
    const chainOf = async (der: Uint8Array) => known.of(certificateFacts(der) ?? { der, keySum: '' });
    const one = await issue(middle.spki, { ca: true, usage: false, authority: root, name: middle.name });
    const [own, other] = [await leaf(middle), await leaf(root)];
    await deeds.import({ bytes: pem(own, one) }, person());
    expect(await chainOf(own)).toEqual([one]);
    expect(await chainOf(other)).toEqual([]);
    expect(await chainOf(await issue(below.spki, { authority: middle }))).toEqual([]);
  });
});

describe('a setup', () => {
  const order = {
    slot: '82',
    algorithm: 'p256',
    pinPolicy: 'once',
    touchPolicy: 'cached',
    subject: 'CN=jane',
    isAuthority: false,
    protectsManagement: true,
  } as const;

  it('goes on where the YubiKey was pulled, and its journal has no secret', async () => {
    const { key, deeds, setups } = await desk({ pin: '123456' });
    const stop = key.onApdu((apdu) => {
      // GENERATE.
      if (apdu[1] !== 0x47) return;
      stop();
      key.inject({ at: 1, does: 'reset' });
    });
    const first = await deeds.setUp(order, person());
    const [unfinished] = await deeds.unfinished();
    const done = first.ok ? first : await deeds.resume(unfinished?.id ?? '', person());
    expect(done).toMatchObject({ ok: true, value: { slot: '82', waitsFor: 'certificate' } });
    expect(key.piv.keys().size).toBe(1);
    expect(setups.written.join('')).not.toMatch(/314159|123456"/);
  });

  it('is one program’s at a time for each YubiKey: another one is told so, and changes nothing', async () => {
    const { key, deeds, setups } = await desk();
    let typed = () => {};
    const typing = new Promise<void>((resolve) => {
      typed = resolve;
    });
    const slow = person();
    const first = deeds.setUp(order, {
      ...slow,
      pin: async (wanted) => {
        await typing;
        return slow.pin(wanted);
      },
    });
    await vi.waitFor(async () => expect(await deeds.unfinished()).toHaveLength(1));
    const [run] = await deeds.unfinished();
    const before = (await setups.read()).map(({ text }) => text);
    const running = { ok: false, problem: { code: 'plan-running', pid: 4190 } };
    expect(await deeds.setUp({ ...order, slot: '83' }, person())).toEqual(running);
    expect(await deeds.undo(run?.id ?? '', person())).toEqual(running);
    expect(await deeds.resume(run?.id ?? '', person())).toEqual(running);
    expect((await setups.read()).map(({ text }) => text)).toEqual(before);
    typed();
    expect(await first).toMatchObject({ ok: true });
    expect([...key.piv.keys().keys()]).toEqual([0x82]);
    expect(await deeds.undo(run?.id ?? '', person())).toMatchObject({ ok: true });
  });

  it('takes the key off again when it is undone, from firmware 5.7 on', async () => {
    const { key, deeds } = await desk();
    expect(await deeds.setUp(order, person())).toMatchObject({ ok: true });
    const [run] = await deeds.unfinished();
    expect(await deeds.undo(run?.id ?? '', person())).toMatchObject({ ok: true, value: { slot: '82', left: 'nothing' } });
    expect(key.piv.keys().size).toBe(0);
    expect(await deeds.unfinished()).toEqual([]);
  });

  it.each(['4.3.5', '5.4.3'])('leaves its key in the slot without a certificate with firmware %s, and says so', async (firmware) => {
    const { key, deeds } = await desk({ firmware });
    const role = { name: 'dev', roleArn: 'arn:aws:iam::111122223333:role/Developer', source: 'admin', region: 'eu-central-1' };
    expect(await deeds.setUp({ ...order, role }, person())).toMatchObject({ ok: true });
    expect(await deeds.import({ bytes: pem(await issue(slotOf(key, 0x82))) }, person())).toMatchObject({ ok: false });
    expect(key.piv.objects().get('5fc10d')?.length).toBeGreaterThan(100);
    const [run] = await deeds.unfinished();
    expect(await deeds.undo(run?.id ?? '', person())).toMatchObject({ ok: true, value: { waitsFor: 'role', left: 'key' } });
    expect([key.piv.keys().size, key.piv.objects().has('5fc10d')]).toEqual([1, false]);
    expect(await deeds.unfinished()).toEqual([]);
  });

  it('that took over a certificate leaves it and its key where they are', async () => {
    const { key, deeds } = await desk();
    await generateInSlot(key, { slot: 0x82, algorithm: 'p256', pin: 2, touch: 3 });
    expect(await deeds.import({ bytes: pem(await issue(slotOf(key, 0x82))) }, person())).toMatchObject({ ok: true });
    const role = { name: 'dev', roleArn: 'arn:aws:iam::111122223333:role/Developer', source: 'admin', region: 'eu-central-1' };
    expect(await deeds.adopt({ slot: '83', role }, person())).toMatchObject({ ok: false, problem: { code: 'slot-empty', slot: '83' } });
    expect(await deeds.adopt({ slot: '82', role }, person())).toMatchObject({ ok: false, problem: { code: 'iam-denied' } });
    const [run] = await deeds.unfinished();
    expect(run).toMatchObject({ slot: '82', subject: 'CN=Example CA', waitsFor: 'role', profile: 'dev' });
    expect(await deeds.undo(run?.id ?? '', person())).toMatchObject({ ok: true, value: { left: 'all' } });
    expect([key.piv.keys().size, key.piv.objects().has('5fc10d')]).toEqual([1, true]);
  });

  it('leaves a slot alone that holds a key, and refuses RSA where it could be computed', async () => {
    const { key, deeds } = await desk({ firmware: '4.3.4' });
    expect(await deeds.setUp({ ...order, algorithm: 'rsa-2048' }, person())).toMatchObject({
      ok: false,
      problem: { code: 'firmware-too-old', feature: 'rsa-safe' },
    });
    await generateInSlot(key, { slot: 0x82, algorithm: 'p256', pin: 2, touch: 3 });
    expect(await deeds.setUp(order, person())).toMatchObject({ ok: false, problem: { code: 'slot-taken', slot: '82' } });
  });

  it.each([
    ['never', 'never', 1, 1],
    ['always', 'always', 3, 2],
    ['once', 'cached', 2, 3],
  ] as const)('makes a key that asks for the PIN %s and for a touch %s', async (pinPolicy, touchPolicy, pinByte, touchByte) => {
    const { key, deeds } = await desk();
    const made = await deeds.setUp({ ...order, pinPolicy, touchPolicy }, person());
    expect(made).toMatchObject({ ok: true });
    expect(key.piv.keys().get(0x82)).toMatchObject({ pinPolicy: pinByte, touchPolicy: touchByte });
  });

  it('refuses what the firmware can’t make or prove, before anything is made', async () => {
    const problem = async (firmware: string, change: object) => {
      const { key, deeds } = await desk({ firmware });
      const made = await deeds.setUp({ ...order, ...change }, person());
      expect(key.piv.keys().size).toBe(0);
      return made.ok ? undefined : made.problem;
    };
    const old = { code: 'firmware-too-old', feature: 'attestation', needs: '4.3.0' };
    expect(await problem('3.5.0', { slot: '9a', touchPolicy: 'never' })).toMatchObject(old);
    expect(await problem('4.2.8', { touchPolicy: 'always' })).toMatchObject(old);
    // YubiKey FIPS of the 4 series.
    expect(await problem('4.4.5', { pinPolicy: 'never' })).toMatchObject({
      code: 'firmware-too-old',
      feature: 'pin-never',
      needs: '5.0.0',
    });
  });

  it('says which part of a subject is wrong', async () => {
    const { deeds } = await desk();
    expect(await deeds.setUp({ ...order, subject: 'CN=jane,boss' }, person())).toMatchObject({
      ok: false,
      problem: { code: 'subject-malformed', part: 'boss' },
    });
  });

  it.each([
    ['a line end', 'CN=a\nb'],
    ['a line end behind a backslash', 'CN=a\\\nb'],
    ['a return', 'CN=a\rb'],
    ['a line end of Unicode', 'CN=a\u2028b'],
    ['a mark of direction', 'CN=a\u202eb'],
  ])('refuses a subject with %s, which reads as another', (_, part) => {
    const told = part.replace('\\', '').replace('\n', '\\0a').replace('\r', '\\0d');
    expect(readSubject(`O=Example,${part}`)).toEqual({ ok: false, problem: { code: 'subject-malformed', part: told } });
  });

  it('keeps the management key under the PIN, where another setup finds it', async () => {
    const { deeds, key } = await desk();
    expect(await deeds.setUp(order, person())).toMatchObject({ ok: true });
    expect(await deeds.setUp({ ...order, slot: '83' }, person())).toMatchObject({ ok: true, value: { slot: '83' } });
    expect(key.piv.keys().size).toBe(2);
  });
});
