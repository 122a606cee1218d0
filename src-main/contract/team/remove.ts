import type { Problem } from '../problems/problem.ts';
import type { Millis } from '../values.ts';
import type { PersonDevice } from './people.ts';
import type { PlanStepView } from './plan.ts';

/** What is taken from somebody: access keys, every way to sign in, or the user itself. */
export const removals = ['keys', 'access', 'user'] as const;
export type Removal = (typeof removals)[number];

/** Beside these, a virtual MFA device that nobody has: then `user` is its ARN. */
export const allRemovals = [...removals, 'device'] as const;
export type AnyRemoval = (typeof allRemovals)[number];

/** In this order: first what can be undone. */
export const removeSteps = ['keys', 'groups', 'policies', 'managed', 'password', 'devices', 'others', 'delete-keys', 'user'] as const;
export type RemoveStep = (typeof removeSteps)[number];

export interface RemoveWish {
  /** Of a device its name will do. */
  readonly user: string;
  readonly what: AnyRemoval;
  /** IDs of the access keys to be deleted; all of them count where more is removed. */
  readonly keys: readonly string[];
  /** Access keys are deleted at once. Else those that were active are inactive for a day first, so that what still needs them shows. */
  readonly isNow: boolean;
}

export interface RemoveKey {
  readonly accessKeyId: string;
  readonly isActive: boolean;
  /** Undefined where that could not be read. */
  readonly used?: { readonly at: Millis; readonly service: string } | 'never';
}

/** What somebody has that can be removed. */
export interface RemoveFacts {
  readonly source: string;
  readonly accountId: string;
  readonly user: string;
  readonly userArn: string;
  readonly hasPassword: boolean;
  readonly keys: readonly RemoveKey[];
  readonly devices: readonly PersonDevice[];
  readonly groups: readonly string[];
  /** What could not be looked at. */
  readonly unread: readonly Problem[];
}

/** A removal that is to be done, or is under way. `id`: as of other plans. */
export interface RemovePlanView {
  readonly id?: string;
  readonly source: string;
  readonly accountId: string;
  readonly user: string;
  readonly userArn: string;
  readonly what: AnyRemoval;
  /** Access keys are deleted at once. */
  readonly isNow: boolean;
  /** IDs of the access keys that it is about. */
  readonly keys: readonly string[];
  /** From when on inactive access keys can be deleted; absent while they are active, and where that is not waited for. */
  readonly deleteAt?: Millis;
  readonly steps: readonly PlanStepView<RemoveStep>[];
  readonly unread: readonly Problem[];
}

/** Whether nothing is left but deleting access keys that are inactive. */
export const waitsToDelete = ({ steps, deleteAt }: Pick<RemovePlanView, 'steps' | 'deleteAt'>): boolean =>
  deleteAt !== undefined &&
  steps.every(({ name, state }) => (name === 'delete-keys' ? state === 'todo' : state === 'done' || state === 'there'));
