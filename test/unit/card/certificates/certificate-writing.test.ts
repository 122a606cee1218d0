import { createHash, createPublicKey, verify, X509Certificate } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { fromHex, toHex, utf8 } from '../../../../src-main/base/bytes.ts';
import { readCertificate } from '../../../../src-main/card/certificates/certificate-reading.ts';
import {
  alternativeUris,
  authorityKeyId,
  basicConstraints,
  clientUse,
  keyIdentifier,
  keyUsage,
  serialOf,
  subjectKeyId,
  writeCertificate,
} from '../../../../src-main/card/certificates/certificate-writing.ts';
import { fromPem, readPemOrDer, toPem } from '../../../../src-main/card/certificates/pem.ts';
import { readRequest, writeRequest } from '../../../../src-main/card/certificates/request.ts';
import { writeRevocationList } from '../../../../src-main/card/certificates/revocation.ts';
import { nameText, parseName } from '../../../../src-main/x509/names.ts';
import {
  CertificateList,
  CertificationRequest,
  CRLNumber,
  id_ce_cRLNumber,
  Name,
  parse,
  serialize,
} from '../../../../src-main/x509/structures.ts';
import { isAuthority, mayCertify, maySign } from '../../../../src-main/x509/uses.ts';
import { der as encoded, objectId, sequence, setOf } from '../../../support/card/der.ts';
import { createTestAuthority, type TestAuthority } from '../../../support/card/test-authority.ts';

const curve = createTestAuthority('CN=Example CA,O=Example');
const rsa = createTestAuthority('CN=RSA CA', 'rsa-2048');
const jane = createTestAuthority('CN=jane');
const dates = { from: Date.UTC(2026, 0, 1), until: Date.UTC(2027, 0, 1) };
const certify = (by: TestAuthority, extensions: Parameters<typeof writeCertificate>[0]['extensions'] = []) => {
  const content = { ...dates, serial: serialOf(new Uint8Array(16)), issuer: by.name, subject: jane.name, publicKey: jane.spki, extensions };
  return writeCertificate(content, by.signer);
};

describe('a certificate', () => {
  it.each([
    ['a curve', curve, '1.2.840.10045.4.3.2'],
    ['RSA', rsa, '1.2.840.113549.1.1.11'],
  ] as const)('is one of version 3 that %s signed', async (_, by, algorithm) => {
    const der = await certify(by);
    const read = new X509Certificate(der);
    expect(read.verify(createPublicKey({ key: Buffer.from(by.spki), format: 'der', type: 'spki' }))).toBe(true);
    const facts = readCertificate(der);
    expect({ ...facts, issuer: nameText(facts.issuer), subject: nameText(facts.subject) }).toMatchObject({
      serial: fromHex(`40${'00'.repeat(15)}`),
      issuer: nameText(by.name),
      subject: 'CN=jane',
      publicKey: jane.spki,
      signatureAlgorithm: algorithm,
      ...dates,
    });
    // [0] { INTEGER 2 } at the head of what is signed.
    expect(toHex(der).slice(0, 80)).toContain('a003020102');
  });

  it('has the issuer’s name byte for byte as the issuer’s own certificate has it, which some programs compare', async () => {
    const type = objectId('2.5.4.3');
    const written = sequence(
      setOf(sequence(type, encoded(0x13, Buffer.from('CA'))), sequence(objectId('2.5.4.10'), encoded(0x0c, Buffer.from('x')))),
    );
    const { issuer } = readCertificate(await certify({ ...curve, name: parse(written, Name) }));
    expect(serialize(issuer)).toEqual(Uint8Array.from(written));
    expect(nameText(issuer)).toBe('O=x+CN=CA');
  });

  it('has extensions that every program reads', async () => {
    const uris = ['yubikey:12345678', 'urn:x'];
    const all = [basicConstraints(false), keyUsage('signs-data'), clientUse(), subjectKeyId(jane.spki), alternativeUris(uris)];
    const der = await certify(curve, [...all, authorityKeyId(keyIdentifier(curve.spki))]);
    const read = new X509Certificate(der);
    expect([read.ca, read.subjectAltName, read.keyUsage]).toEqual([false, 'URI:yubikey:12345678, URI:urn:x', ['1.3.6.1.5.5.7.3.2']]);
    const { extensions } = readCertificate(der);
    expect([isAuthority(extensions), maySign(extensions), mayCertify(extensions)]).toEqual([false, true, false]);
    const bits = createHash('sha1').update(jane.spki.subarray(-65)).digest('hex');
    expect(toHex(extensions.get('2.5.29.14') ?? new Uint8Array())).toBe(`0414${bits}`);
    expect(toHex(extensions.get('2.5.29.35') ?? new Uint8Array())).toBe(`30168014${toHex(keyIdentifier(curve.spki))}`);
    expect(toHex(extensions.get('2.5.29.15') ?? new Uint8Array())).toBe('03020780');
  });

  it('of an authority may sign certificates and lists, and says how long a chain may be', async () => {
    const der = await certify(curve, [basicConstraints(true, 0), keyUsage('signs-certificates')]);
    const { extensions } = readCertificate(der);
    expect(new X509Certificate(der).ca).toBe(true);
    expect([isAuthority(extensions), maySign(extensions), mayCertify(extensions)]).toEqual([true, false, true]);
    expect(toHex(extensions.get('2.5.29.15') ?? new Uint8Array())).toBe('03020106');
    expect(toHex(extensions.get('2.5.29.19') ?? new Uint8Array())).toBe('30060101ff020100');
    expect(toHex(readCertificate(await certify(curve, [basicConstraints(true)])).extensions.get('2.5.29.19') ?? new Uint8Array())).toBe(
      '30030101ff',
    );
    // Whoever does not know them must refuse the certificate; the rest is told to whoever knows it.
    const critical = [
      basicConstraints(true),
      keyUsage('signs-data'),
      clientUse(),
      subjectKeyId(jane.spki),
      alternativeUris([]),
      authorityKeyId(new Uint8Array(20)),
    ];
    expect(critical.map((one) => one.critical)).toEqual([true, true, false, false, false, false]);
  });

  it('has a number that is positive and as long as its bytes', () => {
    expect(toHex(serialOf(fromHex('ff00')))).toBe('7f00');
    expect(toHex(serialOf(fromHex('0080')))).toBe('4080');
  });
});

