import { useEffect } from 'react';
import type { EndedView } from '../../../src-main/contract/alerts.ts';
import { endedWords } from '../../../src-main/words/roles/role.ts';
import { stripTexts } from '../../../src-main/words/window/popover.ts';
import { useSend } from '../../store/bridge.ts';
import { Button } from '../../ui/button.tsx';
import { EndIcon } from '../../ui/drawings/icons.tsx';
import * as styles from './unfinished.module.css';

/** What was just ended, with the way back, also by Ctrl+Z, which takes the newest. */
export const Ended = ({ ended }: { readonly ended: readonly EndedView[] }) => {
  const send = useSend();
  const newest = ended.at(-1)?.id;
  useEffect(() => {
    if (newest === undefined) return;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'z' || event.shiftKey || !(event.ctrlKey || event.metaKey)) return;
      // A field with a text has an undo of its own.
      if (event.target instanceof HTMLInputElement && event.target.value !== '') return;
      event.preventDefault();
      send('undoEnd', { ended: newest });
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [newest, send]);
  if (ended.length === 0) return null;
  return (
    <section className={styles.unfinished} aria-label={stripTexts.ended}>
      {ended.map((one) => (
        <p className={styles.unfinishedLine} key={one.id}>
          <EndIcon size={15} />
          <span className={styles.unfinishedText} data-matters dir="auto">
            {endedWords(one)}
          </span>
          <Button
            kind="small"
            aria-label={stripTexts.undoOf(endedWords(one))}
            aria-keyshortcuts="Control+Z Meta+Z"
            onClick={() => send('undoEnd', { ended: one.id })}
          >
            {stripTexts.undo}
          </Button>
        </p>
      ))}
    </section>
  );
};
