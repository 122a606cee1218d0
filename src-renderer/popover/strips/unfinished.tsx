import type { Snapshot } from '../../../src-main/contract/snapshot.ts';
import { removalStateWords } from '../../../src-main/words/devices.ts';
import { unfinishedWords } from '../../../src-main/words/enroll/facts.ts';
import { stripTexts } from '../../../src-main/words/window/popover.ts';
import { useSend } from '../../store/bridge.ts';
import { Button } from '../../ui/button.tsx';
import { KeyIcon } from '../../ui/drawings/icons.tsx';
import * as styles from './unfinished.module.css';

/** Enrolments and removals that were interrupted, each with the way back into it. */
export const Unfinished = ({ snapshot }: { readonly snapshot: Snapshot }) => {
  const send = useSend();
  const open = snapshot.unfinished.filter(({ id }) => id !== snapshot.enroll?.id);
  if (open.length === 0) return null;
  return (
    <section className={styles.unfinished} aria-label={stripTexts.unfinished}>
      {open.map((one) => (
        <p className={styles.unfinishedLine} key={one.id}>
          <KeyIcon size={15} />
          <span className={styles.unfinishedText} data-matters dir="auto">
            {one.removal ? removalStateWords({ ...one, removal: one.removal }) : unfinishedWords(one)}
          </span>
          <Button
            kind="small"
            aria-label={stripTexts.resumeOf(unfinishedWords(one))}
            onClick={() => (one.removal ? send('resumeRemoval', { removal: one.id }) : send('resumeEnroll', { enroll: one.id }))}
          >
            {stripTexts.resume}
          </Button>
          {one.removal && one.removal.deleted !== 'done' ? (
            <Button
              kind="small"
              aria-label={stripTexts.undoOf(unfinishedWords(one))}
              onClick={() => send('undoRemoval', { removal: one.id })}
            >
              {stripTexts.undo}
            </Button>
          ) : null}
        </p>
      ))}
    </section>
  );
};
