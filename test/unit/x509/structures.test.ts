import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { certificateFacts } from '../../../src-main/aws/anywhere/certificate-facts.ts';
import { readCertificate } from '../../../src-main/card/certificates/certificate-reading.ts';
import { basicConstraints, keyUsage, writeCertificate } from '../../../src-main/card/certificates/certificate-writing.ts';
import { readRequest, writeRequest } from '../../../src-main/card/certificates/request.ts';
import { Certificate, integer, MalformedDer, parse, readInteger } from '../../../src-main/x509/structures.ts';
import { createTestAuthority } from '../../support/card/test-authority.ts';

const authority = createTestAuthority('CN=Example CA');
const content = {
  serial: Uint8Array.of(0x41, 2, 3),
  issuer: authority.name,
  subject: authority.name,
  publicKey: authority.spki,
  extensions: [basicConstraints(false), keyUsage('signs-data')],
};
const from = Date.UTC(2026, 0, 1);
const good = await writeCertificate({ ...content, from, until: Date.UTC(2026, 11, 31) }, authority.signer);
const request = await writeRequest({ subject: authority.name, publicKey: authority.spki, uris: [] }, authority.signer);

const hex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'hex'));
const nested = (depth: number): Uint8Array => {
  let bytes = Uint8Array.of(5, 0);
  for (let level = 0; level < depth; level += 1) {
    const { length } = bytes;
    bytes = Uint8Array.of(0x30, 0x83, length >> 16, (length >> 8) & 0xff, length & 0xff, ...bytes);
  }
  return bytes;
};
/** The same certificate with another outermost length: `30 82 xx xx` -> what is given. */
const withHead = (head: string, tail = ''): Uint8Array => Uint8Array.from([...hex(head), ...good.subarray(4), ...hex(tail)]);
const length = good.length - 4;
/** With a moment that is none, at the same place. */
const withMoment = (text: string): Uint8Array => {
  const at = Buffer.from(good).indexOf('260101000000Z');
  return Uint8Array.from([...good.subarray(0, at), ...Buffer.from(text), ...good.subarray(at + 13)]);
};

const bad: readonly (readonly [string, Uint8Array])[] = [
  ['nothing', new Uint8Array()],
  ['text', Buffer.from('-----BEGIN CERTIFICATE-----')],
  ['a certificate that is cut off', good.subarray(0, 100)],
  ['a certificate with a byte behind it', Uint8Array.from([...good, 0])],
  ['a request in its place', request],
  ['an open length', withHead('3080', '0000')],
  ['a length that is longer than needed', withHead(`308300${length.toString(16).padStart(4, '0')}`)],
  ['a length of 2 GB', hex('30847fffffff00')],
  ['a length of 9 bytes', hex('308900112233445566778899')],
  ['a length of 127 bytes', hex(`30ff${'11'.repeat(127)}`)],
  ['depth of 60', nested(60)],
  ['depth of 300', nested(300)],
  ['letters in a date', withMoment('26010100000xZ')],
  ['a month 13', withMoment('261301000000Z')],
  ['a day 32', withMoment('260132000000Z')],
];

describe('bytes of others', () => {
  it.each(bad)('%s are no certificate', (_, bytes) => {
    expect(() => readCertificate(bytes)).toThrow(MalformedDer);
  });

  it.each(bad)('%s are sent to nobody', (_, bytes) => {
    // OpenSSL makes DER of what it takes: what is behind a certificate, and loose lengths, are gone.
    expect([undefined, Buffer.from(good)]).toContainEqual(certificateFacts(bytes) && Buffer.from(certificateFacts(bytes)?.der ?? []));
  });

  it.each([...bad.filter(([what]) => what !== 'a request in its place'), ['a certificate', good] as const])(
    '%s are no request',
    (_, bytes) => {
      expect(() => readRequest(bytes)).toThrow(MalformedDer);
    },
  );

  it('that were damaged anywhere are read or refused, and nothing else', () => {
    const places = fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(places, fc.constantFrom(good, request), (changes, seed) => {
        const bytes = Uint8Array.from(seed);
        for (const [at, value] of changes) bytes[at % seed.length] = value;
        for (const read of [readCertificate, readRequest]) {
          try {
            read(bytes);
          } catch (error) {
            expect(error).toBeInstanceOf(MalformedDer);
          }
        }
        certificateFacts(bytes);
      }),
      { numRuns: 300 },
    );
  });
});

describe('dates', () => {
  it.each([
    [Date.UTC(2026, 0, 1), Date.UTC(2049, 11, 31, 23, 59, 59)],
    [Date.UTC(2050, 0, 1), Date.UTC(9999, 11, 31, 23, 59, 59)],
    [Date.UTC(1970, 0, 1), Date.UTC(2026, 0, 1)],
  ])('from %i until %i are written and read to the second', async (first, last) => {
    const der = await writeCertificate({ ...content, from: first + 678, until: last }, authority.signer);
    expect(readCertificate(der)).toMatchObject({ from: first, until: last });
    expect(certificateFacts(der)).toMatchObject({ validFrom: first, validTo: last, maySign: true, isCa: false, hasWeakHash: false });
  });
});

describe('a number', () => {
  it.each([0, 127, 128, 12345678, 4294967295, 5_000_000_000])('%i is the same again', (value) => {
    expect(readInteger(integer(value))).toBe(value);
  });

  it('is no text', () => {
    expect(() => readInteger(hex('0c0131'))).toThrow(MalformedDer);
    expect(() => readInteger(hex('02010100'))).toThrow(MalformedDer);
  });
});

it('an extension may stand there once', async () => {
  const twice = { ...content, extensions: [basicConstraints(false), basicConstraints(true)] };
  const der = await writeCertificate({ ...twice, from, until: from + 1000 }, authority.signer);
  expect(parse(der, Certificate).tbsCertificate.extensions).toHaveLength(2);
  expect(() => readCertificate(der)).toThrow(MalformedDer);
});
