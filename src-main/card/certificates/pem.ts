import { utf8 } from '../../base/bytes.ts';
import { pemText } from '../../x509/certificate-files.ts';

/** DER with the lines around it that every program knows (RFC 7468): `CERTIFICATE`, `CERTIFICATE REQUEST`, `X509 CRL`. Ends with a newline. */
export const toPem = (label: string, der: Uint8Array): string => {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
};

/** What stands under this label in a text, one after the other. An old label of requests (`NEW CERTIFICATE REQUEST`) counts, too. */
export const fromPem = (label: string, text: string): readonly Uint8Array[] => {
  const found = text.matchAll(new RegExp(`-----BEGIN (?:NEW )?${label}-----([A-Za-z0-9+/=\\s]*)-----END (?:NEW )?${label}-----`, 'g'));
  return [...found].map(([, body = '']) => Uint8Array.from(Buffer.from(body.replace(/\s+/g, ''), 'base64')));
};

/** The same, or the bytes themselves where the file is DER (it begins with a SEQUENCE). */
export const readPemOrDer = (label: string, bytes: Uint8Array): readonly Uint8Array[] =>
  bytes[0] === 0x30 ? [bytes] : fromPem(label, pemText(bytes));

/** Files that came together as one, in which `readPemOrDer` finds what is in each of them. A DER file among several counts as this label. */
export const joinPemOrDer = (label: string, files: readonly Uint8Array[]): Uint8Array =>
  files.length === 1 && files[0]
    ? files[0]
    : utf8(files.map((bytes) => (bytes[0] === 0x30 ? toPem(label, bytes) : pemText(bytes))).join('\n'));
