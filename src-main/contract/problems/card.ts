import type { AccountFlaw } from '../values.ts';

/** The card reader service, the YubiKey, and the person at it. */
export type CardProblem =
  | { readonly code: 'card-service-missing' }
  | { readonly code: 'card-service-silent' }
  | { readonly code: 'card-access-denied' }
  /** No key is plugged; `serial` is the one that is known to hold what is needed, `others` are readers whose card is no YubiKey. */
  | { readonly code: 'yubikey-missing'; readonly serial?: number; readonly others?: readonly string[] }
  /** The key went away during the job. */
  | { readonly code: 'yubikey-removed'; readonly serial?: number }
  /** Another program held the key for longer than we wait. */
  | { readonly code: 'yubikey-busy'; readonly holder?: string }
  | { readonly code: 'yubikey-unreadable'; readonly reader: string; readonly detail: string }
  /** More than one key is there and the request does not say which. */
  | { readonly code: 'yubikey-unclear'; readonly serials: readonly number[] }
  | { readonly code: 'yubikey-other-needed'; readonly serial: number; readonly account: string }
  /** The person named a key that is not there; `plugged`: serials of those that are, as far as they tell one. */
  | { readonly code: 'yubikey-not-plugged'; readonly serial: number; readonly plugged: readonly number[] }
  /** The key could not prove that it knows its own password: it is not the key it says it is. */
  | { readonly code: 'yubikey-untrusted'; readonly serial?: number }
  | { readonly code: 'oath-disabled'; readonly serial?: number }
  | { readonly code: 'password-needed'; readonly serial?: number }
  | { readonly code: 'password-wrong'; readonly serial?: number }
  | { readonly code: 'firmware-too-old'; readonly needs: string; readonly has: string; readonly feature: FirmwareFeature }
  | { readonly code: 'account-missing'; readonly account: string; readonly serials: readonly number[] }
  /** It is there, and AWS takes no code of its kind. */
  | { readonly code: 'account-unusable'; readonly account: string; readonly serial?: number; readonly why: AccountFlaw }
  | { readonly code: 'account-unclear'; readonly account: string; readonly choices: readonly string[] }
  | { readonly code: 'account-exists'; readonly account: string }
  | { readonly code: 'account-name-too-long'; readonly account: string; readonly bytes: number; readonly limit: number }
  | { readonly code: 'yubikey-full'; readonly limit?: number }
  | { readonly code: 'card-said'; readonly status: string; readonly during: string }
  | { readonly code: 'not-touched'; readonly seconds: number /** Absent: for a code. */; readonly what?: 'signature' }
  /** A code was to be typed, and nobody did. */
  | { readonly code: 'code-not-typed'; readonly seconds: number }
  /** A typed code is of a step that was spent here; the device's next one is good in `waitSeconds`. It was not sent. */
  | { readonly code: 'code-spent'; readonly mfaSerial: string; readonly waitSeconds: number }
  | { readonly code: 'cancelled' };

/** What a YubiKey of older firmware cannot do. `name-prefix`: an account whose name is the beginning of another's. */
export type FirmwareFeature =
  | 'touch'
  | 'sha512'
  | 'rename'
  | 'name-prefix'
  | 'rsa-long'
  /** RSA keys that this firmware makes can be computed. */
  | 'rsa-safe'
  | 'p384'
  | 'retired-slot'
  | 'touch-cached'
  | 'touch-always'
  /** YubiKey FIPS of the 4 series make no key without a PIN. */
  | 'pin-never'
  | 'delete-key'
  | 'attestation';
