import type { Problem } from '../problems/problem.ts';
import type { PlanStepView } from './plan.ts';

/** What is done to add a role, in this order. */
export const roleSteps = ['role', 'permissions', 'policies', 'assume'] as const;
export type RoleStep = (typeof roleSteps)[number];

/** Who may assume a role. `account`: whomever that account's own policies let, with MFA. `certificate`: who holds one of this trust anchor, which is no MFA of IAM's. */
export type RoleTrust =
  | { readonly kind: 'account'; readonly accountId: string; readonly externalId?: string }
  | { readonly kind: 'users'; readonly arns: readonly string[] }
  /**
   * `subject`: parts of the certificate's subject that have to be so, by their short names. `proved`: the certificate has to prove that its key was made on a YubiKey
   * and asks for PIN and touch.
   */
  | {
      readonly kind: 'certificate';
      readonly trustAnchor: string;
      readonly subject: Readonly<Record<string, string>>;
      readonly proved?: true;
    };

/** A role to be made. */
export interface RoleWish {
  readonly name: string;
  /** With slashes on both sides. */
  readonly path?: string;
  readonly trust: RoleTrust;
  /** How old the tap may be, in seconds; undefined for any age. */
  readonly mfaAgeSeconds?: number;
  /** MaxSessionDuration, 3600 to 43,200 seconds; undefined is an hour. */
  readonly maxSessionSeconds?: number;
  /** ARNs of managed policies: what the role may do. */
  readonly policies: readonly string[];
  /** An inline policy: JSON without white space. */
  readonly permissions?: string;
  /** ARN of a managed policy that limits the role. */
  readonly boundary?: string;
  /** The group whose members may assume it. */
  readonly group?: string;
}

/** What is worth knowing about a role before it is made. */
export const roleNotes = [
  'any-age',
  'short-age',
  'long-session',
  'account-alone',
  'no-permissions',
  'other-account',
  'certificate',
  'subject-lost',
  'proved',
] as const;
export type RoleNote = (typeof roleNotes)[number];

export const roleFormats = ['json', 'terraform', 'cloudformation'] as const;
export type RoleFormat = (typeof roleFormats)[number];

/** A role that is to be made, or is being made. `id` is what it is continued or undone by; absent before it began. */
export interface RolePlanView {
  readonly id?: string;
  readonly source: string;
  readonly accountId: string;
  readonly role: string;
  readonly roleArn: string;
  readonly mfaAgeSeconds?: number;
  readonly maxSessionSeconds: number;
  readonly group?: string;
  /** Policies as JSON with two spaces. */
  readonly trustPolicy: string;
  readonly groupPolicy?: string;
  readonly permissionsPolicy?: string;
  /** The role in the language of what an administrator keeps roles in. */
  readonly texts: { readonly [F in RoleFormat]: string };
  readonly notes: readonly RoleNote[];
  readonly steps: readonly PlanStepView<RoleStep>[];
  /** What could not be looked at beforehand. */
  readonly unread: readonly Problem[];
}