describe('a request', () => {
  const content = { subject: parseName('CN=jane,O=Example'), publicKey: jane.spki };

  it.each([
    [[], [undefined]],
    [['urn:x'], ['30078605 75726e3a78'.replace(' ', '')]],
  ])('asks for a certificate that signs in to AWS, with the addresses %j', async (uris, [address]) => {
    const read = readRequest(await writeRequest({ ...content, uris }, jane.signer));
    expect(read).toMatchObject({ subject: content.subject, publicKey: jane.spki, isSigned: true });
    expect([isAuthority(read.extensions), maySign(read.extensions), mayCertify(read.extensions)]).toEqual([false, true, false]);
    expect(toHex(read.extensions.get('2.5.29.37') ?? new Uint8Array())).toBe('300a06082b06010505070302');
    const found = read.extensions.get('2.5.29.17');
    expect(found && toHex(found)).toBe(address);
  });

  it('is signed by the key that it is about, or says so', async () => {
    expect(readRequest(await writeRequest({ ...content, uris: [] }, curve.signer))).toMatchObject({ isSigned: false });
    const rsaRequest = { ...content, publicKey: rsa.spki, uris: [] };
    expect(readRequest(await writeRequest(rsaRequest, rsa.signer))).toMatchObject({ isSigned: true });
    const sha384 = { ...jane.signer, hash: 'sha384' } as const;
    expect(
      readRequest(
        await writeRequest({ ...content, uris: [] }, { ...sha384, sign: (digest) => jane.signer.sign(digest.subarray(0, 32), 'sha384') }),
      ),
    ).toMatchObject({
      isSigned: true,
    });
  });

  it('whose signature is by SHA-1, or whose key is none, is not signed', async () => {
    const der = await writeRequest({ ...content, uris: [] }, jane.signer);
    const changed = (from: string, to: string) => fromHex(toHex(der).replace(from, to));
    // ecdsa-with-SHA256 to ecdsa-with-SHA224, and P-256 to a curve that is not known.
    expect(readRequest(changed('06082a8648ce3d040302', '06082a8648ce3d040301'))).toMatchObject({ isSigned: false });
    expect(readRequest(changed('06082a8648ce3d030107', '06082a8648ce3d030177'))).toMatchObject({ isSigned: false, publicKey: {} });
  });

  it('that asks for nothing has no extensions', async () => {
    const der = await writeRequest({ ...content, uris: [] }, jane.signer);
    const other = toHex(der).replace('06092a864886f70d01090e', '06092a864886f70d010902');
    expect(readRequest(fromHex(other)).extensions.size).toBe(0);
    expect(parse(der, CertificationRequest).certificationRequestInfo.attributes).toHaveLength(1);
  });
});

