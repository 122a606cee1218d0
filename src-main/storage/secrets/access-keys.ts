import type { KeyringFlaw } from './keyring.ts';

/** An access key. Secret. */
export interface AccessKey {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** What the store tells without being opened. */
export interface KeptAccessKey {
  readonly profile: string;
  readonly accessKeyId: string;
  /** What was noted beside it. */
  readonly note?: string;
  /** Programs may have the key itself. */
  readonly shared?: true;
  readonly under: 'keyring' | 'passphrase';
}

export interface KeepOptions {
  /** No secret. */
  readonly note?: string;
  /** Programs may have the key itself. Bound in like the ID: nobody turns it on by editing the file. */
  readonly shared?: true;
  /** Kept under this passphrase, and not in the keyring: the one that was set, or the first. */
  readonly passphrase?: string;
}

/**
 * Why a key can't be had or kept, beside what the keyring says. `missing`: none of this profile's. `other-key`: it was kept under another keyring. `changed`: it
 * is not what was written. `broken`: the file is no such file. `unwritable`: the disk refuses it. `passphrase-needed`: it
 * was not given in this login.
 */
export type AccessKeyFlaw =
  | KeyringFlaw
  | 'missing'
  | 'other-key'
  | 'changed'
  | 'broken'
  | 'unwritable'
  | 'passphrase-needed'
  | 'passphrase-wrong';

export class AccessKeyFault extends Error {
  readonly flaw: AccessKeyFlaw;
  readonly errno: string | undefined;
  /** `broken`: the file, where it isn't that of the keys. */
  readonly file: string | undefined;
  constructor(flaw: AccessKeyFlaw, errno?: string, file?: string) {
    super(`access keys: ${flaw}`);
    this.flaw = flaw;
    this.errno = errno;
    this.file = file;
  }
}

/** Access keys by profile. All but `list` throw AccessKeyFault, and wait for a person who is asked for the keyring. */
export interface AccessKeys {
  readonly file: string;
  /** Opens nothing, asks nobody; empty for a file that can't be read. */
  readonly list: () => Promise<readonly KeptAccessKey[]>;
  /** Whether the file can be read: throws `broken`. */
  readonly readable: () => Promise<void>;
  readonly load: (profile: string, signal: AbortSignal) => Promise<AccessKey>;
  /** Kept when this resolves: file and keyring were read back. One of the same profile is replaced, where that was kept. */
  readonly keep: (profile: string, key: AccessKey, signal: AbortSignal, options?: KeepOptions) => Promise<void>;
  /** Opens what is kept under the passphrase, for as long as the login. */
  readonly unlock: (passphrase: string) => Promise<void>;
  /** Whether there is a passphrase to unlock with: throws `missing` or `broken` where there is none. Asks nobody. */
  readonly unlockable: () => Promise<void>;
  /** Forgets what the passphrase opened, where it would outlive the login. */
  readonly lock: () => Promise<void>;
  /** Needs no keyring. One that is not there is gone already. */
  readonly remove: (profile: string) => Promise<void>;
}
