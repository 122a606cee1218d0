import { describe, expect, it } from 'vitest';
import { readCertificate } from '../../../../src-main/card/certificates/certificate-reading.ts';
import { signatureAlgorithm } from '../../../../src-main/card/certificates/signing.ts';
import { nameParts, parseName } from '../../../../src-main/x509/names.ts';
import { MalformedDer, Name, parse, serialize } from '../../../../src-main/x509/structures.ts';
import { bitString, der, integer, objectId, sequence, setOf, tagged, time } from '../../../support/card/der.ts';
import { createTestAuthority } from '../../../support/card/test-authority.ts';

const name = serialize(parseName('CN=jane'));
const { spki } = createTestAuthority('CN=jane');
const certificate = (serial: Uint8Array) => {
  const dates = sequence(time(Date.UTC(2020, 0)), time(Date.UTC(2040, 0)));
  const algorithm = serialize(signatureAlgorithm('p256', 'sha256'));
  return sequence(sequence(tagged(0, integer(2)), serial, algorithm, name, dates, name, spki), algorithm, bitString(Uint8Array.of(1)));
};
const decoded = (value: Uint8Array) => nameParts(parse(sequence(setOf(sequence(objectId('2.5.4.3'), value))), Name));

describe('a certificate of somebody else', () => {
  it('is none without a serial number', () => {
    expect(readCertificate(certificate(integer(5))).serial).toEqual(Uint8Array.of(5));
    expect(() => readCertificate(certificate(der(0x02)))).toThrow(MalformedDer);
    expect(() => readCertificate(certificate(der(0x04, Uint8Array.of(5))))).toThrow(MalformedDer);
  });

  it('has a name of two bytes a letter, or none', () => {
    expect(decoded(der(0x1e, Uint8Array.of(0, 0x6a)))).toEqual([{ type: 'CN', value: 'j' }]);
    expect(() => decoded(der(0x1e, Uint8Array.of(0, 0x6a, 0)))).toThrow(MalformedDer);
  });
});
