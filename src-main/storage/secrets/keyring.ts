/** The system's secret store, of which Roletap uses one item of 32 bytes: the master key. Both calls throw `KeyringFault`, and may wait for a person. */
export interface Keyring {
  /** Whether there may be one. Cheap: opens nothing, asks nobody. */
  readonly likely: () => boolean;
  /** Undefined where the item is not there. */
  readonly read: () => Promise<Uint8Array | undefined>;
  /** An answer is no proof: read it back. */
  readonly write: (bytes: Uint8Array) => Promise<void>;
}

/**
 * Why the keyring gives nothing. `absent`: no such service here. `locked`: it asked the person, who declined. `unmade`: the service has no keyring to put
 * anything into. `silent`: it has not answered in time. `refused`: it said no, or did not keep what it was given.
 */
export type KeyringFlaw = 'absent' | 'locked' | 'unmade' | 'silent' | 'refused' | 'cancelled';

export class KeyringFault extends Error {
  readonly flaw: KeyringFlaw;
  constructor(flaw: KeyringFlaw) {
    super(`keyring: ${flaw}`);
    this.flaw = flaw;
  }
}

/** From the words of @napi-rs/keyring 2.1 (keyring-rs): it gives one code for everything. Its words never hold what is kept. */
export const keyringFlawOf = (message: string): KeyringFlaw => {
  if (/dismissed|is locked|cancell?ed|not allowed without|interaction is not allowed/i.test(message)) return 'locked';
  if (/no result found|keychain could not be found|no default keychain/i.test(message)) return 'unmade';
  if (/DBus error|ServiceUnknown|not provided by any|NameHasNoOwner|No such file|Connection refused|unavailable/i.test(message))
    return 'absent';
  return 'refused';
};

/** Where nothing is to be kept. */
export const noKeyring: Keyring = {
  likely: () => false,
  read: () => Promise.reject(new KeyringFault('absent')),
  write: () => Promise.reject(new KeyringFault('absent')),
};
