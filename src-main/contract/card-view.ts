import type { Problem } from './problems/problem.ts';

/** One union for the whole way from "no reader service" to "ready". */
export type CardState =
  | { readonly kind: 'starting' }
  | { readonly kind: 'no-service'; readonly problem: Problem }
  /** `others`: readers with a card that is no YubiKey. */
  | { readonly kind: 'no-key'; readonly others?: readonly string[] }
  | { readonly kind: 'present'; readonly keys: readonly KeyView[] };

export interface KeyView {
  /** Stable while plugged: what commands name. */
  readonly id: string;
  /** Absent on keys that hide it. */
  readonly serial?: number;
  /** E.g. `YubiKey 5C NFC`. */
  readonly name: string;
  /** Empty where the key does not tell. */
  readonly firmware: string;
  readonly formFactor: string;
  readonly oath: 'reading' | 'locked' | 'ready' | 'disabled' | 'unreadable';
  /** A password protects its accounts; absent while that is not known. */
  readonly hasPassword?: boolean;
  readonly problem?: Problem;
  /** Another program holds it now; its name where that can be known. */
  readonly heldBy?: string;
  /** A job of ours is running on it (a touch that was abandoned keeps it busy). */
  readonly busy: boolean;
  readonly accounts: readonly AccountView[];
}

export interface AccountView {
  /** The whole OATH credential id as text, e.g. `arn:aws:iam::111122223333:mfa/jane`. */
  readonly id: string;
  readonly issuer?: string;
  readonly name: string;
  /** `unknown` for HOTP. */
  readonly touch: 'required' | 'not-required' | 'unknown';
  /** Can be used with AWS: TOTP, SHA-1, 6 digits, 30 s. */
  readonly forAws: boolean;
  /** What to show for an account that looks like AWS, e.g. `jane @ 111122223333`. */
  readonly user?: string;
  readonly accountId?: string;
}

/** Another program has it. */
export const isHeld = ({ heldBy, problem }: KeyView): boolean => heldBy !== undefined || problem?.code === 'yubikey-busy';
