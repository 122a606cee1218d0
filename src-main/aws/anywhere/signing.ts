import { createHash } from 'node:crypto';
import type { CertificateFacts } from './certificate-facts.ts';
import { basicDate, canonicalQuery, canonicalRequest } from './sigv4.ts';

/**
 * Signature Version 4 with a certificate, as IAM Roles Anywhere takes it (user guide, "Signing process"): the private key signs the string to sign itself, no
 * key is derived from it, and the certificate's serial number stands where an access key ID would. Pure: whoever has the key makes the signature.
 */
export interface SessionCall {
  readonly url: URL;
  /** Of the trust anchor. */
  readonly region: string;
  /** When it is signed, AWS's time in milliseconds. */
  readonly at: number;
  readonly certificate: Pick<CertificateFacts, 'der' | 'serial' | 'key'>;
  /** Intermediate certificates between it and the anchor, DER, nearest to it first; the anchor need not be among them. */
  readonly chain: readonly Uint8Array[];
  /** JSON. */
  readonly body: string;
}

export interface SignableCall {
  /** All but Authorization, names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly canonicalRequest: string;
  readonly stringToSign: string;
  /** SHA-256 of the string to sign: what the key signs, whatever its kind and length. */
  readonly digest: Uint8Array;
  /** The header Authorization for the key's signature: PKCS#1 v1.5 for RSA, DER of r and s for ECDSA. */
  readonly authorization: (signature: Uint8Array) => string;
}

const service = 'rolesanywhere';
const algorithms = { rsa: 'AWS4-X509-RSA-SHA256', ec: 'AWS4-X509-ECDSA-SHA256' } as const;

const sha256 = (text: string): Buffer => createHash('sha256').update(text, 'utf8').digest();
const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

/** The path of a request for these resources, with the query in the order in which it is signed. */
export const sessionPath = (arns: { readonly profileArn: string; readonly roleArn: string; readonly trustAnchorArn: string }): string =>
  `/sessions?${canonicalQuery(new URLSearchParams(arns))}`;

export const signableCall = ({ url, region, at, certificate, chain, body }: SessionCall): SignableCall => {
  const date = basicDate(at);
  const headers: Record<string, string> = {
    'content-type': 'application/json',
    host: url.host,
    'x-amz-date': date,
    'x-amz-x509': base64(certificate.der),
  };
  if (chain.length > 0) headers['x-amz-x509-chain'] = chain.map(base64).join(',');
  const { text, signed } = canonicalRequest({ method: 'POST', url, headers, body });
  const scope = [date.slice(0, 8), region, service, 'aws4_request'].join('/');
  const algorithm = algorithms[certificate.key.kind];
  const stringToSign = [algorithm, date, scope, sha256(text).toString('hex')].join('\n');
  return {
    headers,
    canonicalRequest: text,
    stringToSign,
    digest: sha256(stringToSign),
    authorization: (signature) =>
      `${algorithm} Credential=${certificate.serial}/${scope}, SignedHeaders=${signed}, Signature=${Buffer.from(signature).toString('hex')}`,
  };
};
