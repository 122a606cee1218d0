import type { Problem } from '../problems/problem.ts';
import type { DiffLine } from '../values.ts';
import type { PolicyCheck, PolicyFinding, PolicyKind } from './policy.ts';

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
  readonly text: string;
  /** The group whose own one it was compared with, and the lines that differ: none, it is the same; undefined, the group has none. */
  readonly group?: string;
  readonly change?: readonly DiffLine[];
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
  readonly problem?: Problem;
}
