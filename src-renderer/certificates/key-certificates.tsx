import { useId } from 'react';
import type { KeyReadingView } from '../../src-main/contract/certificates/pages.ts';
import type { PivView } from '../../src-main/contract/certificates/piv.ts';
import { certificateTexts } from '../../src-main/words/certificates/page.ts';
import { factoryWords, pinWords, pivSaid } from '../../src-main/words/certificates/piv.ts';
import { requestTexts, setUpTexts } from '../../src-main/words/certificates/set-up.ts';
import { fullName } from '../../src-main/words/grammar.ts';
import { problemWords } from '../../src-main/words/problems/problem-words.ts';
import { keyPasswordTexts } from '../../src-main/words/window/devices.ts';
import { useSend } from '../store/bridge.ts';
import { Button } from '../ui/button.tsx';
import { Ring } from '../ui/drawings/ring.tsx';
import { FileButton } from '../ui/files/file-button.tsx';
import { Note } from '../ui/note.tsx';
import { Prose } from '../ui/prose.tsx';
import * as text from '../ui/text.module.css';
import * as styles from './parts/certificates.module.css';
import { useTakenFiles } from './parts/taken-files.ts';
import { SlotRow } from './slot-row.tsx';

/** One YubiKey: its PIN's tries, what of the factory's is still in place, and its slots. */
export const KeyCertificates = ({ view, isOff }: { readonly view: KeyReadingView; readonly isOff: boolean }) => {
  const send = useSend();
  const { keyId } = view;
  const name = fullName(view);
  const { piv, problem, state } = view;
  const id = useId();
  const { take, flaw } = useTakenFiles((files) => send('importCertificate', { keyId, files }));
  const words = problem && problemWords(problem, { where: 'window' });
  return (
    <section className={styles.key} aria-labelledby={id} aria-busy={state === 'reading'}>
      <h2 id={id} className={styles.keyName} aria-label={certificateTexts.ofKey(name)}>
        <span data-matters>{view.name}</span> {view.serial === undefined ? null : <span className={text.serial}>{view.serial}</span>}
      </h2>
      {state === 'reading' && piv === undefined ? (
        <Note mark={<Ring tone="busy" />} role="status">
          <p>{pivSaid.looking}</p>
        </Note>
      ) : null}
      {words === undefined ? null : (
        <Note tone={problem?.code === 'security-key' ? 'plain' : 'warn'}>
          <b>{words.title}</b>
          <Prose text={`${words.happened} ${words.advice}`} />
        </Note>
      )}
      {piv === undefined ? null : (
        <>
          {piv.pin.left === 0 ? <Blocked view={piv} keyId={keyId} name={name} isOff={isOff} /> : null}
          <Application view={piv} keyId={keyId} name={name} isOff={isOff} />
          <div className={styles.buttons}>
            <Button
              kind="small"
              disabled={isOff}
              aria-label={setUpTexts.startOn(name)}
              onClick={() => send('openKeySetup', { keyId, authority: false })}
            >
              {setUpTexts.start}
            </Button>
            <Button
              kind="small"
              disabled={isOff}
              aria-label={setUpTexts.startAuthorityOn(name)}
              onClick={() => send('openKeySetup', { keyId, authority: true })}
            >
              {setUpTexts.startAuthority}
            </Button>
            {piv.slots.some(({ key }) => key !== undefined) ? (
              <FileButton kind="small" label={requestTexts.file} name={setUpTexts.storeOn(name)} disabled={isOff} multiple onFile={take}>
                {setUpTexts.store}
              </FileButton>
            ) : null}
          </div>
          {flaw === undefined ? null : (
            <p className={text.warn} role="alert">
              {flaw}
            </p>
          )}
        </>
      )}
    </section>
  );
};

/** The PIN was wrong too often: the PUK sets a new one, as long as it isn't blocked as well. */
const Blocked = ({
  view: { puk },
  keyId,
  name,
  isOff,
}: {
  readonly view: PivView;
  readonly keyId: string;
  readonly name: string;
  readonly isOff: boolean;
}) => {
  const send = useSend();
  const isLost = puk.left === 0 || puk.isGivenUp;
  return (
    <Note tone="warn">
      <p data-matters>{isLost ? pivSaid.allBlocked : pivSaid.pinBlocked}</p>
      {isLost ? null : (
        <Button kind="small" disabled={isOff} aria-label={pivSaid.unblockOn(name)} onClick={() => send('unblockPin', { keyId })}>
          {pivSaid.unblock}
        </Button>
      )}
    </Note>
  );
};

const Application = ({
  view,
  name,
  ...row
}: {
  readonly view: PivView;
  readonly keyId: string;
  readonly name: string;
  readonly isOff: boolean;
}) => {
  const send = useSend();
  const factory = factoryWords(view);
  const facts = [keyPasswordTexts.firmware(view.version, ''), pinWords(view), view.managementKey.isUnderPin ? pivSaid.underPin : ''];
  return (
    <>
      <p className={text.sub}>{facts.filter((fact) => fact !== '').join(' · ')}</p>
      {factory === undefined ? null : (
        <div className={styles.buttons}>
          <p className={text.warn} data-matters>
            {factory}
          </p>
          {view.pin.isFactory === true && view.pin.left !== 0 ? (
            <Button
              kind="small"
              disabled={row.isOff}
              aria-label={pivSaid.choosePinOn(name)}
              onClick={() => send('choosePin', { keyId: row.keyId })}
            >
              {pivSaid.choosePin}
            </Button>
          ) : null}
        </div>
      )}
      {view.slots.length === 0 ? (
        <p className={text.empty}>{pivSaid.empty}</p>
      ) : (
        <ul className={styles.slots}>
          {view.slots.map((slot) => (
            <SlotRow key={slot.slot} view={slot} {...row} />
          ))}
        </ul>
      )}
    </>
  );
};
