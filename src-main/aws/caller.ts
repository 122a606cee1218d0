import type { Problem } from '../contract/problems/problem.ts';

/** Credentials as AWS calls take them. Secret: never logged, never in a snapshot. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

export interface TemporaryCredentials extends Credentials {
  readonly sessionToken: string;
  /** Milliseconds since 1970, AWS's time. */
  readonly expires: number;
}

/** What a program is given: a session, or an access key, which has no token and no end. `expires`: when to ask again, in milliseconds since 1970. */
export interface LentCredentials extends Credentials {
  readonly expires: number;
}

/** Where calls of a profile go. */
export interface Endpoint {
  readonly region: string;
  /** Which of AWS's own endpoints: validated by FIPS, reachable by IPv6 as well, or the old global one of STS. */
  readonly fips?: boolean;
  readonly dualStack?: boolean;
  readonly globalSts?: boolean;
  /** Authorities that are trusted beside the usual ones: a file of certificates that a profile names. */
  readonly caBundle?: string;
  /**
   * Overrides the standard endpoint; `setting` names where it came from, e.g. `AWS_ENDPOINT_URL_STS` or `endpoint_url in profile dev`.
   * `refused`: nothing may be sent there, and `url` is only to be shown.
   */
  readonly override?: { readonly url: string; readonly setting: string; readonly refused?: 'not-a-url' | 'plain-http' };
}

/** What a call needs to know of the caller. `source` names the profile in problems; `endpoint` is the source's `endpoint` for STS, its `iamEndpoint` for IAM. */
export interface Caller {
  readonly source: string;
  readonly credentials: Credentials;
  readonly endpoint: Endpoint;
}

export type AwsResult<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: Problem; readonly unclear: boolean };
