import { defined } from '../../../base/defined.ts';
import type { Problem } from '../../../contract/problems/problem.ts';
import type { Effect } from '../plans/plan-steps.ts';
import type { RescueRecord } from './rescue-plan.ts';

/** What shuts a finder out, and is tried whatever becomes of the rest. */
export type UrgentStep = 'keys' | 'devices' | 'sessions';

const isUrgent = (name: string): name is UrgentStep => name === 'keys' || name === 'devices' || name === 'sessions';

/** The effect, which keeps in `left` why it failed. */
export const watched = (effect: Effect<RescueRecord>, left: Map<UrgentStep, Problem>): Effect<RescueRecord> => {
  const { name, make } = effect;
  if (!isUrgent(name)) return effect;
  return {
    ...effect,
    make: async () => {
      const made = await make();
      if (made.ok) left.delete(name);
      else left.set(name, made.problem);
      return made;
    },
  };
};

/** What a rescue ended with, where the caller's rights were not enough for all of it: each part that is left, with what lacks. */
export const partly = (problem: Problem, left: ReadonlyMap<UrgentStep, Problem>, user: string, id: string): Problem => {
  const reasons = [...left.values()].map(({ code }) => code);
  // Whatever ended it first: a permission that lacks is not to be overlooked. A new key or an invite that fails is told by itself.
  if (!reasons.includes(problem.code) || !reasons.includes('iam-denied')) return problem;
  const parts = [...left].map(([step, why]) => ({ step, ...defined({ action: why.code === 'iam-denied' ? why.action : undefined }) }));
  return { code: 'rescue-partly', user, id, left: parts };
};
