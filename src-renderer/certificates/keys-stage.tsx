import { useState } from 'react';
import type { CardState } from '../../src-main/contract/card-view.ts';
import type { CertificateStage, CertificatesView } from '../../src-main/contract/certificates/pages.ts';
import type { SetupView } from '../../src-main/contract/certificates/piv.ts';
import { certificateTexts } from '../../src-main/words/certificates/page.ts';
import { certificateToldWords, requestTexts, setUpTexts, setupWaits, undoQuestion } from '../../src-main/words/certificates/set-up.ts';
import { kitTexts } from '../../src-main/words/window/kit.ts';
import { useSend } from '../store/bridge.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { FileButton } from '../ui/files/file-button.tsx';
import { useFileDrop } from '../ui/files/use-file-drop.ts';
import { Note } from '../ui/note.tsx';
import * as pageStyles from '../ui/page.module.css';
import { ProblemBody } from '../ui/problem.tsx';
import * as text from '../ui/text.module.css';
import { KeyCertificates } from './key-certificates.tsx';
import { Arrival } from './parts/arrival.tsx';
import * as styles from './parts/certificates.module.css';
import { useTakenFiles } from './parts/taken-files.ts';

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
  const send = useSend();
  const isWorking = view.working !== undefined;
  const { take, flaw } = useTakenFiles((files) => send('importCertificate', { keyId: '', files }));
  const drop = useFileDrop((...files) => {
    if (!isWorking) take(...files);
  });
  return (
    <div className={styles.dropPage} {...drop}>
      {flaw === undefined ? null : (
        <Note tone="warn" role="alert">
          <p>{flaw}</p>
        </Note>
      )}
      {told === undefined ? null : (
        <Arrival key={certificateToldWords(told)}>
          <Note tone="good" role="status">
            <p>{certificateToldWords(told)}</p>
          </Note>
        </Arrival>
      )}
      {view.unfinished.length === 0 ? null : (
        <section aria-labelledby="setups-title">
          <h2 id="setups-title" className={pageStyles.listTitle}>
            {setUpTexts.unfinished}
          </h2>
          <ul className={styles.slots}>
            {view.unfinished.map((setup) => (
              <Setup key={setup.id} view={setup} isOff={isWorking} onFiles={take} />
            ))}
          </ul>
          {view.unfinished.some(({ waitsFor }) => waitsFor === 'certificate') ? (
            <p className={`${text.sub} ${styles.listButton}`}>{setUpTexts.dropHere}</p>
          ) : null}
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
    </div>
  );
};

const Setup = ({
  view,
  isOff,
  onFiles,
}: {
  readonly view: SetupView;
  readonly isOff: boolean;
  readonly onFiles: (...files: readonly File[]) => void;
}) => {
  const send = useSend();
  const { id: setup, subject } = view;
  const [isAsking, setAsking] = useState(false);
  const awaits = view.waitsFor === 'certificate';
  const question = undoQuestion(view);
  return (
    <li className={styles.slot}>
      <div className={styles.slotText}>
        <b data-matters dir="auto">
          {subject}
        </b>
        <p className={text.sub}>{setupWaits(view)}</p>
      </div>
      <div className={styles.buttons}>
        {awaits ? (
          <FileButton kind="small" label={requestTexts.file} name={setUpTexts.storeOf(subject)} disabled={isOff} multiple onFile={onFiles}>
            {setUpTexts.store}
          </FileButton>
        ) : null}
        <Button
          kind="small"
          disabled={isOff}
          aria-label={awaits ? setUpTexts.requestOf(subject) : setUpTexts.continueOf(subject)}
          onClick={() => send('resumeKeySetup', { setup })}
        >
          {awaits ? setUpTexts.request : setUpTexts.continue}
        </Button>
        <Button kind="small" isHarsh disabled={isOff} aria-label={setUpTexts.undoOf(subject)} onClick={() => setAsking(true)}>
          {setUpTexts.undo}
        </Button>
      </div>
      {isAsking ? (
        <Dialog
          title={question.title}
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
                {question.button}
              </Button>
            </>
          }
        >
          <p>{question.help}</p>
        </Dialog>
      ) : null}
    </li>
  );
};
