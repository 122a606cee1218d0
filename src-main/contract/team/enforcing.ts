import type { Problem } from '../problems/problem.ts';
import type { EnforcePlanView, EnforceScope, EnforceView } from './enforce.ts';
import type { TeamProgress } from './people.ts';

/** Requiring MFA, in place of the people's table while it is open. */
export interface EnforcingView {
  /** `form`: of whom it is to be required. `seen`: who would be locked out is known. `left`: it stopped halfway, and can be continued or undone. */
  readonly stage: 'form' | 'looking' | 'seen' | 'left' | 'working';
  /** The role or user whose rights count. */
  readonly source: string;
  readonly scope?: EnforceScope;
  readonly seen?: EnforceView;
  /** How far reading is, while it is looked for. */
  readonly progress?: TeamProgress;
  readonly problem?: Problem;
  /** What stopped halfway. */
  readonly left?: EnforcePlanView;
  /** What had stopped halfway, and was continued to its end, or undone. */
  readonly over?: { readonly what: 'resume' | 'undo'; readonly plan: EnforcePlanView };
}

/** What can be done about it. */
export const enforceDeeds = ['enforce', 'release', 'resume', 'undo'] as const;
export type EnforceDeed = (typeof enforceDeeds)[number];
