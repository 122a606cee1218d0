import { generateKeyPairSync } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { utf8 } from '../../../../src-main/base/bytes.ts';
import { toPem } from '../../../../src-main/card/certificates/pem.ts';
import { writeRequest } from '../../../../src-main/card/certificates/request.ts';
import { problemWords } from '../../../../src-main/words/problems/problem-words.ts';
import type { NamePart } from '../../../../src-main/x509/name-text.ts';
import { encodeName } from '../../../../src-main/x509/names.ts';
import { createTestCa, createTestRequest } from '../../../support/aws/test-ca.ts';
import { putIdentity } from '../../../support/card/piv-identity.ts';
import { generateInSlot, replaceManagementKey } from '../../../support/card/piv-key.ts';
import { createTestAuthority } from '../../../support/card/test-authority.ts';
import { closeDesks, type Desk, desk, issue, pem, person, serial, slotOf } from './desk.ts';

afterEach(closeDesks);

const bytes = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text));
const order = {
  slot: '82',
  algorithm: 'p256',
  pinPolicy: 'once',
  touchPolicy: 'cached',
  subject: 'CN=jane',
  isAuthority: false,
  protectsManagement: true,
} as const;

type Failed = { readonly ok: false; readonly problem: Parameters<typeof problemWords>[0] };
/** The problem, and that a person is told something of it. */
const refused = (result: { readonly ok: true } | Failed) => {
  if (result.ok) throw new Error('it was done');
  const { title, happened, advice } = problemWords(result.problem, { where: 'terminal' });
  expect([title, happened, advice].every((text) => text.length > 8)).toBe(true);
  return result.problem;
};

describe('a PUK', () => {
  const change = ({ keys }: Desk, old: string) =>
    keys.piv.changeReference(String(serial), 'puk', { old: bytes(old), next: bytes('87654321') });

  it('that is wrong is told with the tries that are left, and as blocked after the last', async () => {
    const one = await desk();
    expect(refused(await change(one, '11111111'))).toMatchObject({ code: 'puk-wrong', left: 2 });
    expect(refused(await change(one, '11111111'))).toMatchObject({ code: 'puk-wrong', left: 1 });
    await change(one, '11111111');
    expect(refused(await change(one, '12345678'))).toMatchObject({ code: 'puk-blocked' });
    const looked = await one.deeds.look(serial, new AbortController().signal);
    expect(looked).toMatchObject({ ok: true, value: { puk: { left: 0 }, pin: { left: 3 } } });
  });

  it('of 5 characters is not sent', async () => {
    const one = await desk();
    expect(refused(await change(one, '12345'))).toMatchObject({ code: 'pin-malformed', what: 'puk' });
    expect(await change(one, '12345678')).toMatchObject({ ok: true });
  });
});

