import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { concatBytes, fromHex, toHex, utf8 } from '../../../../src-main/base/bytes.ts';
import { basicConstraints, serialOf, writeCertificate } from '../../../../src-main/card/certificates/certificate-writing.ts';
import type { Version } from '../../../../src-main/card/connection/version.ts';
import type { YubiKeys } from '../../../../src-main/card/keys/keys.ts';
import { attestSlot, readCertificateOf, readManagement, readSlot } from '../../../../src-main/card/piv/piv-reading.ts';
import type { PivApplet } from '../../../../src-main/card/piv/piv-session.ts';
import { createVirtualYubiKey, type VirtualYubiKey } from '../../../../src-main/demo/virtual-yubikey/yubikey.ts';
import { createDesk, firstReader } from '../../../fakes/card-desk.ts';
import { createScriptedConnection } from '../../../fakes/card-script.ts';
import { generateInSlot, openManagement, putObject } from '../../../support/card/piv-key.ts';
import { createTestAuthority } from '../../../support/card/test-authority.ts';

const serial = 12345678;
const open: YubiKeys[] = [];
afterEach(async () => {
  for (const keys of open.splice(0)) await keys.close();
});

const read = async (key: VirtualYubiKey) => {
  const { keys } = createDesk({ [firstReader]: key });
  open.push(keys);
  await keys.settled();
  const result = await keys.piv.read(String(serial));
  if (!result.ok) throw new Error(JSON.stringify(result.problem));
  return result.value;
};

const certificate = async (): Promise<Uint8Array> => {
  const { name, spki, signer } = createTestAuthority('CN=jane,O=Example');
  const dates = { from: Date.UTC(2026, 0, 1), until: Date.UTC(2027, 0, 1) };
  const content = { serial: serialOf(new Uint8Array(16).fill(9)), issuer: name, subject: name, publicKey: spki, ...dates };
  return writeCertificate({ ...content, extensions: [basicConstraints(false)] }, signer);
};

