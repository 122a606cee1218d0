import { useState } from 'react';
import type { CardState } from '../../src-main/contract/card-view.ts';
import type { CertificateStage, CertificatesView } from '../../src-main/contract/certificates/pages.ts';
import type { SetupView } from '../../src-main/contract/certificates/piv.ts';
import { certificateTexts } from '../../src-main/words/certificates/page.ts';
import { certificateToldWords, setUpTexts, setupWaits } from '../../src-main/words/certificates/set-up.ts';
import { kitTexts } from '../../src-main/words/window/kit.ts';
import { useSend } from '../store/bridge.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Note } from '../ui/note.tsx';
import * as pageStyles from '../ui/page.module.css';
import { ProblemBody } from '../ui/problem.tsx';
import * as text from '../ui/text.module.css';
import { KeyCertificates } from './key-certificates.tsx';
import * as styles from './parts/certificates.module.css';

/** The YubiKeys with their slots, and what was begun on them. */
export const KeysStage = ({
  view,
  stage: { told },
  card,
}: {
  readonly view: CertificatesView;
  readonly stage: Extract<CertificateStage, { kind: 'keys' }>;
  readonly card: CardState;
}) => {
  const isWorking = view.working !== undefined;
  return (
    <>
      {told === undefined ? null : (
        <Note tone="good" role="status">
          <p>{certificateToldWords(told)}</p>
        </Note>
      )}
      {view.unfinished.length === 0 ? null : (
        <section aria-labelledby="setups-title">
          <h2 id="setups-title" className={pageStyles.listTitle}>
            {setUpTexts.unfinished}
          </h2>
          <ul className={styles.slots}>
            {view.unfinished.map((setup) => (
              <Setup key={setup.id} view={setup} isOff={isWorking} />
            ))}
          </ul>
        </section>
      )}
      {card.kind === 'no-service' ? (
        <Note tone="warn">
          <ProblemBody problem={card.problem} source="" />
        </Note>
      ) : view.keys.length === 0 ? (
        <p className={text.empty} role="status">
          {certificateTexts.noKey}
        </p>
      ) : (
        view.keys.map((key) => <KeyCertificates key={key.keyId} view={key} isOff={isWorking} />)
      )}
    </>
  );
};

const Setup = ({ view, isOff }: { readonly view: SetupView; readonly isOff: boolean }) => {
  const send = useSend();
  const { id: setup, subject } = view;
  const [isAsking, setAsking] = useState(false);
  return (
    <li className={styles.slot}>
      <div className={styles.slotText}>
        <b data-matters dir="auto">
          {subject}
        </b>
        <p className={text.sub}>{setupWaits(view)}</p>
      </div>
      <div className={styles.buttons}>
        <Button kind="small" disabled={isOff} aria-label={setUpTexts.continueOf(subject)} onClick={() => send('resumeKeySetup', { setup })}>
          {setUpTexts.continue}
        </Button>
        <Button kind="small" isHarsh disabled={isOff} aria-label={setUpTexts.undoOf(subject)} onClick={() => setAsking(true)}>
          {setUpTexts.undo}
        </Button>
      </div>
      {isAsking ? (
        <Dialog
          title={setUpTexts.askUndo(subject)}
          onStay={() => setAsking(false)}
          buttons={
            <>
              <Button onClick={() => setAsking(false)}>{kitTexts.keepIt}</Button>
              <Button
                kind="danger"
                onClick={() => {
                  setAsking(false);
                  send('undoKeySetup', { setup });
                }}
              >
                {setUpTexts.undo}
              </Button>
            </>
          }
        >
          <p>{setUpTexts.undoHelp}</p>
        </Dialog>
      ) : null}
    </li>
  );
};
