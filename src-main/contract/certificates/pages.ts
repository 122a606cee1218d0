import type { Problem } from '../problems/problem.ts';
import type { CertificateWork, Millis } from '../values.ts';
import type { CertificateView, PivView, RequestView, SetUpRoleView, SetupView, SignedView, SlotLeft } from './piv.ts';

/** The page of certificates in the wide window. */
export interface CertificatesView {
  /** All YubiKeys that are plugged in. */
  readonly keys: readonly KeyReadingView[];
  readonly stage: CertificateStage;
  /** Setups that have not come to their end, the oldest first. */
  readonly unfinished: readonly SetupView[];
  /** What is done now; it stops when the page closes. */
  readonly working?: CertificateWork;
  /** What it is at, of the work that goes on to AWS. */
  readonly moment?: CertificateMoment;
  /** Why the last of it was not done. */
  readonly problem?: Problem;
  /** Profiles whose credentials AWS's side can be looked at with. */
  readonly sources: readonly string[];
  readonly listed?: AnywhereListView;
}

/** See `SetupMoment`. */
export type CertificateMoment = 'rsa-key' | 'private-ca' | 'sign' | 'trust-anchor' | 'role' | 'profile' | 'proof' | 'settling';

/** What AWS has of IAM Roles Anywhere, as far as the profile may list it. */
export interface AnywhereListView {
  readonly source: string;
  readonly region: string;
  readonly anchors: readonly { readonly arn: string; readonly name: string; readonly enabled: boolean }[];
  readonly profiles: readonly {
    readonly arn: string;
    readonly name: string;
    readonly enabled: boolean;
    readonly roleArns: readonly string[];
  }[];
}

/** How a certificate comes: somebody brings it, a private CA of AWS, or a CA's key on a YubiKey that is plugged in, too. */
export type CertificateWayDraft =
  | { readonly kind: 'request' }
  | { readonly kind: 'private-ca'; readonly arn: string; readonly days: number }
  | { readonly kind: 'ca-key'; readonly serial: number; readonly slot: string; readonly days: number; readonly proved: boolean };

/** Part of the page: what it shows in place of the keys. */
export type CertificateStage =
  | { readonly kind: 'keys'; readonly told?: CertificateTold }
  /** The form for a new key pair. `setup`: it was begun, and can be continued. */
  | { readonly kind: 'setup'; readonly keyId: string; readonly isAuthority: boolean; readonly setup?: string }
  /** The request is made, and waits for its certificate. `setup`: the run that it belongs to; a renewal has none. */
  | {
      readonly kind: 'request';
      readonly serial?: number;
      readonly slot: string;
      readonly subject: string;
      readonly proof: RequestView['proof'];
      readonly setup?: string;
    }
  /** A new certificate for the key in a slot; `subject` is empty for one that has none yet. */
  | { readonly kind: 'renew'; readonly keyId: string; readonly slot: string; readonly subject: string }
  /** AWS's side for a certificate that is there. `setup`: it was begun, and can be continued. */
  | {
      readonly kind: 'role';
      readonly keyId: string;
      readonly slot: string;
      readonly subject: string;
      readonly setup?: string;
    }
  /** A role was proved, and stands in the list. */
  | { readonly kind: 'done'; readonly subject: string; readonly role: SetUpRoleView }
  /** Signing as an authority, with the register. `request`: the one that is open. */
  | {
      readonly kind: 'sign';
      readonly serial?: number;
      readonly slot: string;
      readonly subject: string;
      readonly signed: readonly SignedView[];
      readonly request?: RequestView;
      readonly made?: CertificateMade;
    }
  /** An authority's key and its certificate are there. */
  | {
      readonly kind: 'authority';
      readonly serial?: number;
      readonly slot: string;
      readonly subject: string;
      readonly proof: RequestView['proof'];
    };

/** What an authority made last: a certificate, or its revocation list. */
export type CertificateMade =
  | { readonly kind: 'certificate'; readonly certificate: SignedView }
  /** `imported`: the ARN that AWS has it under. */
  | { readonly kind: 'list'; readonly revoked: number; readonly imported?: string };

/** What was done last. */
export type CertificateTold =
  | { readonly kind: 'stored'; readonly slot: string; readonly certificate: CertificateView; readonly replaced?: string }
  | { readonly kind: 'undone'; readonly slot: string; readonly left: SlotLeft }
  /** The PIN of this YubiKey. */
  | { readonly kind: 'unblocked'; readonly name: string; readonly serial?: number };

/** A YubiKey, and what its PIV application holds as far as it was read. */
export interface KeyReadingView {
  /** As in `KeyView`. */
  readonly keyId: string;
  readonly name: string;
  readonly serial?: number;
  readonly formFactor: string;
  readonly state: 'reading' | 'ready' | 'failed';
  /** Stays while it is read anew. */
  readonly piv?: PivView;
  /** Why it could not be read: a Security Key has no such application. */
  readonly problem?: Problem;
}

/** A request waits for its certificate. */
export interface RequestNotice extends Pick<SetupView, 'subject' | 'startedAt'> {
  readonly kind: 'certificate-awaited';
}

/** A certificate that opens a role ends soon, or has ended. */
export interface CertificateNotice {
  readonly kind: 'certificate-ends';
  /** The role's. */
  readonly profile: string;
  readonly subject: string;
  readonly until: Millis;
  /** Whole ones that are left; 0: it ends today. Below: it has ended. */
  readonly days: number;
}
