import { type FormEvent, useState } from 'react';
import type { Preferences } from '../../src-main/contract/preferences.ts';
import type { Waiting } from '../../src-main/contract/snapshot.ts';
import { pivSaid } from '../../src-main/words/certificates/piv.ts';
import { newPinTexts } from '../../src-main/words/certificates/set-up.ts';
import { kitTexts } from '../../src-main/words/window/kit.ts';
import { sheetTexts } from '../../src-main/words/window/sheet.ts';
import { useSecretField } from '../hooks/use-secret-field.ts';
import { useSend } from '../store/bridge.ts';
import { Button } from '../ui/button.tsx';
import { KeyDrawing } from '../ui/drawings/key-drawing.tsx';
import { Check } from '../ui/switch.tsx';
import * as text from '../ui/text.module.css';
import * as styles from './answer-form.module.css';
import { mayBePin } from './new-pin-body.tsx';
import { SheetWords } from './sheet-bodies.tsx';

interface PinBodyProps {
  readonly waiting: Waiting;
  readonly keepPin: Preferences['keepPin'];
}

const textsOf = {
  pin: { odd: newPinTexts.length, wrong: sheetTexts.wrongPin },
  puk: { odd: newPinTexts.pukLength, wrong: sheetTexts.wrongPuk },
  'management-key': { odd: newPinTexts.managementKeyLength, wrong: sheetTexts.wrongManagementKey },
} as const;

/** Hexadecimal, in groups or not; main checks it as well. */
const mayBeManagementKey = (typed: string): boolean => /^(?:[\da-f]{32}|[\da-f]{48}|[\da-f]{64})$/i.test(typed.replaceAll(/\s/g, ''));

/** The PIN of a YubiKey's certificates, as bytes. The field is emptied as soon as they were sent. The last try takes a word of its own. */
export const PinBody = ({ waiting, keepPin }: PinBodyProps) => {
  const isManagement = waiting.asks === 'management-key';
  const isPuk = waiting.asks === 'puk';
  const send = useSend();
  const { field, ref } = useSecretField();
  const [isSure, setSure] = useState(false);
  const [isOdd, setOdd] = useState(false);
  // A new question after a wrong answer comes as a changed one: it can be answered again.
  const [answered, setAnswered] = useState<Waiting | undefined>(undefined);
  const texts = textsOf[waiting.asks === 'puk' || waiting.asks === 'management-key' ? waiting.asks : 'pin'];
  const flaw = isOdd ? texts.odd : waiting.wrong === true ? texts.wrong : undefined;
  const isLast = waiting.tries === 1;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const pin = new TextEncoder().encode(field.current?.value ?? '');
    if (field.current === null || pin.length === 0 || (isLast && !isSure)) return;
    // What no YubiKey can have as its PIN is not sent, and uses no try.
    const isOdd = isManagement ? !mayBeManagementKey(field.current.value) : !mayBePin(pin);
    setOdd(isOdd);
    field.current.value = '';
    if (isOdd) {
      pin.fill(0);
      field.current.focus();
      return;
    }
    setAnswered(waiting);
    send('answerPin', { waiting: waiting.id, pin, lastTry: isLast && isSure });
    pin.fill(0);
  };

  return (
    <form className={styles.form} onSubmit={submit}>
      <KeyDrawing mood="still" formFactor={waiting.key?.formFactor} />
      <SheetWords waiting={waiting} />
      <label className={styles.label} htmlFor="pin">
        {isManagement ? newPinTexts.managementKey : isPuk ? pivSaid.puk : sheetTexts.pin}
      </label>
      <input
        ref={ref}
        id="pin"
        className={styles.field}
        type="password"
        data-first
        autoComplete="off"
        maxLength={isManagement ? 128 : 8}
        aria-invalid={flaw !== undefined}
        aria-describedby={flaw === undefined ? undefined : 'pin-wrong'}
      />
      {flaw === undefined ? null : (
        <p id="pin-wrong" className={text.wrong} role="alert">
          {flaw}
        </p>
      )}
      {isLast ? (
        <Check on={isSure} onCheck={setSure}>
          {sheetTexts.lastTry}
        </Check>
      ) : isManagement || isPuk ? null : (
        <p className={styles.hint}>{sheetTexts.pinKept[keepPin]}</p>
      )}
      <div className={styles.buttons}>
        <Button onClick={() => send('cancel', { waiting: waiting.id })}>{kitTexts.cancel}</Button>
        <Button type="submit" kind="primary" disabled={answered === waiting || (isLast && !isSure)}>
          {isPuk ? pivSaid.next : kitTexts.unlock}
        </Button>
      </div>
    </form>
  );
};
