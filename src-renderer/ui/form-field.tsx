import type { ReactNode } from 'react';
import type { Problem } from '../../src-main/contract/problems/problem.ts';
import { problemWords } from '../../src-main/words/problems/problem-words.ts';
import { kitTexts } from '../../src-main/words/window/kit.ts';
import * as styles from './form-field.module.css';
import { Prose } from './prose.tsx';
import * as text from './text.module.css';

/** What stands under a field that is empty, once the form was to be sent. */
export const whenMissing = (isChecked: boolean, value: string, words: string = kitTexts.fillIn): string | undefined =>
  isChecked && value.trim() === '' ? words : undefined;

/** A field of a form with its help, or what is wrong with it. The control takes `id`, and `${id}hint` describes it. */
export const FormField = ({
  id,
  label,
  hint,
  problem,
  flaw,
  children,
}: {
  readonly id: string;
  readonly label: string;
  readonly hint?: ReactNode;
  readonly problem?: Problem | undefined;
  /** What is wrong with it in one sentence, beside its help. */
  readonly flaw?: string | undefined;
  readonly children: ReactNode;
}) => {
  const words = problem && problemWords(problem, { where: 'form' });
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      {children}
      <div id={`${id}hint`} className={styles.hint} data-matters>
        {flaw === undefined ? null : (
          <p className={text.wrong} role="alert">
            {flaw}
          </p>
        )}
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
