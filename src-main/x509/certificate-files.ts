import { bundledCertificates } from './structures.ts';

/** Windows' `certutil` puts a bundle under the label of a certificate. */
const labelled = /-----BEGIN (CERTIFICATE|X509 CERTIFICATE|PKCS7|PKCS #7 SIGNED DATA|CMS)-----([A-Za-z0-9+/=\s]*)-----END \1-----/g;

/**
 * The certificates of a file as those who issue them send it, DER each and in the file's order: PEM, one after the other; one in DER; or a bundle of PKCS#7 (`.p7b`)
 * as PEM or DER. Whether each is a certificate is for its reader to say.
 */
export const certificatesInFile = (bytes: Uint8Array): readonly Uint8Array[] => {
  const parts =
    bytes[0] === 0x30
      ? [bytes]
      : [...Buffer.from(bytes).toString('latin1').matchAll(labelled)].map(([, , body = '']) =>
          Uint8Array.from(Buffer.from(body.replace(/\s+/g, ''), 'base64')),
        );
  return parts.flatMap((part) => bundledCertificates(part) ?? [part]);
};
