import type { SessionView } from '../../../src-main/contract/snapshot.ts';
import { shortLeft, spokenLeft } from '../../../src-main/words/grammar.ts';
import { rowTexts } from '../../../src-main/words/window/roles.ts';
import { useSend } from '../../store/bridge.ts';
import { leftUntil, shareLeft, soonMillis } from '../../store/countdown.ts';
import { useNow } from '../../store/use-snapshot.ts';
import { Button } from '../../ui/button.tsx';
import { Ring } from '../../ui/drawings/ring.tsx';
import * as rowText from '../../ui/row-text.module.css';
import * as styles from './row.module.css';

interface SessionRowProps {
  readonly session: SessionView;
  /** Which row of its group, from 1, and of how many. */
  readonly placeIndex: number;
  readonly placeOf: number;
  readonly isCurrent: boolean;
  readonly index: number;
  readonly itemKey: string;
  readonly measure: (element: HTMLElement | null) => void;
}

/** A session whose role no profile names any more: it can be used and ended. */
export const SessionRow = ({ session, placeIndex, placeOf, isCurrent, index, itemKey, measure }: SessionRowProps) => {
  const send = useSend();
  const now = useNow();
  const left = leftUntil(session.expires, now);
  return (
    <li
      ref={measure}
      className={styles.row}
      data-index={index}
      data-key={itemKey}
      data-state="active"
      aria-posinset={placeIndex}
      aria-setsize={placeOf}
    >
      <div className={styles.line}>
        <Button
          kind="bare"
          className={styles.main}
          data-row={session.target}
          tabIndex={isCurrent ? 0 : -1}
          onClick={() => send('copyProfile', { target: session.target })}
        >
          <Ring tone={left <= soonMillis ? 'warn' : 'good'} share={shareLeft(session.since, session.expires, now)}>
            {shortLeft(left)}
          </Ring>
          <span className="spoken">{`${spokenLeft(left)}, `}</span>
          <span className={`${rowText.title} ${styles.title}`}>
            <b className={rowText.name} data-matters>
              {session.target}
            </b>
          </span>
          <span className={`${rowText.sub} ${styles.sub}`} title={session.roleArn}>
            {session.roleArn}
          </span>
        </Button>
        <span className={styles.actions}>
          <Button kind="small" onClick={() => send('end', { target: session.target })}>
            {rowTexts.end}
          </Button>
        </span>
      </div>
    </li>
  );
};
