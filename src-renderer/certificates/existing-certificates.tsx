import type { PivView } from '../../src-main/contract/certificates/piv.ts';
import { awsRoleTexts } from '../../src-main/words/certificates/aws-side.ts';
import { setUpTexts } from '../../src-main/words/certificates/set-up.ts';
import { useSend } from '../store/bridge.ts';
import { useNow } from '../store/use-snapshot.ts';
import { Button } from '../ui/button.tsx';
import { Note } from '../ui/note.tsx';
import * as styles from './parts/certificates.module.css';

/** Certificates that are on the YubiKey already: they need no new key. */
export const ExistingCertificates = ({ keyId, piv, isOff }: { readonly keyId: string; readonly piv: PivView; readonly isOff: boolean }) => {
  const send = useSend();
  const now = useNow();
  const there = piv.slots.flatMap(({ slot, key, certificate }) =>
    key && certificate && !certificate.isAuthority && certificate.isForKey !== false && certificate.until > now
      ? [{ slot, subject: certificate.subject }]
      : [],
  );
  if (there.length === 0) return null;
  return (
    <Note>
      <p data-matters>{setUpTexts.existing}</p>
      <div className={styles.buttons}>
        {there.map(({ slot, subject }) => (
          <Button
            key={slot}
            kind="small"
            disabled={isOff}
            aria-label={awsRoleTexts.forRoleOf(subject)}
            onClick={() => send('openCertificateRole', { keyId, slot })}
          >
            {subject}
          </Button>
        ))}
      </div>
    </Note>
  );
};
