import { useCallback } from 'react';
import type { CertificatesView } from '../../src-main/contract/certificates/pages.ts';
import type { Snapshot } from '../../src-main/contract/snapshot.ts';
import { certificateTexts } from '../../src-main/words/certificates/page.ts';
import { kitTexts } from '../../src-main/words/window/kit.ts';
import { usePage } from '../hooks/use-page.ts';
import { useSend } from '../store/bridge.ts';
import { Button } from '../ui/button.tsx';
import { RenewIcon } from '../ui/drawings/icons.tsx';
import { Note } from '../ui/note.tsx';
import { Page } from '../ui/page.tsx';
import { ProblemBody } from '../ui/problem.tsx';
import * as text from '../ui/text.module.css';
import { KeyCertificates } from './key-certificates.tsx';

/** What the PIV applications of the YubiKeys hold. */
export const Certificates = ({ view, snapshot }: { readonly view: CertificatesView; readonly snapshot: Snapshot }) => {
  const send = useSend();
  const close = useCallback(() => send('closePage', null), [send]);
  const heading = usePage('certificates', close);
  const { card } = snapshot;
  const isReading = view.keys.some(({ state }) => state === 'reading');
  return (
    <Page
      heading={heading}
      title={certificateTexts.title}
      about={certificateTexts.about}
      actions={
        <Button disabled={isReading || view.keys.length === 0} onClick={() => send('readCertificates', null)}>
          <RenewIcon size={15} /> {kitTexts.refresh}
        </Button>
      }
    >
      {card.kind === 'no-service' ? (
        <Note tone="warn">
          <ProblemBody problem={card.problem} source="" />
        </Note>
      ) : view.keys.length === 0 ? (
        <p className={text.empty} role="status">
          {certificateTexts.noKey}
        </p>
      ) : (
        view.keys.map((key) => <KeyCertificates key={key.keyId} view={key} />)
      )}
    </Page>
  );
};
