import { createHash, timingSafeEqual } from 'node:crypto';
import type { Problem } from '../../contract/problems/problem.ts';
import type { Asker } from '../../contract/values.ts';
import type { RequestHead } from '../door/protocol.ts';

/**
 * The container credentials endpoint, as AWS's SDKs and CLI ask it: AWS_CONTAINER_CREDENTIALS_FULL_URI and AWS_CONTAINER_AUTHORIZATION_TOKEN
 * (https://docs.aws.amazon.com/sdkref/latest/guide/feature-container-credentials.html). Every program of this computer, and every web page, can
 * reach the port: what opens it is the token.
 */
/** `connections`: see `limits` of the door. */
export const endpointLimits = {
  headerBytes: 8 * 1024,
  slowMillis: 5_000,
  patienceMillis: 1_000,
  tokenBytes: 32,
  connections: 512,
} as const;

/** An address for one role. */
export interface Lease {
  readonly role: string;
  /** SHA-256 of the token: comparing digests takes as long whatever was sent. */
  readonly digest: Uint8Array;
  /** Who has the address: a program that asked for it, or the person who copied it. */
  readonly holder: Asker;
  /** Whether it still serves: one that was made for a command ends with it. */
  readonly serves: () => boolean;
}

export const digestOf = (token: string): Uint8Array => createHash('sha256').update(token).digest();

type Refusal = Extract<Problem, { code: 'request-bad' }>;

/** The lease that a request opens, or why it is refused. `port` is the one we listen at. */
export const openLease = (head: RequestHead, leases: ReadonlyMap<string, Lease>, port: number): Lease | Refusal => {
  const refuse = (why: Refusal['why']): Refusal => ({ code: 'request-bad', why });
  const { host, origin, authorization } = head.headers;
  // A page on a name that was made to point here sends that name (DNS rebinding), and says where it comes from.
  if (host !== `127.0.0.1:${port}`) return refuse('host');
  if (origin !== undefined) return refuse('origin');
  if (head.method !== 'GET') return refuse('method');
  const id = /^\/role\/([0-9a-f]{16,64})$/.exec(head.url)?.[1];
  const lease = id === undefined ? undefined : leases.get(id);
  const sent = digestOf(typeof authorization === 'string' ? authorization : '');
  const fits = timingSafeEqual(sent, lease?.digest ?? digestOf('none'));
  if (id === undefined) return refuse('path');
  return lease?.serves() && fits ? lease : refuse('token');
};

const codes: Partial<Record<Problem['code'], string>> = {
  'request-bad': 'AccessDenied',
  'touch-wanted': 'TouchWanted',
  'role-unknown': 'RoleNotFound',
  'target-unknown': 'RoleNotFound',
};

/** What the SDKs show of an error. `message` is the problem in one line. */
export const errorDocument = (problem: Problem, message: string) => ({
  Code: codes[problem.code] ?? 'CredentialsNotAvailable',
  Message: message,
});
