import type { Problem } from '../problems/problem.ts';
import type { EnforcePlanView } from './enforce.ts';
import type { EnrollForView, EnrollForWish } from './enroll.ts';
import { deviceName } from './people.ts';
import type { AddWish, TeamPlanView } from './plan.ts';
import type { GroupPolicyView, GroupPolicyWish } from './policies.ts';
import type { AnyRemoval, RemoveFacts, RemovePlanView, RemoveWish } from './remove.ts';
import type { RescueFacts, RescuePlanView, RescueWish } from './rescue.ts';
import type { RolePlanView, RoleWish } from './role.ts';

/**
 * How far a plan is that is made in the window. `looking`: what there is to choose from is read. `form`: nothing was asked for yet, or what was given won't do.
 * `left`: it stopped on its way, or waits for its time, and can be continued or undone.
 */
export type SheetStage = 'looking' | 'form' | 'planning' | 'plan' | 'running' | 'undoing' | 'left' | 'done' | 'undone';

interface Sheet<Kind extends string, Wish, Plan> {
  readonly kind: Kind;
  readonly stage: SheetStage;
  /** The role or user whose rights count. */
  readonly source: string;
  /** What was asked for last. */
  readonly wish?: Wish;
  readonly plan?: Plan;
  readonly problem?: Problem;
  /** A one-time password that goes into no invite is on the clipboard for so many seconds. */
  readonly copiedSeconds?: number;
}

export type AddSheet = Sheet<'add', AddWish, TeamPlanView>;
export type RoleSheet = Sheet<'role', RoleWish, RolePlanView>;
export type EnrollSheet = Sheet<'enroll', EnrollForWish, EnrollForView> & { readonly user: string };
/** `facts`: what the person has that may be lost. */
export type RescueSheet = Sheet<'rescue', RescueWish, RescuePlanView> & { readonly user: string; readonly facts?: RescueFacts };

/** `facts`: what the person has; `what` was asked for first. */
export type RemoveSheet = Sheet<'remove', RemoveWish, RemovePlanView> & {
  readonly user: string;
  readonly what: AnyRemoval;
  readonly facts?: RemoveFacts;
};

/** It has no form: the page of policies is where it is chosen. */
export type PolicySheet = Sheet<'policy', GroupPolicyWish, GroupPolicyView> & { readonly group: string };

/** A plan for a team, in place of the people's table while it is open. */
export type SheetView = AddSheet | RoleSheet | EnrollSheet | RescueSheet | RemoveSheet | PolicySheet;

type LeftOf<S extends SheetView> = S extends SheetView ? { readonly kind: S['kind']; readonly plan: NonNullable<S['plan']> } : never;

/** A sheet's plan that is neither finished nor undone. */
export type LeftPlan = LeftOf<SheetView>;

/** A plan of any kind that is neither finished nor undone. Requiring MFA is no sheet: it has a page that looks first. */
export type UnfinishedPlan = LeftPlan | { readonly kind: 'enforce'; readonly plan: EnforcePlanView };

/** Whom or what a plan is about. */
export const subjectOf = (plan: LeftPlan['plan']): string =>
  'role' in plan ? plan.role : 'group' in plan && 'policy' in plan ? plan.group : deviceName(plan.user);

/** Whether something in its invite is secret, so that a passphrase has to seal it. */
export const isSealed = ({ steps }: { readonly steps: readonly { readonly name: string; readonly on: string }[] }): boolean => {
  const has = (name: string) => steps.find((step) => step.name === name);
  return (has('invite')?.on ?? '') !== '' && (has('key') ?? has('password')) !== undefined;
};
