import type { Millis } from '../values.ts';

/** What can be wrong with a certificate, by which of its own words. */
export type CertificateFlaw = 'expired' | 'not-yet' | 'ca' | 'usage' | 'hash' | 'key' | 'subject';

/** Roles that a certificate on a YubiKey opens: IAM Roles Anywhere. */
export type AnywhereProblem =
  /** No YubiKey that is plugged in has the certificate; `wanted`: what its profile says of it. `has`: subjects of those that are there. */
  | {
      readonly code: 'certificate-missing';
      readonly profile: string;
      /** Its subject, issuer or file; empty where only its place is named, or nothing. */
      readonly wanted: string;
      readonly slot?: string;
      /** Of the YubiKey. */
      readonly serial?: number;
      readonly has: readonly string[];
    }
  /** Several fit, and nobody can be asked which. */
  | { readonly code: 'certificates-several'; readonly profile: string; readonly choices: readonly string[] }
  /** AWS would refuse it. `at`: when it ended, or begins. */
  | {
      readonly code: 'certificate-flawed';
      readonly profile: string;
      readonly subject: string;
      readonly why: CertificateFlaw;
      readonly at?: Millis;
    }
  /** The file with intermediate certificates: `errno` for one that cannot be read, `none` for one without any, `apart` where one did not issue the one before. */
  | {
      readonly code: 'chain-bad';
      readonly profile: string;
      readonly file: string;
      readonly why: 'errno' | 'none' | 'apart' | 'long';
      readonly errno?: string;
    }
  /** A profile names no ARN of the kind that it should, or none at all; without one, a person gave it. */
  | {
      readonly code: 'anywhere-arn-bad';
      readonly profile?: string;
      readonly what: 'trust-anchor' | 'profile' | 'role';
      readonly value: string;
    }
  /** Trust anchor, profile and role have to be of one partition and account, the first two of one region. */
  | {
      readonly code: 'anywhere-apart';
      readonly profile?: string;
      readonly what: 'partition' | 'region' | 'account';
      readonly values: readonly [string, string];
    }
  /** A line that calls AWS's helper, and cannot be followed. `option`: what is missing, or is not understood. `script`: a shell does more there than call it. `none`: there is no such line, nor was there one. */
  | {
      readonly code: 'helper-line-bad';
      readonly profile: string;
      readonly option: string;
      readonly why: 'missing' | 'uri' | 'store' | 'script' | 'none';
    }
  /** AWS does not trust the certificate, or the key did not fit; `denied`: AWS says no more than that. */
  | {
      readonly code: 'certificate-refused';
      readonly profile: string;
      readonly roleArn: string;
      readonly why: 'untrusted' | 'signature' | 'session-name' | 'denied';
    }
  /** A line that calls AWS's helper has the PIN in it. */
  | { readonly code: 'pin-in-file'; readonly profile: string; readonly file: string; readonly line: number }
  /** What the role is to be opened by can't do so. `role`: the profile of Roles Anywhere doesn't list it. */
  | {
      readonly code: 'anywhere-not-ready';
      readonly profile: string;
      readonly what: 'trust-anchor' | 'profile';
      readonly arn: string;
      readonly why: 'disabled' | 'role';
    }
  /** No part of the subject can be demanded by a trust policy: AWS drops such values. */
  | { readonly code: 'subject-undemandable'; readonly subject: string }
  /** AWS Private CA did not issue a certificate. */
  | { readonly code: 'private-ca-refused'; readonly awsCode: string }
  /** AWS knows no such trust anchor or profile in this region. */
  | { readonly code: 'anywhere-unknown'; readonly profile: string; readonly region: string };
