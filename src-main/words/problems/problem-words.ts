import type { Problem, ProblemCode } from '../../contract/problems.ts';

/** A title without a full stop, what happened, and what to do next. Text between backticks is to be typed as it stands. */
export interface ProblemWords {
  readonly title: string;
  readonly happened: string;
  readonly advice: string;
}

/** Words for some of the codes; the tables of all files together must hold every code (words-problems.ts). */
export type WordsFor<C extends ProblemCode> = { readonly [K in C]: (facts: Extract<Problem, { code: K }>) => ProblemWords };

/** Serial of a YubiKey in a sentence: `YubiKey 12345678`, or `the YubiKey` when it hides its serial. */
export const theKey = (serial?: number): string => (serial === undefined ? 'the YubiKey' : `YubiKey ${serial}`);

/** The same at the start of a sentence. */
export const TheKey = (serial?: number): string => (serial === undefined ? 'The YubiKey' : `YubiKey ${serial}`);

/** `a`, `a and b`, `a, b and c`. */
export const listed = (items: readonly (string | number)[], joint = 'and'): string => {
  const last = items.at(-1);
  if (last === undefined) return 'none';
  return items.length === 1 ? `${last}` : `${items.slice(0, -1).join(', ')} ${joint} ${last}`;
};
