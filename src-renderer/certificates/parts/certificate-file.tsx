import { type FormEvent, useId, useRef } from 'react';
import { Button } from '../../ui/button.tsx';
import * as area from '../../ui/files/file-area.module.css';
import { FileButton } from '../../ui/files/file-button.tsx';
import { useFileDrop } from '../../ui/files/use-file-drop.ts';
import { FormField } from '../../ui/form-field.tsx';
import * as text from '../../ui/text.module.css';
import * as styles from './certificates.module.css';
import { fileLimit, useTakenFiles } from './taken-files.ts';

/** A certificate or a request from a file that is chosen or dropped, or pasted. */
export const CertificateFile = ({
  labels,
  isOff,
  multiple,
  onFiles,
}: {
  readonly labels: { readonly drop: string; readonly choose: string; readonly file: string; readonly paste: string; readonly take: string };
  readonly isOff: boolean;
  readonly multiple?: boolean;
  readonly onFiles: (files: Uint8Array<ArrayBuffer>[], name: string) => void;
}) => {
  const pasted = useRef<HTMLTextAreaElement>(null);
  const id = useId();
  const { take, flaw } = useTakenFiles(onFiles);
  const drop = useFileDrop((...files) => {
    if (!isOff) take(...files);
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const typed = pasted.current?.value.trim() ?? '';
    if (typed === '') return pasted.current?.focus();
    onFiles([new TextEncoder().encode(`${typed}\n`)], '');
  };
  return (
    <form className={styles.part} onSubmit={submit} {...drop}>
      <div className={area.area}>
        <span>{labels.drop}</span>
        <FileButton kind="small" label={labels.file} disabled={isOff} multiple={multiple ?? false} onFile={take}>
          {labels.choose}
        </FileButton>
      </div>
      {flaw === undefined ? null : (
        <p className={text.warn} role="alert">
          {flaw}
        </p>
      )}
      <FormField id={id} label={labels.paste}>
        <textarea ref={pasted} id={id} className={styles.area} rows={3} spellCheck={false} dir="ltr" maxLength={fileLimit} />
      </FormField>
      <div className={styles.buttons}>
        <Button type="submit" disabled={isOff}>
          {labels.take}
        </Button>
      </div>
    </form>
  );
};
