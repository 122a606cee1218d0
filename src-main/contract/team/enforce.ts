import type { Problem } from '../problems/problem.ts';
import type { Millis } from '../values.ts';
import type { StepState } from './plan.ts';

/** What is done, in this order: nobody is denied anything before they can set up MFA, and have. */
export const enforceSteps = ['own-mfa', 'everybody', 'deny'] as const;
export type EnforceStep = (typeof enforceSteps)[number];

/** Of whom MFA is required: of one member of a group to try it, of a group, or of everybody but one user for emergencies. */
export type EnforceScope =
  | { readonly kind: 'pilot'; readonly group: string; readonly user: string }
  | { readonly kind: 'group'; readonly group: string }
  | { readonly kind: 'account'; readonly breakGlass: string };

export interface GroupMember {
  readonly name: string;
  /** How many MFA devices are enabled, each proved to AWS with two codes; of many people at least how many. Undefined where that could not be read. */
  readonly devices?: number;
}

/** Whoever gets the policies: a group, or a user who is in none. */
export interface EnforceHolder {
  readonly kind: 'group' | 'user';
  readonly name: string;
  /** Whether a policy lets them set up MFA for themselves. */
  readonly canManage: boolean;
  /** Roletap's Deny is on it. */
  readonly isEnforced: boolean;
}

/** An enforcement that stopped halfway, or is under way. */
export interface EnforcePlanView {
  readonly id?: string;
  readonly source: string;
  readonly accountId: string;
  readonly scope: EnforceScope['kind'];
  /** As in `EnforceView`. */
  readonly group: string;
  readonly asked: EnforceScope;
  /** What is put on whom: `deny group developers`. */
  readonly steps: readonly { readonly name: string; readonly action: string; readonly state: StepState }[];
}

/** Whether MFA can be required, and who would be locked out today. */
export interface EnforceView {
  readonly source: string;
  readonly accountId: string;
  readonly scope: EnforceScope['kind'];
  /** The group; for a pilot the user, for an account its ID. */
  readonly group: string;
  readonly members: readonly GroupMember[];
  /** Members without a device, and those of whom it is not known. */
  readonly lockedOut: readonly string[];
  /** Users of the account of whom it is not required, so that somebody can take the Deny back; undefined where they could not be counted. */
  readonly outside?: number;
  readonly holders: readonly EnforceHolder[];
  /** Whether all of them may set up MFA. */
  readonly canManage: boolean;
  /** The Deny is on all of them. */
  readonly isEnforced: boolean;
  /** Nobody would be locked out. */
  readonly isSafe: boolean;
  readonly steps: readonly { readonly name: EnforceStep; readonly state: 'done' | 'todo' | 'blocked' }[];
  readonly unread: readonly Problem[];
  /** When AWS made the report that some without a device are told by; absent when all were asked for. */
  readonly reportAt?: Millis;
}
