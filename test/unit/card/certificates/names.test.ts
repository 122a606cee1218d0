import { X509Certificate } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { serialOf, writeCertificate } from '../../../../src-main/card/certificates/certificate-writing.ts';
import { decodeName, encodeName, NameFlaw, nameText, parseName } from '../../../../src-main/card/certificates/names.ts';
import { MalformedDer, Name, parse, serialize } from '../../../../src-main/x509/structures.ts';
import { der, objectId, sequence, setOf } from '../../../support/card/der.ts';
import { createTestAuthority } from '../../../support/card/test-authority.ts';

const authority = createTestAuthority('CN=Example CA');
/** The name as Node reads it. */
const subjectOf = async (text: string) => {
  const content = { serial: serialOf(new Uint8Array(16)), issuer: authority.name, publicKey: authority.spki, extensions: [] };
  const dates = { from: Date.UTC(2026, 0), until: Date.UTC(2027, 0) };
  const certificate = await writeCertificate({ ...content, ...dates, subject: parseName(text) }, authority.signer);
  return new X509Certificate(certificate).subject;
};

describe('a subject', () => {
  it('is read in the order in which it is typed, whatever the blanks and capitals', () => {
    expect(parseName(' cn = jane doe , o=Example,UID=42,1.2.3=x')).toEqual([
      { type: 'CN', value: 'jane doe' },
      { type: 'O', value: 'Example' },
      { type: 'UID', value: '42' },
      { type: '1.2.3', value: 'x' },
    ]);
  });

  it('may have commas, backslashes and signs of its own behind a backslash', () => {
    const parts = parseName('CN=Doe\\, Jane\\=x,O=a\\\\b\\"c=d');
    expect(parts).toEqual([
      { type: 'CN', value: 'Doe, Jane=x' },
      { type: 'O', value: 'a\\b"c=d' },
    ]);
  });

  it.each(['CN=jane,O=Example', 'CN=Doe\\, J.,OU=a\\+b\\=c\\"d\\<e\\>f\\;g\\\\h', '1.2.3.4=any'])(
    'is written as it was typed: %s',
    (text) => {
      expect(nameText(parseName(text))).toBe(text);
      expect(nameText(decodeName(parse(serialize(encodeName(parseName(text))), Name)))).toBe(text);
    },
  );

  it('is what every program reads from the certificate', async () => {
    const typed = 'C=DE,ST=Hessen,L=Kassel,O=Exämple,OU=Team,CN=jane,SERIALNUMBER=7,UID=42,DC=example,E=jane@example.com';
    const read = 'C=DE,ST=Hessen,L=Kassel,O=Exämple,OU=Team,CN=jane,serialNumber=7,UID=42,DC=example,emailAddress=jane@example.com';
    expect((await subjectOf(typed)).split('\n').join(',')).toBe(read);
  });

  it('has each part in the kind of text that its type takes', () => {
    const kindOf = (text: string) => {
      const bytes = serialize(encodeName(parseName(text)));
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
    ['CN=jane,O=x\\ ', 'O=x\\'],
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
    expect(parseName(`CN=${'x'.repeat(64)},c=de`)).toMatchObject([{}, { type: 'C', value: 'de' }]);
  });

  it('of a type without a short name keeps its numbers, and a value that is no text is refused', () => {
    const named = (value: Uint8Array) => parse(sequence(setOf(sequence(objectId('2.5.4.42'), value))), Name);
    expect(decodeName(named(der(0x0c, Buffer.from('J'))))).toEqual([{ type: '2.5.4.42', value: 'J' }]);
    expect(() => decodeName(named(der(0x30)))).toThrow(MalformedDer);
  });
});
