import type { UpdateView } from '../../../src-main/contract/updates/update-view.ts';
import { noteLines, noticeText, updateTexts } from '../../../src-main/words/window/updates.ts';
import { useSend } from '../../store/bridge.ts';
import { Button, DismissButton } from '../../ui/button.tsx';
import { MoreButton, useDisclosure } from '../../ui/disclosure.tsx';
import { CodeText } from '../../ui/prose.tsx';
import * as styles from './new-version.module.css';

/** A version that is ready, told once: how it gets into place, and what is new. */
export const NewVersion = ({ update }: { readonly update: UpdateView | undefined }) => {
  const send = useSend();
  const more = useDisclosure();
  if (update?.ready === undefined || update.isNews === undefined) return null;
  const { version, notes } = update.ready;
  const title = updateTexts.notice(version);
  return (
    <section className={styles.notice} aria-label={title}>
      <div className={styles.text} data-matters>
        <b>{title}</b>
        <p>
          <CodeText text={noticeText(update)} />
        </p>
      </div>
      <DismissButton className={styles.dismiss} title={title} onDismiss={() => send('dismissUpdate', null)} />
      <div className={styles.actions}>
        {notes === '' ? null : <MoreButton disclosure={more}>{updateTexts.whatIsNew}</MoreButton>}
        {update.manner === 'hand' ? null : (
          <Button kind="small" disabled={update.held === true} onClick={() => send('installUpdate', null)}>
            {updateTexts.restartNow}
          </Button>
        )}
      </div>
      <ul {...more.panel} className={styles.news}>
        {noteLines(notes).map((line) => (
          <li key={line}>
            <CodeText text={line} />
          </li>
        ))}
      </ul>
    </section>
  );
};
