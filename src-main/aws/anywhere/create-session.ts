import type { Result } from '../../contract/result.ts';
import type { Endpoint, TemporaryCredentials } from '../caller.ts';
import type { CertificateFacts } from './certificate-facts.ts';
import type { CertificateRole } from './certificate-role.ts';
import type { SignableCall } from './signing.ts';

/** A session that is asked for, with all choices made. */
export interface SessionOrder {
  /** Named in problems. */
  readonly profile: string;
  readonly role: Pick<CertificateRole, 'trustAnchorArn' | 'profileArn' | 'roleArn'>;
  /** In the trust anchor's region. */
  readonly endpoint: Endpoint;
  readonly certificate: CertificateFacts;
  /** DER, nearest to the certificate first. */
  readonly chain: readonly Uint8Array[];
  readonly durationSeconds: number;
  /** Taken by AWS only where the Roles Anywhere profile accepts one. */
  readonly roleSessionName?: string;
}

export interface SessionSigning {
  /** Signs a SHA-256 digest with the certificate's key: PKCS#1 v1.5 for RSA, DER of r and s for ECDSA. May ask for a PIN and a touch. */
  readonly sign: (digest: Uint8Array, signal: AbortSignal) => Promise<Result<Uint8Array>>;
  /** Told when only AWS is waited for. */
  readonly onAws: () => void;
  /** Keeps the last call that was signed: sent again while AWS takes its date, so that trying again asks nobody for another touch. For one order. */
  readonly last?: { signed?: SignedCall };
}

/** A call with its signature. */
export interface SignedCall {
  readonly call: SignableCall;
  readonly signature: Uint8Array;
  /** When it was signed, AWS's time in milliseconds. */
  readonly at: number;
}

/**
 * CreateSession of IAM Roles Anywhere. Problems: those of `sign`, certificate-refused, anywhere-unknown, duration-refused, clock-off, throttled, aws-said, those of
 * silence and of answers that are not AWS's, endpoint-refused, cancelled.
 */
export type CreateSession = (order: SessionOrder, hooks: SessionSigning, signal: AbortSignal) => Promise<Result<TemporaryCredentials>>;
