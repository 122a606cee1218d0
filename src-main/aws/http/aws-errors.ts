import { defined } from '../../base/defined.ts';
import type { ForeignAnswer } from '../../contract/problems/aws.ts';
import type { Problem } from '../../contract/problems/problem.ts';
import type { SessionLimits } from '../../contract/sessions/limits.ts';
import { limitsProblem } from './limits-errors.ts';

/** A refusal as AWS words it. `message` may quote what was sent, so only parts that are known go on. */
export interface AwsError {
  /** The code on the wire, e.g. `AccessDenied`. */
  readonly code: string;
  readonly message: string;
  readonly status: number;
  readonly requestId?: string | undefined;
  /** For how long AWS wants to be left alone. */
  readonly waitSeconds?: number | undefined;
}

/** What the caller knows of its call. */
export interface CallFacts {
  /** The profile with the long-term keys. */
  readonly source: string;
  readonly region: string;
  /** The credentials were a session's. */
  readonly session: boolean;
  /** AWS's time minus this computer's in milliseconds, after this answer. */
  readonly offsetMillis: number;
  readonly mfaSerial?: string | undefined;
  readonly roleArn?: string | undefined;
  readonly askedSeconds?: number | undefined;
  /** What was asked for beside the role. */
  readonly limits?: SessionLimits | undefined;
}

export interface Failure {
  readonly problem: Problem;
  /** The code may be spent although the call failed. */
  readonly unclear: boolean;
}

const throttles = [
  'Throttling',
  'ThrottlingException',
  'ThrottledException',
  'RequestLimitExceeded',
  'TooManyRequestsException',
  'SlowDown',
];
const skews = ['RequestExpired', 'RequestTimeTooSkewed', 'RequestInTheFuture'];
const unknownKeys = ['InvalidClientTokenId', 'UnrecognizedClientException', 'InvalidAccessKeyId', 'AuthFailure'];

const basicTime = (text: string): number => Date.parse(text.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));

/**
 * Seconds that this computer is behind AWS (negative: ahead). The measured offset, or, when the answer had no usable Date,
 * what the text says: `Signature expired: A is now earlier than B (C - 15 min.)`, with C as AWS's time.
 */
const skewSeconds = (error: AwsError, facts: CallFacts): number => {
  const measured = Math.round(facts.offsetMillis / 1000);
  if (Math.abs(measured) >= 60) return measured;
  const times = error.message.match(/\d{8}T\d{6}Z/g) ?? [];
  const [signed, , theirs] = times.map(basicTime);
  return signed === undefined || theirs === undefined || Number.isNaN(signed + theirs) ? measured : Math.round((theirs - signed) / 1000);
};

/** Why a role was refused, where AWS tells: only the known forms are passed on. */
const roleReason = (message: string): string | undefined =>
  /\b(?:because no [\w -]+ policy allows the sts:\w+ action|with an explicit deny in an? [\w -]+ policy)/.exec(message)?.[0];

const accessDenied = (error: AwsError, facts: CallFacts): Problem | undefined => {
  const { message } = error;
  if (message.includes('Roles may not be assumed by root accounts')) return { code: 'root-keys', source: facts.source };
  if (facts.mfaSerial !== undefined) {
    if (message.includes('invalid MFA one time pass code')) return { code: 'code-refused', mfaSerial: facts.mfaSerial };
    if (message.includes('unable to validate MFA code')) return { code: 'serial-refused', mfaSerial: facts.mfaSerial };
  }
  if (facts.roleArn === undefined || message.startsWith('MultiFactorAuthentication failed')) return undefined;
  const reason = roleReason(message);
  return { code: 'role-refused', roleArn: facts.roleArn, ...defined({ reason }) };
};

const durationRefused = (error: AwsError, facts: CallFacts): Problem | undefined => {
  if (facts.roleArn === undefined || facts.askedSeconds === undefined) return undefined;
  const known = { code: 'duration-refused', roleArn: facts.roleArn, askedSeconds: facts.askedSeconds } as const;
  if (error.message.includes('MaxSessionDuration')) return { ...known, reason: 'role-maximum' };
  if (error.message.includes('role chaining')) return { ...known, reason: 'chained' };
  return undefined;
};

