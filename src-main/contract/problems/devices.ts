import type { AccountFlaw } from '../values.ts';

/** IAM and enrolment. */
export type DeviceProblem =
  /** A call was denied; `action` and `resource` are what is missing. */
  | { readonly code: 'iam-denied'; readonly action: string; readonly resource: string; readonly explicit: boolean }
  /**
   * IAM wants an MFA session of this user for it (a user with a device cannot change devices without one). `devices`: those that make codes, none of which
   * is on a key here.
   */
  | { readonly code: 'iam-mfa-needed'; readonly action: string; readonly devices?: readonly string[] }
  /** Reads that say which roles there are were denied to long-term keys; `action` is the first of them. */
  | { readonly code: 'search-without-mfa'; readonly source: string; readonly action: string }
  /**
   * A policy (or a role's trust policy) whose words on roles are not understood whole. `not-resource`: it allows all roles but some, and those of
   * other accounts cannot be listed. `variable`: it depends on a value that only AWS knows.
   */
  | { readonly code: 'policy-unclear'; readonly policy: string; readonly why: 'not-json' | 'not-resource' | 'variable' }
  | { readonly code: 'device-name-taken'; readonly deviceName: string; readonly state: 'not-enabled' | 'enabled' | 'unknown' }
  | { readonly code: 'device-name-bad'; readonly deviceName: string }
  | { readonly code: 'device-limit'; readonly limit: number }
  | { readonly code: 'device-in-use'; readonly device: string }
  | { readonly code: 'device-missing'; readonly device: string }
  /** What a person typed fits more than one. */
  | { readonly code: 'device-unclear'; readonly device: string; readonly choices: readonly string[] }
  /** None of the user's devices makes codes: a passkey or security key, a hardware token, or none at all. */
  | { readonly code: 'no-code-device'; readonly user: string; readonly has: 'passkey' | 'hardware' | 'none' }
  | { readonly code: 'device-codes-refused'; readonly device: string }
  | { readonly code: 'device-arn-bad'; readonly device: string }
  | { readonly code: 'user-missing'; readonly user: string }
  | { readonly code: 'user-changing'; readonly user: string }
  | { readonly code: 'spare-is-same-key'; readonly serial?: number }
  | { readonly code: 'secret-unusable'; readonly why: 'empty' | 'not-base32' | 'too-short' | 'too-long' | 'not-otpauth' | AccountFlaw }
  /** `refused`: by the system or the person. `unavailable`: no program can look at the screens here. */
  | { readonly code: 'screen-unusable'; readonly why: 'no-code' | 'several-codes' | 'not-otpauth' | 'refused' | 'unavailable' }
  | { readonly code: 'picture-unusable'; readonly why: 'no-code' | 'several-codes' | 'not-a-picture' | 'too-large' | 'not-otpauth' }
  | { readonly code: 'picture-unreadable'; readonly file: string; readonly errno: string }
  | { readonly code: 'clipboard-empty' }
  | { readonly code: 'journal-unwritable'; readonly file: string; readonly errno: string }
  /** No two steps in a row were free for a device. */
  | { readonly code: 'codes-taken'; readonly mfaSerial: string };
