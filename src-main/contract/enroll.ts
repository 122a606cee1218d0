import type { Problem } from './problems/problem.ts';
import type { DiffLine, Millis } from './values.ts';

/**
 * The wizard that makes a YubiKey an MFA device, and the care for devices, as a window or a terminal can show them. Never a seed, never a
 * secret that was typed. The two codes of the console path are the exception that a person asked to see: AWS's page wants them typed.
 */
export interface EnrollView {
  /** Names this run in commands; the journal's id. */
  readonly id: string;
  /** `iam`: Roletap calls IAM. `console`: the person has AWS's page open. `import`: the account was on the key before. */
  readonly path: 'iam' | 'console' | 'import';
  /** The profile with the user's keys; empty until one is chosen. */
  readonly source: string;
  /** The list at the side, always whole. */
  readonly steps: readonly { readonly name: EnrollStep; readonly state: 'todo' | 'now' | 'done' | 'failed' | 'skipped' }[];
  readonly page: EnrollPage;
  /** What exists now, for "each step says what is there": in AWS and on each key. */
  readonly now: EnrollFacts;
  /** Why the step failed; the page stays, `can` tells what is possible. */
  readonly problem?: Problem;
  readonly can: {
    readonly next: boolean;
    readonly back: boolean;
    readonly skip: boolean;
    /** Delete what is not enabled, delete the account from the key. */
    readonly undo: boolean;
    /** Keep what is there and be told what it is. */
    readonly leave: boolean;
  };
  /** What `undo` would do, in order; empty when nothing was made yet. */
  readonly undoes: readonly UndoAction[];
}

export type EnrollStep = 'user' | 'key' | 'create' | 'codes' | 'spare' | 'proof' | 'profiles' | 'secret' | 'device';

export type UndoAction =
  | { readonly kind: 'deactivate-device'; readonly device: string }
  | { readonly kind: 'delete-device'; readonly device: string }
  | { readonly kind: 'delete-account'; readonly account: string; readonly serial?: number };

export interface EnrollFacts {
  /** Device ARN and its state at AWS; absent when there is none of this run. */
  readonly device?: { readonly arn: string; readonly state: 'not-enabled' | 'enabled' | 'unknown' };
  readonly spareDevice?: { readonly arn: string; readonly state: 'not-enabled' | 'enabled' | 'unknown' };
  /** The account on each key of this run. */
  readonly keys: readonly {
    readonly name: string;
    readonly serial?: number;
    readonly account: string;
    readonly state: 'stored' | 'absent' | 'unknown';
  }[];
}

/** Whose codes a secret makes that was found and is not stored yet, as its link says; never the secret. */
export interface FoundSecret {
  readonly issuer?: string;
  readonly account?: string;
  /** The issuer is AWS. */
  readonly isAws: boolean;
  readonly serial?: number;
}

export type EnrollPage =
  | {
      readonly kind: 'user';
      readonly sources: readonly {
        readonly profile: string;
        readonly accountId?: string;
        readonly user?: string;
        readonly problem?: Problem;
      }[];
      readonly chosen?: string;
      /** Devices that the chosen user has. */
      readonly devices?: readonly DeviceView[];
      readonly checking: boolean;
    }
  | {
      readonly kind: 'key';
      readonly user: string;
      readonly keys: readonly EnrollKeyView[];
      readonly chosen?: string;
      /** The device's name as it will be created, and the other form that policies in the wild allow. */
      readonly deviceName: string;
      readonly otherName?: string;
      readonly touch: boolean;
      readonly spare: SpareChoice;
      /** The user has a device already: its MFA session is taken first, with one touch. */
      readonly needsSession: boolean;
    }
  /** Nobody is needed: `what` goes on. `until` where a wait has an end that is known. */
  | { readonly kind: 'working'; readonly what: EnrollWork; readonly until?: Millis }
  /** A touch is asked for by the question in `waiting`; codes made so far are not shown on this path. */
  | { readonly kind: 'codes'; readonly touches: 0 | 1 | 2; readonly refused: boolean; readonly until?: Millis }
  | { readonly kind: 'spare'; readonly spare: SpareChoice; readonly keys: readonly EnrollKeyView[] }
  | {
      readonly kind: 'profiles';
      readonly file: string;
      readonly profiles: readonly { readonly profile: string; readonly already?: string }[];
      readonly diff: readonly DiffLine[];
    }
  /** Console path: the secret is asked for; `taken` when it is on its way to the key. */
  | {
      readonly kind: 'secret';
      readonly keys: readonly EnrollKeyView[];
      readonly chosen?: string;
      readonly touch: boolean;
      readonly found?: FoundSecret;
    }
  /** Console path: two codes to type into AWS's page. */
  | { readonly kind: 'two-codes'; readonly codes: readonly { readonly digits: string; readonly ends: Millis }[] }
  /** Console path: which device did AWS make? */
  | { readonly kind: 'device'; readonly guess?: string }
  /** Reopened after an interruption: what was found. */
  | { readonly kind: 'found'; readonly startedAt: Millis; readonly user: string; readonly deviceName: string }
  | {
      readonly kind: 'done';
      readonly device: string;
      readonly spare?: string;
      readonly profiles: readonly string[];
      readonly left: readonly string[];
    };

