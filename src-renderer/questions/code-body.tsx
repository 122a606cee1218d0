import { type FormEvent, useState } from 'react';
import type { Waiting } from '../../src-main/contract/snapshot.ts';
import { isHardwareToken } from '../../src-main/contract/text.ts';
import { kitTexts } from '../../src-main/words/window/kit.ts';
import { sheetTexts } from '../../src-main/words/window/sheet.ts';
import { useSend } from '../store/bridge.ts';
import { Button } from '../ui/button.tsx';
import { CodeDeviceDrawing } from '../ui/drawings/code-device-drawing.tsx';
import * as text from '../ui/text.module.css';
import * as styles from './answer-form.module.css';
import { SheetWords } from './sheet-bodies.tsx';

/** Digits as they are typed and pasted, in groups or not. */
const digitsOf = (typed: string): string => typed.replaceAll(/\s/g, '');

/** The code of a phone or a hardware token. A wrong length is told before anything is sent. */
export const CodeBody = ({ waiting, place }: { readonly waiting: Waiting; readonly place?: string | undefined }) => {
  const send = useSend();
  const [typed, setTyped] = useState('');
  const [wrong, setWrong] = useState(false);
  const [sent, setSent] = useState(false);
  const isWhole = /^\d{6}$/.test(digitsOf(typed));

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setWrong(!isWhole);
    if (!isWhole || sent) return;
    setSent(true);
    send('answerCode', { waiting: waiting.id, code: digitsOf(typed) });
  };

  return (
    <form className={styles.form} onSubmit={submit}>
      <CodeDeviceDrawing kind={isHardwareToken(waiting.account ?? '') ? 'token' : 'phone'} />
      <SheetWords waiting={waiting} place={place} />
      <label className={styles.label} htmlFor="mfa-code">
        {sheetTexts.code}
      </label>
      <input
        id="mfa-code"
        className={`tabular ${styles.field} ${styles.spaced}`}
        data-first
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={32}
        value={typed}
        aria-invalid={wrong}
        aria-describedby={wrong ? 'mfa-code-wrong' : undefined}
        onChange={(event) => {
          setTyped(event.target.value);
          setWrong(false);
        }}
      />
      {wrong ? (
        <p id="mfa-code-wrong" className={text.wrong} role="alert">
          {sheetTexts.codeLength}
        </p>
      ) : null}
      <div className={styles.buttons}>
        <Button onClick={() => send('cancel', { waiting: waiting.id })}>{kitTexts.cancel}</Button>
        <Button type="submit" kind="primary" disabled={sent}>
          {sheetTexts.sendCode}
        </Button>
      </div>
    </form>
  );
};
