import type { Problem } from '../problems/problem.ts';
import type { Millis } from '../values.ts';
import type { PersonDevice } from './people.ts';
import type { PlanStepView } from './plan.ts';

/** What is done when somebody lost a YubiKey, in this order. `lift` is for later, when no session from before can be open any more. */
export const rescueSteps = ['keys', 'devices', 'sessions', 'key', 'invite', 'lift'] as const;
export type RescueStep = (typeof rescueSteps)[number];

/** Who lost something, and what is to go. Nothing here is secret. */
export interface RescueWish {
  readonly user: string;
  /** Serial numbers of the lost MFA devices. */
  readonly devices: readonly string[];
  /** A new access key, sealed in the invite. */
  readonly accessKey: boolean;
  /** The file for the person, whole path. */
  readonly invite?: string;
  readonly region?: string;
  /** ARNs of roles that the invite names. */
  readonly roles: readonly string[];
}

/** What somebody has that may be lost. */
export interface RescueFacts {
  readonly source: string;
  readonly accountId: string;
  readonly user: string;
  readonly userArn: string;
  readonly devices: readonly PersonDevice[];
  readonly keys: readonly { readonly accessKeyId: string; readonly isActive: boolean }[];
  /** What may not be read: the user, its keys or its devices. The rest goes on. */
  readonly unread: readonly UnreadFact[];
}

/** Something about whoever is rescued that the caller may not read. */
export interface UnreadFact {
  readonly what: 'user' | 'keys' | 'devices';
  readonly problem: Problem;
}

/** A rescue that is to be done, or is under way. `id` is what it is continued or undone by; absent before it began and when it is over. */
export interface RescuePlanView {
  readonly id?: string;
  readonly source: string;
  readonly accountId: string;
  readonly user: string;
  readonly userArn: string;
  readonly consoleUrl: string;
  /** Serial numbers of the devices that go. */
  readonly devices: readonly string[];
  /** IDs of the access keys that are set inactive. */
  readonly keys: readonly string[];
  /** From when on the policy against old sessions can go; absent before it was put. */
  readonly liftAt?: Millis;
  readonly steps: readonly PlanStepView<RescueStep>[];
  readonly unread: readonly Problem[];
}

/** Whether nothing is left of a rescue but lifting its policy. */
export const waitsToLift = ({ steps }: Pick<RescuePlanView, 'steps'>): boolean =>
  steps.every(({ name, state }) => (name === 'lift' ? state === 'todo' : state === 'done' || state === 'there'));
