import { failed, ok, type Result } from '../../../contract/result.ts';
import type { StepState } from '../../../contract/team/plan.ts';
import { planSaid, stepStateWords } from '../../../words/team/plan.ts';
import { agrees } from '../../console/answers.ts';
import type { Arguments } from '../../console/arguments.ts';
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

const done = ok(undefined);

/**
 * Refuses a change to which nobody has agreed and nobody can be asked, before AWS or a YubiKey is troubled for it. What only shows needs no agreement. `message` says
 * how to agree. Problem: usage.
 */
export const canBegin = (
  { yes, team = {} }: Arguments,
  { isInteractive }: Pick<Console, 'isInteractive'>,
  message: string,
): Result<void> => (yes || isInteractive || team['dry-run'] || team.format !== undefined ? done : failed({ code: 'usage', message }));

/** Shows what is about to happen, and asks, unless that was agreed to in the command line. Problem: cancelled. */
export const agreedTo = async (
  { yes }: Arguments,
  console: Console,
  shown: string | undefined,
  question: string,
  signal: AbortSignal,
): Promise<Result<void>> => {
  if (yes) return done;
  if (shown !== undefined) console.note(shown);
  return (await agrees(console, question, signal)) ? done : failed({ code: 'cancelled' });
};
