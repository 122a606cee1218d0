import { Certificate, MalformedDer, type Name, parse, serialize } from '../../x509/structures.ts';
import { datesOf, type ExtensionValues, extensionValues } from '../../x509/uses.ts';

/** What a certificate says (RFC 5280, 4.1). */
export interface CertificateFacts {
  /** Big-endian, as it stands. */
  readonly serial: Uint8Array;
  readonly issuer: Name;
  readonly subject: Name;
  /** Milliseconds since 1970. */
  readonly from: number;
  readonly until: number;
  /** SubjectPublicKeyInfo. */
  readonly publicKey: Uint8Array;
  readonly extensions: ExtensionValues;
  /** `1.2.840.10045.4.3.2`. */
  readonly signatureAlgorithm: string;
}

/** Throws `MalformedDer` for bytes that are no certificate. */
export const readCertificate = (bytes: Uint8Array): CertificateFacts => {
  const { tbsCertificate, signatureAlgorithm } = parse(bytes, Certificate);
  const { serialNumber, issuer, subject, subjectPublicKeyInfo, extensions } = tbsCertificate;
  if (serialNumber.byteLength === 0) throw new MalformedDer('a certificate without a number');
  return {
    serial: new Uint8Array(serialNumber),
    issuer,
    subject,
    ...datesOf(bytes),
    publicKey: serialize(subjectPublicKeyInfo),
    extensions: extensionValues(extensions),
    signatureAlgorithm: signatureAlgorithm.algorithm,
  };
};
