import { defined } from '../../base/defined.ts';
import { type AwsError, type CallFacts, type Failure, failureOfRefusal } from '../http/aws-errors.ts';

/** What the caller knows of a CreateSession. */
export interface SessionFacts {
  readonly profile: string;
  readonly roleArn: string;
  readonly region: string;
  readonly askedSeconds: number;
  readonly hasSessionName: boolean;
  /** AWS's time minus this computer's in milliseconds, after this answer. */
  readonly offsetMillis: number;
}

/** AWS's words are observations, so they are looked for inside the message. */
const denied = ({ message }: AwsError, { hasSessionName }: SessionFacts) => {
  if (/untrusted (?:signing )?certificate/i.test(message)) return 'untrusted';
  if (/invalid signature/i.test(message)) return 'signature';
  if (hasSessionName && /session ?name/i.test(message)) return 'session-name';
  return 'denied';
};

/**
 * A refusal of Roles Anywhere as a problem. AWS calls nearly all of them AccessDenied; what can be told apart beforehand was (certificate-checks.ts), so what is
 * left is what only AWS knows.
 */
export const failureOfSession = (error: AwsError, facts: SessionFacts): Failure => {
  const { profile, roleArn, region, askedSeconds, offsetMillis } = facts;
  const known: CallFacts = { source: profile, region, session: false, offsetMillis };
  const isTime = /Signature expired|not yet current|(?:request|signature).{0,20}(?:expired|too (?:old|skewed))/i.test(error.message);
  if (error.code === 'AccessDeniedException' && !isTime)
    return { problem: { code: 'certificate-refused', profile, roleArn, why: denied(error, facts) }, unclear: false };
  if (error.code === 'ResourceNotFoundException') return { problem: { code: 'anywhere-unknown', profile, region }, unclear: false };
  if (error.code === 'ValidationException' && /duration/i.test(error.message))
    return { problem: { code: 'duration-refused', roleArn, askedSeconds, reason: 'role-maximum' }, unclear: false };
  if (isTime || error.code === 'InvalidSignatureException') {
    const seconds = Math.round(offsetMillis / 1000);
    if (isTime || Math.abs(seconds) > 60) return { problem: { code: 'clock-off', seconds }, unclear: false };
    return { problem: { code: 'certificate-refused', profile, roleArn, why: 'signature' }, unclear: false };
  }
  return failureOfRefusal({ ...error, ...defined({ waitSeconds: error.waitSeconds }) }, known);
};
