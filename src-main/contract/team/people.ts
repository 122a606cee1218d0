import type { Problem } from '../problems/problem.ts';
import type { Millis } from '../values.ts';

/** What kind of MFA device a person has. AWS can't tell a YubiKey's codes from a phone's: `yubikey` is told by its name or tag, or by what this computer has seen. */
export type MfaKind = 'yubikey' | 'virtual' | 'passkey' | 'hardware';

export interface PersonDevice {
  readonly kind: MfaKind;
  readonly serial: string;
}

/** A device as people know it: the end of its ARN, or a hardware token's own number. */
export const deviceName = (serial: string): string => serial.slice(serial.lastIndexOf('/') + 1);

/** An access key as the credential report tells of it, which knows no IDs. */
export interface PersonKey {
  readonly number: 1 | 2;
  /** `unknown`: a word that is neither true nor false, which counts as usable by nobody. */
  readonly state: 'active' | 'inactive' | 'unknown';
  readonly rotated?: Millis;
  readonly used?: { readonly at: Millis; readonly service: string; readonly region: string } | 'never';
}

/** What is worth doing something about. Days are those of CIS's benchmark for AWS. */
export const personFlags = ['root-key', 'root-no-mfa', 'no-mfa', 'one-device', 'two-keys', 'old-key', 'unused', 'odd-key'] as const;
export type PersonFlag = (typeof personFlags)[number];

export const nextSteps = [
  'delete-root-key',
  'add-root-mfa',
  'add-mfa',
  'check-key',
  'remove-unused',
  'delete-second-key',
  'rotate-key',
  'add-spare',
  'none',
] as const;
export type NextStep = (typeof nextSteps)[number];

export interface Person {
  readonly name: string;
  readonly arn: string;
  readonly isRoot: boolean;
  readonly created?: Millis;
  /** Whether there is a password. `unknown`: the report could not be read, or does not say. */
  readonly console: 'yes' | 'no' | 'unknown';
  readonly signedIn?: Millis | 'never';
  /** `unknown`: there is MFA, but not which. `unread`: nobody could be asked. */
  readonly mfa: readonly PersonDevice[] | 'unknown' | 'unread';
  readonly keys: readonly PersonKey[];
  readonly flags: readonly PersonFlag[];
  readonly next: NextStep;
}

/** Whether somebody without access keys is known to have none: only the report tells, and with them it tells of the password. */
export const areKeysKnown = ({ isRoot, console, keys }: Pick<Person, 'isRoot' | 'console' | 'keys'>): boolean =>
  isRoot || console !== 'unknown' || keys.length > 0;

/** What could not be read. `action` is what a policy would have to allow, where that is why. */
export interface TeamGap {
  readonly what: 'report' | 'new-report' | 'users' | 'virtual-devices' | 'devices' | 'tags';
  readonly action?: string;
  /** Of the people it is about, how many. */
  readonly count?: number;
  readonly problem: Problem;
}

/** Everybody in an account, and how they get in. */
export interface TeamView {
  readonly source: string;
  readonly accountId: string;
  /** When AWS made the report; absent without one. A new one is made every four hours at most. */
  readonly generated?: Millis;
  /** When it was read, AWS's time. */
  readonly at: Millis;
  readonly people: readonly Person[];
  /** Virtual devices that belong to nobody. */
  readonly orphans: readonly string[];
  readonly gaps: readonly TeamGap[];
}

/** How far reading is. `total`: 0 where nobody knows. */
export interface TeamProgress {
  readonly what: 'session' | 'policies' | 'report' | 'devices' | 'tags';
  readonly done: number;
  readonly total: number;
}
