import type { Millis } from '../values.ts';

/** What a YubiKey's PIV application holds, as facts for window and terminal. */
export interface PivView {
  /** Absent on keys that hide it. */
  readonly serial?: number;
  /** Of the PIV application: `5.4.3`. */
  readonly version: string;
  readonly pin: TriesView;
  /** `isGivenUp`: whoever set the key up gave the PUK up, as the minidriver on Windows does. */
  readonly puk: TriesView & { readonly isGivenUp: boolean };
  readonly managementKey: {
    readonly algorithm: string;
    /** Absent where the firmware (before 5.3) does not tell. */
    readonly isFactory?: boolean;
    /** The PIN gives it out. */
    readonly isUnderPin: boolean;
    readonly touch: boolean;
  };
  /** Those that hold something. */
  readonly slots: readonly PivSlotView[];
}

export interface TriesView {
  /** 0: blocked. Absent where the key does not tell. */
  readonly left?: number;
  readonly total?: number;
  readonly isFactory?: boolean;
}

export type PinPolicyName = 'never' | 'once' | 'always' | 'match-once' | 'match-always' | 'unknown';
export type TouchPolicyName = 'never' | 'always' | 'cached' | 'unknown';
/** Private keys that a slot holds and AWS takes. */
export type KeyAlgorithmName = 'p256' | 'p384' | 'rsa-1024' | 'rsa-2048' | 'rsa-3072' | 'rsa-4096';
/** Those that can be made. */
export const newKeyAlgorithms = ['p256', 'p384', 'rsa-2048', 'rsa-3072', 'rsa-4096'] as const satisfies readonly KeyAlgorithmName[];
export type NewKeyAlgorithm = (typeof newKeyAlgorithms)[number];
export const touchPolicies = ['cached', 'always', 'never'] as const satisfies readonly TouchPolicyName[];
export type ChosenTouchPolicy = (typeof touchPolicies)[number];
export const pinPolicies = ['once', 'always', 'never'] as const satisfies readonly PinPolicyName[];
export type ChosenPinPolicy = (typeof pinPolicies)[number];

export interface PivSlotView {
  /** `82`. */
  readonly slot: string;
  readonly key?: {
    /** Absent: a kind that AWS does not take. */
    readonly algorithm?: KeyAlgorithmName;
    readonly pinPolicy: PinPolicyName;
    readonly touchPolicy: TouchPolicyName;
    readonly origin: 'generated' | 'imported' | 'unknown';
  };
  readonly certificate?: CertificateView;
  /** Something lies there that is no certificate. */
  readonly isUnreadable?: true;
}

/** Whether it is the ARN of a CA of AWS Private CA. */
export const isPrivateCaArn = (arn: string): boolean =>
  /^arn:[\w-]{1,20}:acm-pca:[a-z0-9-]+:\d{12}:certificate-authority\/[0-9a-f-]{36}$/.test(arn);

/** Whether a slot's key lacks only its certificate: nothing else lies there that one would overwrite. */
export const mayRequest = ({ key, certificate, isUnreadable }: PivSlotView): boolean =>
  key?.algorithm !== undefined && certificate === undefined && isUnreadable !== true;

export interface CertificateView {
  /** `CN=jane,O=Example`. */
  readonly subject: string;
  readonly issuer: string;
  readonly from: Millis;
  readonly until: Millis;
  /** As a decimal number. */
  readonly serialNumber: string;
  /** SHA-256 of the whole, hex. */
  readonly fingerprint: string;
  readonly algorithm?: KeyAlgorithmName;
  readonly isAuthority: boolean;
  /** It was issued for the key in its slot; absent where nobody knows. */
  readonly isForKey?: boolean;
  /** What it proves of its key, where an authority on a YubiKey says so. */
  readonly proof?: KeyProofView;
}

/** What a YubiKey's attestation proved of a key. */
export interface AttestedView {
  readonly serial?: number;
  readonly firmware: string;
  readonly slot: string;
  readonly pinPolicy: PinPolicyName;
  readonly touchPolicy: TouchPolicyName;
  readonly isFips: boolean;
  /** The authority at the end of the chain: `Yubico PIV Root CA Serial 263751`. */
  readonly root: string;
}

/** Why an attestation proves nothing: see `AttestationFlaw`; `absent`: there is none. */
export type UnprovedWhy = 'absent' | 'malformed' | 'foreign' | 'other-key' | 'other-slot';

/** What a certificate proves of its key, which was made on a YubiKey: whether that asks for a PIN, and for a touch, before it signs. */
export interface KeyProofView {
  readonly asksPin: boolean;
  readonly wantsTouch: boolean;
}

/** The role that a certificate is for, as typed: empty is what is to be found or made. */
export interface CertificateRoleDraft {
  /** Of the profile in the config file. */
  readonly name: string;
  readonly roleArn: string;
  readonly trustAnchorArn: string;
  readonly profileArn: string;
  /** Whose credentials may look at AWS, and make what is missing; empty for nobody's. */
  readonly source: string;
  readonly region: string;
  /** The role isn't there yet: it is made with these managed policies, and for sessions of so many seconds at most. */
  readonly create?: { readonly policies: readonly string[]; readonly maxSessionSeconds: number };
}

/** A setup that has not come to its end. */
export interface SetupView {
  readonly id: string;
  readonly startedAt: Millis;
  readonly serial?: number;
  readonly slot: string;
  readonly subject: string;
  /** What comes next. `role`: what AWS needs for it, the proof, or its profile. */
  readonly waitsFor: 'key' | 'request' | 'certificate' | 'role';
  /** The key was there before: undoing it takes nothing off the YubiKey. */
  readonly keepsKey?: boolean;
  /** The profile that it will be opened by, where the setup goes on to a role. */
  readonly profile?: string;
  /** What opens it, as far as it is known: the role's trust policy names it. */
  readonly trustAnchorArn?: string;
  /** What the certificate proves, so that the role's trust policy can demand it. */
  readonly keyProof?: KeyProofView;
  /** Only the role is missing, and nothing was made for it: it can be another one. */
  readonly draft?: CertificateRoleDraft;
}

/** What is in a slot after its setup was undone: `key` where the firmware can't delete one, `all` where both were there before. */
export type SlotLeft = 'nothing' | 'key' | 'all';

/** A setup that was undone. */
export interface UndoneView extends SetupView {
  readonly left: SlotLeft;
}

/** A role that a setup proved and saved. */
export interface SetUpRoleView {
  /** The profile in the config file. */
  readonly profile: string;
  readonly trustAnchorArn: string;
  readonly profileArn: string;
  readonly roleArn: string;
  /** What was made in AWS for it. */
  readonly made: readonly ('trust-anchor' | 'role' | 'profile')[];
  /** Of a role that was made: what its trust policy demands beside the subject. */
  readonly proof?: KeyProofView;
  /** The same: parts of the subject that it doesn't demand, since AWS drops them. */
  readonly lost?: readonly string[];
}

/** A certificate that was signed on this computer with an authority's YubiKey. */
export interface SignedView {
  /** As a decimal number. */
  readonly serialNumber: string;
  readonly subject: string;
  readonly issuer: string;
  readonly signedAt: Millis;
  readonly until: Millis;
  readonly fingerprint: string;
  /** The YubiKey that its key was made on, where that was proved. */
  readonly keySerial?: number;
  readonly slot?: string;
  readonly revokedAt?: Millis;
}

/** What a request asks an authority for. */
export interface RequestView {
  readonly file: string;
  readonly subject: string;
  readonly algorithm: KeyAlgorithmName;
  readonly proof: { readonly proved: AttestedView } | { readonly why: UnprovedWhy };
}
