import type { Result } from '../../contract/result.ts';
import type { HashName, KeyAlgorithm } from '../certificates/signing.ts';
import type { Version } from '../connection/version.ts';

/** When a key wants the PIN. `unknown`: nobody knows (before firmware 5.3, without attestation). */
export type PinPolicy = 'never' | 'once' | 'always' | 'match-once' | 'match-always' | 'unknown';
/** `cached`: a touch counts for 15 s. */
export type TouchPolicy = 'never' | 'always' | 'cached' | 'unknown';

/** The private key in a slot, as far as the firmware tells. */
export interface SlotKey {
  /** Undefined: a kind of key that AWS does not take (Ed25519, X25519), or that is not known here. */
  readonly algorithm?: KeyAlgorithm;
  readonly pinPolicy: PinPolicy;
  readonly touchPolicy: TouchPolicy;
  /** `imported`: there was a copy of it outside the YubiKey, and may still be. */
  readonly origin: 'generated' | 'imported' | 'unknown';
  /** SubjectPublicKeyInfo as DER; absent where the firmware does not tell and nothing is in its certificate's place. */
  readonly publicKey?: Uint8Array;
}

export interface PivSlot {
  /** 0x9a, 0x9c, 0x9d, 0x9e, or retired: 0x82 to 0x95. */
  readonly slot: number;
  /** Absent: certain that there is none, or nobody knows (a certificate alone, before firmware 4.3). */
  readonly key?: SlotKey;
  /** The certificate's DER as it is stored; also one that is compressed on the key comes plain. */
  readonly certificate?: Uint8Array;
}

/** Tries of a PIN or PUK. */
export interface Tries {
  /** 0: blocked. Absent where the key does not tell. */
  readonly left?: number;
  /** What it is set to; from firmware 5.3 on. */
  readonly total?: number;
  /** The factory's is still in place; from firmware 5.3 on. */
  readonly isFactory?: boolean;
}

/** What a YubiKey's PIV application holds. Reading it needs no PIN. */
export interface PivApplication {
  readonly version: Version;
  readonly pin: Tries;
  readonly puk: Tries & {
    /** Whoever set the key up gave the PUK up, as the minidriver on Windows does. */
    readonly isGivenUp: boolean;
  };
  readonly managementKey: {
    readonly algorithm: '3des' | 'aes128' | 'aes192' | 'aes256';
    /** Absent before firmware 5.3. */
    readonly isFactory?: boolean;
    /** It lies on the key, and the PIN gives it out. */
    readonly isUnderPin: boolean;
    /** It wants a touch. */
    readonly touch: boolean;
  };
  /** Slots with a key or a certificate, in the order 9a, 9c, 9d, 9e, 82 to 95. */
  readonly slots: readonly PivSlot[];
}

/** What a job on the key tells while it runs. */
export interface PivMoments {
  /** Called just before the call that blocks until a touch. */
  readonly onTouch?: () => void;
  readonly onBusy?: (holder: string | undefined) => void;
  /** Abandons: see `CardQueue.run`. */
  readonly signal?: AbortSignal;
  /** A person waits for it, not a program. */
  readonly urgent?: boolean;
}

export interface NewKey {
  readonly slot: number;
  readonly algorithm: KeyAlgorithm;
  readonly pinPolicy: PinPolicy;
  readonly touchPolicy: TouchPolicy;
}

/** How the management key is opened. */
export type ManagementAccess =
  | { readonly kind: 'factory' }
  /** It lies on the key under the PIN, which is verified in the same job. */
  | { readonly kind: 'under-pin' }
  /** Raw bytes; whoever gives them wipes them. */
  | { readonly kind: 'key'; readonly key: Uint8Array };

/** An attestation: what the YubiKey says of the key in a slot, and the YubiKey's own certificate. Both DER. */
export interface SlotAttestation {
  readonly statement: Uint8Array;
  readonly device: Uint8Array;
}

/** What changes a key, with what opens it. Whoever gives PIN and key wipes them. */
export interface PivChange extends PivMoments {
  readonly keyId: string;
  /** Verified before, where it is given: a management key under the PIN needs it. */
  readonly pin?: Uint8Array;
  readonly lastTry?: boolean;
  readonly access: ManagementAccess;
}

