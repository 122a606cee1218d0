import { type FormEvent, useState } from 'react';
import type { PoliciesView } from '../../../src-main/contract/team/policies.ts';
import { policiesTexts } from '../../../src-main/words/team/policies.ts';
import { useSend } from '../../store/bridge.ts';
import { Button } from '../../ui/button.tsx';
import { FileButton } from '../../ui/files/file-button.tsx';
import * as styles from '../sheet/sheet.module.css';
import { TextField } from '../sheet/sheet-form.tsx';

/** Larger files are no policies, in bytes. */
const mostBytes = 100_000;

/** A policy that is pasted or opened. */
export const CheckForm = ({ view: { stage, name = '', text = '' } }: { readonly view: PoliciesView }) => {
  const send = useSend();
  const [typed, setTyped] = useState(text);
  const isOff = stage === 'working';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (typed.trim() !== '' && !isOff) void send('checkPolicy', { name: typed === text ? name : '', text: typed });
  };
  const open = async (file: File) => {
    await send('checkPolicy', { name: file.name.slice(0, 200), text: await file.slice(0, mostBytes).text() });
  };
  return (
    <form className={styles.form} noValidate autoComplete="off" onSubmit={submit} aria-labelledby="policy-check">
      <h2 id="policy-check" className={styles.group}>
        {policiesTexts.checkTitle}
      </h2>
      <TextField id="policy-text" label={policiesTexts.text} value={typed} many={8} onValue={setTyped} />
      <div className={styles.buttons}>
        <Button type="submit" kind="primary" disabled={isOff || typed.trim() === ''}>
          {policiesTexts.check}
        </Button>
        <FileButton
          label={policiesTexts.fileField}
          accept=".json,.txt,application/json"
          disabled={isOff}
          onFile={(file) => void open(file)}
        >
          {policiesTexts.file}
        </FileButton>
      </div>
    </form>
  );
};
