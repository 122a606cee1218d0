import { type FormEvent, useId, useState } from 'react';
import type { CertificateStage, CertificatesView } from '../../src-main/contract/certificates/pages.ts';
import type { RequestView } from '../../src-main/contract/certificates/piv.ts';
import { anywhereSaid } from '../../src-main/words/certificates/anywhere.ts';
import { listWords, requestWords, signTexts } from '../../src-main/words/certificates/sign.ts';
import { useSend } from '../store/bridge.ts';
import { Button } from '../ui/button.tsx';
import { FormField } from '../ui/form-field.tsx';
import { Note } from '../ui/note.tsx';
import { CodeText } from '../ui/prose.tsx';
import { Check } from '../ui/switch.tsx';
import * as text from '../ui/text.module.css';
import { ListImport } from './list-import.tsx';
import { Arrival } from './parts/arrival.tsx';
import { CertificateFile } from './parts/certificate-file.tsx';
import * as styles from './parts/certificates.module.css';
import { MadeText } from './parts/made-text.tsx';
import { ProofNote } from './parts/proof-note.tsx';
import { Register } from './register.tsx';

type SignView = Extract<CertificateStage, { kind: 'sign' }>;

/** A CA's desk: a request is opened, judged and signed; below it what was signed here. */
export const SignStage = ({ view, stage }: { readonly view: CertificatesView; readonly stage: SignView }) => {
  const send = useSend();
  const isOff = view.working !== undefined;
  const { request, made } = stage;
  return (
    <>
      {made === undefined ? null : (
        <Arrival key={JSON.stringify(made)}>
          <Note tone="good" role="status">
            <p data-matters>{made.kind === 'certificate' ? signTexts.signed(made.certificate) : listWords(made.revoked)}</p>
            {made.kind === 'list' ? (
              <p data-matters>{made.imported === undefined ? signTexts.listHelp : anywhereSaid.listImported(made.imported)}</p>
            ) : null}
          </Note>
        </Arrival>
      )}
      {made?.kind === 'certificate' ? <MadeText save={signTexts.saveCertificate} copy={signTexts.copyCertificate} /> : null}
      {made?.kind === 'list' ? <MadeText save={signTexts.saveList} copy={signTexts.copyList} /> : null}
      {made?.kind === 'list' && made.imported === undefined && view.sources.length > 0 ? <ListImport view={view} isOff={isOff} /> : null}
      {request === undefined ? null : <Decision key={`${request.file} ${request.subject}`} request={request} isOff={isOff} />}
      <section className={styles.part} aria-labelledby="request-title">
        <h2 id="request-title" className={styles.keyName}>
          {signTexts.open}
        </h2>
        <p className={text.sub}>
          <CodeText text={signTexts.openHelp} />
        </p>
        <CertificateFile
          labels={{ drop: signTexts.drop, choose: signTexts.choose, file: signTexts.file, paste: signTexts.paste, take: signTexts.take }}
          isOff={isOff}
          onFiles={(files, name) => send('openRequest', { name, files })}
        />
      </section>
      <Register signed={stage.signed} issuer={stage.subject} isOff={isOff} />
    </>
  );
};

const rules = ['origin', 'pin', 'touch'] as const;

/** What is asked for, what is proved of it, and under which rules it is signed. */
const Decision = ({ request, isOff }: { readonly request: RequestView; readonly isOff: boolean }) => {
  const send = useSend();
  const id = useId();
  const [days, setDays] = useState('365');
  const [demands, setDemands] = useState<readonly (typeof rules)[number][]>(rules);
  const isDays = /^[1-9]\d{0,3}$/.test(days);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isDays && !isOff) send('signRequest', { days: Number(days), demands: [...demands] });
  };
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <Arrival>
        <h2 className={styles.keyName} data-matters>
          {requestWords(request)}
        </h2>
      </Arrival>
      <ProofNote proof={request.proof} />
      <fieldset className={styles.rules}>
        <legend className={text.group}>{signTexts.rules}</legend>
        {rules.map((rule) => (
          <Check
            key={rule}
            on={demands.includes(rule)}
            onCheck={(on) => setDemands(rules.filter((one) => (one === rule ? on : demands.includes(one))))}
          >
            {signTexts[rule]}
          </Check>
        ))}
      </fieldset>
      <FormField id={`${id}days`} label={signTexts.days}>
        <input
          id={`${id}days`}
          inputMode="numeric"
          value={days}
          disabled={isOff}
          aria-invalid={!isDays}
          onChange={(event) => setDays(event.target.value.trim())}
        />
      </FormField>
      <div className={styles.buttons}>
        <Button type="submit" kind="primary" disabled={isOff}>
          {signTexts.signIt}
        </Button>
      </div>
    </form>
  );
};
