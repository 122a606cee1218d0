import type { ReactNode } from 'react';
import type { Problem } from '../../src-main/contract/problems/problem.ts';
import { problemWords } from '../../src-main/words/problems/problem-words.ts';
import * as styles from './form-field.module.css';
import { Prose } from './prose.tsx';

/** A field of a form with its help, or what is wrong with it. The control takes `id`, and `${id}hint` describes it. */
export const FormField = ({
  id,
  label,
  hint,
  problem,
  children,
}: {
  readonly id: string;
  readonly label: string;
  readonly hint?: ReactNode;
  readonly problem?: Problem | undefined;
  readonly children: ReactNode;
}) => {
  const words = problem && problemWords(problem, { where: 'form' });
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      {children}
      <div id={`${id}hint`} className={styles.hint} data-matters>
        {words === undefined ? (
          hint
        ) : (
          <div className={styles.problem} role="alert">
            <b>{words.title}</b>
            <Prose text={`${words.happened} ${words.advice}`} />
          </div>
        )}
      </div>
    </div>
  );
};
