import { type FormEvent, useState } from 'react';
import type { Waiting } from '../../src-main/contract/snapshot.ts';
import { kitTexts } from '../../src-main/words/window/kit.ts';
import { sheetTexts } from '../../src-main/words/window/sheet.ts';
import { useSecretField } from '../hooks/use-secret-field.ts';
import { useSend } from '../store/bridge.ts';
import { Button } from '../ui/button.tsx';
import { KeyDrawing } from '../ui/drawings/key-drawing.tsx';
import { Check } from '../ui/switch.tsx';
import * as text from '../ui/text.module.css';
import * as styles from './answer-form.module.css';
import { SheetWords } from './sheet-bodies.tsx';

/** The password of a YubiKey's accounts, or the passphrase of the key store. The field is emptied as soon as its text was sent. */
export const PasswordBody = ({ waiting }: { readonly waiting: Waiting }) => {
  const send = useSend();
  const { field, ref } = useSecretField();
  const [remember, setRemember] = useState(false);
  // A new question after a wrong answer comes as a changed one: it can be answered again.
  const [answered, setAnswered] = useState<Waiting | undefined>(undefined);
  const wrong = waiting.wrong === true;
  const isPassphrase = waiting.for.kind === 'access-key';

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const password = field.current?.value ?? '';
    if (field.current === null || password === '') return;
    field.current.value = '';
    setAnswered(waiting);
    send('answerPassword', { waiting: waiting.id, password, remember });
  };

  return (
    <form className={styles.form} onSubmit={submit}>
      {isPassphrase ? null : <KeyDrawing mood="still" formFactor={waiting.key?.formFactor} />}
      <SheetWords waiting={waiting} />
      <label className={styles.label} htmlFor="password">
        {isPassphrase ? sheetTexts.passphrase : sheetTexts.password}
      </label>
      <input
        ref={ref}
        id="password"
        className={styles.field}
        type="password"
        data-first
        autoComplete="off"
        maxLength={1024}
        aria-invalid={wrong}
        aria-describedby={wrong ? 'password-wrong' : undefined}
      />
      {wrong ? (
        <p id="password-wrong" className={text.wrong} role="alert">
          {isPassphrase ? sheetTexts.wrongPassphrase : sheetTexts.wrong}
        </p>
      ) : null}
      {waiting.canRemember === true ? (
        <Check on={remember} onCheck={setRemember}>
          {sheetTexts.remember}
        </Check>
      ) : (
        <p className={styles.hint}>{isPassphrase ? sheetTexts.passphraseHelp : sheetTexts.remembered}</p>
      )}
      <div className={styles.buttons}>
        <Button onClick={() => send('cancel', { waiting: waiting.id })}>{kitTexts.cancel}</Button>
        <Button type="submit" kind="primary" disabled={answered === waiting}>
          {kitTexts.unlock}
        </Button>
      </div>
    </form>
  );
};
