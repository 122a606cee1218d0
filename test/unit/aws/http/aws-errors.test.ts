import { describe, expect, it } from 'vitest';
import type { AwsError, CallFacts } from '../../../../src-main/aws/http/aws-errors.ts';
import { failureOfForeign, failureOfRefusal, failureOfSilence } from '../../../../src-main/aws/http/aws-errors.ts';

const roleArn = 'arn:aws:iam::111122223333:role/Deploy';
const mfaSerial = 'arn:aws:iam::111122223333:mfa/jane';
const facts: CallFacts = {
  source: 'work',
  region: 'eu-central-1',
  session: false,
  offsetMillis: 0,
  mfaSerial,
  roleArn,
  askedSeconds: 7200,
};

const refused = (code: string, message: string, status = 403): AwsError => ({ code, message, status, requestId: 'b1f0-22' });

describe('a refusal of AWS', () => {
  it.each<readonly [string, AwsError, Partial<CallFacts>, object]>([
    [
      'a bad code',
      refused('AccessDenied', 'MultiFactorAuthentication failed with invalid MFA one time pass code. '),
      {},
      { code: 'code-refused', mfaSerial },
    ],
    [
      'a bad serial',
      refused(
        'AccessDenied',
        'MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial number is valid.',
      ),
      {},
      { code: 'serial-refused', mfaSerial },
    ],
    [
      'a lone parameter, which is a mistake of ours',
      refused('AccessDenied', 'MultiFactorAuthentication failed, must provide both MFA serial number and one time pass code.'),
      {},
      { code: 'aws-said', awsCode: 'AccessDenied', status: 403, requestId: 'b1f0-22' },
    ],
    [
      'a role without a reason',
      refused(
        'AccessDenied',
        `User: arn:aws:iam::111122223333:user/jane is not authorized to perform: sts:AssumeRole on resource: ${roleArn}`,
      ),
      {},
      { code: 'role-refused', roleArn },
    ],
    [
      'a role with a reason, and nothing that follows it',
      refused(
        'AccessDenied',
        `User: x is not authorized on resource: ${roleArn} because no role trust policy allows the sts:AssumeRole action. Go to https://x`,
      ),
      {},
      { code: 'role-refused', roleArn, reason: 'because no role trust policy allows the sts:AssumeRole action' },
    ],
    [
      'an explicit deny',
      refused('AccessDenied', `User: x is not authorized on resource: ${roleArn} with an explicit deny in an identity-based policy`),
      {},
      { code: 'role-refused', roleArn, reason: 'with an explicit deny in an identity-based policy' },
    ],
    ['root', refused('AccessDenied', 'Roles may not be assumed by root accounts.'), {}, { code: 'root-keys', source: 'work' }],
    [
      'the maximum of a role',
      refused('ValidationError', 'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.', 400),
      {},
      { code: 'duration-refused', roleArn, askedSeconds: 7200, reason: 'role-maximum' },
    ],
    [
      'the hour of chaining',
      refused('ValidationError', 'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.', 400),
      {},
      { code: 'duration-refused', roleArn, askedSeconds: 7200, reason: 'chained' },
    ],
    [
      'unknown keys',
      refused('InvalidClientTokenId', 'The security token included in the request is invalid.'),
      {},
      { code: 'keys-refused', source: 'work' },
    ],
    [
      'a session that was withdrawn',
      refused('InvalidClientTokenId', 'The security token included in the request is invalid'),
      { session: true },
      { code: 'session-expired', source: 'work' },
    ],
    [
      'a session that ended',
      refused('ExpiredToken', 'The security token included in the request is expired'),
      {},
      { code: 'session-expired', source: 'work', ended: true },
    ],
    [
      'a wrong secret',
      refused('SignatureDoesNotMatch', 'The request signature we calculated does not match the signature you provided. Check your key.'),
      {},
      { code: 'secret-wrong', source: 'work' },
    ],
    [
      'a session with a mangled secret, which a new one replaces',
      refused('SignatureDoesNotMatch', 'The request signature we calculated does not match the signature you provided. Check your key.'),
      { session: true },
      { code: 'session-expired', source: 'work' },
    ],
    [
      'a clock that is behind, as it was measured',
      refused(
        'SignatureDoesNotMatch',
        'Signature expired: 20220127T001427Z is now earlier than 20220127T014428Z (20220127T015928Z - 15 min.)',
      ),
      { offsetMillis: 6_301_400 },
      { code: 'clock-off', seconds: 6301 },
    ],
    [
      'a clock that is behind, as the text says when there was no Date',
      refused(
        'SignatureDoesNotMatch',
        'Signature expired: 20220127T001427Z is now earlier than 20220127T014428Z (20220127T015928Z - 15 min.)',
      ),
      {},
      { code: 'clock-off', seconds: 6301 },
    ],
    [
      'a clock that is ahead',
      refused(
        'SignatureDoesNotMatch',
        'Signature not yet current: 20220127T020000Z is still later than 20220127T011500Z (20220127T010000Z + 15 min.)',
      ),
      {},
      { code: 'clock-off', seconds: -3600 },
    ],
    [
      'a bad scope, which is neither clock nor secret',
      refused('SignatureDoesNotMatch', 'Credential should be scoped to a valid region. '),
      {},
      { code: 'aws-said', awsCode: 'SignatureDoesNotMatch', status: 403, requestId: 'b1f0-22' },
    ],
    [
      'a region',
      refused('RegionDisabledException', 'STS is not activated in this region'),
      {},
      { code: 'region-disabled', region: 'eu-central-1' },
    ],
    ['throttling', refused('Throttling', 'Rate exceeded', 400), {}, { code: 'throttled', status: 400 }],
    ['any 429', refused('Whatever', '', 429), {}, { code: 'throttled', status: 429 }],
    [
      'what it never said before',
      refused('PackedPolicyTooLarge', 'Packed size', 400),
      {},
      { code: 'aws-said', awsCode: 'PackedPolicyTooLarge', status: 400, requestId: 'b1f0-22' },
    ],
  ])('about %s becomes a problem and leaves nothing open', (_about, error, more, problem) => {
    expect(failureOfRefusal(error, { ...facts, ...more })).toEqual({ problem, unclear: false });
  });

  it('with a status of 5xx leaves open whether the code was spent, whatever it says', () => {
    expect(failureOfRefusal(refused('AccessDenied', 'invalid MFA one time pass code', 500), facts)).toMatchObject({
      problem: { code: 'aws-said', status: 500 },
      unclear: true,
    });
  });

  it('passes on nothing of a code or request id that is not one', () => {
    const odd = { code: 'a secret text', message: '', status: 400, requestId: 'two words' };
    expect(failureOfRefusal(odd, facts).problem).toEqual({ code: 'aws-said', awsCode: 'unreadable', status: 400 });
  });
});

