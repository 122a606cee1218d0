import { bundledCertificates } from './structures.ts';

/** Windows' `certutil` puts a bundle under the label of a certificate. */
const labelled = /-----BEGIN (CERTIFICATE|X509 CERTIFICATE|PKCS7|PKCS #7 SIGNED DATA|CMS)-----([A-Za-z0-9+/=\s]*)-----END \1-----/g;

/**
 * What a file says in PEM, whoever wrote it: Windows PowerShell writes what a program prints as UTF-16, and `aws` prints a certificate within JSON, where the ends of
 * lines are escaped.
 */
export const pemText = (bytes: Uint8Array): string => {
  const buffer = Buffer.from(bytes);
  const mark = buffer.length < 2 ? 0 : buffer.readUInt16LE(0);
  const isTurned = mark === 0xfffe;
  if (isTurned) buffer.subarray(0, buffer.length - (buffer.length % 2)).swap16();
  return buffer.toString(isTurned || mark === 0xfeff ? 'utf16le' : 'latin1').replaceAll(/\\[rn]/g, '\n');
};

/**
 * The certificates of a file as those who issue them send it, DER each and in the file's order: PEM, one after the other; one in DER; or a bundle of PKCS#7 (`.p7b`)
 * as PEM or DER. Whether each is a certificate is for its reader to say.
 */
export const certificatesInFile = (bytes: Uint8Array): readonly Uint8Array[] => {
  const parts =
    bytes[0] === 0x30
      ? [bytes]
      : [...pemText(bytes).matchAll(labelled)].map(([, , body = '']) => Uint8Array.from(Buffer.from(body.replace(/\s+/g, ''), 'base64')));
  return parts.flatMap((part) => bundledCertificates(part) ?? [part]);
};
