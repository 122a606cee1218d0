import { type FormEvent, useId, useRef, useState } from 'react';
import { requestTexts } from '../../../src-main/words/certificates/set-up.ts';
import { Button } from '../../ui/button.tsx';
import { FileButton } from '../../ui/files/file-button.tsx';
import { FormField } from '../../ui/form-field.tsx';
import * as text from '../../ui/text.module.css';
import * as styles from './certificates.module.css';

/** The largest file that is read at all; main has the same limit. */
const fileLimit = 256 * 1024;

/** A certificate or a request from a file, or pasted. Nothing in it is secret. */
export const CertificateFile = ({
  labels,
  isOff,
  onFile,
}: {
  readonly labels: { readonly choose: string; readonly file: string; readonly paste: string; readonly take: string };
  readonly isOff: boolean;
  readonly onFile: (bytes: Uint8Array<ArrayBuffer>, name: string) => void;
}) => {
  const area = useRef<HTMLTextAreaElement>(null);
  const [tooLarge, setTooLarge] = useState(false);
  const id = useId();
  const take = async (chosen: File) => {
    setTooLarge(chosen.size > fileLimit);
    if (chosen.size > 0 && chosen.size <= fileLimit) onFile(new Uint8Array(await chosen.arrayBuffer()), chosen.name);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const typed = area.current?.value.trim() ?? '';
    if (typed === '') return area.current?.focus();
    onFile(new TextEncoder().encode(`${typed}\n`), '');
  };
  return (
    <form className={styles.part} onSubmit={submit}>
      <div className={styles.buttons}>
        <FileButton label={labels.file} disabled={isOff} onFile={take}>
          {labels.choose}
        </FileButton>
      </div>
      {tooLarge ? (
        <p className={text.warn} role="alert">
          {requestTexts.tooLarge}
        </p>
      ) : null}
      <FormField id={id} label={labels.paste}>
        <textarea ref={area} id={id} className={styles.area} rows={3} spellCheck={false} dir="ltr" maxLength={fileLimit} />
      </FormField>
      <div className={styles.buttons}>
        <Button type="submit" disabled={isOff}>
          {labels.take}
        </Button>
      </div>
    </form>
  );
};
