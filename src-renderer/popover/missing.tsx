import type { Problem } from '../../src-main/contract/problems.ts';
import type { Snapshot } from '../../src-main/contract/snapshot.ts';
import { inSentence } from '../../src-main/words/english.ts';
import { problemWords } from '../../src-main/words/problems/problem-words.ts';
import { useSend } from '../store/bridge.ts';
import { Button } from '../ui/button.tsx';
import { FileDrawing } from '../ui/drawings/file-drawing.tsx';
import { PlayIcon, PlusIcon, RenewIcon, SearchIcon } from '../ui/drawings/icons.tsx';
import { KeyDrawing } from '../ui/drawings/key-drawing.tsx';
import { Ring } from '../ui/drawings/ring.tsx';
import { Centred } from '../ui/page.tsx';
import { CommandBlock, Prose } from '../ui/prose.tsx';
import * as styles from './missing.module.css';

/** A role profile as AWS documents it, with account ids that stand for others. */
const configExample = `[profile dev]
role_arn = arn:aws:iam::111122223333:role/Dev
source_profile = default
mfa_serial = arn:aws:iam::111122223333:mfa/jane`;

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
    <main className={styles.missing} data-code={problem.code}>
      <div className={styles.inner}>
        {aboutFiles ? <FileDrawing broken={!wantsExample} /> : <KeyDrawing mood="missing" />}
        <h2>{words.title}</h2>
        <Prose className={styles.prose} text={words.happened} />
        <Prose className={styles.prose} text={words.advice} blocks />
        {wantsExample ? (
          <>
            <p className={styles.label}>A role looks like this in the config file:</p>
            <CommandBlock text={configExample} />
          </>
        ) : null}
        {also === undefined ? null : <p className={styles.aside}>Also: {inSentence(problemWords(also).title)}.</p>}
        <div className={styles.buttons}>
          {problem.code === 'roles-missing' && source !== undefined ? (
            <>
              <Button kind="primary" onClick={() => send('findRoles', { source })}>
                <SearchIcon size={15} /> Find roles in IAM
              </Button>
              <Button onClick={() => send('openAddRole', { role: '', roleArn: '', source })}>
                <PlusIcon size={15} /> Add by hand…
              </Button>
            </>
          ) : null}
          <Button onClick={() => send('refresh', null)}>
            <RenewIcon size={15} /> Look again
          </Button>
          {snapshot.can.startDemo ? (
            <Button
              kind={(aboutFiles && !wantsExample) || source !== undefined ? 'plain' : 'primary'}
              onClick={() => send('startDemo', null)}
            >
              <PlayIcon size={15} /> Try the demo
            </Button>
          ) : null}
        </div>
        {snapshot.can.startDemo ? <p className={styles.aside}>The demo needs no YubiKey and no AWS account.</p> : null}
      </div>
    </main>
  );
};

/** Before the first snapshot, and while the files are read for the first time. */
export const Loading = () => (
  <Centred aria-busy="true">
    <Ring tone="busy" />
    <p role="status">Reading your profiles</p>
  </Centred>
);