export interface SignRequest extends PivMoments {
  /** `Key.id`; the serial as text does. */
  readonly keyId: string;
  readonly slot: number;
  readonly algorithm: KeyAlgorithm;
  /** Of the digest. An RSA key's padding (PKCS#1 v1.5) is made here. */
  readonly hash: HashName;
  readonly digest: Uint8Array;
  /**
   * The PIN's bytes, 6 to 8; absent to try without (a key of policy "never"). They are not kept: whoever gives them wipes them.
   */
  readonly pin?: Uint8Array;
  /** Whether the last try may be used up: without it, one try left is the problem `pin-last-try`. */
  readonly lastTry?: boolean;
}

/** The PIV application of the plugged YubiKeys. Like `Keys`: one job at a time, expected failures are problems. */
export interface KeyPiv {
  /** `slots`: read no others, which is much quicker. Problems: piv-missing, security-key, yubikey-removed, yubikey-busy, ... */
  readonly read: (keyId: string, how?: PivMoments & { readonly slots?: readonly number[] }) => Promise<Result<PivApplication>>;
  /**
   * A signature in one job: PIN, signature, letting go. ECDSA gives DER, RSA its block. Problems: pin-needed, pin-wrong (with the tries
   * left; a PIN is sent once, whatever happens), pin-last-try, pin-blocked, pin-malformed, slot-empty, slot-key-other, not-touched, ...
   */
  readonly sign: (request: SignRequest) => Promise<Result<Uint8Array>>;
  /** Needs neither PIN nor touch. Undefined: an empty slot, an imported key, firmware before 4.3. */
  readonly attest: (keyId: string, slot: number, moments?: PivMoments) => Promise<Result<SlotAttestation | undefined>>;
  /** A key pair made on the YubiKey, in the place of whatever the slot holds; gives SubjectPublicKeyInfo. Problems: management-key-other, firmware-too-old, those of the PIN, ... */
  readonly generate: (change: PivChange, wanted: NewKey) => Promise<Result<Uint8Array>>;
  /** Deletes the private key, from firmware 5.7 on. Problem beside those: firmware-too-old. */
  readonly deleteKey: (change: PivChange, slot: number) => Promise<Result<void>>;
  /** Stores a certificate (DER), or takes away the one that is there. It is not checked here. */
  readonly store: (change: PivChange, slot: number, certificate: Uint8Array | undefined) => Promise<Result<void>>;
  /** A random management key that the PIN gives out. */
  readonly protect: (change: PivChange & { readonly pin: Uint8Array }) => Promise<Result<void>>;
  /** A new PIN by the PUK. Problems: puk-wrong with the tries left (a PUK is sent once, whatever happens), puk-last-try, puk-blocked, pin-malformed. The caller wipes both. */
  readonly unblock: (
    keyId: string,
    values: { readonly puk: Uint8Array; readonly next: Uint8Array; readonly lastTry: boolean },
    moments?: PivMoments,
  ) => Promise<Result<void>>;
  /** A new PIN or PUK. Problems: pin-wrong, pin-blocked, puk-wrong, puk-blocked, pin-malformed. The caller wipes both. */
  readonly changeReference: (
    keyId: string,
    what: 'pin' | 'puk',
    values: { readonly old: Uint8Array; readonly next: Uint8Array },
    moments?: PivMoments,
  ) => Promise<Result<void>>;
}

/** `82` for 0x82. */
export const slotName = (slot: number): string => slot.toString(16);

export const mainSlots: readonly number[] = [0x9a, 0x9c, 0x9d, 0x9e];
export const retiredSlots: readonly number[] = Array.from({ length: 20 }, (_, index) => 0x82 + index);

/** `82` -> 0x82; undefined for what is no slot that can hold an identity. */
export const slotNumber = (text: string): number | undefined => {
  const slot = /^(0x)?[0-9a-f]{2}$/i.test(text) ? Number.parseInt(text, 16) : Number.NaN;
  return mainSlots.includes(slot) || retiredSlots.includes(slot) ? slot : undefined;
};
