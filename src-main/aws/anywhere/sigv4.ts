import { createHash } from 'node:crypto';

/** A request of a service that speaks JSON, before it is signed. */
export interface UnsignedRequest {
  readonly method: string;
  readonly url: URL;
  /** Names in lower case, without those of the signature. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

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
