import type { Problem } from '../problems/problem.ts';

/** What is done to a group, in this order: nobody is denied anything before they can set up MFA, and have. */
export const enforceSteps = ['own-mfa', 'everybody', 'deny'] as const;
export type EnforceStep = (typeof enforceSteps)[number];

export interface GroupMember {
  readonly name: string;
  /** How many MFA devices are enabled, each proved to AWS with two codes; undefined where that could not be read. */
  readonly devices?: number;
}

/** Whether a group can be made to use MFA, and who would be locked out today. */
export interface EnforceView {
  readonly source: string;
  readonly accountId: string;
  readonly group: string;
  readonly members: readonly GroupMember[];
  /** Members without a device, and those of whom it is not known. */
  readonly lockedOut: readonly string[];
  /** Users of the account who are not in the group, so that somebody can take the Deny back; undefined where they could not be counted. */
  readonly outside?: number;
  /** Whether a policy of the group lets its members set up MFA for themselves. */
  readonly canManage: boolean;
  /** Roletap's Deny is on the group. */
  readonly isEnforced: boolean;
  /** Nobody would be locked out. */
  readonly isSafe: boolean;
  readonly steps: readonly { readonly name: EnforceStep; readonly state: 'done' | 'todo' | 'blocked' }[];
  readonly unread: readonly Problem[];
}
