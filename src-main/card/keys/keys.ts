import { defined } from '../../base/defined.ts';
import type { Problem } from '../../contract/problems/problem.ts';
import type { Result } from '../../contract/result.ts';
import type { AccessKeySource } from '../oath/access-keys.ts';
import type { Account, AccountName } from '../oath/oath-account.ts';
import type { NewAccount } from '../oath/oath-changes.ts';
import type { KeyPiv } from '../piv/piv.ts';

/** What is known of all plugged YubiKeys. */
export type KeysState =
  | { readonly kind: 'starting' }
  | { readonly kind: 'no-service'; readonly problem: Problem }
  /** No YubiKey is an empty list. */
  | {
      readonly kind: 'ready';
      readonly keys: readonly Key[];
      /** Readers with a card that is no YubiKey, as people know them. Absent where there is none. */
      readonly others?: readonly string[];
    };

/** Why there is no YubiKey: what is wrong with the card service, or none is plugged in, but another card may be. `serial` is of the one that is wanted. Pure. */
export const whyNoKey = (state: KeysState, serial?: number): Problem =>
  state.kind === 'no-service'
    ? state.problem
    : { code: 'yubikey-missing', ...defined({ serial, others: state.kind === 'ready' ? state.others : undefined }) };

/** Why the key that a person named by its serial is not there: others are, or what `whyNoKey` says. Pure. */
export const whyNotPlugged = (state: KeysState, serial: number): Problem =>
  state.kind === 'ready' && state.keys.length > 0
    ? { code: 'yubikey-not-plugged', serial, plugged: state.keys.flatMap((key) => key.serial ?? []) }
    : whyNoKey(state, serial);

export interface Key {
  /** Stable while this key stays plugged: its serial, else its OATH device id, else its reader and insertion. */
  readonly id: string;
  readonly serial?: number;
  /** Model as people know it, e.g. `YubiKey 5C NFC`. */
  readonly name: string;
  /** E.g. `5.4.3`; empty where the key does not tell. */
  readonly firmware: string;
  /** E.g. `USB-C keychain`. */
  readonly formFactor: string;
  /** OATH device id: what a remembered access key belongs to. Absent until the applet was read. */
  readonly deviceId?: string;
  /** Of the OATH applet, e.g. `5.4.3`: what accounts can do goes by it. Absent until it was read. */
  readonly oathVersion?: string;
  readonly oath: 'reading' | 'locked' | 'ready' | 'disabled' | 'unreadable';
  /** A password protects its accounts; absent until the applet was read. */
  readonly hasPassword?: boolean;
  readonly problem?: Problem;
  readonly heldBy?: string;
  /** A job of ours runs on it. */
  readonly busy: boolean;
  readonly accounts: readonly Account[];
}

export interface CodeRequest {
  readonly keyId: string;
  /** `Account.id`. */
  readonly account: string;
  /** The TOTP step (30 s, or the account's period) asked for. Time is an argument: the key has no clock. */
  readonly step: number;
  /** A person waits for it, not a program: it goes first where several wait for the key. */
  readonly urgent?: boolean;
  /** Called when the key starts to blink, just before the call that blocks. */
  readonly onTouch: () => void;
  /** Called when another program holds the key and we wait; with its name where known. */
  readonly onBusy: (holder: string | undefined) => void;
  /**
   * Abandons: the promise settles with `cancelled` at once, the card stays busy until it answers, the late code is
   * thrown away and never reaches the caller.
   */
  readonly signal: AbortSignal;
}

/**
 * The plugged YubiKeys as the app sees them. One job at a time on each card; every job connects, selects, works, lets go.
 * All expected failures are `Problem`s: nothing here rejects for a card that misbehaves.
 */
export interface Keys {
  readonly state: () => KeysState;
  readonly subscribe: (listener: (state: KeysState) => void) => () => void;
  /** Opens the readers the first time. Resolves when the look at all readers and keys is done (state is no longer `starting`, no key is `reading`). */
  readonly settled: () => Promise<void>;
  /** A code. Problems: yubikey-removed, yubikey-busy, password-needed, not-touched, account-missing, cancelled, ... */
  readonly code: (request: CodeRequest) => Promise<Result<{ readonly code: string; readonly step: number }>>;
  /**
   * Unlocks with a password for the rest of this run (every later job validates by itself). Gives the derived access key
   * (16 bytes, secret) so that it can be remembered. Problems: password-wrong, yubikey-untrusted, yubikey-removed, ...
   */
  readonly unlock: (keyId: string, password: string) => Promise<Result<{ readonly deviceId: string; readonly accessKey: Uint8Array }>>;
  /** Gives access keys remembered from an earlier run, which are all tried; called with the device id when a locked key appears. */
  readonly setAccessKeySource: (source: AccessKeySource) => void;
  /** Told when a remembered access key was refused by its key (password changed): forget it. */
  readonly onStaleAccessKey: (listener: (deviceId: string, accessKey: Uint8Array) => void) => void;
  /** Looks again at keys that could not be read, and at what counts as one. */
  readonly refresh: () => void;
  /** Lets go of everything at once; a key that still works on a job of ours has a moment to end it. */
  readonly close: () => Promise<void>;
}

/** What changes a key. Like `Keys`: one job at a time, expected failures are `Problem`s, `password-needed` when it is locked. */
export interface KeyCare {
  /** Stores an account; gives its id. The caller wipes `account.seed` afterwards. Problems: account-exists, account-name-too-long, yubikey-full, firmware-too-old, ... */
  readonly put: (keyId: string, account: NewAccount) => Promise<Result<string>>;
  readonly remove: (keyId: string, account: string) => Promise<Result<void>>;
  /** Gives the new id. Problems: firmware-too-old (before 5.3.1), account-exists, account-name-too-long, ... */
  readonly rename: (keyId: string, account: string, to: AccountName) => Promise<Result<string>>;
  /** The access key (16 bytes, secret) that a password would be on this key. Works on a locked key. */
  readonly accessKeyFor: (
    keyId: string,
    password: string,
  ) => Promise<Result<{ readonly deviceId: string; readonly accessKey: Uint8Array }>>;
  /** Sets or replaces the OATH password; gives the access key (16 bytes, secret) so that it can be remembered. */
  readonly setPassword: (keyId: string, password: string) => Promise<Result<{ readonly deviceId: string; readonly accessKey: Uint8Array }>>;
  readonly removePassword: (keyId: string) => Promise<Result<void>>;
  /** Every account and the password go. Works on a locked key. */
  readonly reset: (keyId: string) => Promise<Result<void>>;
  /** Reads the accounts again. */
  readonly list: (keyId: string) => Promise<Result<readonly Account[]>>;
}

/** The plugged YubiKeys with all that can be done with them. */
export interface YubiKeys extends Keys, KeyCare {
  readonly piv: KeyPiv;
}