describe('a PIN that is blocked', () => {
  const withPuk = (puk: string, change: { readonly pin?: string; readonly lastTry?: boolean } = {}) => {
    const { pin = '271828', lastTry = false } = change;
    return { ...person(pin), puk: async () => ({ ok: true, value: { bytes: bytes(puk), lastTry } }) as const };
  };
  const blocked = async (options: Parameters<typeof desk>[0] = {}) => {
    const one = await desk(options);
    const sign = { keyId: String(serial), slot: 0x82, algorithm: 'p256', hash: 'sha256', digest: new Uint8Array(32) } as const;
    await generateInSlot(one.key, { slot: 0x82, algorithm: 'p256', pin: 2, touch: 1 });
    for (let tries = 0; tries < 3; tries += 1) await one.keys.piv.sign({ ...sign, pin: bytes('999999'), lastTry: true });
    const sent: number[] = [];
    one.key.onApdu((apdu) => {
      if (apdu[1] === 0x2c) sent.push(apdu.length);
    });
    const look = async () => {
      const looked = await one.deeds.look(serial, new AbortController().signal);
      return looked.ok ? { pin: looked.value.pin.left, puk: looked.value.puk.left } : undefined;
    };
    return { ...one, sent, look, signs: (pin: string) => one.keys.piv.sign({ ...sign, pin: bytes(pin) }) };
  };

  it.each(['5.7.4', '4.3.5'])('is unblocked by the PUK on firmware %s, and the new one signs', async (firmware) => {
    const { deeds, signs, look } = await blocked({ firmware });
    expect((await look())?.pin).toBe(0);
    expect(await deeds.unblock(serial, withPuk('12345678'))).toEqual({ ok: true, value: undefined });
    expect((await look())?.pin).toBe(firmware === '5.7.4' ? 3 : 3);
    expect(await signs('271828')).toMatchObject({ ok: true });
  });

  it('stays blocked by a wrong PUK, which is sent once, and the last try only where the person says so', async () => {
    const { deeds, sent, look } = await blocked();
    expect(refused(await deeds.unblock(serial, withPuk('11111111')))).toMatchObject({ code: 'puk-wrong', left: 2 });
    expect(refused(await deeds.unblock(serial, withPuk('11111111')))).toMatchObject({ code: 'puk-wrong', left: 1 });
    expect(sent).toHaveLength(2);
    expect(refused(await deeds.unblock(serial, withPuk('11111111')))).toMatchObject({ code: 'puk-last-try' });
    expect(sent).toHaveLength(2);
    expect(await look()).toEqual({ pin: 0, puk: 1 });
    expect(refused(await deeds.unblock(serial, withPuk('11111111', { lastTry: true })))).toMatchObject({
      code: 'puk-blocked',
      isLocked: true,
    });
    expect(refused(await deeds.unblock(serial, withPuk('12345678')))).toMatchObject({ code: 'puk-blocked', isLocked: true });
    expect(sent).toHaveLength(3);
  });

  it('takes no new PIN of 5 characters or that keyboards write differently, and sends nothing then', async () => {
    const { deeds, sent } = await blocked();
    for (const pin of ['12345', 'pässwd', '123456789'])
      expect(refused(await deeds.unblock(serial, withPuk('12345678', { pin })))).toMatchObject({ code: 'pin-malformed', what: 'pin' });
    expect(refused(await deeds.unblock(serial, withPuk('12345')))).toMatchObject({ code: 'pin-malformed', what: 'puk' });
    expect(sent).toEqual([]);
  });

  it('is not unblocked a second time by itself when the YubiKey is cut off while it checks the PUK', async () => {
    const { deeds, key, sent, look } = await blocked();
    const stop = key.onApdu((apdu) => {
      if (apdu[1] !== 0x2c) return;
      stop();
      key.inject({ at: 1, does: 'reset' });
    });
    expect(refused(await deeds.unblock(serial, withPuk('11111111'))).code).toMatch(/^puk-(unsure|wrong)$/);
    expect(sent).toHaveLength(1);
    expect((await look())?.puk).toBeGreaterThan(1);
  });
});

describe('a new PIN', () => {
  it.each(['12345', '123456789', 'pässwd', '12 456'])('of %j is refused, and the factory’s stays', async (pin) => {
    const { deeds } = await desk({ pin: '123456' });
    expect(refused(await deeds.setUp(order, person(pin)))).toMatchObject({ code: 'pin-malformed', what: 'pin' });
    expect(await deeds.look(serial, new AbortController().signal)).toMatchObject({ value: { pin: { isFactory: true, left: 3 } } });
  });

  it('may have letters', async () => {
    const { deeds } = await desk({ pin: '123456' });
    expect(await deeds.setUp(order, person('Abc-12'))).toMatchObject({ ok: true });
  });
});

