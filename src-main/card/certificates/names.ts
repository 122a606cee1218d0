import { AttributeTypeAndValue, AttributeValue, MalformedDer, Name, RelativeDistinguishedName } from '../../x509/structures.ts';

/** One part of a subject: `CN=jane`. */
export interface NamePart {
  /** `CN`, or the numbers of a type that has no short name here. */
  readonly type: string;
  readonly value: string;
}

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

/** At a comma that no backslash precedes. A backslash at the end stays, to be refused. */
const splitParts = (text: string): readonly string[] => text.match(/(?:\\.?|[^,\\])+/gs) ?? [];
/** Whether each backslash stands before something. */
const isWhole = (raw: string): boolean => /^(?:\\.|[^\\])*$/s.test(raw);

/**
 * `CN=jane,O=Example` as typed, in the order in which it is typed; a comma inside a value stands behind a backslash. Throws `NameFlaw` for
 * a part without `=`, an unknown type, an empty value, one of more than 64 characters (RFC 5280, appendix A), of letters that its type does not
 * take, or with a backslash by itself at the end.
 */
export const parseName = (text: string): readonly NamePart[] => {
  const parts = splitParts(text).map((part) => {
    const [, type = '', raw = ''] = /^\s*([A-Za-z0-9.]+)\s*=\s*(.*?)\s*$/s.exec(part) ?? [];
    const name = type.toUpperCase();
    const value = raw.replace(/\\(.)/gs, '$1');
    const isKnown = types[name] !== undefined || isObjectId(name);
    const fits = isWhole(raw) && value !== '' && value.length <= 64 && alphabets[name]?.test(value) !== false;
    if (!isKnown || !fits) throw new NameFlaw(part.trim());
    return { type: name, value };
  });
  if (parts.length === 0) throw new NameFlaw(text);
  return parts;
};

const escaped = (value: string): string => value.replace(/[,\\+"<>;=]/g, '\\$&');

/** The same as text: `CN=jane,O=Example`, in the order of the certificate. */
export const nameText = (parts: readonly NamePart[]): string => parts.map(({ type, value }) => `${type}=${escaped(value)}`).join(',');

/** A country is two letters of PrintableString, a domain's part IA5String (RFC 5280, 4.1.2.4 and appendix A). */
const encodedValue = ({ type, value }: NamePart): AttributeValue => {
  if (type === 'C') return new AttributeValue({ printableString: value });
  return new AttributeValue(type === 'DC' || type === 'E' ? { ia5String: value } : { utf8String: value });
};

/** A Name (RFC 5280, 4.1.2.4) with one attribute in each part. */
export const encodeName = (parts: readonly NamePart[]): Name =>
  new Name(
    parts.map((part) => {
      const attribute = new AttributeTypeAndValue({ type: types[part.type] ?? part.type, value: encodedValue(part) });
      return new RelativeDistinguishedName([attribute]);
    }),
  );

/** Throws `MalformedDer` for a value that is no text. */
export const decodeName = (name: Name): readonly NamePart[] =>
  name.flatMap((part) =>
    part.map(({ type, value }) => {
      if (value.anyValue) throw new MalformedDer('a name in an unknown form');
      return { type: shortNames.get(type) ?? type, value: value.toString() };
    }),
  );
