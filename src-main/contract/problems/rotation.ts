import type { Millis } from '../values.ts';

/** An access key of a user, as IAM tells it; never its secret. */
export interface AccessKeyView {
  readonly accessKeyId: string;
  readonly active: boolean;
  readonly createdAt: Millis;
  /** Absent where it could not be asked. AWS is minutes to hours behind. */
  readonly used?: 'never' | { readonly at: Millis; readonly service: string; readonly region: string };
  /** The one that the source has. */
  readonly isOwn: boolean;
}

/** Access keys and their rotation. */
export type RotationProblem =
  | { readonly code: 'access-key-missing'; readonly accessKeyId: string }
  | { readonly code: 'access-key-limit'; readonly user: string }
  /** A user has two at most, and one of them has to go first. `keys`: the older first. */
  | { readonly code: 'access-keys-two'; readonly source: string; readonly user: string; readonly keys: readonly AccessKeyView[] }
  /** AWS does not take a key that it made; that one is deleted again. */
  | { readonly code: 'new-key-unusable'; readonly source: string; readonly accessKeyId: string; readonly seconds: number }
  /** Nothing to finish or to undo. */
  | { readonly code: 'rotation-missing'; readonly source: string }
  /** The profile has the keys of another user by now. */
  | { readonly code: 'rotation-other-user'; readonly source: string; readonly userArn: string; readonly oldKey: string }
  /** The source's keys are kept by something else. */
  | { readonly code: 'rotation-foreign'; readonly source: string };
