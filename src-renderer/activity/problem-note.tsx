import type { Problem } from '../../src-main/contract/problems/problem.ts';
import { problemWords } from '../../src-main/words/problems/problem-words.ts';
import { Note } from '../ui/note.tsx';
import { Prose } from '../ui/prose.tsx';
import * as styles from './activity.module.css';

/** The history could not be read or kept: said above what there is of it. */
export const ProblemNote = ({ problem }: { readonly problem: Problem }) => {
  const words = problemWords(problem, { where: 'window' });
  return (
    <Note className={styles.note} tone="warn" role="alert">
      <b data-matters>{words.title}</b>
      <Prose text={words.happened} />
      <Prose text={words.advice} blocks />
    </Note>
  );
};
