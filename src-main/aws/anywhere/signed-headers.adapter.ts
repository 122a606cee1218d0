import { createHash, createHmac, type Hash, type Hmac } from 'node:crypto';
import { SignatureV4 } from '@smithy/signature-v4';
import type { Credentials } from '../caller.ts';
import type { UnsignedRequest } from './sigv4.ts';

/** SHA-256, and its HMAC where there is a secret, as the signer asks for them. */
class Sha256 {
  private readonly hash: Hash | Hmac;
  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    if (secret === undefined) this.hash = createHash('sha256');
    else this.hash = createHmac('sha256', bytesOf(secret));
  }
  update(data: string | ArrayBuffer | ArrayBufferView): void {
    this.hash.update(bytesOf(data));
  }
  digest(): Promise<Uint8Array> {
    return Promise.resolve(Uint8Array.from(this.hash.digest()));
  }
}

const bytesOf = (data: string | ArrayBuffer | ArrayBufferView): Uint8Array => {
  if (typeof data === 'string') return Buffer.from(data, 'utf8');
  return ArrayBuffer.isView(data) ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength) : new Uint8Array(data);
};

/**
 * AWS's Signature Version 4 by the SDK's own signer, for the few calls of services whose client the SDK does not bring. `at`: AWS's time in milliseconds. Answers
 * the headers to send.
 */
export const signedHeaders = async (
  { method, url, headers, body }: UnsignedRequest,
  credentials: Credentials,
  { service, region, at }: { readonly service: string; readonly region: string; readonly at: number },
): Promise<Readonly<Record<string, string>>> => {
  const signer = new SignatureV4({ service, region, credentials, sha256: Sha256 });
  const { protocol, hostname, pathname: path, searchParams, host } = url;
  const query = Object.fromEntries(searchParams);
  const request = { method, protocol, hostname, path, query, headers: { ...headers, host }, body };
  const signed = await signer.sign(request, { signingDate: new Date(at) });
  return signed.headers;
};
