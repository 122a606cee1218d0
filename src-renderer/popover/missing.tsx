import type { Problem } from '../../src-main/contract/problems.ts';
import type { Snapshot } from '../../src-main/contract/snapshot.ts';
import { inSentence } from '../../src-main/words/english.ts';
import { problemWords } from '../../src-main/words/problems/problem-words.ts';
import { useSend } from '../store/bridge.ts';
import { FileDrawing } from '../ui/file-drawing.tsx';
import { PlayIcon, PlusIcon, RenewIcon, SearchIcon } from '../ui/icons.tsx';
import { KeyDrawing } from '../ui/key-drawing.tsx';
import { CommandBlock, Prose } from '../ui/prose.tsx';
import { configExample } from './words-examples.ts';

/** What is missing before there can be roles: what it is, and the next step. */
export const Missing = ({
  snapshot,
  problem,
  also,
}: {
  readonly snapshot: Snapshot;
  readonly problem: Problem;
  readonly also?: Problem;
}) => {
  const send = useSend();
  const words = problemWords(problem);
  const source = snapshot.discovery[0]?.source;
  const aboutFiles = problem === snapshot.files.problem || problem.code === 'aws-files-missing' || problem.code === 'roles-missing';
  const wantsExample = problem.code === 'aws-files-missing' || problem.code === 'roles-missing';
  return (
    <main className="missing" data-code={problem.code}>
      <div className="missing-inner">
        {aboutFiles ? <FileDrawing broken={!wantsExample} /> : <KeyDrawing mood="missing" />}
        <h2>{words.title}</h2>
        <Prose text={words.happened} />
        <Prose text={words.advice} blocks />
        {wantsExample ? (
          <>
            <p className="missing-label">A role looks like this in the config file:</p>
            <CommandBlock text={configExample} />
          </>
        ) : null}
        {also === undefined ? null : <p className="missing-also">Also: {inSentence(problemWords(also).title)}.</p>}
        <div className="missing-buttons">
          {problem.code === 'roles-missing' && source !== undefined ? (
            <>
              <button type="button" className="button button-primary" onClick={() => send('findRoles', { source })}>
                <SearchIcon size={15} /> Find roles in IAM
              </button>
              <button type="button" className="button" onClick={() => send('openAddRole', { role: '', roleArn: '', source })}>
                <PlusIcon size={15} /> Add by hand…
              </button>
            </>
          ) : null}
          <button type="button" className="button" onClick={() => send('refresh', null)}>
            <RenewIcon size={15} /> Look again
          </button>
          {snapshot.can.startDemo ? (
            <button
              type="button"
              className={(aboutFiles && !wantsExample) || source !== undefined ? 'button' : 'button button-primary'}
              onClick={() => send('startDemo', null)}
            >
              <PlayIcon size={15} /> Try the demo
            </button>
          ) : null}
        </div>
        {snapshot.can.startDemo ? <p className="missing-hint">The demo needs no YubiKey and no AWS account.</p> : null}
      </div>
    </main>
  );
};
