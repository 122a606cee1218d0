import type { AwsFiles, CodeLedger, Iam, Sts, TemporaryCredentials } from '../aws/aws-types.ts';
import type { Clock } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import type { KeyCare, Keys } from '../card/keys.ts';
import type { Problem } from '../contract/problems.ts';
import type { Result } from '../contract/result.ts';
import type { EnrollJournal } from './enroll-record.ts';

/** All that the app needs from outside. The real ones are joined in main.ts and cli.ts, fakes in tests. */
export interface World {
  readonly clock: Clock;
  readonly log: Log;
  readonly keys: Keys & KeyCare;
  readonly files: AwsFiles;
  readonly sts: Sts;
  readonly iam: Iam;
  readonly journal: EnrollJournal;
  /** Told the difference of AWS's time and this computer's with each answer, in milliseconds. */
  readonly onClockOffset: (listener: (offsetMillis: number) => void) => void;
  readonly ledger: CodeLedger;
  readonly mfaSessions: MfaSessionStore;
  readonly clipboard: Clipboard;
  /** The text of the one otpauth QR code in a PNG or JPEG: a secret. Problem: picture-unusable. */
  readonly readQrCode: (picture: Uint8Array) => Promise<Result<string>>;
  readonly settings: SettingsStore;
  readonly passwords: PasswordStore;
  readonly newId: () => string;
  /** Set in the demo. */
  readonly demo?: { readonly touch: () => void };
}

/** MFA sessions in memory that ends with the login: shared by window and terminal, never on a disk. */
export interface MfaSessionStore {
  readonly load: () => Promise<readonly StoredMfaSession[]>;
  readonly save: (sessions: readonly StoredMfaSession[]) => Promise<void>;
}

export interface StoredMfaSession {
  readonly source: string;
  /** The long-term key that bought it: a session of another key is not this source's. */
  readonly accessKeyId: string;
  readonly mfaSerial: string;
  readonly credentials: TemporaryCredentials;
}

export interface Clipboard {
  /** Puts a code on the clipboard, marked as secret where the system can. Problem: clipboard-missing. */
  readonly writeSecret: (text: string) => Promise<Result<void>>;
  /** Puts text on it that is no secret. */
  readonly writeText: (text: string) => Promise<Result<void>>;
  /** Clears it if it still holds what `writeSecret` put there. */
  readonly clearSecret: () => Promise<void>;
  /** What a person copied: text, else a picture as PNG; undefined when it holds neither. Problem: clipboard-missing. */
  readonly read: () => Promise<Result<Copied | undefined>>;
  /** Clears it, whatever it holds: what was copied was a secret. */
  readonly wipe: () => Promise<void>;
}

export type Copied = { readonly kind: 'text'; readonly text: string } | { readonly kind: 'picture'; readonly bytes: Uint8Array };

export interface Settings {
  /** Seconds asked for with GetSessionToken: 900 to 129600. */
  readonly mfaSessionSeconds: number;
  /** Seconds after which a copied code leaves the clipboard. */
  readonly clipboardSeconds: number;
  /** The account that a person picked for an MFA serial. */
  readonly pickedAccounts: Readonly<Record<string, string>>;
  /** The longest duration that AWS allowed for a role, learned when it refused more. */
  readonly roleMaximumSeconds: Readonly<Record<string, number>>;
  /** Which YubiKey was last seen to hold an account: account id -> serials. */
  readonly knownKeys: Readonly<Record<string, readonly number[]>>;
}

export interface SettingsStore {
  readonly get: () => Settings;
  readonly update: (change: Partial<Settings>) => void;
  /** Told at start when a broken file was set aside. */
  readonly problem?: Problem;
}

/** Remembers derived OATH access keys, by OATH device id, in the system's secret store. */
export interface PasswordStore {
  readonly canRemember: () => boolean;
  readonly load: (deviceId: string) => Promise<Uint8Array | undefined>;
  readonly save: (deviceId: string, accessKey: Uint8Array) => Promise<void>;
  readonly forget: (deviceId: string) => Promise<void>;
}