describe('a revocation list', () => {
  const list = (revoked: Parameters<typeof writeRevocationList>[0]['revoked']) =>
    writeRevocationList(
      { issuer: curve.name, issuerKey: keyIdentifier(curve.spki), at: dates.from, next: dates.until, number: 300, revoked },
      curve.signer,
    );

  it('names what was revoked and when, its own number, and the authority’s key', async () => {
    const serial = fromHex('4102');
    const read = parse(await list([{ serial, at: Date.UTC(2026, 5, 1) }]), CertificateList).tbsCertList;
    const [first] = read.revokedCertificates ?? [];
    expect(toHex(new Uint8Array(first?.userCertificate ?? new ArrayBuffer()))).toBe('4102');
    expect(first?.revocationDate.getTime().getTime()).toBe(Date.UTC(2026, 5, 1));
    expect(read.version).toBe(1);
    expect([read.thisUpdate.getTime().getTime(), read.nextUpdate?.getTime().getTime()]).toEqual([dates.from, dates.until]);
    const numbered = read.crlExtensions?.find(({ extnID }) => extnID === id_ce_cRLNumber);
    expect(parse(new Uint8Array(numbered?.extnValue.buffer ?? new ArrayBuffer()), CRLNumber).value).toBe(300);
    expect(numbered?.critical).toBe(false);
    const keyed = read.crlExtensions?.find(({ extnID }) => extnID === '2.5.29.35');
    expect(toHex(new Uint8Array(keyed?.extnValue.buffer ?? new ArrayBuffer()))).toContain(toHex(keyIdentifier(curve.spki)));
  });

  it('of nothing has no list, and is signed as well', async () => {
    const der = await list([]);
    const { tbsCertListRaw, signature } = parse(der, CertificateList);
    // RFC 5280, 5.1.2.6: the list must be absent then. Behind the date of the next one stand the extensions.
    expect(toHex(der)).toContain(`170d${toHex(utf8('270101000000Z'))}a0`);
    const key = createPublicKey({ key: Buffer.from(curve.spki), format: 'der', type: 'spki' });
    expect(verify('sha256', new Uint8Array(tbsCertListRaw ?? []), key, new Uint8Array(signature))).toBe(true);
  });
});

describe('a PEM', () => {
  const bytes = Uint8Array.from({ length: 100 }, (_, index) => index);

  it('has lines of 64 letters, and is read among others', () => {
    const text = toPem('CERTIFICATE', bytes);
    const [head, first, ...rest] = text.split('\n');
    expect([head, first?.length, rest.length, rest.at(-2), rest.at(-1)]).toEqual([
      '-----BEGIN CERTIFICATE-----',
      64,
      4,
      '-----END CERTIFICATE-----',
      '',
    ]);
    const many = `Bag\n${text.replaceAll('\n', '\r\n')}${toPem('X509 CRL', utf8('no'))}${toPem('CERTIFICATE', utf8('two'))}`;
    expect(fromPem('CERTIFICATE', many)).toEqual([bytes, utf8('two')]);
    expect(toPem('CERTIFICATE', new Uint8Array())).toBe('-----BEGIN CERTIFICATE-----\n\n-----END CERTIFICATE-----\n');
  });

  it('of a request may have its old label', () => {
    expect(fromPem('CERTIFICATE REQUEST', toPem('NEW CERTIFICATE REQUEST', bytes))).toEqual([bytes]);
    expect(fromPem('CERTIFICATE', toPem('CERTIFICATE REQUEST', bytes))).toEqual([]);
  });

  it('or DER is told apart by its first byte', () => {
    const der = fromHex('3000');
    expect(readPemOrDer('CERTIFICATE', der)).toEqual([der]);
    expect(readPemOrDer('CERTIFICATE', utf8(toPem('CERTIFICATE', bytes)))).toEqual([bytes]);
    expect(readPemOrDer('CERTIFICATE', utf8('x'))).toEqual([]);
  });
});
