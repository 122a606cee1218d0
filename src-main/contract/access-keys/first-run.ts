import type { Problem } from '../problems/problem.ts';
import type { DiffLine } from '../values.ts';
import type { StrayKey } from './stray-keys.ts';

/** How somebody begins: with an access key in hand, with an administrator's invite, with AWS files that are there, or with keys that another program keeps. */
export const firstRunDoors = ['key', 'invite', 'files', 'elsewhere'] as const;
export type FirstRunDoor = (typeof firstRunDoors)[number];

/** No invite has as many characters. */
export const inviteLimit = 1024 * 1024;

/** Where an access key is to be kept. */
export const keyPlaces = ['keyring', 'passphrase', 'file'] as const;

/** The profile that a new access key is to get. */
export interface KeyDraft {
  readonly profile: string;
  readonly region: string;
  readonly keepIn: (typeof keyPlaces)[number];
}

/** The page of the wide window behind the doors. */
export interface FirstRunView {
  readonly door: FirstRunDoor;
  readonly stage: KeyStage;
  readonly working: boolean;
  readonly problem?: Problem;
  /** Behind the door `invite`, once a file was opened. */
  readonly invite?: InviteView;
  /** Every source in the AWS files. */
  readonly sources: readonly FoundSource[];
  /** Access keys that lie about, looked for behind the door `files`. */
  readonly strays: readonly StrayKey[];
}

/** An administrator's invite that was opened: who is invited, and to what. Nothing here is secret. */
export interface InviteView {
  /** The file's name. */
  readonly file: string;
  readonly user: string;
  readonly userArn: string;
  readonly accountId: string;
  readonly alias?: string;
  /** The address of the account's sign-in page. */
  readonly console: string;
  readonly region?: string;
  /** ARNs of roles. */
  readonly roles: readonly string[];
  /** `sealed`: a passphrase opens what is in it. `open`: an access key is to be given, because none is in it. */
  readonly state: 'sealed' | 'open';
  /** For how many seconds the one-time password that was in it is on the clipboard. */
  readonly copiedSeconds?: number;
}

/** How far an access key is: it is typed, AWS told whose it is, or it has its profile. */
export type KeyStage =
  | { readonly kind: 'key' }
  | {
      readonly kind: 'profile';
      readonly accessKeyId: string;
      readonly userArn: string;
      readonly draft: KeyDraft;
      /** What writing the profile would change; empty while that is looked up, where it can't be written, and for a key that was added before. */
      readonly changes: readonly { readonly file: string; readonly diff: readonly DiffLine[] }[];
    }
  | { readonly kind: 'setup'; readonly source: string };

export type FoundKind = 'file' | 'store' | 'process' | 'login' | 'sso' | 'certificate';

export interface FoundSource {
  readonly profile: string;
  readonly kind: FoundKind;
  /** Whether AWS took what it gives, asked on a person's word alone. */
  readonly check: 'none' | 'checking' | 'works' | 'failed';
  readonly problem?: Problem;
}

/** What stands between a person and the first tap, known once the files were read; the YubiKey is the snapshot's `card`. Each is so now, whoever did it. */
export interface SetupView {
  /** The profile with the user's own credentials; absent while there is none. */
  readonly source?: string;
  readonly kind?: FoundKind;
  /** The user's MFA device that a YubiKey is known to stand for. */
  readonly device?: string;
  /** An enrolment of this user that was left. */
  readonly unfinished?: string;
  /** How many roles the source opens. */
  readonly roles: number;
  /** One of them was tapped lately. */
  readonly opened: boolean;
}