describe('a management key that somebody changed', () => {
  it('is asked for, and told where it is another one', async () => {
    const { key, deeds } = await desk({ firmware: '5.7.4' });
    await replaceManagementKey(key, new Uint8Array(24).fill(9));
    expect(refused(await deeds.setUp(order, person()))).toMatchObject({ code: 'cancelled' });
    const [run] = await deeds.unfinished();
    const typing = (value: number) => ({
      ...person(),
      managementKey: async () => ({ ok: true, value: new Uint8Array(24).fill(value) }) as const,
    });
    expect(refused(await deeds.resume(run?.id ?? '', typing(8)))).toMatchObject({ code: 'management-key-other', lies: 'key' });
    expect(await deeds.resume(run?.id ?? '', typing(9))).toMatchObject({ ok: true, value: { slot: '82' } });
  });

  it('is told where the firmware doesn’t say so before', async () => {
    const { key, deeds } = await desk({ firmware: '5.2.4' });
    await replaceManagementKey(key, new Uint8Array(24).fill(9));
    expect(refused(await deeds.setUp(order, person()))).toMatchObject({ code: 'management-key-other', lies: 'factory' });
    expect(key.piv.keys().size).toBe(0);
  });
});

describe('a certificate', () => {
  it('that is signed with SHA-1 is refused', async () => {
    const { key, deeds } = await desk();
    // openssl's certificates are valid from now on, and the desk's clock stands still.
    const certificate = createTestCa().issue({ digest: 'sha1' });
    putIdentity(key, certificate);
    expect(refused(await deeds.import({ bytes: bytes(certificate.pem) }, person()))).toMatchObject({
      code: 'certificate-not-stored',
      why: 'hash',
    });
  });

  it('is asked for again where the YubiKey is pulled between key and certificate', async () => {
    const { key, deeds } = await desk();
    const stop = key.onApdu((apdu) => {
      // GENERAL AUTHENTICATE with the slot's key: the request's signature.
      if (apdu[1] !== 0x87 || apdu[3] !== 0x82) return;
      stop();
      key.inject({ at: 1, does: 'pull-before' });
    });
    const first = await deeds.setUp(order, person());
    expect(refused(first)).toMatchObject({ code: 'yubikey-removed' });
    expect(await deeds.unfinished()).toMatchObject([{ waitsFor: 'request', slot: '82' }]);
  });
});

describe('an attestation', () => {
  it('is absent for a key that was imported, and no request is signed on it', async () => {
    const { key, deeds } = await desk();
    putIdentity(key, createTestCa().issue());
    const held = key.piv.keys().get(0x82);
    if (!held) throw new Error('no key');
    (key.piv.keys() as Map<number, typeof held>).set(0x82, { ...held, origin: 'imported' });
    const made = await deeds.request({ slot: '82', subject: 'CN=jane' }, person());
    expect(made).toMatchObject({ ok: true, value: { proof: { why: 'absent' } } });
    expect(await deeds.setUp({ ...order, slot: '9c', isAuthority: true, subject: 'CN=Example CA' }, person())).toMatchObject({ ok: true });
    const signing = { authority: { serial, slot: '9c' }, days: 30, demands: ['origin', 'pin', 'touch'] } as const;
    const file = bytes(made.ok ? made.value.pem : '');
    expect(refused(await deeds.sign({ file: 'jane.csr', bytes: file, ...signing }, person()))).toMatchObject({
      code: 'attestation-refused',
      why: 'absent',
    });
  });
});

describe('a request', () => {
  const requestFor = async (parts: readonly NamePart[]) => {
    const subject = encodeName(parts.map((part) => [part]));
    const { spki, signer } = createTestAuthority('CN=x');
    return Uint8Array.from(Buffer.from(toPem('CERTIFICATE REQUEST', await writeRequest({ subject, publicKey: spki, uris: [] }, signer))));
  };
  const named = (value: string) => [{ type: 'CN', value }];

  it.each([
    ['empty', []],
    ['without a value', named('')],
    ['too long to be read', named('j'.repeat(256))],
    ['of more parts than anybody reads', Array.from({ length: 100 }, () => ({ type: 'OU', value: 'x'.repeat(20) }))],
    ['with a line of its own', named('jane\nOrigin: proved')],
    ['with escapes for a terminal', named('jane\u001b[1A\u001b[2Kadmin')],
    ['that shows as another one', named('nimda\u202ejane')],
    ['with what nobody sees', named('jane\u200b')],
  ])('with a subject that is %s is signed by no authority', async (_, subject) => {
    const { deeds } = await desk();
    expect(await deeds.setUp({ ...order, slot: '9c', isAuthority: true, subject: 'CN=Example CA' }, person())).toMatchObject({ ok: true });
    const file = await requestFor(subject);
    const unusable = { code: 'request-unusable', file: 'jane.csr', why: 'subject' };
    expect(refused(await deeds.lookAtRequest('jane.csr', file))).toEqual(unusable);
    const signing = { authority: { serial, slot: '9c' }, days: 30, demands: [] } as const;
    expect(refused(await deeds.sign({ file: 'jane.csr', bytes: file, ...signing }, person()))).toEqual(unusable);
    expect(await deeds.signed()).toEqual([]);
  });
});

