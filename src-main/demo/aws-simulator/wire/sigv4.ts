import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { SimulatorRequest } from '../model/types.ts';
import { AwsRefusal } from '../model/types.ts';

/** The Authorization header of Signature Version 4, taken apart. */
export interface ParsedSignature {
  readonly accessKeyId: string;
  /** YYYYMMDD. */
  readonly day: string;
  readonly region: string;
  readonly service: string;
  readonly terminator: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  /** `20261122T033643Z`, as sent. */
  readonly date: string;
  readonly sessionToken: string | undefined;
}

const incomplete = (what: string): AwsRefusal => new AwsRefusal(400, 'IncompleteSignature', what);
const mismatch = (message: string): AwsRefusal => new AwsRefusal(403, 'SignatureDoesNotMatch', message);

/** Takes the signature apart. Throws MissingAuthenticationToken and IncompleteSignature. */
export const parseSignature = (request: SimulatorRequest): ParsedSignature => {
  const authorization = request.headers.authorization;
  if (!authorization) throw new AwsRefusal(403, 'MissingAuthenticationToken', 'Request is missing Authentication Token');
  const [algorithm, ...rest] = authorization.split(/\s+/);
  if (algorithm !== 'AWS4-HMAC-SHA256') throw incomplete(`Unsupported AWS 'algorithm': '${algorithm ?? ''}'.`);
  const parts = new Map(
    rest
      .join(' ')
      .split(',')
      .map((part) => {
        const at = part.indexOf('=');
        return [part.slice(0, at).trim(), part.slice(at + 1).trim()] as const;
      }),
  );
  const part = (name: string): string => {
    const value = parts.get(name);
    if (!value) throw incomplete(`Authorization header requires '${name}' parameter.`);
    return value;
  };
  const [accessKeyId, day, region, service, terminator, ...surplus] = part('Credential').split('/');
  if (!accessKeyId || !day || !region || !service || !terminator || surplus.length > 0) {
    throw incomplete('Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term.');
  }
  const signedHeaders = part('SignedHeaders').split(';');
  const sessionToken = request.headers['x-amz-security-token'];
  const required = ['host', 'x-amz-date', ...(sessionToken === undefined ? [] : ['x-amz-security-token'])];
  for (const name of required) {
    if (request.headers[name] === undefined) throw incomplete(`Authorization header requires existence of '${name}' header.`);
    if (!signedHeaders.includes(name)) throw incomplete(`'${name}' must be a 'SignedHeader' in the AWS Authorization.`);
  }
  const date = request.headers['x-amz-date'] ?? '';
  if (!/^\d{8}T\d{6}Z$/.test(date)) throw incomplete("Date must be in ISO-8601 'basic format'.");
  return { accessKeyId, day, region, service, terminator, signedHeaders, signature: part('Signature'), date, sessionToken };
};

const basicDate = (millis: number): string => `${new Date(millis).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;

const parseBasicDate = (date: string): number =>
  Date.parse(date.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));

/** The region that a real host name stands for (IAM has one per partition); undefined for others, e.g. a loopback address. */
const regionOfHost = (host: string): string | undefined => {
  if (host === 'sts.amazonaws.com' || host === 'iam.amazonaws.com') return 'us-east-1';
  if (host === 'iam.us-gov.amazonaws.com') return 'us-gov-west-1';
  return /^(?:sts|iam)\.([a-z0-9-]+)\.amazonaws\.(?:com|com\.cn|eu)$/.exec(host)?.[1];
};

/** Checks scope and time of the signature against this service. Throws SignatureDoesNotMatch with AWS's texts. */
export const checkScope = (parsed: ParsedSignature, service: string, host: string, now: number, toleranceMillis: number): void => {
  if (parsed.terminator !== 'aws4_request') throw mismatch("Credential should be scoped with a valid terminator: 'aws4_request'.");
  if (parsed.service !== service) throw mismatch(`Credential should be scoped to correct service: '${service}'. `);
  const region = regionOfHost(host) ?? parsed.region;
  if (parsed.region !== region || !/^[a-z]{2,4}(-[a-z]+)+-\d+$/.test(region))
    throw mismatch('Credential should be scoped to a valid region. ');
  if (parsed.day !== parsed.date.slice(0, 8)) {
    throw mismatch(
      `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${parsed.day}' != '${parsed.date.slice(0, 8)}', from '${parsed.date}'.`,
    );
  }
  const signed = parseBasicDate(parsed.date);
  const minutes = Math.round(toleranceMillis / 60_000);
  if (signed < now - toleranceMillis) {
    throw mismatch(
      `Signature expired: ${parsed.date} is now earlier than ${basicDate(now - toleranceMillis)} (${basicDate(now)} - ${minutes} min.)`,
    );
  }
  if (signed > now + toleranceMillis) {
    throw mismatch(
      `Signature not yet current: ${parsed.date} is still later than ${basicDate(now + toleranceMillis)} (${basicDate(now)} + ${minutes} min.)`,
    );
  }
};

const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');
const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text, 'utf8').digest();

const encode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);

const canonicalQuery = (query: string): string =>
  [...new URLSearchParams(query)]
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .sort()
    .join('&');

/** The canonical request of Signature Version 4 (with the signed headers in the order in which they were sent). */
const canonicalRequest = (request: SimulatorRequest, signedHeaders: readonly string[]): string => {
  const at = request.path.indexOf('?');
  const path = at < 0 ? request.path : request.path.slice(0, at);
  const query = at < 0 ? '' : canonicalQuery(request.path.slice(at + 1));
  const headers = signedHeaders.map((name) => `${name}:${(request.headers[name] ?? '').trim().replace(/\s+/g, ' ')}\n`).join('');
  return [request.method, path, query, headers, signedHeaders.join(';'), sha256(request.body)].join('\n');
};

/** The signature that a request must carry, as lower-case hex. */
export const expectedSignature = (request: SimulatorRequest, parsed: Omit<ParsedSignature, 'signature'>, secret: string): string => {
  const scope = [parsed.day, parsed.region, parsed.service, parsed.terminator].join('/');
  const toSign = ['AWS4-HMAC-SHA256', parsed.date, scope, sha256(canonicalRequest(request, parsed.signedHeaders))].join('\n');
  const key = [parsed.day, parsed.region, parsed.service, parsed.terminator].reduce<string | Buffer>(
    (derived, part) => hmac(derived, part),
    `AWS4${secret}`,
  );
  return hmac(key, toSign).toString('hex');
};

/** Recomputes the signature. Throws SignatureDoesNotMatch. */
export const checkSignature = (request: SimulatorRequest, parsed: ParsedSignature, secret: string): void => {
  const expected = Buffer.from(expectedSignature(request, parsed, secret));
  const sent = Buffer.from(parsed.signature);
  const bodyHash = request.headers['x-amz-content-sha256'];
  const same = sent.length === expected.length && timingSafeEqual(sent, expected);
  if (!same || (bodyHash !== undefined && bodyHash !== sha256(request.body))) {
    throw mismatch(
      'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
    );
  }
};
