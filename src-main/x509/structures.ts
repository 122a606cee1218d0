import { AsnConvert, AsnParser } from '@peculiar/asn1-schema';
import { type BaseBlock, Constructed, fromBER, Integer, ObjectIdentifier, Sequence } from 'asn1js';

/**
 * The door to the library that knows X.509 (RFC 5280) and PKCS#10 (RFC 2986). Nothing else names its packages: in a build they are a file of their own, read when
 * a program has a certificate at hand (scripts/lib/bundle.mjs).
 */
// biome-ignore lint/performance/noBarrelFile: it is where a build cuts the library off, to be read late
export { Attributes, CertificationRequest, CertificationRequestInfo } from '@peculiar/asn1-csr';
export { OctetString } from '@peculiar/asn1-schema';
export {
  AlgorithmIdentifier,
  Attribute,
  AttributeTypeAndValue,
  AttributeValue,
  AuthorityKeyIdentifier,
  BasicConstraints,
  Certificate,
  CertificateList,
  CRLNumber,
  ExtendedKeyUsage,
  Extension,
  Extensions,
  GeneralName,
  id_ce_authorityKeyIdentifier,
  id_ce_basicConstraints,
  id_ce_cRLNumber,
  id_ce_extKeyUsage,
  id_ce_keyUsage,
  id_ce_subjectAltName,
  id_ce_subjectKeyIdentifier,
  id_kp_clientAuth,
  KeyIdentifier,
  KeyUsage,
  KeyUsageFlags,
  Name,
  RelativeDistinguishedName,
  RevokedCertificate,
  SubjectAlternativeName,
  SubjectPublicKeyInfo,
  TBSCertificate,
  TBSCertList,
  Time,
  Validity,
  Version,
} from '@peculiar/asn1-x509';

/** Bytes that are not the DER that was expected. */
export class MalformedDer extends Error {}

/** BER's open lengths. */
const isOpen = (block: BaseBlock): boolean =>
  block.lenBlock.isIndefiniteForm || (block instanceof Constructed && block.valueBlock.value.some(isOpen));

/**
 * The one value that fills `bytes`. The library takes BER, and a part that is longer than what it stands in: what it would write otherwise is malformed here.
 * It sets bounds to depth, length and the count of parts.
 */
const valueIn = (bytes: Uint8Array): BaseBlock => {
  try {
    const { result } = fromBER(bytes, { parseEmbedded: false });
    if (!result.error && !isOpen(result) && Buffer.compare(new Uint8Array(result.toBER()), bytes) === 0) return result;
    throw new Error(result.error);
  } catch (error) {
    throw new MalformedDer(String(error));
  }
};

/** Reads DER as one of the structures. Throws `MalformedDer`, whatever the library has against it. */
export const parse = <T>(bytes: Uint8Array, structure: new () => T): T => {
  const value = valueIn(bytes);
  try {
    return AsnParser.fromASN(value, structure);
  } catch (error) {
    throw new MalformedDer(String(error));
  }
};

/** One of the structures as DER. */
export const serialize = (structure: unknown): Uint8Array<ArrayBuffer> => new Uint8Array(AsnConvert.serialize(structure));

const signedData = '1.2.840.113549.1.7.2';

/**
 * The certificates in SignedData of PKCS#7 (RFC 5652, 3 and 5.1), DER each; undefined for what is no such bundle. Who signed what in it doesn't matter: each certificate is
 * judged by itself. Its makers write BER as well.
 */
export const bundledCertificates = (bytes: Uint8Array): readonly Uint8Array[] | undefined => {
  try {
    const { result } = fromBER(bytes, { parseEmbedded: false });
    const [type, content] = result instanceof Sequence ? result.valueBlock.value : [];
    if (!(type instanceof ObjectIdentifier) || type.getValue() !== signedData || !(content instanceof Constructed)) return undefined;
    const [signed] = content.valueBlock.value;
    const parts = signed instanceof Sequence ? signed.valueBlock.value : [];
    // [0] IMPLICIT SET OF; other kinds in it than certificates have tags of their own.
    const held = parts.find((part) => part instanceof Constructed && part.idBlock.tagClass === 3 && part.idBlock.tagNumber === 0);
    const all = held instanceof Constructed ? held.valueBlock.value : [];
    return all.flatMap((one) => (one instanceof Sequence ? [new Uint8Array(one.toBER())] : []));
  } catch {
    // The library throws for some of what is none.
    return undefined;
  }
};

/** Bytes as the structures hold them: nothing before, nothing behind. */
export const alone = (bytes: Uint8Array): ArrayBuffer => Uint8Array.from(bytes).buffer;

/** An INTEGER by itself. Throws `MalformedDer`. */
export const readInteger = (bytes: Uint8Array): number => {
  const value = valueIn(bytes);
  if (!(value instanceof Integer)) throw new MalformedDer('a number was expected');
  return Number(value.toBigInt());
};

export const integer = (value: number | bigint): Uint8Array<ArrayBuffer> => new Uint8Array(Integer.fromBigInt(value).toBER());

/** An ECDSA signature (RFC 3279, 2.2.3). */
export const ecdsaSignature = (r: bigint, s: bigint): Uint8Array<ArrayBuffer> =>
  new Uint8Array(new Sequence({ value: [Integer.fromBigInt(r), Integer.fromBigInt(s)] }).toBER());