/** `device`: the other key gets a device of its own. `same-seed`: both keys make the same codes. */
export type SpareChoice = 'none' | 'device' | 'same-seed';

export type EnrollWork =
  | 'checking'
  | 'session'
  | 'creating'
  | 'storing'
  | 'enabling'
  | 'waiting-for-aws'
  | 'proving'
  | 'writing'
  | 'undoing'
  | 'looking';

export interface EnrollKeyView {
  readonly id: string;
  readonly serial?: number;
  readonly name: string;
  readonly used: number;
  readonly places: number;
  readonly locked: boolean;
  /** An account with the id that we would store is there already and would be replaced. */
  readonly hasAccount: boolean;
  readonly canTouch: boolean;
  /** Why this key cannot be taken. */
  readonly problem?: Problem;
}

export interface DeviceView {
  /** ARN or hardware serial. */
  readonly serial: string;
  readonly kind: 'virtual' | 'fido' | 'hardware';
  /** Milliseconds since 1970. */
  readonly enabledAt?: number;
  /** Plugged keys that hold its account. */
  readonly onKeys: readonly { readonly keyId: string; readonly serial?: number; readonly account: string }[];
  /** Keys that were seen to hold it and are not plugged. */
  readonly knownKeys: readonly number[];
}

/** The screen of an IAM user: devices, leftovers, what else lets the person in. */
export interface DevicesView {
  readonly source: string;
  readonly user?: { readonly name: string; readonly arn: string; readonly accountId: string };
  readonly state: 'loading' | 'ready' | 'failed';
  readonly problem?: Problem;
  readonly devices: readonly DeviceView[];
  /** Virtual devices that nobody uses and whose name is this user's, and accounts on keys without a device. */
  readonly leftovers: readonly (
    | { readonly kind: 'device'; readonly serial: string }
    | { readonly kind: 'account'; readonly keyId: string; readonly keySerial?: number; readonly account: string }
  )[];
  /** Accounts on plugged keys that look like AWS's and that no profile uses, with the ARN of the device whose codes they seem to make. */
  readonly importable: readonly ImportableView[];
  /** Profiles of this user name `gone`, which is none of its devices; the change that names `device` there. */
  readonly mend?: {
    readonly gone: string;
    readonly device: string;
    readonly file: string;
    readonly profiles: readonly string[];
    readonly diff: readonly DiffLine[];
  };
  /** What is being done now, and to which device or account. */
  readonly working?: {
    readonly what: 'session' | 'resync' | 'deactivate' | 'enable' | 'delete' | 'delete-account' | 'rename' | 'mend';
    readonly serial: string;
  };
  /** A removal that waits for a yes, with the facts that answer "what else lets you in?". */
  readonly confirm?: {
    readonly serial: string;
    readonly isLast: boolean;
    readonly others: readonly string[];
    readonly spareKeys: readonly number[];
  };
}

export interface ImportableView {
  readonly keyId: string;
  readonly keySerial?: number;
  readonly account: string;
  readonly guess?: string;
}

/** An enrolment or the removal of a device that was interrupted; going on finds the truth. */
export interface UnfinishedView {
  readonly id: string;
  readonly user: string;
  readonly deviceName: string;
  readonly startedAt: Millis;
  /** Of an enrolment: the profile that it is for, and how it is gone on with. */
  readonly source?: string;
  readonly path?: 'iam' | 'console';
  /** Absent for an enrolment. `begun`: the answer was lost. `isLast`: the user has no other device. */
  readonly removal?: {
    readonly device: string;
    readonly isLast: boolean;
    readonly deactivated: 'todo' | 'begun' | 'done';
    readonly deleted: 'todo' | 'begun' | 'done';
  };
}

export type RemovalView = UnfinishedView & Required<Pick<UnfinishedView, 'removal'>>;
