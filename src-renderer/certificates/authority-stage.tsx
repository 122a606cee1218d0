import type { CertificateStage } from '../../src-main/contract/certificates/pages.ts';
import { requestTexts } from '../../src-main/words/certificates/set-up.ts';
import { MadeText } from './made-text.tsx';
import { ProofNote } from './proof-note.tsx';

/** A CA's key is there: its certificate goes to AWS. */
export const AuthorityStage = ({ stage }: { readonly stage: Extract<CertificateStage, { kind: 'authority' }> }) => (
  <>
    <ProofNote proof={stage.proof} />
    <p data-matters>{requestTexts.authorityHelp}</p>
    <MadeText save={requestTexts.saveCertificate} copy={requestTexts.copyCertificate} />
  </>
);
