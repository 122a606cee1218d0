import { createHash, X509Certificate } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { fromHex } from '../../../../src-main/base/bytes.ts';
import { checkAttestation, trustedAuthorities } from '../../../../src-main/card/certificates/attestation.ts';
import { readCertificate } from '../../../../src-main/card/certificates/certificate-reading.ts';
import { basicConstraints, extension, serialOf, writeCertificate } from '../../../../src-main/card/certificates/certificate-writing.ts';
import { hashOf } from '../../../../src-main/card/certificates/signing.ts';
import { yubicoAuthorities } from '../../../../src-main/card/certificates/yubico-authorities.ts';
import type { YubiKeys } from '../../../../src-main/card/keys/keys.ts';
import { createAttestationMaker } from '../../../../src-main/demo/virtual-yubikey/piv-attestation.ts';
import { createVirtualYubiKey } from '../../../../src-main/demo/virtual-yubikey/yubikey.ts';
import { parseName } from '../../../../src-main/x509/names.ts';
import { createDesk, firstReader } from '../../../fakes/card-desk.ts';
import { generateInSlot } from '../../../support/card/piv-key.ts';
import { createTestAuthority, type TestAuthority } from '../../../support/card/test-authority.ts';

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

describe('a chain', () => {
  interface Links {
    readonly rootName?: string;
    /** Authorities between root and YubiKey. */
    readonly between?: number;
    readonly deviceName?: string;
    readonly subject?: string;
    readonly extensions?: Readonly<Record<string, string>>;
  }
  const usual = { 3: '050403', 7: '02037b0000', 8: '0203' };
  const dates = { from: Date.UTC(2016, 0, 1), until: Date.UTC(2052, 0, 1), serial: serialOf(new Uint8Array(16)) };
  const certify = (of: TestAuthority, by: TestAuthority, extensions: readonly ReturnType<typeof extension>[]) =>
    writeCertificate({ ...dates, issuer: by.name, subject: of.name, publicKey: of.spki, extensions }, by.signer);
  /** Certificates from a root down to a statement about a key. */
  const chain = async ({
    rootName = 'CN=Root',
    between = 0,
    deviceName = 'CN=Yubico PIV Attestation',
    subject = 'CN=YubiKey PIV Attestation 9a',
    extensions = usual,
  }: Links = {}) => {
    let last = createTestAuthority(rootName);
    const authorities = [await certify(last, last, [basicConstraints(true)])];
    for (let level = 0; level < between; level += 1) {
      const next = createTestAuthority(`CN=Between ${level}`);
      authorities.push(await certify(next, last, [basicConstraints(true)]));
      last = next;
    }
    const device = createTestAuthority(deviceName);
    const about = { ...createTestAuthority('CN=any'), name: parseName(subject) };
    const told = Object.entries(extensions).map(([id, value]) => extension(`1.3.6.1.4.1.41482.3.${id}`, false, fromHex(value)));
    return { statement: await certify(about, device, told), device: await certify(device, last, []), authorities, last, key: device };
  };
  const proved = { serial: 0x7b0000, firmware: '5.4.3', pinPolicy: 2, touchPolicy: 3, isFips: false, slot: 0x9a, root: 'Root' };

  it.each([0, 1, 3])('of %i authorities between root and YubiKey proves it', async (between) => {
    expect(checkAttestation(await chain({ between }))).toEqual(proved);
  });

  it('of more authorities than there are, or of a YubiKey’s namesake, proves nothing', async () => {
    expect(checkAttestation(await chain({ between: 4 }))).toBe('foreign');
    // Yubico certifies other keys, too, which sign whatever their owners like.
    expect(checkAttestation(await chain({ deviceName: 'CN=Yubico U2F EE Serial 1' }))).toBe('foreign');
    expect(checkAttestation(await chain({ deviceName: 'O=x,CN=Yubico PIV Attestation' }))).toBe('foreign');
  });

  it('has its links by name and by signature', async () => {
    const { statement, device, authorities, last, key } = await chain();
    const namesake = { ...createTestAuthority('CN=Root') };
    const renamed = { ...last, name: parseName('CN=Other') };
    expect(checkAttestation({ statement, device: await certify(key, namesake, []), authorities })).toBe('foreign');
    expect(checkAttestation({ statement, device: await certify(key, renamed, []), authorities })).toBe('foreign');
    // An authority that may not certify is none.
    expect(checkAttestation({ statement, device, authorities: [await certify(last, last, [basicConstraints(false)])] })).toBe('foreign');
    const about = { ...createTestAuthority('CN=any'), name: parseName('CN=YubiKey PIV Attestation 9a') };
    const elsewhere = await certify(about, { ...key, name: parseName('CN=Elsewhere') }, []);
    expect(checkAttestation({ statement: elsewhere, device, authorities })).toBe('foreign');
  });

  it('of authorities that certify each other ends nowhere', async () => {
    const { statement, key } = await chain();
    const [one, two] = [createTestAuthority('CN=One'), createTestAuthority('CN=Two')];
    const authorities = [await certify(one, two, [basicConstraints(true)]), await certify(two, one, [basicConstraints(true)])];
    expect(checkAttestation({ statement, device: await certify(key, one, []), authorities })).toBe('foreign');
  });

  it.each([
    [{ ...usual, 10: '01' }, { isFips: true }],
    [{ 3: '050403', 8: '0203' }, { slot: 0x9a }],
    [{ 3: '0504', 8: '0203' }, 'malformed'],
    [{ 3: '05040300', 8: '0203' }, 'malformed'],
    [{ 8: '0203' }, 'malformed'],
    [{ 3: '050403' }, 'malformed'],
    [{ 3: '050403', 8: '' }, 'malformed'],
    [{ 3: '050403', 8: '02' }, 'malformed'],
    [{ ...usual, 7: '0c0131' }, 'malformed'],
  ])('says what its extensions %j say', async (extensions, told) => {
    const found = checkAttestation(await chain({ extensions }));
    if (typeof told === 'string') expect(found).toBe(told);
    else expect(found).toMatchObject(told);
    if (!('7' in extensions)) expect(found).not.toHaveProperty('serial');
  });

  it.each([
    'CN=YubiKey PIV Attestation',
    'CN=YubiKey PIV Attestation 9a0',
    'O=x,CN=YubiKey PIV Attestation 9a',
    'CN=YubiKey PIV Attestation zz',
  ])('is about no slot where its subject is %s', async (subject) => {
    expect(checkAttestation(await chain({ subject }))).toBe('malformed');
  });

  it('names its root', async () => {
    expect(checkAttestation(await chain({ rootName: 'O=Maker,CN=Maker’s Root,OU=PIV' }))).toMatchObject({ root: 'Maker’s Root' });
    expect(checkAttestation(await chain({ rootName: 'O=Maker' }))).toMatchObject({ root: 'O=Maker' });
  });

  it('is malformed where one of its certificates is none', async () => {
    const whole = await chain();
    const none = Uint8Array.of(0x30, 0);
    expect(checkAttestation({ ...whole, statement: none })).toBe('malformed');
    expect(checkAttestation({ ...whole, device: none })).toBe('malformed');
    expect(checkAttestation({ ...whole, authorities: [none] })).toBe('malformed');
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
