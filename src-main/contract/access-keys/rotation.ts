import type { Problem } from '../problems/problem.ts';
import type { AccessKeyView } from '../problems/rotation.ts';
import type { Millis } from '../values.ts';

/** Days that the window leaves an old key inactive before it is deleted, to choose from; 1 is what is usual. */
export const graceChoices = [0, 1, 3, 14, 30] as const;
export type GraceDays = (typeof graceChoices)[number];

/** How far the rotation of an access key is. */
export interface RotationView {
  readonly source: string;
  readonly user: string;
  readonly oldKey: string;
  readonly oldKeyState: 'active' | 'inactive' | 'deleted';
  /** The new key stands where the old one was. */
  readonly isSwapped: boolean;
  readonly newKey?: string;
  /** From when on the old key can be deleted. */
  readonly deletesAt?: Millis;
}

/** A user's access keys, and the rotation that is under way. */
export interface AccessKeysView {
  readonly source: string;
  readonly user: string;
  /** The older first. */
  readonly keys: readonly AccessKeyView[];
  /** Other profiles of this computer with the same key, which a rotation updates as well. */
  readonly alsoIn: readonly string[];
  readonly rotation?: RotationView;
}

/** The access keys on the page of a source's user. */
export interface KeysPageView {
  readonly source: string;
  readonly state: 'loading' | 'ready' | 'working';
  /** Absent until it was read. */
  readonly seen?: AccessKeysView;
  readonly problem?: Problem;
}

/** A rotation that has not come to its end, as the journal has it. */
export interface UnfinishedRotation extends RotationView {
  readonly id: string;
  readonly startedAt: Millis;
}

/** `old-key`: a source's access key is older than the setting for it allows. `retired-key`: one that was replaced, and is deleted in so many days; 0: at the next chance. */
export interface KeyNotice {
  readonly kind: 'old-key' | 'retired-key';
  readonly source: string;
  readonly accessKeyId: string;
  readonly days: number;
}
