import type { Problem, ProblemCode } from '../../contract/problems/problem.ts';

/** A title without a full stop, what happened, and what to do next. Text between backticks is to be typed as it stands. */
export interface ProblemWords {
  readonly title: string;
  readonly happened: string;
  readonly advice: string;
}

/**
 * Where a person reads it: at the tray (popover, menu, notification), in the wide window, where nobody taps in, in a form of it, where there
 * is no profile yet, or in a terminal.
 */
export type Where = 'tray' | 'window' | 'form' | 'terminal';

/** Words for some of the codes; the tables of all files together must hold every code (problem-words.ts). */
export type WordsFor<C extends ProblemCode> = {
  readonly [K in C]: (facts: Extract<Problem, { code: K }>, where: Where) => ProblemWords;
};

/** What was tried is tried once more: only at the tray is that always a tap. */
export const again = (where: Where): string => (where === 'tray' ? 'tap in again' : 'try again');

/** The same at the start of a sentence. */
export const Again = (where: Where): string => (where === 'tray' ? 'Tap in again' : 'Try again');
