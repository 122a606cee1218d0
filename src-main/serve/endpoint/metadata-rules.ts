import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { RequestHead } from '../door/protocol.ts';
import { digestOf } from './endpoint-rules.ts';

/**
 * The routes of EC2's instance metadata (IMDSv2) by which a program gets the credentials of its role, for programs that know nothing else
 * (https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-data-retrieval.html). Tokens, as there, keep a page in a browser out: it cannot PUT a header
 * of its own to another origin unasked.
 */
export const metadataLimits = { tokens: 256, shortestSeconds: 1, longestSeconds: 21_600 } as const;

const root = '/latest/meta-data/iam/security-credentials';

/** What a request is answered with: a token, the role's name, its credentials, or a refusal. */
export type MetadataAnswer =
  | { readonly kind: 'token'; readonly token: string; readonly seconds: number }
  | { readonly kind: 'name' }
  | { readonly kind: 'credentials' }
  | { readonly kind: 'refused'; readonly status: 400 | 401 | 403 | 404 | 405 };

export interface MetadataTokens {
  /** `port`: the one that is listened at. `role`: the only one that is served. `now` in milliseconds. */
  readonly answer: (head: RequestHead, facts: { readonly port: number; readonly role: string; readonly now: number }) => MetadataAnswer;
}

type Header = RequestHead['headers'][string];

const textOf = (header: Header): string => (typeof header === 'string' ? header : '');

const refused = (status: 400 | 401 | 403 | 404 | 405): MetadataAnswer => ({ kind: 'refused', status });

export const createMetadataTokens = (): MetadataTokens => {
  /** Digests of tokens, each with its end. */
  let tokens: readonly { readonly digest: Uint8Array; readonly until: number }[] = [];

  const issue = (ttl: Header, now: number): MetadataAnswer => {
    const seconds = /^\d{1,5}$/.test(textOf(ttl)) ? Number(ttl) : 0;
    if (seconds < metadataLimits.shortestSeconds || seconds > metadataLimits.longestSeconds) return refused(400);
    const token = randomBytes(42).toString('base64url');
    // The oldest goes when there are too many: who had it asks for another.
    tokens = [...tokens.filter(({ until }) => until > now), { digest: digestOf(token), until: now + seconds * 1000 }].slice(
      -metadataLimits.tokens,
    );
    return { kind: 'token', token, seconds };
  };

  const isKnown = (token: Header, now: number): boolean => {
    const digest = digestOf(textOf(token));
    return tokens.filter(({ until }) => until > now).some((one) => timingSafeEqual(one.digest, digest));
  };

  return {
    answer: ({ method, url, headers }, { port, role, now }) => {
      // Whoever passes a request on from elsewhere says so; a page on a name that was made to point here sends that name.
      if (headers['x-forwarded-for'] !== undefined) return refused(403);
      if (![`127.0.0.1:${port}`, `localhost:${port}`].includes(textOf(headers.host)) || headers.origin !== undefined) return refused(403);
      if (url === '/latest/api/token') return method === 'PUT' ? issue(headers['x-aws-ec2-metadata-token-ttl-seconds'], now) : refused(405);
      if (method !== 'GET') return refused(405);
      if (!isKnown(headers['x-aws-ec2-metadata-token'], now)) return refused(401);
      if (url === root || url === `${root}/`) return { kind: 'name' };
      return url === `${root}/${encodeURIComponent(role)}` || url === `${root}/${role}` ? { kind: 'credentials' } : refused(404);
    },
  };
};
