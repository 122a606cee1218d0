import { X509Certificate } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { serialOf, writeCertificate } from '../../../src-main/card/certificates/certificate-writing.ts';
import { isSameName } from '../../../src-main/x509/name-text.ts';
import { NameFlaw, nameParts, nameText, parseName } from '../../../src-main/x509/names.ts';
import { MalformedDer, Name, parse, serialize } from '../../../src-main/x509/structures.ts';
import { der, objectId, sequence, setOf } from '../../support/card/der.ts';
import { createTestAuthority } from '../../support/card/test-authority.ts';

const authority = createTestAuthority('CN=Example CA');
/** The name as Node reads it: in the order of the encoding, a line each. */
const subjectOf = async (text: string) => {
  const content = { serial: serialOf(new Uint8Array(16)), issuer: authority.name, publicKey: authority.spki, extensions: [] };
  const dates = { from: Date.UTC(2026, 0), until: Date.UTC(2027, 0) };
  const certificate = await writeCertificate({ ...content, ...dates, subject: parseName(text) }, authority.signer);
  return new X509Certificate(certificate).subject;
};

describe('a subject', () => {
  it('is typed as RFC 4514 writes it, the last part of the encoding first, whatever the blanks and capitals', () => {
    expect(nameParts(parseName(' 1.2.3=x, UID=42,o=Example,cn = jane doe '))).toEqual([
      { type: 'CN', value: 'jane doe' },
      { type: 'O', value: 'Example' },
      { type: 'UID', value: '42' },
      { type: '1.2.3', value: 'x' },
    ]);
  });

  it('may have commas, backslashes and signs of its own behind a backslash, and bytes by their digits', () => {
    expect(nameParts(parseName('O=a\\\\b\\"c=d,CN=Doe\\, Jane\\=x,L=K\\C3\\B6ln'))).toEqual([
      { type: 'L', value: 'Köln' },
      { type: 'CN', value: 'Doe, Jane=x' },
      { type: 'O', value: 'a\\b"c=d' },
    ]);
  });

  it('has several attributes in one part where another type follows a plus sign', () => {
    expect(parseName('CN=jane+UID=42,O=Example')).toHaveLength(2);
    expect(parseName('E=jane+aws@example.com,CN=a\\+b=c')).toHaveLength(2);
    expect(nameParts(parseName('E=jane+aws@example.com'))).toEqual([{ type: 'E', value: 'jane+aws@example.com' }]);
  });

  it.each([
    'CN=jane,O=Example',
    'CN=Doe\\, J.,OU=a\\+b\\=c\\"d\\<e\\>f\\;g\\\\h',
    '1.2.3.4=any',
    'CN=\\#1,O=\\ both\\ ',
    'CN=jane+UID=42,O=Example',
    'CN=a\\0ab',
  ])('is written as it was typed: %s', (text) => {
    expect(nameText(parseName(text))).toBe(text);
    expect(nameText(parse(serialize(parseName(text)), Name))).toBe(text);
  });

  it('has the order that RFC 2253 gives what OpenSSL reads', async () => {
    const text = 'CN=Doe\\, Jane,OU=Team+UID=42,O=Example,C=DE';
    expect((await subjectOf(text)).split('\n').reverse().join(',').replace(' + ', '+')).toBe(text);
  });

  it('is what every program reads from the certificate', async () => {
    const typed = 'E=jane@example.com,DC=example,UID=42,SERIALNUMBER=7,CN=jane,OU=Team,O=Exämple,L=Kassel,ST=Hessen,C=DE';
    const read = 'C=DE,ST=Hessen,L=Kassel,O=Exämple,OU=Team,CN=jane,serialNumber=7,UID=42,DC=example,emailAddress=jane@example.com';
    expect((await subjectOf(typed)).split('\n').join(',')).toBe(read);
  });

  it('has each part in the kind of text that its type takes', () => {
    const kindOf = (text: string) => {
      const bytes = serialize(parseName(text));
      return bytes[bytes.length - (text.split('=')[1] ?? '').length - 2];
    };
    expect([kindOf('C=DE'), kindOf('DC=example'), kindOf('E=a@b.c'), kindOf('CN=DE'), kindOf('1.2.3=x')]).toEqual([
      0x13, 0x16, 0x16, 0x0c, 0x0c,
    ]);
  });

  it.each([
    ['', ''],
    [',', ','],
    ['jane', 'jane'],
    ['CN=', 'CN='],
    ['CN= ', 'CN='],
    ['CN=jane, O', 'O'],
    ['CN=jane,FOO=x', 'FOO=x'],
    ['CN=jane,1=x', '1=x'],
    ['1.=x', '1.=x'],
    ['1.2.x=x', '1.2.x=x'],
    ['x1.2=x', 'x1.2=x'],
    ['=x', '=x'],
    ['x CN=jane', 'x CN=jane'],
    ['2.x5.4=x', '2.x5.4=x'],
    ['2.5.4x=x', '2.5.4x=x'],
    ['C N=x', 'C N=x'],
    ['C=Germany', 'C=Germany'],
    ['C=D1', 'C=D1'],
    ['C=D', 'C=D'],
    ['C=DEU', 'C=DEU'],
    // A backslash stands before a character.
    ['CN=jane\\', 'CN=jane\\'],
    ['CN=jane\\\\\\,O=x\\', 'CN=jane\\\\\\,O=x\\'],
    ['CN=#3000', 'CN=#3000'],
    ['CN=x+UID=', 'UID='],
    ['CN=jane,\\', '\\'],
    // DER would hold another type, or none.
    ['3.1=x', '3.1=x'],
    ['1.40=x', '1.40=x'],
    ['01.2=x', '01.2=x'],
    ['1.2.03=x', '1.2.03=x'],
    ['1.2.99999999999999999999=x', '1.2.99999999999999999999=x'],
    // Of IA5String.
    ['E=jäne@example.com', 'E=jäne@example.com'],
    ['DC=exämple', 'DC=exämple'],
    [`CN=${'x'.repeat(65)}`, `CN=${'x'.repeat(65)}`],
  ])('is refused with the part that is wrong: %j', (text, part) => {
    expect(() => parseName(text)).toThrow(NameFlaw);
    expect(() => parseName(text)).toThrow(expect.objectContaining({ part }));
  });

  it('may have 64 characters in a part, and a country in small letters', () => {
    expect(nameParts(parseName(`CN=${'x'.repeat(64)},c=de`))).toMatchObject([{ type: 'C', value: 'de' }, {}]);
  });

  it('of a type without a short name keeps its numbers, and a value that is no text is said by its bytes', () => {
    const named = (value: Uint8Array) => parse(sequence(setOf(sequence(objectId('2.5.4.42'), value))), Name);
    expect(nameParts(named(der(0x0c, Buffer.from('J'))))).toEqual([{ type: '2.5.4.42', value: 'J' }]);
    expect(nameText(named(der(0x30)))).toBe('2.5.4.42=#3000');
    expect(() => nameParts(named(der(0x30)))).toThrow(MalformedDer);
  });
});

describe('texts of names', () => {
  it.each([
    ['O=Example,CN=jane', 'cn=jane, O=Example'],
    ['emailAddress=jane@example.com', 'E=jane@example.com'],
    ['CN=Doe\\, Jane', 'CN=Doe\\2C Jane'],
  ])('are of one name, whatever the order: %s and %s', (one, other) => {
    expect(isSameName(one, other)).toBe(true);
  });

  it.each([
    ['CN=jane', 'CN=joe'],
    ['CN=a\\,O=b', 'CN=a,O=b'],
    ['CN=jane,CN=jane', 'CN=jane'],
    ['CN=Jane', 'CN=jane'],
  ])('are of two: %s and %s', (one, other) => {
    expect(isSameName(one, other)).toBe(false);
  });
});
