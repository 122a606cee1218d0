import type { Problem, ProblemCode } from '../../contract/problems.ts';
import { awsWords } from './aws.ts';
import { cardWords } from './card.ts';
import { enrollWords } from './enroll.ts';
import { fileWords } from './files.ts';
import type { ProblemWords, WordsFor } from './problem-words.ts';
import { sharingWords } from './programs.ts';

/** A code without words in one of the tables does not compile here. */
const table: WordsFor<ProblemCode> = { ...cardWords, ...awsWords, ...enrollWords, ...fileWords, ...sharingWords };

/** Every code that has words; tests walk them. */
export const problemCodes = Object.keys(table) as readonly ProblemCode[];

/** What the history of another version tells may have no words here, or other facts. */
const unknown = (code: string): ProblemWords => ({ title: code, happened: 'Nothing more is known of it here.', advice: 'Try again.' });

/** Title, what happened and what to do next, for window, tray menu and terminal. Pure. */
export const problemWords = (problem: Problem): ProblemWords => {
  try {
    return (table[problem.code] as (facts: Problem) => ProblemWords)(problem);
  } catch {
    return unknown(problem.code);
  }
};
