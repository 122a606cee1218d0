import { escaped, type NamePart, textParts } from './name-text.ts';
import { AttributeTypeAndValue, AttributeValue, MalformedDer, Name, RelativeDistinguishedName } from './structures.ts';

/** RFC 4514, section 3, and what people put into a certificate for AWS besides. */
const types: Readonly<Record<string, string>> = {
  CN: '2.5.4.3',
  SERIALNUMBER: '2.5.4.5',
  C: '2.5.4.6',
  L: '2.5.4.7',
  ST: '2.5.4.8',
  O: '2.5.4.10',
  OU: '2.5.4.11',
  UID: '0.9.2342.19200300.100.1.1',
  DC: '0.9.2342.19200300.100.1.25',
  E: '1.2.840.113549.1.9.1',
};
const shortNames = new Map(Object.entries(types).map(([name, id]) => [id, name]));

/** What is wrong with a typed subject. */
export class NameFlaw extends Error {
  readonly part: string;
  constructor(part: string) {
    super('a flaw in a subject');
    this.part = part;
  }
}

/** Numbers of a type as DER can hold them (X.660): 0 to 2, then at most 39 under the first two, without zeros before them; beyond 15 digits the library errs. */
const isObjectId = (text: string): boolean => /^(?:[01]\.[1-3]?\d|2\.(?:0|[1-9]\d{0,14}))(?:\.(?:0|[1-9]\d{0,14}))*$/.test(text);

/** What a value may hold, where its type does not take any text: see `encodedValue`. */
const alphabets: Readonly<Record<string, RegExp>> = { C: /^[A-Za-z]{2}$/, DC: /^[\x20-\x7e]+$/, E: /^[\x20-\x7e]+$/ };

/** Whether each backslash stands before something, and nothing stands there as hexadecimal digits of DER, which nobody types. */
const isWhole = (raw: string): boolean => /^(?!#)(?:\\.|[^\\])*$/s.test(raw);

/** A country is two letters of PrintableString, a domain's part IA5String (RFC 5280, 4.1.2.4 and appendix A). */
const encodedValue = ({ type, value }: NamePart): AttributeValue => {
  if (type === 'C') return new AttributeValue({ printableString: value });
  return new AttributeValue(type === 'DC' || type === 'E' ? { ia5String: value } : { utf8String: value });
};

/** A Name (RFC 5280, 4.1.2.4): its parts in the order of the encoding, each with one attribute or several. */
export const encodeName = (parts: readonly (readonly NamePart[])[]): Name =>
  new Name(
    parts.map(
      (part) =>
        new RelativeDistinguishedName(
          part.map((one) => new AttributeTypeAndValue({ type: types[one.type] ?? one.type, value: encodedValue(one) })),
        ),
    ),
  );

/**
 * `CN=jane,O=Example` as typed, in the order of `nameText`; a comma inside a value stands behind a backslash. Throws `NameFlaw` for
 * a part without `=`, an unknown type, an empty value, one of more than 64 characters (RFC 5280, appendix A), of letters that its type does not
 * take, or with a backslash by itself at the end.
 */
export const parseName = (text: string): Name => {
  const parts = textParts(text);
  for (const { type, value, text: part, raw } of parts.flat()) {
    const isKnown = types[type] !== undefined || isObjectId(type);
    const fits = raw !== undefined && isWhole(raw) && value !== '' && value.length <= 64 && alphabets[type]?.test(value) !== false;
    if (!isKnown || !fits) throw new NameFlaw(part);
  }
  if (parts.length === 0) throw new NameFlaw(text);
  return encodeName([...parts].reverse());
};

const typeName = (id: string): string => shortNames.get(id) ?? id;

const attributeText = ({ type, value }: AttributeTypeAndValue): string =>
  `${typeName(type)}=${value.anyValue ? `#${Buffer.from(value.anyValue).toString('hex')}` : escaped(value.toString())}`;

/**
 * A name as every page, notice, command, file and policy of Roletap says it: the string of RFC 4514, which begins with the last part of the encoding. Certificates have
 * the person last (`O=Example`, `CN=jane`), so that the text begins with whom it is about: `CN=jane,O=Example`. AWS's helper, newer `ykman`, Windows and LDAP print
 * names in this order and take them in it, so that one that is copied there fits here; `openssl x509` prints it with `-nameopt RFC2253`, and else the order of the
 * encoding. `parseName` reads the same order, and what it reads is said as it was typed.
 */
export const nameText = (name: Name): string =>
  [...name]
    .reverse()
    .map((part) => [...part].map(attributeText).join('+'))
    .join(',');

/** What a name says, in the order of its encoding. Throws `MalformedDer` for a value that is no text. */
export const nameParts = (name: Name): readonly NamePart[] =>
  name.flatMap((part) =>
    part.map(({ type, value }) => {
      if (value.anyValue) throw new MalformedDer('a name in an unknown form');
      return { type: typeName(type), value: value.toString() };
    }),
  );
