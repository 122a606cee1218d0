import type { Problem } from '../../src-main/contract/problems/problem.ts';
import type { Snapshot } from '../../src-main/contract/snapshot.ts';
import { inSentence } from '../../src-main/words/grammar.ts';
import { problemWords } from '../../src-main/words/problems/problem-words.ts';
import { kitTexts } from '../../src-main/words/window/kit.ts';
import { headerTexts, missingTexts } from '../../src-main/words/window/popover.ts';
import { useSend } from '../store/bridge.ts';
import { Button } from '../ui/button.tsx';
import { FileDrawing } from '../ui/drawings/file-drawing.tsx';
import { PlayIcon, PlusIcon, RenewIcon, SearchIcon } from '../ui/drawings/icons.tsx';
import { KeyDrawing } from '../ui/drawings/key-drawing.tsx';
import { Ring } from '../ui/drawings/ring.tsx';
import { Centred } from '../ui/page.tsx';
import { CommandBlock, Prose } from '../ui/prose.tsx';
import * as styles from './missing.module.css';
import { OpenFile } from './strips/open-file.tsx';

/** What is missing before there can be roles: what it is, and the next step. */
export const Missing = ({
  snapshot,
  problem,
  also,
}: {
  readonly snapshot: Snapshot;
  readonly problem: Problem;
  readonly also?: Problem | undefined;
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
            <p className={styles.label}>{missingTexts.example}</p>
            <CommandBlock text={missingTexts.configExample} />
          </>
        ) : null}
        {also === undefined ? null : <p className={styles.aside}>{missingTexts.also(inSentence(problemWords(also).title))}</p>}
        <div className={styles.buttons}>
          {problem.code === 'roles-missing' && source !== undefined ? (
            <>
              <Button kind="primary" onClick={() => send('findRoles', { source })}>
                <SearchIcon size={15} /> {headerTexts.findRoles()}
              </Button>
              <Button onClick={() => send('openAddRole', { role: '', roleArn: '', source })}>
                <PlusIcon size={15} /> {missingTexts.addByHand}
              </Button>
            </>
          ) : null}
          <OpenFile snapshot={snapshot} problem={problem} kind="primary" />
          <Button onClick={() => send('refresh', null)}>
            <RenewIcon size={15} /> {kitTexts.refresh}
          </Button>
          {snapshot.can.startDemo ? (
            <Button
              kind={(aboutFiles && !wantsExample) || source !== undefined ? 'plain' : 'primary'}
              onClick={() => send('startDemo', null)}
            >
              <PlayIcon size={15} /> {headerTexts.tryDemo}
            </Button>
          ) : null}
        </div>
        {snapshot.can.startDemo ? <p className={styles.aside}>{missingTexts.demoNeeds}</p> : null}
      </div>
    </main>
  );
};

/** Before the first snapshot, and while the files are read for the first time. */
export const Loading = () => (
  <Centred aria-busy="true">
    <Ring tone="busy" />
    <p role="status">{missingTexts.reading}</p>
  </Centred>
);
