import { type FormEvent, useId, useState } from 'react';
import type { CertificatesView } from '../../src-main/contract/certificates/pages.ts';
import { awsRoleTexts, resourceChoice } from '../../src-main/words/certificates/aws-side.ts';
import { signTexts } from '../../src-main/words/certificates/sign.ts';
import { useSend } from '../store/bridge.ts';
import { Button } from '../ui/button.tsx';
import * as form from '../ui/form-field.module.css';
import { FormField, whenMissing } from '../ui/form-field.tsx';
import * as styles from './parts/certificates.module.css';
import { SourceField } from './parts/source-field.tsx';

/** The revocation list goes to AWS: for a trust anchor that is typed, or listed in a region. */
export const ListImport = ({ view, isOff }: { readonly view: CertificatesView; readonly isOff: boolean }) => {
  const send = useSend();
  const id = useId();
  const [source, setSource] = useState('');
  const [region, setRegion] = useState('');
  const [anchor, setAnchor] = useState('');
  const [isChecked, setChecked] = useState(false);
  const listed = view.listed?.source === source && view.listed.region === region ? view.listed : undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    if (source !== '' && anchor.trim() !== '' && !isOff) send('importRevocationList', { source, trustAnchorArn: anchor.trim() });
    else document.getElementById(`${id}anchor`)?.focus();
  };
  return (
    <form className={styles.form} onSubmit={submit} aria-labelledby={`${id}title`} noValidate>
      <h2 id={`${id}title`} className={styles.keyName}>
        {signTexts.giveIt}
      </h2>
      <SourceField label={signTexts.importWith} view={view} source={source} isOff={isOff} isChecked={isChecked} onChange={setSource} />
      <FormField id={`${id}region`} label={awsRoleTexts.region}>
        <input
          id={`${id}region`}
          value={region}
          disabled={isOff}
          spellCheck={false}
          autoComplete="off"
          dir="ltr"
          onChange={(event) => setRegion(event.target.value.trim())}
        />
      </FormField>
      <div className={styles.buttons}>
        <Button disabled={isOff || source === '' || region === ''} onClick={() => send('listAnywhere', { source, region })}>
          {awsRoleTexts.list}
        </Button>
      </div>
      <FormField id={`${id}anchor`} label={awsRoleTexts.anchorArn} flaw={whenMissing(isChecked, anchor)}>
        {listed === undefined ? (
          <input
            id={`${id}anchor`}
            value={anchor}
            disabled={isOff}
            spellCheck={false}
            autoComplete="off"
            dir="ltr"
            onChange={(event) => setAnchor(event.target.value)}
          />
        ) : (
          <select
            id={`${id}anchor`}
            className={form.select}
            value={anchor}
            disabled={isOff}
            onChange={(event) => setAnchor(event.target.value)}
          >
            <option value="">{anchor === '' || listed.anchors.some(({ arn }) => arn === anchor) ? '' : anchor}</option>
            {listed.anchors.map((one) => (
              <option key={one.arn} value={one.arn}>
                {resourceChoice(one)}
              </option>
            ))}
          </select>
        )}
      </FormField>
      <div className={styles.buttons}>
        <Button type="submit" disabled={isOff}>
          {signTexts.importIt}
        </Button>
      </div>
    </form>
  );
};
