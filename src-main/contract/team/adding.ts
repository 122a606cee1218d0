import type { Problem } from '../problems/problem.ts';
import type { AddWish, TeamPlanView } from './plan.ts';

/** Adding a person, in place of the people's table while it is open. */
export interface AddingView {
  /** `form`: nobody was named yet, or what was given won't do. `left`: it stopped on its way, and can be continued or undone. */
  readonly stage: 'form' | 'planning' | 'plan' | 'running' | 'undoing' | 'left' | 'done' | 'undone';
  /** The role or user whose rights count. */
  readonly source: string;
  /** What was asked for last. */
  readonly wish?: AddWish;
  readonly plan?: TeamPlanView;
  readonly problem?: Problem;
  /** A one-time password that goes into no invite is on the clipboard for so many seconds. */
  readonly copiedSeconds?: number;
}

/** Whether something in its invite is secret, so that a passphrase has to seal it. */
export const isSealed = ({ steps }: Pick<TeamPlanView, 'steps'>): boolean => {
  const has = (name: TeamPlanView['steps'][number]['name']) => steps.find((step) => step.name === name);
  return has('invite') !== undefined && has('invite')?.on !== '' && (has('key') ?? has('password')) !== undefined;
};