describe('what a PIV application holds', () => {
  it('is nothing but the factory’s PIN, PUK and management key at first', async () => {
    expect(await read(createVirtualYubiKey({ serial }))).toEqual({
      version: [5, 4, 3],
      pin: { left: 3, total: 3, isFactory: true },
      puk: { left: 3, total: 3, isFactory: true, isGivenUp: false },
      managementKey: { algorithm: '3des', isFactory: true, isUnderPin: false, touch: false },
      slots: [],
    });
  });

  it('is refused in the card’s words, and a key without OATH password is not taken for one that wants it', async () => {
    const key = createVirtualYubiKey({ serial });
    await generateInSlot(key, { slot: 0x82, algorithm: 'p256', pin: 1, touch: 1 });
    const refusing = { ...key, transmit: async (apdu: Uint8Array) => (apdu[1] === 0xcb ? Uint8Array.of(0x69, 0x82) : key.transmit(apdu)) };
    const { keys } = createDesk({ [firstReader]: refusing });
    open.push(keys);
    await keys.settled();
    const problem = { code: 'card-said', status: '6982', during: 'get data' };
    expect(await keys.piv.attest(String(serial), 0x82)).toEqual({ ok: false, problem });
  });

  it('is told with policies and origin of each key, and the management key of its firmware', async () => {
    const key = createVirtualYubiKey({ serial, firmware: '5.7.1' });
    await generateInSlot(key, { slot: 0x9a, algorithm: 'rsa-1024', pin: 3, touch: 2 });
    await generateInSlot(key, { slot: 0x95, algorithm: 'p384', pin: 1, touch: 3 });
    const { slots, managementKey } = await read(key);
    expect(managementKey.algorithm).toBe('aes192');
    expect(slots).toMatchObject([
      { slot: 0x9a, key: { algorithm: 'rsa-1024', pinPolicy: 'always', touchPolicy: 'always', origin: 'generated' } },
      { slot: 0x95, key: { algorithm: 'p384', pinPolicy: 'never', touchPolicy: 'cached', origin: 'generated' } },
    ]);
  });

  it.each([
    ['plain', 0],
    ['compressed', 1],
  ])('has certificates that lie there %s', async (_, packed) => {
    const key = createVirtualYubiKey({ serial });
    const der = await certificate();
    await putObject(key, '5FC10D', { 112: packed ? gzipSync(der) : der, 113: Uint8Array.of(packed), 254: new Uint8Array() });
    expect((await read(key)).slots).toEqual([{ slot: 0x82, certificate: der }]);
  });

  it('has no certificate where the packed bytes are none', async () => {
    const key = createVirtualYubiKey({ serial });
    await putObject(key, '5FC10D', { 112: utf8('no gzip'), 113: Uint8Array.of(1) });
    expect((await read(key)).slots).toEqual([]);
  });

  it('says that the management key lies under the PIN, and that the PUK was given up', async () => {
    const key = createVirtualYubiKey({ serial });
    await putObject(key, '5FFF00', { 128: concatBytes(Uint8Array.of(0x81, 1, 3)) });
    expect(await read(key)).toMatchObject({ puk: { isGivenUp: true }, managementKey: { isUnderPin: true } });
  });

  it('tells of firmware 5.2 what its commands know: tries of the PIN, no factory marks', async () => {
    const { pin, puk, managementKey } = await read(createVirtualYubiKey({ serial, firmware: '5.2.7' }));
    expect([pin, puk, managementKey]).toEqual([{ left: 3 }, { isGivenUp: false }, { algorithm: '3des', isUnderPin: false, touch: false }]);
  });

  it.each(['4.3.5', '5.2.7'])('tells of firmware %s what the attestation of a key says', async (firmware) => {
    const key = createVirtualYubiKey({ serial, firmware });
    await generateInSlot(key, { slot: 0x9c, algorithm: 'p384', pin: 3, touch: 3 });
    const publicKey = Uint8Array.from(key.piv.keys().get(0x9c)?.publicKey.export({ type: 'spki', format: 'der' }) ?? []);
    const told = { algorithm: 'p384', pinPolicy: 'always', touchPolicy: 'cached', origin: 'generated', publicKey };
    expect((await read(key)).slots).toEqual([{ slot: 0x9c, key: told }]);
  });

  it('is read also where a slot or the notes hold what is no certificate and no note', async () => {
    const key = createVirtualYubiKey({ serial });
    const der = await certificate();
    await putObject(key, '5FC105', { 112: der });
    for (const [object, content] of [
      ['5FC10A', { 48: fromHex('01') }],
      ['5FC10B', { 112: new Uint8Array() }],
      ['5FC10D', { 112: gzipSync(new Uint8Array(65_537)), 113: Uint8Array.of(1) }],
    ] as const)
      await putObject(key, object, content);
    for (const object of ['5fc101', '5fff00']) await putRaw(key, object, '70');
    expect(await read(key)).toMatchObject({ puk: { isGivenUp: false }, managementKey: { isUnderPin: false } });
    expect((await read(key)).slots).toEqual([{ slot: 0x9a, certificate: der }]);
  });

  it.each([
    ['00', false, false],
    ['01', true, false],
    ['02', false, true],
    ['06', false, true],
  ])('has the note %s read bit by bit', async (flags, isGivenUp, isUnderPin) => {
    const key = createVirtualYubiKey({ serial });
    await putObject(key, '5FFF00', { 128: fromHex(`8101${flags}`) });
    expect(await read(key)).toMatchObject({ puk: { isGivenUp }, managementKey: { isUnderPin } });
  });

  it('is read of firmware 3 without the slots that it has not', async () => {
    const asked: number[] = [];
    const key = createVirtualYubiKey({ serial, firmware: '3.5.0' });
    key.onApdu((apdu) => {
      if (apdu[1] === 0xcb) asked.push(Number.parseInt(toHex(apdu.subarray(-3)), 16));
      if (apdu[1] === 0xf9 || apdu[1] === 0xf7) asked.push(apdu[1]);
    });
    expect((await read(key)).slots).toEqual([]);
    expect(asked).toEqual([0x5fff00, 0x5fc105, 0x5fc10a, 0x5fc10b, 0x5fc101]);
  });
});

/** An object with bytes in it that are no TLVs. */
const putRaw = async (key: VirtualYubiKey, object: string, content: string) => {
  await openManagement(key, false);
  const data = fromHex(`5c03 ${object} 53 0${content.length / 2} ${content}`);
  expect(toHex(await key.transmit(concatBytes(fromHex('00db3fff'), Uint8Array.of(data.length), data)))).toBe('9000');
  key.power('reset');
};

