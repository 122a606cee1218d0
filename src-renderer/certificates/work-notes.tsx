import type { CertificatesView } from '../../src-main/contract/certificates/pages.ts';
import { momentWords } from '../../src-main/words/certificates/aws-side.ts';
import { certificateWorkWords } from '../../src-main/words/certificates/deeds.ts';
import { setUpTexts } from '../../src-main/words/certificates/set-up.ts';
import { problemWords } from '../../src-main/words/problems/problem-words.ts';
import { problemTexts } from '../../src-main/words/window/kit.ts';
import { useSend } from '../store/bridge.ts';
import { Button } from '../ui/button.tsx';
import { CopyButton } from '../ui/copy-button.tsx';
import { Ring } from '../ui/drawings/ring.tsx';
import { Note } from '../ui/note.tsx';
import { Prose } from '../ui/prose.tsx';
import { Arrival } from './parts/arrival.tsx';
import * as styles from './parts/certificates.module.css';

/** What is under way on the page, or why the last of it was not done. */
export const WorkNotes = ({ view }: { readonly view: CertificatesView }) => {
  const send = useSend();
  const { working, problem } = view;
  const words = problem && problemWords(problem, { where: 'window' });
  return (
    <>
      {working === undefined ? null : (
        <Note mark={<Ring tone="busy" />} role="status">
          <div className={styles.working}>
            <p>{view.moment === undefined ? certificateWorkWords[working] : momentWords(view.moment)}</p>
            <Button data-lands kind="small" onClick={() => send('stopCertificateWork', null)}>
              {setUpTexts.stop}
            </Button>
          </div>
        </Note>
      )}
      {words === undefined ? null : (
        <Arrival>
          <Note tone="warn" role="alert">
            <b>{words.title}</b>
            <Prose text={words.happened} />
            <Prose text={words.advice} blocks />
            {problem?.code === 'iam-denied' ? (
              <CopyButton
                label={problemTexts.copyPolicyOf(problem.action)}
                words={problemTexts.copyPolicy}
                done={problemTexts.policyCopied}
                onCopy={() => send('copyNeededPolicy', null)}
              />
            ) : null}
          </Note>
        </Arrival>
      )}
    </>
  );
};
