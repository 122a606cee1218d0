import { firstRunDoors } from '../../src-main/contract/access-keys/first-run.ts';
import type { Problem } from '../../src-main/contract/problems/problem.ts';
import type { Snapshot } from '../../src-main/contract/snapshot.ts';
import { inSentence } from '../../src-main/words/grammar.ts';
import { problemWords } from '../../src-main/words/problems/problem-words.ts';
import { doorWords, welcomeTexts } from '../../src-main/words/window/first-run.ts';
import { headerTexts, missingTexts } from '../../src-main/words/window/popover.ts';
import { useSend } from '../store/bridge.ts';
import { Button } from '../ui/button.tsx';
import { ChevronIcon, PlayIcon } from '../ui/drawings/icons.tsx';
import * as styles from './welcome.module.css';

/** Where somebody without any profile begins: a door for each place where keys may be, and the demo. */
export const Welcome = ({ snapshot, also }: { readonly snapshot: Snapshot; readonly also?: Problem | undefined }) => {
  const send = useSend();
  return (
    <main className={styles.welcome} data-code="welcome">
      <div className={styles.inner}>
        <h2>{welcomeTexts.title}</h2>
        <p className={styles.about}>{welcomeTexts.about}</p>
        <ul className={styles.doors} aria-label={welcomeTexts.doors}>
          {firstRunDoors.map((door) => (
            <li key={door}>
              <Button kind="bare" className={styles.door} onClick={() => send('openFirstRun', { door, source: '' })}>
                <span>
                  <b>{doorWords[door].title}</b>
                  <small>{doorWords[door].hint}</small>
                </span>
                <ChevronIcon size={14} />
              </Button>
            </li>
          ))}
        </ul>
        {also === undefined ? null : <p className={styles.aside}>{missingTexts.also(inSentence(problemWords(also).title))}</p>}
        {snapshot.can.startDemo ? (
          <Button kind="small" className={styles.demo} title={missingTexts.demoNeeds} onClick={() => send('startDemo', null)}>
            <PlayIcon size={13} /> {headerTexts.tryDemo}
          </Button>
        ) : null}
      </div>
    </main>
  );
};
