import type { CodeLedger } from '../../aws/sts/sts.ts';
import type { Clock } from '../../base/clock.ts';
import type { Keys } from '../../card/keys/keys.ts';
import type { Problem } from '../../contract/problems/problem.ts';
import type { Millis, WaitingFor } from '../../contract/values.ts';
import type { PasswordStore, Settings } from '../ports.ts';
import type { Questions } from '../questions.ts';
import type { ChangeSettings } from '../state/store.ts';
import type { Place } from './accounts.ts';

/** What making codes takes. Each function here names the part of it that it needs. */
export interface CodePorts {
  /** The plugged keys, the access keys of those with a password that are remembered, and whose accounts are whose devices, found out beforehand. */
  readonly keys: Keys & { readonly passwords: PasswordStore; readonly known: KnownAccounts };
  readonly questions: Questions;
  /** AWS's time. */
  readonly time: Clock;
  readonly ledger: CodeLedger;
  readonly settings: { readonly get: () => Settings; readonly change: ChangeSettings };
}

/** The plugged account that makes a device's codes. */
export interface KnownAccount {
  readonly place: Place;
  /** There is nothing to remember when AWS takes its code: its name tells that it is the device's, or the settings do. */
  readonly isLearned: boolean;
}

/** Which plugged account makes the codes of which MFA device: found out when keys, files or settings change, and only looked up when a code is wanted. */
export interface KnownAccounts {
  /** Finds out what may have changed. Cheap when nothing has. */
  readonly look: () => void;
  /** Undefined where something is left to decide, and where keys or settings are others by now. */
  readonly of: (mfaSerial: string) => KnownAccount | undefined;
}

/** For whom a code is made, and what to show meanwhile. */
export interface CodePurpose {
  readonly for: WaitingFor;
  /** A YubiKey that was named, by serial. */
  readonly keySerial?: number;
  /** A person asked, and goes first where programs wait for the same key. */
  readonly urgent?: boolean;
  /** Why a code is asked for once more: what came of the one before. */
  readonly after?: Problem;
  /** Told that the person types a code of another device; where it is absent, nobody is offered to. */
  readonly onInstead?: () => void;
  /** The person types the code, and no key is looked for. */
  readonly typed?: boolean;
  /** Told which key made the code, when it had to be touched. */
  readonly onTouched?: (key: { readonly name: string; readonly serial?: number }) => void;
  /** Told what is waited for. */
  readonly onPhase: (phase: CodePhase, until?: Millis) => void;
}

export type CodePhase = 'card' | 'touch' | 'step' | 'password' | 'insert' | 'pick' | 'code';
