import type { Problem } from '../../src-main/contract/problems/problem.ts';
import { problemWords } from '../../src-main/words/problems/problem-words.ts';
import { problemTexts } from '../../src-main/words/window/kit.ts';
import { useSend } from '../store/bridge.ts';
import { CopyButton } from './copy-button.tsx';
import { Note } from './note.tsx';
import * as styles from './problem.module.css';
import { Prose } from './prose.tsx';
import * as text from './text.module.css';

/** Why it did not work and what to do next; the title stands above as the page's heading. */
export const ProblemBody = ({ problem, source }: { readonly problem: Problem; readonly source: string }) => {
  const words = problemWords(problem, { where: 'window' });
  return (
    <>
      <div className={text.lead}>
        <Prose text={words.happened} />
      </div>
      <Note tone="warn">
        <Prose text={words.advice} blocks />
        {problem.code === 'aws-said' ? (
          <p className={styles.said} data-matters>
            {problemTexts.awsSaid(problem.awsCode, problem.requestId)}
          </p>
        ) : null}
        {problem.code === 'iam-denied' && source !== '' ? <CopyPolicy source={source} action={problem.action} /> : null}
      </Note>
    </>
  );
};

/** The least policy that an administrator has to grant, onto the clipboard. */
const CopyPolicy = ({ source, action }: { readonly source: string; readonly action: string }) => {
  const send = useSend();
  return (
    <CopyButton
      label={problemTexts.copyPolicyOf(action)}
      words={problemTexts.copyPolicy}
      done={problemTexts.policyCopied}
      onCopy={() => send('copyAdvice', { what: 'policy', source, device: '' })}
    />
  );
};

/** A problem in one place of a page: its title, and the rest on a click. `isOpen`: all of it at once, as it is what somebody came for. */
export const InlineProblem = ({ problem, isOpen = false }: { readonly problem: Problem; readonly isOpen?: boolean }) => {
  const words = problemWords(problem, { where: 'window' });
  return (
    <details className={styles.inline} open={isOpen}>
      <summary data-matters>{words.title}</summary>
      <Prose text={words.happened} />
      <Prose text={words.advice} />
    </details>
  );
};
