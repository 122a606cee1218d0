import { createHash, X509Certificate } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { checkAttestation, trustedAuthorities } from '../../../../src-main/card/certificates/attestation.ts';
import { readCertificate } from '../../../../src-main/card/certificates/certificate-reading.ts';
import { serialOf, writeCertificate } from '../../../../src-main/card/certificates/certificate-writing.ts';
import { parseName } from '../../../../src-main/card/certificates/names.ts';
import { hashOf } from '../../../../src-main/card/certificates/signing.ts';
import { yubicoAuthorities } from '../../../../src-main/card/certificates/yubico-authorities.ts';
import type { YubiKeys } from '../../../../src-main/card/keys/keys.ts';
import { createAttestationMaker } from '../../../../src-main/demo/virtual-yubikey/piv-attestation.ts';
import { createVirtualYubiKey } from '../../../../src-main/demo/virtual-yubikey/yubikey.ts';
import { createDesk, firstReader } from '../../../fakes/card-desk.ts';
import { generateInSlot } from '../../../support/card/piv-key.ts';
import { createTestAuthority } from '../../../support/card/test-authority.ts';

const serial = 12345678;
const maker = createAttestationMaker('CN=Test Root');
const open: YubiKeys[] = [];
afterEach(async () => {
  for (const keys of open.splice(0)) await keys.close();
});

/** What a virtual key of this firmware attests of a key in slot 82. */
const attested = async (firmware: string, made = maker) => {
  const key = createVirtualYubiKey({ serial, firmware, maker: made, touchPolicy: 'automatic' });
  await generateInSlot(key, { slot: 0x82, algorithm: 'p256', pin: 2, touch: 3 });
  const { keys } = createDesk({ [firstReader]: key });
  open.push(keys);
  await keys.settled();
  const result = await keys.piv.attest(String(serial), 0x82);
  if (!result.ok || !result.value) throw new Error('nothing attested');
  return { ...result.value, keys };
};

describe('an attestation', () => {
  it.each(['4.3.5', '5.4.3', '5.7.1', '5.7.4'])(
    'of firmware %s proves where the key was made, up to a root that is trusted',
    async (firmware) => {
      const { statement, device } = await attested(firmware);
      const { publicKey } = readCertificate(statement);
      expect(checkAttestation({ statement, device, authorities: await maker.authorities(), publicKey, slot: 0x82 })).toEqual({
        serial,
        firmware,
        pinPolicy: 2,
        touchPolicy: 3,
        isFips: false,
        slot: 0x82,
        root: 'Test Root',
      });
    },
  );

  it('of another maker proves nothing, nor does one that lacks the authorities between it and its root', async () => {
    const { statement, device } = await attested('5.7.4');
    const [root] = await maker.authorities();
    if (!root) throw new Error('no root');
    expect(checkAttestation({ statement, device, authorities: trustedAuthorities() })).toBe('foreign');
    expect(checkAttestation({ statement, device, authorities: [root] })).toBe('foreign');
  });

  it('is about one key in one slot', async () => {
    const { statement, device } = await attested('5.4.3');
    const authorities = await maker.authorities();
    const { spki } = createTestAuthority('CN=other');
    expect(checkAttestation({ statement, device, authorities, publicKey: spki })).toBe('other-key');
    expect(checkAttestation({ statement, device, authorities, slot: 0x9a })).toBe('other-slot');
    expect(checkAttestation({ statement: statement.subarray(0, 100), device, authorities })).toBe('malformed');
  });

  it('can’t be made with a key that another attestation is about', async () => {
    // Whoever has the YubiKey signs what they like with the key in slot 82: a statement about a key that lies in a file.
    const { statement: own, device, keys } = await attested('5.4.3');
    const file = createTestAuthority('CN=file');
    const forged = await writeCertificate(
      {
        serial: serialOf(new Uint8Array(16).fill(3)),
        issuer: readCertificate(own).subject,
        subject: parseName('CN=YubiKey PIV Attestation 82'),
        from: 0,
        until: Date.UTC(2040, 0, 1),
        publicKey: file.spki,
        extensions: [],
      },
      {
        algorithm: 'p256',
        hash: hashOf('p256'),
        sign: async (digest, hash) => {
          const pin = Uint8Array.from(Buffer.from('123456'));
          const signed = await keys.piv.sign({ keyId: String(serial), slot: 0x82, algorithm: 'p256', hash, digest, pin });
          if (!signed.ok) throw new Error(signed.problem.code);
          return signed.value;
        },
      },
    );
    expect(new X509Certificate(forged).verify(new X509Certificate(own).publicKey)).toBe(true);
    const authorities = await maker.authorities();
    expect(checkAttestation({ statement: forged, device: own, authorities })).toBe('foreign');
    expect(checkAttestation({ statement: forged, device, authorities })).toBe('foreign');
  });
});

describe('the authorities that are trusted', () => {
  it.each(yubicoAuthorities.map((authority) => [authority.name, authority] as const))(
    'hold %s as Yubico published it',
    (name, { der, sha256 }) => {
      const bytes = Buffer.from(der, 'base64');
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256);
      expect(new X509Certificate(bytes).subject).toBe(`CN=${name}`);
      expect(new X509Certificate(bytes).ca).toBe(true);
    },
  );

  it('lead to a root each, and trust no preview', () => {
    const all = trustedAuthorities().map((der) => new X509Certificate(der));
    for (const authority of all) {
      expect(
        all.some((issuer) => authority.issuer === issuer.subject && authority.verify(issuer.publicKey)),
        authority.subject,
      ).toBe(true);
    }
    expect(yubicoAuthorities.filter(({ name }) => /preview/i.test(name))).toEqual([]);
  });
});
