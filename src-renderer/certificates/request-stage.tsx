import type { CertificateStage, CertificatesView } from '../../src-main/contract/certificates/pages.ts';
import { requestTexts } from '../../src-main/words/certificates/set-up.ts';
import { useSend } from '../store/bridge.ts';
import * as text from '../ui/text.module.css';
import { CertificateFile } from './parts/certificate-file.tsx';
import * as styles from './parts/certificates.module.css';
import { MadeText } from './parts/made-text.tsx';
import { ProofNote } from './parts/proof-note.tsx';

/** The request is made: it goes to whoever signs it, and the certificate comes back. */
export const RequestStage = ({
  view,
  stage,
}: {
  readonly view: CertificatesView;
  readonly stage: Extract<CertificateStage, { kind: 'request' }>;
}) => {
  const send = useSend();
  return (
    <>
      <ProofNote proof={stage.proof} />
      <section className={styles.part} aria-labelledby="send-title">
        <h2 id="send-title" className={styles.keyName}>
          {requestTexts.send}
        </h2>
        <p className={text.sub} data-matters>
          {'proved' in stage.proof ? `${requestTexts.sendHelp} ${requestTexts.sendProof}` : requestTexts.sendHelp}
        </p>
        <MadeText save={requestTexts.save} copy={requestTexts.copy} />
      </section>
      <section className={styles.part} aria-labelledby="store-title">
        <h2 id="store-title" className={styles.keyName}>
          {requestTexts.store}
        </h2>
        <p className={text.sub} data-matters>
          {requestTexts.storeHelp}
        </p>
        <CertificateFile
          labels={{
            drop: requestTexts.drop,
            choose: requestTexts.choose,
            file: requestTexts.file,
            paste: requestTexts.paste,
            take: requestTexts.storeIt,
          }}
          isOff={view.working !== undefined}
          multiple
          onFiles={(files) => send('importCertificate', { keyId: '', files })}
        />
      </section>
    </>
  );
};

/** A CA's key is there: its certificate goes to AWS. */
export const AuthorityStage = ({ stage }: { readonly stage: Extract<CertificateStage, { kind: 'authority' }> }) => (
  <>
    <ProofNote proof={stage.proof} />
    <p data-matters>{requestTexts.authorityHelp}</p>
    <MadeText save={requestTexts.saveCertificate} copy={requestTexts.copyCertificate} />
  </>
);
