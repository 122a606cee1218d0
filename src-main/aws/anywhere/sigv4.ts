import { createHash, createHmac } from 'node:crypto';
import type { Credentials } from '../caller.ts';

/** A request of a service that speaks JSON, before it is signed. */
export interface UnsignedRequest {
  readonly method: string;
  readonly url: URL;
  /** Names in lower case, without those of the signature. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');
const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text, 'utf8').digest();

/** RFC 3986: everything but letters, digits and `-_.~` is written in hex. */
export const encode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);

export const canonicalQuery = (query: URLSearchParams): string =>
  [...query]
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .sort()
    .join('&');

/** `20261128T120000Z`. */
export const basicDate = (millis: number): string => `${new Date(millis).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;

/** What is signed of a request, with all of its headers; the path is encoded twice, as for every service but S3. */
export const canonicalRequest = ({ method, url, headers, body }: UnsignedRequest): { readonly text: string; readonly signed: string } => {
  const names = Object.keys(headers).sort();
  const signed = names.join(';');
  const path = url.pathname.split('/').map(encode).join('/');
  const lines = names.map((name) => `${name}:${headers[name]?.trim()}\n`).join('');
  return { text: [method, path, canonicalQuery(url.searchParams), lines, signed, sha256(body)].join('\n'), signed };
};

/**
 * AWS's Signature Version 4 ("Create a signed AWS API request"), for the few calls of services whose client the SDK does not bring. `at`: AWS's time in
 * milliseconds. Pure. Answers the headers to send.
 */
export const signedHeaders = (
  request: UnsignedRequest,
  credentials: Credentials,
  { service, region, at }: { readonly service: string; readonly region: string; readonly at: number },
): Readonly<Record<string, string>> => {
  const date = basicDate(at);
  const { accessKeyId, secretAccessKey, sessionToken } = credentials;
  const headers = {
    ...request.headers,
    host: request.url.host,
    'x-amz-date': date,
    ...(sessionToken === undefined ? {} : { 'x-amz-security-token': sessionToken }),
  };
  const { text, signed } = canonicalRequest({ ...request, headers });
  const parts = [date.slice(0, 8), region, service, 'aws4_request'];
  const toSign = ['AWS4-HMAC-SHA256', date, parts.join('/'), sha256(text)].join('\n');
  const key = parts.reduce<string | Buffer>((derived, part) => hmac(derived, part), `AWS4${secretAccessKey}`);
  const credential = `${accessKeyId}/${parts.join('/')}`;
  const authorization = `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=${signed}, Signature=${hmac(key, toSign).toString('hex')}`;
  return { ...headers, authorization };
};
