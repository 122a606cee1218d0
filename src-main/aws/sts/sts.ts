import type { Result } from '../../contract/result.ts';
import type { SessionLimits } from '../../contract/sessions/limits.ts';
import type { AwsResult, Caller, TemporaryCredentials } from '../caller.ts';

export interface CallerIdentity {
  readonly arn: string;
  readonly accountId: string;
  readonly userId: string;
}

/** A code with its serial, for one call and never for a second. */
export interface MfaProof {
  readonly mfaSerial: string;
  readonly code: string;
}

/** A code, and who wants to hear what AWS made of it: what was learned of keys and devices is kept after `accepted` only. */
export interface CodeProof extends MfaProof {
  /** The account that made it, for a second request to leave out when AWS refused the code; undefined while no other one could be the right one. */
  readonly leaveOut?: () => string | undefined;
  /** A person typed it: a refusal asks for another, and it is never left out for another account. */
  readonly typed?: boolean;
  readonly told: (outcome: 'accepted' | 'refused') => void;
}

/**
 * STS. Calls with a code are sent exactly once (`maxAttempts: 1`); an outcome that is unclear (no answer, 5xx) comes back as a problem with `unclear: true`, and the caller takes a fresh code. All calls give up after 10 s.
 */
export interface Sts {
  readonly callerIdentity: (caller: Caller, signal: AbortSignal) => Promise<AwsResult<CallerIdentity>>;
  readonly sessionToken: (
    caller: Caller,
    proof: MfaProof,
    durationSeconds: number,
    signal: AbortSignal,
  ) => Promise<AwsResult<TemporaryCredentials>>;
  readonly assumeRole: (
    caller: Caller,
    input: AssumeRoleInput,
    signal: AbortSignal,
  ) => Promise<AwsResult<TemporaryCredentials & { readonly assumedRoleArn: string }>>;
}

export interface AssumeRoleInput {
  readonly roleArn: string;
  readonly roleSessionName: string;
  readonly externalId?: string;
  readonly durationSeconds: number;
  readonly proof?: MfaProof;
  readonly limits?: SessionLimits;
}

/**
 * The steps that were spent, per MFA serial; shared by all runs and front ends on this computer through files made with
 * O_EXCL in one folder, so that two processes can never claim the same step.
 */
export interface CodeLedger {
  /** Claims the first step that is free at or after `step`; the caller waits until it starts. Problem: state-unwritable. */
  readonly claim: (mfaSerial: string, step: number) => Promise<Result<number>>;
  /**
   * Told when the code of a claimed step is made, before anybody gets it: the step stays spent, also when this process is killed. A claim of a
   * process that was killed before is free again. Problem: state-unwritable.
   */
  readonly spend: (mfaSerial: string, step: number) => Promise<Result<void>>;
  /** Gives a claimed step back when its code was never made (nobody touched, cancelled). */
  readonly release: (mfaSerial: string, step: number) => Promise<void>;
}