it('says for how long AWS wants to be left alone', () => {
  const paused = (status: number) => failureOfRefusal({ ...refused('Whatever', '', status), waitSeconds: 90 }, facts).problem;
  expect(paused(429)).toEqual({ code: 'throttled', status: 429, waitSeconds: 90 });
  expect(paused(503)).toMatchObject({ code: 'aws-said', status: 503, waitSeconds: 90 });
});

const silence = { host: 'h', seconds: 10.02, sent: true };

it('calls silence unclear only when something was sent', () => {
  expect(failureOfSilence({ ...silence, code: 'ENOTFOUND', sent: false })).toEqual({
    problem: { code: 'aws-unreachable', host: 'h', reason: 'ENOTFOUND' },
    unclear: false,
  });
  expect(failureOfSilence({ ...silence, code: 'ETIMEDOUT' })).toEqual({
    problem: { code: 'aws-silent', host: 'h', seconds: 10 },
    unclear: true,
  });
});

it.each([
  ['ECONNRESET', undefined, { code: 'aws-hung-up', host: 'h' }],
  ['ECONNRESET', 200, { code: 'aws-hung-up', host: 'h', status: 200 }],
  ['too-long', 200, { code: 'not-aws', host: 'h', status: 200, what: 'too-long' }],
  ['HPE_INVALID_CONSTANT', undefined, { code: 'not-aws', host: 'h', what: 'not-http', detail: 'HPE_INVALID_CONSTANT' }],
  ['upgrade', 101, { code: 'not-aws', host: 'h', status: 101, what: 'not-http', detail: 'upgrade' }],
  ['ETIMEDOUT', 103, { code: 'not-aws', host: 'h', status: 103, what: 'not-http', detail: 'ETIMEDOUT' }],
] as const)('names an answer that ended with %s, after status %j', (code, status, problem) => {
  expect(failureOfSilence({ ...silence, code, status })).toEqual({ problem, unclear: true });
});

it('calls a page unclear when a gateway sent it', () => {
  expect(failureOfForeign('h', { status: 200, what: 'page' }, undefined).unclear).toBe(false);
  expect(failureOfForeign('h', { status: 504, what: 'page' }, 7)).toEqual({
    problem: { code: 'not-aws', host: 'h', status: 504, what: 'page', waitSeconds: 7 },
    unclear: true,
  });
  expect(failureOfForeign('h', { status: 429, what: 'page' }, 7)).toEqual({
    problem: { code: 'throttled', status: 429, waitSeconds: 7 },
    unclear: false,
  });
});
