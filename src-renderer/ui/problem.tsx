import { useState } from 'react';
import type { Problem } from '../../src-main/contract/problems.ts';
import { problemWords } from '../../src-main/words/problems/problem-words.ts';
import { useSend } from '../store/bridge.ts';
import { CheckIcon, CopyIcon, WarnIcon } from './icons.tsx';
import { Prose } from './prose.tsx';

/** Why it did not work and what to do next; the title stands above as the page's heading. */
export const ProblemBody = ({ problem, source }: { readonly problem: Problem; readonly source: string }) => {
  const words = problemWords(problem, { where: 'window' });
  return (
    <>
      <div className="pane-text">
        <Prose text={words.happened} />
      </div>
      <div className="note" data-tone="warn">
        <WarnIcon size={15} />
        <div className="note-body">
          <Prose text={words.advice} blocks />
          {problem.code === 'aws-said' ? (
            <p className="note-small" data-matters>{`AWS said: ${problem.awsCode}${
              problem.requestId === undefined ? '' : `, request ${problem.requestId}`
            }`}</p>
          ) : null}
          {problem.code === 'iam-denied' && source !== '' ? <CopyPolicy source={source} action={problem.action} /> : null}
        </div>
      </div>
    </>
  );
};

/** The least policy that an administrator has to grant, onto the clipboard. */
const CopyPolicy = ({ source, action }: { readonly source: string; readonly action: string }) => {
  const send = useSend();
  const [copied, setCopied] = useState(false);
  return (
    <button
      type="button"
      className="small-button"
      onClick={() => {
        setCopied(true);
        send('copyAdvice', { what: 'policy', source, device: '' });
      }}
    >
      {copied ? <CheckIcon size={13} /> : <CopyIcon size={13} />}
      {copied ? 'Policy copied' : 'Copy policy'}
      <span className="spoken">{` that allows ${action}`}</span>
    </button>
  );
};

/** A problem in one place of a page: its title, and the rest on a click. */
export const InlineProblem = ({ problem }: { readonly problem: Problem }) => {
  const words = problemWords(problem, { where: 'window' });
  return (
    <details className="inline-problem">
      <summary data-matters>{words.title}</summary>
      <Prose text={words.happened} />
      <Prose text={words.advice} />
    </details>
  );
};
