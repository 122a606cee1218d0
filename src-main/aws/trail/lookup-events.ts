import { defined } from '../../base/defined.ts';
import type { Problem } from '../../contract/problems/problem.ts';
import { isAlwaysOn } from '../arn.ts';
import type { AwsResult, Caller, Endpoint } from '../caller.ts';
import { type AwsError, type Failure, failureOfRefusal } from '../http/aws-errors.ts';
import type { ReadEvent } from './trail-event.ts';

/** What events are looked for by: LookupEvents takes one of these at a time. */
export interface TrailKey {
  readonly by: 'AccessKeyId' | 'EventName' | 'ResourceName' | 'Username';
  readonly value: string;
}

export interface TrailQuery extends TrailKey {
  /** Milliseconds of AWS's time. */
  readonly from: number;
  readonly to: number;
  /** Where the page before ended. */
  readonly next?: string;
}

export interface TrailPage {
  /** The newest first. */
  readonly events: readonly ReadEvent[];
  readonly next?: string;
}

/**
 * One page of CloudTrail's event history in the region of the caller's endpoint. AWS takes two requests a second, which is the caller's affair. Problems: iam-denied,
 * throttled, region-disabled, those of `Sts`.
 */
export type LookupEvents = (
  call: { readonly caller: Caller; readonly signal: AbortSignal },
  query: TrailQuery,
) => Promise<AwsResult<TrailPage>>;

const unknownCaller = ['UnrecognizedClientException', 'InvalidClientTokenId'];

const denied = ({ message }: AwsError): Problem => ({
  code: 'iam-denied',
  action: 'cloudtrail:LookupEvents',
  resource: '*',
  explicit: message.includes('explicit deny'),
});

/** CloudTrail's refusal as a problem. A region that is off for the account does not know the account's keys. */
export const failureOfLookup = (error: AwsError, caller: Caller, offsetMillis: number): Failure => {
  const { region } = caller.endpoint;
  if (/^AccessDenied/.test(error.code)) return { problem: denied(error), unclear: false };
  if (unknownCaller.includes(error.code) && !isAlwaysOn(region)) return { problem: { code: 'region-disabled', region }, unclear: false };
  const code = error.code === 'InvalidSignatureException' ? 'SignatureDoesNotMatch' : error.code;
  const session = caller.credentials.sessionToken !== undefined;
  return failureOfRefusal({ ...error, code }, { source: caller.source, region, session, offsetMillis });
};

/** The endpoint of a role for CloudTrail in a region: what is set for all of AWS's services holds, what is set for STS does not. */
export const trailEndpoint = (endpoint: Endpoint, region: string): Endpoint => {
  const { globalSts: _, override, ...rest } = endpoint;
  const isForAll = override !== undefined && !/^(?:AWS_ENDPOINT_URL_STS$|services )/.test(override.setting);
  return { ...rest, region, ...defined({ override: isForAll ? override : undefined }) };
};
