import type { CertificateFacts } from '../../aws/anywhere/certificate-facts.ts';
import type { CreateSession } from '../../aws/anywhere/create-session.ts';
import type { Clock } from '../../base/clock.ts';
import type { Keys } from '../../card/keys/keys.ts';
import type { KeyPiv, PinPolicy, TouchPolicy } from '../../card/piv/piv.ts';
import type { Result } from '../../contract/result.ts';
import type { CodePhase, CodePurpose } from '../codes/code-request.ts';
import type { KnownChains } from '../piv/known-chains.ts';
import type { Settings } from '../ports.ts';
import type { Questions } from '../questions.ts';
import type { ChangeSettings } from '../state/store.ts';
import type { Pins } from './pins.ts';

/** What opening a role with a certificate takes. Each function here names the part of it that it needs. */
export interface CertificatePorts {
  /** The plugged keys, their PIV applications, and the PINs that were typed for them. */
  readonly keys: Keys & { readonly piv: Pick<KeyPiv, 'read' | 'sign'>; readonly pins: Pins };
  readonly questions: Questions;
  /** AWS's time. */
  readonly time: Clock;
  readonly settings: { readonly get: () => Settings; readonly change: ChangeSettings };
  readonly aws: {
    readonly createSession: CreateSession;
    /** Certificates in a file, PEM or DER, DER each. Problem: chain-bad. */
    readonly readCertificates: (profile: string, file: string) => Promise<Result<readonly Uint8Array[]>>;
    /** What is known to have issued a certificate. */
    readonly chains: Pick<KnownChains, 'of'>;
  };
}

/** A certificate in a slot of a YubiKey that is plugged in. */
export interface KeyCertificate {
  readonly keyId: string;
  /** As people know the key. */
  readonly key: { readonly name: string; readonly serial?: number; readonly formFactor: string };
  /** 0x82 and the like. */
  readonly slot: number;
  readonly facts: CertificateFacts;
  readonly pinPolicy: PinPolicy;
  readonly touchPolicy: TouchPolicy;
  /** Tries of the PIN, where the key told when it was read. */
  readonly tries?: number;
}

/** For what a certificate is used, and what to show meanwhile. */
export interface CertificatePurpose extends Pick<CodePurpose, 'for' | 'urgent' | 'keySerial'> {
  /** Told what is waited for. */
  readonly onPhase: (phase: CodePhase | 'pin' | 'aws') => void;
  /** The person acts for it each time: a PIN that is remembered does not do where the key takes no touch. */
  readonly isGuarded: boolean;
  /** Nobody may be asked for anything: what would take a person is touch-wanted. */
  readonly isSilent?: boolean;
  /** Told which key signed. */
  readonly onSigned: (key: { readonly name: string; readonly serial?: number }) => void;
}
