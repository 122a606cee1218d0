import type { Problem } from '../problems/problem.ts';
import type { CertificateWork, Millis } from '../values.ts';
import type { CertificateView, PivView, RequestView, SetupView } from './piv.ts';

/** The page of certificates in the wide window. */
export interface CertificatesView {
  /** All YubiKeys that are plugged in. */
  readonly keys: readonly KeyReadingView[];
  readonly stage: CertificateStage;
  /** Setups that have not come to their end, the oldest first. */
  readonly unfinished: readonly SetupView[];
  /** What is done now; it stops when the page closes. */
  readonly working?: CertificateWork;
  /** Why the last of it was not done. */
  readonly problem?: Problem;
}

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
  /** An authority's key and its certificate are there. */
  | {
      readonly kind: 'authority';
      readonly serial?: number;
      readonly slot: string;
      readonly subject: string;
      readonly proof: RequestView['proof'];
    };

/** What was done last. */
export type CertificateTold =
  | { readonly kind: 'stored'; readonly slot: string; readonly certificate: CertificateView; readonly replaced?: string }
  | { readonly kind: 'undone'; readonly slot: string };

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
