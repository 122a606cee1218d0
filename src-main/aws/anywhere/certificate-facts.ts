import { createHash, X509Certificate } from 'node:crypto';
import { defined } from '../../base/defined.ts';
import { certificatesInFile } from '../../x509/certificate-files.ts';
import { commonNameIn } from '../../x509/name-text.ts';
import { nameText } from '../../x509/names.ts';
import { Certificate, parse } from '../../x509/structures.ts';
import { datesOf, extensionValues, firstOtherName, hasWeakHash, maySign } from '../../x509/uses.ts';
import { type KeyProof, keyProofOf } from './key-proof.ts';

/** What a certificate says of itself, as far as Roles Anywhere looks at it. */
export interface CertificateFacts {
  readonly der: Uint8Array;
  /** Its serial number as a decimal number. */
  readonly serial: string;
  /** As `nameText` says it: `CN=jane,O=Example`. */
  readonly subject: string;
  readonly commonName?: string;
  readonly issuer: string;
  /** Milliseconds since 1970. */
  readonly validFrom: number;
  readonly validTo: number;
  /** `other`: none that Roles Anywhere and a YubiKey share (Ed25519, say). */
  readonly key: { readonly kind: 'rsa' | 'ec'; readonly bits: number };
  readonly isOtherKey: boolean;
  readonly isCa: boolean;
  /** Whether its key may sign: key usage digitalSignature; undefined where it names no usage. */
  readonly maySign: boolean | undefined;
  /** What it proves of its key, where an authority on a YubiKey says so. */
  readonly proof?: KeyProof;
  /** Signed with MD5 or SHA-1, which AWS refuses. */
  readonly hasWeakHash: boolean;
  /** SHA-256 of the public key (SubjectPublicKeyInfo), lower-case hex: stays the same when the certificate is renewed for the same key. */
  readonly keySum: string;
  /** SHA-256 of the whole, lower-case hex: what `openssl x509 -fingerprint -sha256` prints. */
  readonly sum: string;
}

const sumOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

const bitsOf = ({ asymmetricKeyDetails: { modulusLength, namedCurve } = {} }: X509Certificate['publicKey']): number =>
  modulusLength ?? (namedCurve === 'secp384r1' ? 384 : 256);

/** A certificate taken apart; undefined for what is none. `bytes`: DER, or PEM text. Only the first certificate of a PEM text is read. */
export const certificateFacts = (bytes: Uint8Array): CertificateFacts | undefined => {
  try {
    const read = new X509Certificate(bytes);
    const der = Uint8Array.from(read.raw);
    const { publicKey } = read;
    const kind = publicKey.asymmetricKeyType === 'rsa' ? 'rsa' : 'ec';
    const { from, until } = datesOf(der);
    const { tbsCertificate, signatureAlgorithm } = parse(der, Certificate);
    const extensions = extensionValues(tbsCertificate.extensions);
    const subject = nameText(tbsCertificate.subject);
    return {
      der,
      serial: BigInt(`0x${read.serialNumber}`).toString(),
      subject,
      issuer: nameText(tbsCertificate.issuer),
      validFrom: from,
      validTo: until,
      key: { kind, bits: bitsOf(publicKey) },
      isOtherKey: kind === 'ec' && !['prime256v1', 'secp384r1'].includes(publicKey.asymmetricKeyDetails?.namedCurve ?? ''),
      isCa: read.ca,
      maySign: maySign(extensions),
      ...defined({
        commonName: commonNameIn(subject),
        proof: keyProofOf(firstOtherName(extensions, 'uniformResourceIdentifier')?.uniformResourceIdentifier),
      }),
      hasWeakHash: hasWeakHash(signatureAlgorithm.algorithm),
      keySum: sumOf(publicKey.export({ type: 'spki', format: 'der' })),
      sum: sumOf(der),
    };
  } catch {
    return undefined;
  }
};

/** The certificates of a file, or of a text in PEM, DER; undefined when one of them is none, or there is none at all. */
export const certificatesIn = (file: Uint8Array | string): readonly Uint8Array[] | undefined => {
  const found = certificatesInFile(typeof file === 'string' ? Buffer.from(file) : file).map(certificateFacts);
  const read = found.flatMap((facts) => (facts ? [facts.der] : []));
  return read.length > 0 && read.length === found.length ? read : undefined;
};

/** Whether the first certificate was issued with the second's key. Both DER. */
export const isIssuedBy = (der: Uint8Array, issuer: Uint8Array): boolean => {
  const [one, other] = [new X509Certificate(der), new X509Certificate(issuer)];
  return one.checkIssued(other) && one.verify(other.publicKey);
};
