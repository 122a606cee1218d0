import type { Problem } from '../problems/problem.ts';
import type { PivView } from './piv.ts';

/** The page of certificates in the wide window. */
export interface CertificatesView {
  /** All YubiKeys that are plugged in. */
  readonly keys: readonly KeyReadingView[];
}

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
