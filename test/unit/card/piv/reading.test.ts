import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { concatBytes, utf8 } from '../../../../src-main/base/bytes.ts';
import { basicConstraints, serialOf, writeCertificate } from '../../../../src-main/card/certificates/certificate-writing.ts';
import type { YubiKeys } from '../../../../src-main/card/keys/keys.ts';
import { createVirtualYubiKey, type VirtualYubiKey } from '../../../../src-main/demo/virtual-yubikey/yubikey.ts';
import { createDesk, firstReader } from '../../../fakes/card-desk.ts';
import { generateInSlot, putObject } from '../../../support/card/piv-key.ts';
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

  it('is told with policies and origin of each key, and the management key of its firmware', async () => {
    const key = createVirtualYubiKey({ serial, firmware: '5.7.1' });
    await generateInSlot(key, { slot: 0x9a, algorithm: 'rsa-3072', pin: 3, touch: 2 });
    await generateInSlot(key, { slot: 0x95, algorithm: 'p384', pin: 1, touch: 3 });
    const { slots, managementKey } = await read(key);
    expect(managementKey.algorithm).toBe('aes192');
    expect(slots).toMatchObject([
      { slot: 0x9a, key: { algorithm: 'rsa-3072', pinPolicy: 'always', touchPolicy: 'always', origin: 'generated' } },
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
});
