import { createHash } from 'node:crypto';
import {
  AuthorityKeyIdentifier,
  alone,
  BasicConstraints,
  Certificate,
  ExtendedKeyUsage,
  Extension,
  Extensions,
  GeneralName,
  id_ce_authorityKeyIdentifier,
  id_ce_basicConstraints,
  id_ce_extKeyUsage,
  id_ce_keyUsage,
  id_ce_subjectAltName,
  id_ce_subjectKeyIdentifier,
  id_kp_clientAuth,
  KeyIdentifier,
  KeyUsage,
  KeyUsageFlags,
  type Name,
  OctetString,
  parse,
  SubjectAlternativeName,
  SubjectPublicKeyInfo,
  serialize,
  TBSCertificate,
  Validity,
  Version,
} from '../../x509/structures.ts';
import { digestOf, type HashName, type KeyAlgorithm, type SignDigest, signatureAlgorithm } from './signing.ts';

/** What a certificate says, before it is signed. */
export interface CertificateContent {
  /** 16 random bytes; the first bit does not count. */
  readonly serial: Uint8Array;
  /** As the issuer's own certificate has it: programs that compare bytes find no other. */
  readonly issuer: Name;
  readonly subject: Name;
  /** Milliseconds since 1970, both ends within. */
  readonly from: number;
  readonly until: number;
  /** SubjectPublicKeyInfo. */
  readonly publicKey: Uint8Array;
  readonly extensions: readonly Extension[];
}

/** Who signs it. */
export interface Signer {
  readonly algorithm: KeyAlgorithm;
  readonly hash: HashName;
  readonly sign: SignDigest;
}

/** One extension (RFC 5280, 4.1). */
export const extension = (extnID: string, critical: boolean, value: Uint8Array): Extension =>
  new Extension({ extnID, critical, extnValue: new OctetString(alone(value)) });

/** Positive, without a leading zero, so that every program prints it alike. */
export const serialOf = (random: Uint8Array): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(random, (byte, index) => (index === 0 ? (byte & 0x7f) | 0x40 : byte));

/** The name of a key: SHA-1 of its bits (RFC 5280, 4.2.1.2). */
export const keyIdentifier = (spki: Uint8Array): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(
    createHash('sha1')
      .update(new Uint8Array(parse(spki, SubjectPublicKeyInfo).subjectPublicKey))
      .digest(),
  );

export const basicConstraints = (cA: boolean, pathLength?: number): Extension =>
  extension(
    id_ce_basicConstraints,
    true,
    serialize(new BasicConstraints({ cA, ...(pathLength === undefined ? {} : { pathLenConstraint: pathLength }) })),
  );

/** Of the key that signs requests (`digitalSignature`), or certificates and revocation lists (`keyCertSign`, `cRLSign`). */
export const keyUsage = (use: 'signs-data' | 'signs-certificates'): Extension => {
  const { digitalSignature, keyCertSign, cRLSign } = KeyUsageFlags;
  return extension(id_ce_keyUsage, true, serialize(new KeyUsage(use === 'signs-data' ? digitalSignature : keyCertSign | cRLSign)));
};

export const clientUse = (): Extension => extension(id_ce_extKeyUsage, false, serialize(new ExtendedKeyUsage([id_kp_clientAuth])));

export const subjectKeyId = (spki: Uint8Array): Extension =>
  extension(id_ce_subjectKeyIdentifier, false, serialize(new KeyIdentifier(keyIdentifier(spki))));

export const authorityKeyId = (identifier: Uint8Array): Extension =>
  extension(
    id_ce_authorityKeyIdentifier,
    false,
    serialize(new AuthorityKeyIdentifier({ keyIdentifier: new KeyIdentifier(alone(identifier)) })),
  );

/** URIs beside the subject. */
export const alternativeUris = (uris: readonly string[]): Extension =>
  extension(
    id_ce_subjectAltName,
    false,
    serialize(new SubjectAlternativeName(uris.map((uri) => new GeneralName({ uniformResourceIdentifier: uri })))),
  );

/** The signature of a structure: of a certificate, a request or a revocation list. Rejects with what `sign` rejects with. */
export const signatureOf = async (content: unknown, { hash, sign }: Signer): Promise<ArrayBuffer> =>
  alone(await sign(digestOf(hash, serialize(content)), hash));

/** A certificate (RFC 5280, version 3) as DER. Rejects with what `sign` rejects with. */
export const writeCertificate = async (content: CertificateContent, signer: Signer): Promise<Uint8Array<ArrayBuffer>> => {
  const algorithm = signatureAlgorithm(signer.algorithm, signer.hash);
  const tbsCertificate = new TBSCertificate({
    version: Version.v3,
    serialNumber: alone(content.serial),
    signature: algorithm,
    issuer: content.issuer,
    validity: new Validity({ notBefore: new Date(content.from), notAfter: new Date(content.until) }),
    subject: content.subject,
    subjectPublicKeyInfo: parse(content.publicKey, SubjectPublicKeyInfo),
    extensions: new Extensions([...content.extensions]),
  });
  const signatureValue = await signatureOf(tbsCertificate, signer);
  return serialize(new Certificate({ tbsCertificate, signatureAlgorithm: algorithm, signatureValue }));
};
