import type { Problem, ProblemCode } from '../src-main/contract/problems.ts';
import { awsWords } from './words-aws.ts';
import { cardWords } from './words-card.ts';
import { enrollWords } from './words-enroll.ts';
import { fileWords } from './words-files.ts';
import { sharingWords } from './words-sharing.ts';
import type { ProblemWords, WordsFor } from './words-table.ts';

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
