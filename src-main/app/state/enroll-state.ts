import type { MfaSerialPlan } from '../../aws/files/mfa-serial-edit.ts';
import type { IamUser, MfaDevice } from '../../aws/iam/iam-types.ts';
import type { EnrollWork, FoundSecret, SpareChoice } from '../../contract/enroll.ts';
import type { Problem } from '../../contract/problems/problem.ts';
import type { Millis } from '../../contract/values.ts';
import type { EnrollRecord } from '../enroll/record.ts';
import type { Truth } from '../enroll/stages.ts';

/** A code and when its step is over, in milliseconds since 1970. */
export interface PairedCode {
  readonly digits: string;
  readonly ends: Millis;
}

/** The page on which a run is, with what only this page knows. */
export type RunPage =
  | { readonly kind: 'user' | 'key' | 'device' | 'found' }
  /** `found`: the work waits for the answer, with the seed at hand. */
  | { readonly kind: 'secret'; readonly found?: FoundSecret }
  | { readonly kind: 'working'; readonly what: EnrollWork; readonly until?: Millis }
  | { readonly kind: 'codes'; readonly touches: 0 | 1 | 2; readonly refused: boolean; readonly until?: Millis }
  /** `isLive`: the work waits for the answer, with the seed at hand. */
  | { readonly kind: 'spare'; readonly isLive: boolean }
  | { readonly kind: 'two-codes'; readonly codes: readonly PairedCode[] }
  | { readonly kind: 'profiles'; readonly plan: MfaSerialPlan }
  | { readonly kind: 'done'; readonly profiles: readonly string[]; readonly left: readonly string[] };

/** An account that was on the key before the run: the person tells whose it is, and a code proves it. Nothing is put on the key. */
export interface ImportRequest {
  readonly keyId: string;
  readonly account: string;
}

/** Everything about the open run but secrets: a seed lives in one function at a time. */
export interface EnrollModel {
  readonly id: string;
  /** `iam`: by calls to IAM. `console`: with AWS's page open. */
  readonly path: 'iam' | 'console';
  readonly startedAt: Millis;
  readonly page: RunPage;
  /** Something goes on; the page takes no answer but the ones it asks for. */
  readonly busy: boolean;
  /** Its window is closed; it stays until what is being written is in the journal. */
  readonly isClosing: boolean;
  /** Another run begins when this one has closed, which is shown until then. */
  readonly hasNext: boolean;
  readonly source?: string | undefined;
  readonly user?: IamUser | undefined;
  /** What the user had before this run, as far as IAM was asked. */
  readonly devices: readonly MfaDevice[];
  /** ARNs of devices that nobody uses, as far as they may be listed. */
  readonly unassigned: readonly string[];
  readonly choices: {
    readonly keyId?: string | undefined;
    /** Empty: the one that fits. */
    readonly deviceName: string;
    readonly touch: boolean;
    readonly spare: SpareChoice;
    readonly spareKeyId?: string | undefined;
    /** Key and account that the person agreed to replace. */
    readonly replace?: string | undefined;
  };
  /** The account with which the run began: no secret is asked for, and no codes are shown. */
  readonly imports?: ImportRequest | undefined;
  /** AWS has the device of the secret already: no codes are shown. */
  readonly isInUse?: boolean;
  /** What the journal has. On the console path its device's ARN is a guess until the person has told it. */
  readonly record?: EnrollRecord | undefined;
  /** What was found when AWS and keys were asked; the record alone tells it otherwise. */
  readonly truth?: Truth | undefined;
  readonly problem?: Problem | undefined;
  /** It was interrupted before: an account of our id on a key is of an earlier try of this run. */
  readonly isResumed: boolean;
  /** When AWS enabled the newest device, or the person said so: STS learns it later. */
  readonly enabledAt?: Millis | undefined;
  /** The last pair that was shown to be typed into AWS's page. */
  readonly codes?: readonly PairedCode[] | undefined;
  /** What could not be cleaned away and has no record any more. */
  readonly left: readonly string[];
}
