import { bitStringBytes, type Der, MalformedDer, objectIdText, readAll, readOne, readSequence } from './der.ts';
import { decodeName, type NamePart } from './names.ts';

/** What a certificate says (RFC 5280, 4.1). Views of the bytes it was read from. */
export interface CertificateFacts {
  /** Big-endian, as it stands. */
  readonly serial: Uint8Array;
  readonly issuer: readonly NamePart[];
  readonly subject: readonly NamePart[];
  /** The subject's bytes, to be taken over unchanged. */
  readonly subjectBytes: Uint8Array;
  /** Milliseconds since 1970. */
  readonly from: number;
  readonly until: number;
  /** SubjectPublicKeyInfo. */
  readonly publicKey: Uint8Array;
  /** By their numbers; the value is what stands in the OCTET STRING. */
  readonly extensions: ReadonlyMap<string, Uint8Array>;
  /** `1.2.840.10045.4.3.2`. */
  readonly signatureAlgorithm: string;
}

const moment = ({ tag, value }: Der): number => {
  const text = Buffer.from(value).toString('latin1');
  const digits = tag === 0x18 ? text : Number(text.slice(0, 2)) < 50 ? `20${text}` : `19${text}`;
  const [, ...parts] = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/.exec(digits) ?? [];
  if ((tag !== 0x17 && tag !== 0x18) || parts.length !== 6) throw new MalformedDer('a moment in an unknown form');
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = parts.map(Number);
  return Date.UTC(year, month - 1, day, hour, minute, second);
};

/** Extensions of a certificate, or those that a request asks for: SEQUENCE OF SEQUENCE { id, critical, value }. */
export const readExtensions = (bytes: Uint8Array): ReadonlyMap<string, Uint8Array> =>
  new Map(
    readSequence(bytes).map(({ value }) => {
      const [id, ...rest] = readAll(value);
      const content = rest.at(-1);
      if (id?.tag !== 0x06 || content?.tag !== 0x04) throw new MalformedDer('an extension in an unknown form');
      return [objectIdText(id.value), content.value];
    }),
  );

/** Throws `MalformedDer` for bytes that are no certificate. */
export const readCertificate = (bytes: Uint8Array): CertificateFacts => {
  const [content, algorithm] = readSequence(bytes);
  const parts = content ? readSequence(content.bytes) : [];
  // A certificate of version 1 has no version.
  const [serial, , issuer, validity, subject, publicKey, ...rest] = parts[0]?.tag === 0xa0 ? parts.slice(1) : parts;
  const algorithmId = algorithm && readSequence(algorithm.bytes)[0];
  if (!serial || !issuer || !validity || !subject || !publicKey || !algorithmId) throw new MalformedDer('a certificate without its parts');
  if (serial.tag !== 0x02 || serial.value.length === 0) throw new MalformedDer('a certificate without a number');
  const [from, until] = readSequence(validity.bytes);
  if (!from || !until) throw new MalformedDer('a certificate without its dates');
  const extensions = rest.find(({ tag }) => tag === 0xa3);
  return {
    serial: serial.value,
    issuer: decodeName(issuer.bytes),
    subject: decodeName(subject.bytes),
    subjectBytes: subject.bytes,
    from: moment(from),
    until: moment(until),
    publicKey: publicKey.bytes,
    extensions: extensions ? readExtensions(extensions.value) : new Map(),
    signatureAlgorithm: objectIdText(algorithmId.value),
  };
};

/** The bits of a key usage extension, the first the highest: digitalSignature is bit 0, keyCertSign bit 5, cRLSign bit 6. */
export const usageBits = (value: Uint8Array): readonly boolean[] => {
  const bits = readOne(value, 0x03).value.subarray(1);
  return [...bits].flatMap((byte) => Array.from({ length: 8 }, (_, bit) => (byte & (0x80 >> bit)) !== 0));
};

/** Whether basic constraints say that it is an authority's. */
export const isAuthority = (value: Uint8Array): boolean => readSequence(value)[0]?.tag === 0x01;

/** The signature itself. */
export const signatureOf = (bytes: Uint8Array): Uint8Array => {
  const bits = readSequence(bytes)[2];
  if (!bits) throw new MalformedDer('nothing is signed');
  return bitStringBytes(bits);
};
