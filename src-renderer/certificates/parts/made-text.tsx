import { useSend } from '../../store/bridge.ts';
import { Button } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import * as styles from './certificates.module.css';

/** What was made, to be saved or copied: a request, a certificate, a revocation list. Main has it. */
export const MadeText = ({ save, copy }: { readonly save: string; readonly copy: string }) => {
  const send = useSend();
  return (
    <div className={styles.buttons}>
      <Button onClick={() => send('saveCertificateText', null)}>{save}</Button>
      <CopyButton label={copy} onCopy={() => send('copyCertificateText', null)} />
    </div>
  );
};