describe('a file of several requests', () => {
  it('is signed by no authority, which says how many there are', async () => {
    const { deeds } = await desk();
    const requests = [createTestRequest('/CN=jane'), createTestRequest('/CN=admin')];
    const many = { code: 'request-unusable', file: 'team.csr', why: 'many', count: 2 };
    for (const text of [requests.join(''), requests.join('').replaceAll('BEGIN C', 'BEGIN NEW C').replaceAll('END C', 'END NEW C')]) {
      const file = utf8(text);
      expect(refused(await deeds.lookAtRequest('team.csr', file))).toEqual(many);
      const signing = { authority: { serial, slot: '9c' }, days: 30, demands: [] } as const;
      expect(refused(await deeds.sign({ file: 'team.csr', bytes: file, ...signing }, person()))).toEqual(many);
    }
  });
});

describe('a request for a key that AWS does not take', () => {
  it.each(['ed25519', 'rsa-pss', 'dsa', 'secp521r1', 'rsa-1024'] as const)('is told as that, whatever signed it: %s', async (kind) => {
    const { deeds } = await desk();
    const key = {
      ed25519: () => generateKeyPairSync('ed25519'),
      'rsa-pss': () => generateKeyPairSync('rsa-pss', { modulusLength: 2048 }),
      dsa: () => generateKeyPairSync('dsa', { modulusLength: 2048, divisorLength: 256 }),
      secp521r1: () => generateKeyPairSync('ec', { namedCurve: 'secp521r1' }),
      'rsa-1024': () => generateKeyPairSync('rsa', { modulusLength: 1024 }),
    }[kind]();
    const publicKey = Uint8Array.from(key.publicKey.export({ type: 'spki', format: 'der' }));
    const { signer } = createTestAuthority('CN=x');
    const subject = encodeName([[{ type: 'CN', value: 'jane' }]]);
    const file = bytes(toPem('CERTIFICATE REQUEST', await writeRequest({ subject, publicKey, uris: [] }, signer)));
    const problem = refused(await deeds.lookAtRequest('jane.csr', file));
    expect(problem).toMatchObject({ code: 'request-unusable', why: 'key' });
    for (const where of ['window', 'terminal'] as const) expect(problemWords(problem, { where }).advice).toContain('P-256 or P-384');
  });
});

describe('two keys', () => {
  it('are told apart where a certificate is for the other one', async () => {
    const { key, deeds } = await desk();
    await generateInSlot(key, { slot: 0x82, algorithm: 'p256', pin: 2, touch: 3 });
    await generateInSlot(key, { slot: 0x83, algorithm: 'p256', pin: 2, touch: 3 });
    const other = pem(await issue(slotOf(key, 0x83)));
    expect(refused(await deeds.import({ bytes: other, slot: '82' }, person()))).toMatchObject({
      code: 'certificate-not-stored',
      why: 'key',
    });
    expect(refused(await deeds.import({ bytes: pem(await issue(createTestAuthority('CN=x').spki)) }, person()))).toMatchObject({
      why: 'key',
    });
    expect(await deeds.import({ bytes: other }, person())).toMatchObject({ ok: true, value: { slot: '83' } });
  });
});
