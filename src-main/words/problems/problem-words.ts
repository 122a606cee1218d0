import type { Problem, ProblemCode } from '../../contract/problems/problem.ts';
import { shownFacts } from '../../contract/text.ts';
import { limitsProblems } from '../limits/problems.ts';
import { teamProblems } from '../team/problems.ts';
import { anywhereProblems } from './anywhere.ts';
import { awsProblems } from './aws.ts';
import { cardProblems } from './card.ts';
import { certificateProblems } from './certificates.ts';
import { deviceProblems } from './devices.ts';
import { fileProblems } from './files.ts';
import { keyStoreProblems, rotationProblems } from './key-store.ts';
import { pivProblems } from './piv.ts';
import { programProblems } from './programs.ts';
import { sourceProgramProblems } from './source-programs.ts';
import { sourceProblems, targetProblems } from './sources.ts';
import { surroundingsProblems } from './surroundings.ts';
import type { ProblemWords, Where, WordsFor } from './table.ts';

/** A code without words in one of the tables does not compile here. */
const table: WordsFor<ProblemCode> = {
  ...cardProblems,
  ...awsProblems,
  ...anywhereProblems,
  ...deviceProblems,
  ...fileProblems,
  ...rotationProblems,
  ...sourceProblems,
  ...sourceProgramProblems,
  ...keyStoreProblems,
  ...targetProblems,
  ...pivProblems,
  ...certificateProblems,
  ...limitsProblems,
  ...programProblems,
  ...surroundingsProblems,
  ...teamProblems,
};

/** Every code that has words; tests walk them. */
export const problemCodes = Object.keys(table) as readonly ProblemCode[];

/** What the history of another version tells may have no words here, or other facts. */
const unknown = (code: string): ProblemWords => ({
  title: code,
  happened: 'This version of Roletap knows nothing more about it.',
  advice: 'Try again.',
});

/** Title, what happened and what to do next, as it is said there. Pure. */
export const problemWords = (problem: Problem, { where }: { readonly where: Where } = { where: 'tray' }): ProblemWords => {
  try {
    return (table[problem.code] as (facts: Problem, where: Where) => ProblemWords)(
      // A hint about typed words is our own sentence, with commands in it.
      problem.code === 'usage' ? problem : shownFacts(problem),
      where,
    );
  } catch {
    return unknown(problem.code);
  }
};
