import { type KeyboardEvent, useLayoutEffect, useRef } from 'react';
import type { Colour, Preferences } from '../../src-main/contract/preferences.ts';
import { isUnbidden } from '../../src-main/contract/question-place.ts';
import type { Waiting } from '../../src-main/contract/snapshot.ts';
import { programsOf } from '../../src-main/contract/values.ts';
import { moreQuestions } from '../../src-main/words/questions.ts';
import { kitTexts } from '../../src-main/words/window/kit.ts';
import { sheetTexts } from '../../src-main/words/window/sheet.ts';
import { useSend } from '../store/bridge.ts';
import { Button } from '../ui/button.tsx';
import * as dialogStyles from '../ui/dialog.module.css';
import { watchAttention } from './attended.ts';
import { CodeBody } from './code-body.tsx';
import { NewPinBody } from './new-pin-body.tsx';
import { PasswordBody } from './password-body.tsx';
import { PinBody } from './pin-body.tsx';
import * as styles from './sheet.module.css';
import { InsertBody, PickBody, StepBody, TouchBody } from './sheet-bodies.tsx';

export interface SheetProps {
  readonly waiting: Waiting;
  /** What a touch is for, where the window knows it better than the question. */
  readonly reason?: string | undefined;
  /** The name of the role's AWS account, where it has one. */
  readonly place?: string | undefined;
  readonly colour?: Colour | undefined;
  /** How many questions wait behind this one. */
  readonly more: number;
  readonly demo: boolean;
  readonly severalKeys: boolean;
  /** How long a PIN is kept. */
  readonly keepPin: Preferences['keepPin'];
}

/** The question to a person. A modal dialog: the browser keeps the focus in it and gives it back after. */
export const Sheet = ({ waiting, reason, place, colour, more, demo, severalKeys, keepPin }: SheetProps) => {
  const send = useSend();
  const dialog = useRef<HTMLDialogElement>(null);
  /** False while the keys that are pressed cannot be meant for this question. */
  const isAttended = useRef((): boolean => true);
  const cancel = () => send('cancel', { waiting: waiting.id });

  // biome-ignore lint/correctness/useExhaustiveDependencies: who asked first decides; a program that joins later takes nothing away from a person
  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    // Only a field takes the focus at once: the key that opened the sheet may still be held, and must not answer it.
    const focusField = () => (element?.querySelector<HTMLElement>('[data-first]') ?? element)?.focus();
    const attention = element && isUnbidden(waiting) ? watchAttention(element, focusField) : undefined;
    if (attention === undefined) focusField();
    else {
      isAttended.current = attention.isAttended;
      if (!attention.isAttended()) element?.focus();
    }
    return () => {
      attention?.stop();
      element?.close();
    };
  }, []);

  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (!isAttended.current()) return event.preventDefault();
    if (event.key !== 'Escape') return;
    // The sheet stays until the snapshot says that nothing waits any more.
    event.preventDefault();
    cancel();
  };

  return (
    <dialog
      ref={dialog}
      className={`${dialogStyles.sheet} ${styles.sheet}`}
      tabIndex={-1}
      data-kind={waiting.kind}
      data-colour={colour}
      data-guarded={waiting.guarded === true}
      aria-labelledby="sheet-title"
      aria-describedby="sheet-text"
      onKeyDown={onKeyDown}
      onCancel={(event) => {
        event.preventDefault();
        if (isAttended.current()) cancel();
      }}
    >
      {waiting.kind === 'touch' ? (
        <TouchBody waiting={waiting} demo={demo} severalKeys={severalKeys} reason={reason} place={place} />
      ) : null}
      {waiting.kind === 'password' ? <PasswordBody waiting={waiting} /> : null}
      {waiting.kind === 'pin' && waiting.asks === 'new-pin' ? <NewPinBody waiting={waiting} /> : null}
      {waiting.kind === 'pin' && waiting.asks !== 'new-pin' ? <PinBody waiting={waiting} keepPin={keepPin} /> : null}
      {waiting.kind === 'insert' ? <InsertBody waiting={waiting} place={place} /> : null}
      {waiting.kind === 'pick' ? <PickBody waiting={waiting} /> : null}
      {waiting.kind === 'step' ? <StepBody waiting={waiting} place={place} /> : null}
      {waiting.kind === 'code' ? <CodeBody waiting={waiting} place={place} /> : null}
      {waiting.canType === true ? (
        <Button className={styles.instead} onClick={() => send('typeCode', { waiting: waiting.id })}>
          {sheetTexts.typeCode}
        </Button>
      ) : null}
      {waiting.kind === 'password' || waiting.kind === 'pin' || waiting.kind === 'code' ? null : (
        <div className={styles.ends}>
          <Button className={styles.cancel} onClick={cancel}>
            {kitTexts.cancel}
          </Button>
          {programsOf(waiting.askers).length === 0 ? null : (
            <Button kind="small" title={sheetTexts.notTodayHelp} onClick={() => send('silenceAskers', { waiting: waiting.id })}>
              {sheetTexts.notToday}
            </Button>
          )}
        </div>
      )}
      {more > 0 ? <p className={styles.more}>{moreQuestions(more)}</p> : null}
    </dialog>
  );
};
