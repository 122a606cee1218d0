import { mayRequest, type PivSlotView } from '../../src-main/contract/certificates/piv.ts';
import { awsRoleTexts } from '../../src-main/words/certificates/aws-side.ts';
import { certificateTag, certificateTexts, issuedWords, slotKeyWords, slotTitle } from '../../src-main/words/certificates/page.ts';
import { slotWords } from '../../src-main/words/certificates/piv.ts';
import { setUpTexts } from '../../src-main/words/certificates/set-up.ts';
import { signTexts } from '../../src-main/words/certificates/sign.ts';
import { useSend } from '../store/bridge.ts';
import { useNow } from '../store/use-snapshot.ts';
import { Button } from '../ui/button.tsx';
import { MoreButton, useDisclosure } from '../ui/disclosure.tsx';
import { Tag } from '../ui/tag.tsx';
import * as text from '../ui/text.module.css';
import * as styles from './parts/certificates.module.css';

/** What one slot holds. */
export const SlotRow = ({ view, keyId, isOff }: { readonly view: PivSlotView; readonly keyId: string; readonly isOff: boolean }) => {
  const send = useSend();
  const now = useNow();
  const disclosure = useDisclosure();
  const { certificate } = view;
  const tag = certificate && certificateTag(certificate, now);
  const keyWords = slotKeyWords(view);
  return (
    <li className={styles.slot}>
      <div className={styles.slotText}>
        <p>
          <b data-matters dir="auto" className={certificate === undefined ? styles.plain : undefined}>
            {slotWords(view)}
          </b>{' '}
          {certificate?.isAuthority ? <Tag kind="plain">{certificateTexts.authority}</Tag> : null}{' '}
          {tag === undefined ? null : <Tag kind="soon">{tag}</Tag>}
        </p>
        <p className={text.sub}>{slotTitle(view.slot)}</p>
        {certificate === undefined ? null : <p className={text.sub}>{issuedWords(certificate)}</p>}
        {keyWords === undefined ? null : <p className={text.sub}>{keyWords}</p>}
        {certificate === undefined ? null : (
          <>
            <MoreButton disclosure={disclosure} className={styles.more} label={certificateTexts.detailsOf(view.slot)}>
              {certificateTexts.details}
            </MoreButton>
            <dl {...disclosure.panel} className={styles.details}>
              <dt>{certificateTexts.serialNumber}</dt>
              <dd>{certificate.serialNumber}</dd>
              <dt>{certificateTexts.fingerprint}</dt>
              <dd>{certificate.fingerprint}</dd>
            </dl>
          </>
        )}
      </div>
      {certificate?.isAuthority === true && view.key !== undefined ? (
        <div className={styles.buttons}>
          <Button
            kind="small"
            disabled={isOff}
            aria-label={signTexts.signWith(certificate.subject)}
            onClick={() => send('openSigning', { keyId, slot: view.slot })}
          >
            {signTexts.sign}
          </Button>
        </div>
      ) : null}
      {mayRequest(view) ? (
        <div className={styles.buttons}>
          <Button
            kind="small"
            disabled={isOff}
            aria-label={setUpTexts.requestFirstFor(view.slot)}
            onClick={() => send('openRenewal', { keyId, slot: view.slot })}
          >
            {setUpTexts.requestFirst}
          </Button>
        </div>
      ) : null}
      {certificate === undefined || certificate.isAuthority || view.key === undefined ? null : (
        <div className={styles.buttons}>
          <Button
            kind="small"
            disabled={isOff}
            aria-label={awsRoleTexts.forRoleOf(certificate.subject)}
            onClick={() => send('openCertificateRole', { keyId, slot: view.slot })}
          >
            {awsRoleTexts.forRole}
          </Button>
          <Button
            kind="small"
            disabled={isOff}
            aria-label={setUpTexts.renewOf(certificate.subject)}
            onClick={() => send('openRenewal', { keyId, slot: view.slot })}
          >
            {setUpTexts.renew}
          </Button>
        </div>
      )}
    </li>
  );
};
