import { type FormEvent, useState } from 'react';
import type { Waiting } from '../../src-main/contract/snapshot.ts';
import { newPinTexts } from '../../src-main/words/certificates/set-up.ts';
import { kitTexts } from '../../src-main/words/window/kit.ts';
import { useSecretField } from '../hooks/use-secret-field.ts';
import { useSend } from '../store/bridge.ts';
import { Button } from '../ui/button.tsx';
import { KeyDrawing } from '../ui/drawings/key-drawing.tsx';
import * as text from '../ui/text.module.css';
import * as styles from './answer-form.module.css';
import { SheetWords } from './sheet-bodies.tsx';

/** Whether a YubiKey may have it as its PIN or PUK: 6 to 8 bytes, and any of them where another program set it (SP 800-73-4, part 2, 2.4.3). */
export const mayBePin = ({ length }: Uint8Array): boolean => length >= 6 && length <= 8;

/** Whether it makes a good new one: every keyboard and program sends the same bytes for printable ASCII. Main checks it as well. */
const mayBecomePin = (pin: Uint8Array): boolean => mayBePin(pin) && pin.every((byte) => byte > 0x20 && byte < 0x7f);

/** A PIN in the place of the factory's, twice. Both fields are emptied as soon as it was sent, the second one also when they differ. */
export const NewPinBody = ({ waiting }: { readonly waiting: Waiting }) => {
  const send = useSend();
  const { field: first, ref: firstRef } = useSecretField();
  const { field: second, ref: secondRef } = useSecretField();
  const [wrong, setWrong] = useState<'length' | 'differ'>();
  const [isSent, setSent] = useState(false);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (first.current === null || second.current === null) return;
    const pin = new TextEncoder().encode(first.current.value);
    const isSame = first.current.value === second.current.value;
    const flaw = !mayBecomePin(pin) ? 'length' : isSame ? undefined : 'differ';
    setWrong(flaw);
    second.current.value = '';
    if (flaw === undefined) {
      first.current.value = '';
      setSent(true);
      send('answerPin', { waiting: waiting.id, pin, lastTry: false });
    } else (flaw === 'length' ? first : second).current?.select();
    pin.fill(0);
  };
  const field = (id: string, label: string, ref: typeof firstRef, isFirst: boolean) => (
    <>
      <label className={styles.label} htmlFor={id}>
        {label}
      </label>
      <input
        ref={ref}
        id={id}
        className={styles.field}
        type="password"
        data-first={isFirst ? true : undefined}
        autoComplete="off"
        maxLength={8}
        aria-invalid={wrong !== undefined}
        aria-describedby={wrong === undefined ? 'pin-help' : 'pin-wrong'}
      />
    </>
  );
  return (
    <form className={styles.form} onSubmit={submit}>
      <KeyDrawing mood="still" formFactor={waiting.key?.formFactor} />
      <SheetWords waiting={waiting} />
      {field('new-pin', newPinTexts.newPin, firstRef, true)}
      {field('new-pin-again', newPinTexts.again, secondRef, false)}
      {wrong === undefined ? (
        <p id="pin-help" className={styles.hint}>
          {newPinTexts.help}
        </p>
      ) : (
        <p id="pin-wrong" className={text.wrong} role="alert">
          {newPinTexts[wrong]}
        </p>
      )}
      <div className={styles.buttons}>
        <Button onClick={() => send('cancel', { waiting: waiting.id })}>{kitTexts.cancel}</Button>
        <Button type="submit" kind="primary" disabled={isSent}>
          {newPinTexts.set}
        </Button>
      </div>
    </form>
  );
};
