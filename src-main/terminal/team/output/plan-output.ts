import type { StepState } from '../../../contract/team/plan.ts';
import { planSaid, stepStateWords } from '../../../words/team/plan.ts';
import type { Console } from '../../console/console.ts';
import { plain, table } from '../../console/tables.ts';

/** A step of any plan, with its words. */
export interface ShownStep {
  readonly name: string;
  readonly words: string;
  readonly action: string;
  readonly state: StepState;
  readonly undo?: string;
}

/** The steps of a plan, a line each. */
export const stepTable = (steps: readonly ShownStep[]) =>
  table([['STEP', 'CALL', 'STATE'], ...steps.map(({ words, action, state }) => [words, action, stepStateWords(state)])]);

/** What undoing takes, each permission once. */
export const undoesOf = (steps: readonly Pick<ShownStep, 'undo'>[]): readonly string[] => [
  ...new Set(steps.flatMap(({ undo }) => undo ?? [])),
];

/** Says each step once, when it is done. */
export const stepTeller = (console: Pick<Console, 'note'>): ((steps: readonly ShownStep[]) => void) => {
  const told = new Set<string>();
  return (steps) => {
    for (const { name, words, state } of steps) {
      if (state !== 'done' || told.has(name)) continue;
      told.add(name);
      console.note(plain(planSaid.step(words)));
    }
  };
};