describe('a slot as the card tells it', () => {
  const answering = (version: Version, ...answers: readonly string[]): PivApplet => ({
    connection: createScriptedConnection(answers.map((answer) => [undefined, answer])),
    version,
  });
  const newer: Version = [5, 3, 0];
  const point = toHex(createTestAuthority('CN=any').spki.subarray(-65));

  it.each([
    ['010111 02020202 030101', { algorithm: 'p256', pinPolicy: 'once', touchPolicy: 'always', origin: 'generated' }],
    ['010114 02020103 030102', { algorithm: 'p384', pinPolicy: 'never', touchPolicy: 'cached', origin: 'imported' }],
    ['010107 02020401 030103', { algorithm: 'rsa-2048', pinPolicy: 'match-once', touchPolicy: 'never', origin: 'unknown' }],
    ['010106 02020500', { algorithm: 'rsa-1024', pinPolicy: 'match-always', touchPolicy: 'unknown', origin: 'unknown' }],
    ['010105 02020304', { algorithm: 'rsa-3072', pinPolicy: 'always', touchPolicy: 'unknown', origin: 'unknown' }],
    ['010116 02020900', { algorithm: 'rsa-4096', pinPolicy: 'unknown', touchPolicy: 'unknown', origin: 'unknown' }],
    // Ed25519, which AWS does not take; and nothing at all.
    ['0101e0 02020201 030101 0403 860101', { pinPolicy: 'once', touchPolicy: 'never', origin: 'generated' }],
    ['0100 0200 0300', { pinPolicy: 'unknown', touchPolicy: 'unknown', origin: 'unknown' }],
    ['0500', { pinPolicy: 'unknown', touchPolicy: 'unknown', origin: 'unknown' }],
    ['010111 0405 8603 040102', { algorithm: 'p256', pinPolicy: 'unknown', touchPolicy: 'unknown', origin: 'unknown' }],
    ['010107 0403 820103', { algorithm: 'rsa-2048', pinPolicy: 'unknown', touchPolicy: 'unknown', origin: 'unknown' }],
  ])('holds the key of METADATA %s', async (metadata, key) => {
    expect(await readSlot(answering(newer, `${metadata} 9000`, '6a82'), 0x9a)).toEqual({ slot: 0x9a, key });
  });

  it('has the public key of its point', async () => {
    const found = await readSlot(answering(newer, `010111 0443 8641 ${point} 9000`, '6a82'), 0x9a);
    expect(toHex(found?.key?.publicKey ?? new Uint8Array())).toContain(point);
  });

  it.each(['6a80', '0102 6a80', '9000', '3003020101 9000', '0401 02 9000'])(
    'has no key where its attestation is none: %s',
    async (answer) => {
      expect(await readSlot(answering([5, 2, 9], answer, '6a82'), 0x9a)).toBeUndefined();
    },
  );

  it('has no key where an attestation is about one that no slot holds', async () => {
    const { name, spki, signer } = createTestAuthority('CN=any');
    const dates = { from: Date.UTC(2026, 0, 1), until: Date.UTC(2027, 0, 1) };
    const content = { serial: Uint8Array.of(1), issuer: name, subject: name, publicKey: spki, extensions: [], ...dates };
    const der = await writeCertificate(content, signer);
    const cut = Uint8Array.from(der);
    // The point is moved off its curve, which OpenSSL refuses.
    const at = Buffer.from(der).indexOf(spki.subarray(-64)) + 20;
    cut[at] = (cut[at] ?? 0) ^ 1;
    const answers = [...encoded(cut), '6a82'];
    expect(await readSlot(answering([4, 3, 0], ...answers), 0x9a)).toBeUndefined();
    const plain = await readSlot(answering([4, 3, 0], ...encoded(der), '6a82'), 0x9a);
    expect(plain?.key).toMatchObject({ algorithm: 'p256', pinPolicy: 'unknown', touchPolicy: 'unknown' });
  });

  it('is not attested before firmware 4.3, nor in an answer of nothing', async () => {
    expect(await attestSlot(answering([4, 2, 9]), 0x9a)).toBeUndefined();
    expect(await attestSlot(answering([4, 3, 0], '01 9000'), 0x9a)).toEqual(Uint8Array.of(1));
    expect(await attestSlot(answering([4, 3, 0], '9000'), 0x9a)).toBeUndefined();
    expect(await attestSlot(answering([4, 3, 0], '01 6f00'), 0x9a)).toBeUndefined();
  });

  it('has no certificate where the card refuses it, and is not called empty when the card is gone', async () => {
    expect(await readCertificateOf(answering(newer, '6982'), 0x9a)).toBeUndefined();
    await expect(readCertificateOf(answering(newer, ''), 0x9a)).rejects.toMatchObject({ kind: 'transport' });
  });

  it.each([
    ['010103 02020001 050101', { algorithm: '3des', touch: false, isFactory: true }],
    ['010108 02020002 050100', { algorithm: 'aes128', touch: true, isFactory: false }],
    ['01010c 02020003', { algorithm: 'aes256', touch: true, isFactory: false }],
    ['0100 0200 0500', { algorithm: '3des', touch: false, isFactory: false }],
    ['0500', { algorithm: '3des', touch: false, isFactory: false }],
    ['0101ee 050101', { algorithm: '3des', touch: false, isFactory: true }],
    ['010108 020100 ', { algorithm: 'aes128', touch: false, isFactory: false }],
  ])('has a management key beside it, of METADATA %s', async (metadata, told) => {
    expect(await readManagement(answering(newer, `${metadata} 9000`))).toEqual(told);
  });
});

/** As the card sends it: pieces of 255 bytes. */
const encoded = (bytes: Uint8Array): readonly string[] => {
  const pieces = toHex(bytes).match(/.{1,510}/g) ?? [];
  return pieces.map((piece, index) => `${piece}${index === pieces.length - 1 ? '9000' : '61ff'}`);
};
