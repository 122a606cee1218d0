import type { ReactNode } from 'react';
import type { FoundSource } from '../../src-main/contract/access-keys/first-run.ts';
import { filesDoorTexts } from '../../src-main/words/window/first-run.ts';
import { useSend } from '../store/bridge.ts';
import { Button } from '../ui/button.tsx';
import * as text from '../ui/text.module.css';
import * as styles from './first-run.module.css';

/** A source's name, where its keys lie, and the button to its first tap. `children`: what its door offers before that. */
export const SourceHead = ({
  source: { profile, kind },
  door,
  children,
}: {
  readonly source: FoundSource;
  readonly door: 'files' | 'elsewhere';
  readonly children: ReactNode;
}) => {
  const send = useSend();
  return (
    <div className={styles.cardHead}>
      <div>
        <b data-matters>{profile}</b>
        <p className={text.sub}>{filesDoorTexts.where(kind)}</p>
      </div>
      <div className={styles.buttons}>
        {children}
        <Button kind="small" aria-label={filesDoorTexts.nextOf(profile)} onClick={() => send('openFirstRun', { door, source: profile })}>
          {filesDoorTexts.next}
        </Button>
      </div>
    </div>
  );
};
