import { useState } from 'react';
import type { SignedView } from '../../src-main/contract/certificates/piv.ts';
import { signedWords, signTexts } from '../../src-main/words/certificates/sign.ts';
import { kitTexts } from '../../src-main/words/window/kit.ts';
import { useSend } from '../store/bridge.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import * as pageStyles from '../ui/page.module.css';
import * as text from '../ui/text.module.css';
import * as styles from './parts/certificates.module.css';

/** What was signed on this computer; what this CA signed can be revoked. */
export const Register = ({
  signed,
  issuer,
  isOff,
}: {
  readonly signed: readonly SignedView[];
  readonly issuer: string;
  readonly isOff: boolean;
}) => {
  const send = useSend();
  const [asked, setAsked] = useState<SignedView>();
  return (
    <section aria-labelledby="register-title">
      <h2 id="register-title" className={pageStyles.listTitle}>
        {signTexts.register}
      </h2>
      {signed.length === 0 ? (
        <p className={text.empty}>{signTexts.none}</p>
      ) : (
        <ul className={styles.slots}>
          {signed.map((one) => (
            <li className={styles.slot} key={one.serialNumber}>
              <div className={styles.slotText}>
                <b data-matters dir="auto">
                  {one.subject}
                </b>
                <p className={text.sub}>{signedWords(one)}</p>
              </div>
              {one.revokedAt !== undefined || one.issuer !== issuer ? null : (
                <Button kind="small" isHarsh disabled={isOff} aria-label={signTexts.revokeOf(one.subject)} onClick={() => setAsked(one)}>
                  {signTexts.revoke}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      {signed.length === 0 ? null : (
        <div className={styles.listButton}>
          <Button kind="small" disabled={isOff} onClick={() => send('revokeCertificate', { number: '' })}>
            {signTexts.makeList}
          </Button>
        </div>
      )}
      {asked === undefined ? null : (
        <Dialog
          title={signTexts.askRevoke(asked.subject)}
          onStay={() => setAsked(undefined)}
          buttons={
            <>
              <Button onClick={() => setAsked(undefined)}>{kitTexts.keepIt}</Button>
              <Button
                kind="danger"
                onClick={() => {
                  setAsked(undefined);
                  send('revokeCertificate', { number: asked.serialNumber });
                }}
              >
                {signTexts.revokeIt}
              </Button>
            </>
          }
        >
          <p>{signTexts.revokeHelp}</p>
        </Dialog>
      )}
    </section>
  );
};
