import { type FormEvent, useRef, useState } from 'react';
import type { CertificateStage, CertificatesView } from '../../src-main/contract/certificates/pages.ts';
import { slotTitle } from '../../src-main/words/certificates/page.ts';
import { setUpTexts } from '../../src-main/words/certificates/set-up.ts';
import { useSend } from '../store/bridge.ts';
import * as text from '../ui/text.module.css';
import * as styles from './parts/certificates.module.css';
import { SourceField } from './parts/source-field.tsx';
import { SubjectField } from './parts/subject-field.tsx';
import { firstWay, WayFields, wayOf } from './parts/way-fields.tsx';
import { setupFormId } from './setup-form.tsx';

/** A certificate for a key that is there: who issues it, and its subject where there was none before. */
export const RenewStage = ({
  view,
  stage: { keyId, slot, subject },
}: {
  readonly view: CertificatesView;
  readonly stage: Extract<CertificateStage, { kind: 'renew' }>;
}) => {
  const send = useSend();
  const [way, setWay] = useState(firstWay);
  const [source, setSource] = useState('');
  const [isMissing, setMissing] = useState(false);
  const [isChecked, setChecked] = useState(false);
  const typed = useRef<HTMLInputElement>(null);
  const isFirst = subject === '';
  const key = view.keys.find((one) => one.keyId === keyId);
  const isOff = view.working !== undefined;
  const isPrivate = way.kind === 'private-ca';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const first = typed.current?.value.trim() ?? '';
    setMissing(isFirst && first === '');
    if (isFirst && first === '') return typed.current?.focus();
    const how = wayOf(way, view);
    setChecked(true);
    if (how === undefined || (isPrivate && source === ''))
      document.getElementById(setupFormId)?.querySelector<HTMLElement>('input[value=""], [aria-invalid="true"], select')?.focus();
    else if (!isOff) send('renewCertificate', { keyId, slot, way: how, source: isPrivate ? source : '', subject: first });
  };
  return (
    <form id={setupFormId} className={styles.form} onSubmit={submit} noValidate>
      <p className={text.sub}>
        {slotTitle(slot)} · <span data-matters>{key?.name}</span>{' '}
        {key?.serial === undefined ? null : <span className={text.serial}>{key.serial}</span>}
      </p>
      {isFirst ? <SubjectField ref={typed} hint={setUpTexts.subjectHelp} isOff={isOff} isMissing={isMissing} /> : null}
      <WayFields view={view} way={way} isOff={isOff} isChecked={isChecked} onChange={(change) => setWay({ ...way, ...change })} />
      {isPrivate ? (
        <SourceField label={setUpTexts.renewSource} view={view} source={source} isOff={isOff} isChecked={isChecked} onChange={setSource} />
      ) : null}
    </form>
  );
};
