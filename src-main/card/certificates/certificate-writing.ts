import { createHash } from 'node:crypto';
import { bitString, der, integer, objectId, octetString, readSequence, sequence, tagged, time, truth } from './der.ts';
import { encodeName, type NamePart } from './names.ts';
import { digestOf, type HashName, type KeyAlgorithm, type SignDigest, signatureAlgorithm } from './signing.ts';

/** What a certificate says, before it is signed. */
export interface CertificateContent {
  /** 16 random bytes; the first bit does not count. */
  readonly serial: Uint8Array;
  readonly issuer: readonly NamePart[];
  readonly subject: readonly NamePart[];
  /** Milliseconds since 1970, both ends within. */
  readonly from: number;
  readonly until: number;
  /** SubjectPublicKeyInfo. */
  readonly publicKey: Uint8Array;
  readonly extensions: readonly Uint8Array[];
}

/** Who signs it. */
export interface Signer {
  readonly algorithm: KeyAlgorithm;
  readonly hash: HashName;
  readonly sign: SignDigest;
}

/** One extension (RFC 5280, 4.1). */
export const extension = (id: string, critical: boolean, value: Uint8Array): Uint8Array<ArrayBuffer> =>
  sequence(objectId(id), ...(critical ? [truth()] : []), octetString(value));

/** Positive, without a leading zero, so that every program prints it alike. */
export const serialOf = (random: Uint8Array): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(random, (byte, index) => (index === 0 ? (byte & 0x7f) | 0x40 : byte));

/** The name of a key: SHA-1 of its bits (RFC 5280, 4.2.1.2). */
export const keyIdentifier = (spki: Uint8Array): Uint8Array<ArrayBuffer> => {
  const bits = readSequence(spki)[1]?.value.subarray(1) ?? new Uint8Array();
  return Uint8Array.from(createHash('sha1').update(bits).digest());
};

export const basicConstraints = (isAuthority: boolean, pathLength?: number) =>
  extension('2.5.29.19', true, sequence(...(isAuthority ? [truth()] : []), ...(pathLength === undefined ? [] : [integer(pathLength)])));

/** Of the key that signs requests (`digitalSignature`), or certificates and revocation lists (`keyCertSign`, `cRLSign`). */
export const keyUsage = (use: 'signs-data' | 'signs-certificates') =>
  extension('2.5.29.15', true, use === 'signs-data' ? bitString(Uint8Array.of(0x80), 7) : bitString(Uint8Array.of(0x06), 1));

/** `clientAuth`. */
export const clientUse = () => extension('2.5.29.37', false, sequence(objectId('1.3.6.1.5.5.7.3.2')));
export const subjectKeyId = (spki: Uint8Array) => extension('2.5.29.14', false, octetString(keyIdentifier(spki)));
export const authorityKeyId = (identifier: Uint8Array) => extension('2.5.29.35', false, sequence(der(0x80, identifier)));
/** URIs beside the subject. */
export const alternativeUris = (uris: readonly string[]) =>
  extension('2.5.29.17', false, sequence(...uris.map((uri) => der(0x86, Uint8Array.from(Buffer.from(uri, 'ascii'))))));

/** Signs the bytes of a structure and puts both together: a certificate, a request or a revocation list. */
export const signed = async (content: Uint8Array, { algorithm, hash, sign }: Signer): Promise<Uint8Array<ArrayBuffer>> =>
  sequence(content, signatureAlgorithm(algorithm, hash), bitString(await sign(digestOf(hash, content), hash)));

/** A certificate (RFC 5280, version 3) as DER. Rejects with what `sign` rejects with. */
export const writeCertificate = (content: CertificateContent, signer: Signer): Promise<Uint8Array<ArrayBuffer>> =>
  signed(
    sequence(
      tagged(0, integer(2)),
      integer(content.serial),
      signatureAlgorithm(signer.algorithm, signer.hash),
      encodeName(content.issuer),
      sequence(time(content.from), time(content.until)),
      encodeName(content.subject),
      content.publicKey,
      tagged(3, sequence(...content.extensions)),
    ),
    signer,
  );