const signatureProblem = (error: AwsError, facts: CallFacts): Problem | undefined => {
  if (/Signature expired|not yet current/.test(error.message)) return { code: 'clock-off', seconds: skewSeconds(error, facts) };
  // The secret of a session is nothing that a person wrote: a new session helps.
  if (error.message.includes('does not match the signature you provided'))
    return { code: facts.session ? 'session-expired' : 'secret-wrong', source: facts.source };
  return undefined;
};

const knownProblem = (error: AwsError, facts: CallFacts): Problem | undefined => {
  const { status, waitSeconds } = error;
  const ofLimits = limitsProblem(error, facts);
  if (ofLimits) return ofLimits;
  if (throttles.includes(error.code) || status === 429) return { code: 'throttled', status, ...defined({ waitSeconds }) };
  if (skews.includes(error.code)) return { code: 'clock-off', seconds: skewSeconds(error, facts) };
  // A session that AWS does not know any more was withdrawn: a new one helps, other keys do not.
  if (unknownKeys.includes(error.code)) return { code: facts.session ? 'session-expired' : 'keys-refused', source: facts.source };
  switch (error.code) {
    case 'AccessDenied':
      return accessDenied(error, facts);
    case 'ValidationError':
      return durationRefused(error, facts);
    case 'SignatureDoesNotMatch':
      return signatureProblem(error, facts);
    case 'ExpiredToken':
    case 'ExpiredTokenException':
      return { code: 'session-expired', source: facts.source, ended: true };
    case 'RegionDisabledException':
      return { code: 'region-disabled', region: facts.region };
    default:
      return undefined;
  }
};

/**
 * AWS's refusal as a problem. AWS's texts are observations, so they are looked for inside the message; unknown ones
 * become aws-said. A refusal says that nothing was done; only 5xx leaves open whether a code was spent (throttling is
 * answered before the code is looked at).
 */
export const failureOfRefusal = (error: AwsError, facts: CallFacts): Failure => {
  const problem = error.status >= 500 ? undefined : knownProblem(error, facts);
  const awsCode = /^[\w.:-]{1,80}$/.test(error.code) ? error.code : 'unreadable';
  const requestId = /^[\w-]{1,80}$/.test(error.requestId ?? '') ? error.requestId : undefined;
  return {
    problem: problem ?? { code: 'aws-said', awsCode, status: error.status, ...defined({ requestId, waitSeconds: error.waitSeconds }) },
    unclear: error.status >= 500,
  };
};

/** What Node says when the other side hung up. */
const hangUps = ['ECONNRESET', 'EPIPE', 'ERR_SSL_UNEXPECTED_EOF_WHILE_READING'];

/** What is known of an answer that did not come, or not whole. */
export interface Silence {
  readonly host: string;
  /** Node's, e.g. ENOTFOUND or SELF_SIGNED_CERT_IN_CHAIN. */
  readonly code: string;
  readonly sent: boolean;
  readonly seconds: number;
  /** Of the answer that began. */
  readonly status?: number | undefined;
  /** See `aws-unreachable`. */
  readonly allProxy?: boolean | undefined;
}

/** No answer: unreachable while nothing was sent; silent, hung up, or none that can be read after. */
export const failureOfSilence = ({ host, code, sent, seconds, status, allProxy }: Silence): Failure => {
  if (!sent) return { problem: { code: 'aws-unreachable', host, reason: code, ...(allProxy ? { allProxy } : {}) }, unclear: false };
  const known = { host, ...defined({ status }) };
  const unclear = true;
  if (code === 'too-long') return { problem: { code: 'not-aws', ...known, what: 'too-long' }, unclear };
  // Node's parser of HTTP.
  if (code.startsWith('HPE_') || code === 'upgrade' || (status !== undefined && status < 200))
    return { problem: { code: 'not-aws', ...known, what: 'not-http', detail: code }, unclear };
  if (hangUps.includes(code)) return { problem: { code: 'aws-hung-up', ...known }, unclear };
  return { problem: { code: 'aws-silent', host, seconds: Math.max(1, Math.round(seconds)) }, unclear };
};

/** An answer of something else; a gateway's 5xx can have passed the request on. */
export const failureOfForeign = (
  host: string,
  { status, what }: { readonly status: number; readonly what: ForeignAnswer },
  waitSeconds: number | undefined,
): Failure =>
  status === 429
    ? { problem: { code: 'throttled', status, ...defined({ waitSeconds }) }, unclear: false }
    : { problem: { code: 'not-aws', host, status, what, ...defined({ waitSeconds }) }, unclear: status >= 500 };
