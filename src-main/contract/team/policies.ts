import type { Problem } from '../problems/problem.ts';
import type { DiffLine } from '../values.ts';
import type { TeamProgress } from './people.ts';
import type { PlanStepView } from './plan.ts';
import type { PolicyCheck, PolicyExtra, PolicyFinding, PolicyKind } from './policy.ts';

/** Something in a policy that is not as it should be, with the lines of its statement that change. */
export interface ShownFinding extends Omit<PolicyFinding, 'fixed' | 'was'> {
  readonly change?: readonly DiffLine[];
}

/** What a check found in a text. */
export interface ShownCheck extends Omit<PolicyCheck, 'findings'> {
  readonly findings: readonly ShownFinding[];
}

/** A policy that Roletap wrote for this account. */
export interface MadePolicy {
  readonly kind: PolicyKind;
  readonly extras: readonly PolicyExtra[];
  /** Empty for any. */
  readonly path: string;
  readonly text: string;
  /** The group whose own one it was compared with, and the lines that differ: none, it is the same; undefined, the group has none. */
  readonly group?: string;
  readonly change?: readonly DiffLine[];
}

/** One of the policies that Roletap writes, to be put on a group or taken away from it. */
export interface GroupPolicyWish {
  readonly policy: PolicyKind;
  readonly group: string;
  readonly extras: readonly PolicyExtra[];
  /** Empty for any. */
  readonly path: string;
  readonly isRemoval: boolean;
}

export const groupPolicySteps = ['put', 'take'] as const;
export type GroupPolicyStep = (typeof groupPolicySteps)[number];

/** Such a plan and how far it is. `id`: as of other plans. */
export interface GroupPolicyView {
  readonly id?: string;
  readonly source: string;
  readonly accountId: string;
  readonly group: string;
  readonly policy: PolicyKind;
  readonly isRemoval: boolean;
  /** The policy that is put, or taken away. */
  readonly text: string;
  /** How it differs from the group's; absent where that has none. */
  readonly change?: readonly DiffLine[];
  readonly steps: readonly PlanStepView<GroupPolicyStep>[];
  readonly unread: readonly Problem[];
}

/** Where a policy is: managed by the account, a role's trust policy, or an inline one of a user, a group or a role. */
export const listedKinds = ['managed', 'trust', 'group', 'user', 'role'] as const;
export type ListedKind = (typeof listedKinds)[number];

/** A policy of the account. */
export interface ListedPolicy {
  /** An ARN; of an inline policy `group/developers/NAME`. */
  readonly id: string;
  readonly kind: ListedKind;
  /** Of a trust policy the role's. */
  readonly name: string;
  /** Whose inline policy it is. */
  readonly holder?: string;
  /** How many findings there are; absent where its document was not read yet. */
  readonly errors?: number;
  readonly warnings?: number;
}

/** The policies of the account, as they were listed last. */
export interface ListedPolicies {
  /** A JSON text of `ListedPolicy[]`, as people are. */
  readonly policies: string;
  readonly count: number;
  /** Why it is not all of them. */
  readonly unread: readonly Problem[];
}

/** Policies, in place of the people's table while the page is open. */
export interface PoliciesView {
  readonly stage: 'ready' | 'working';
  /** The role or user whose rights count. */
  readonly source: string;
  /** What was checked last: a file's name, an ARN, or empty for what was pasted, with its text. */
  readonly name?: string;
  readonly text?: string;
  readonly check?: ShownCheck;
  readonly made?: MadePolicy;
  readonly listed?: ListedPolicies;
  /** How far listing them is. */
  readonly progress?: TeamProgress;
  readonly problem?: Problem;
}
