import { type FormEvent, useId, useState } from 'react';
import type { KeyView } from '../../src-main/contract/card-view.ts';
import { certificateTexts } from '../../src-main/words/certificates/page.ts';
import { fullName } from '../../src-main/words/grammar.ts';
import { keyWords, unlockWords } from '../../src-main/words/keys.ts';
import { keyPasswordTexts } from '../../src-main/words/window/devices.ts';
import { kitTexts } from '../../src-main/words/window/kit.ts';
import { useSecretField } from '../hooks/use-secret-field.ts';
import { useSend } from '../store/bridge.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { LockIcon } from '../ui/drawings/icons.tsx';
import * as form from '../ui/form-field.module.css';
import * as pageStyles from '../ui/page.module.css';
import { Check } from '../ui/switch.tsx';
import * as text from '../ui/text.module.css';
import * as styles from './device-list.module.css';
import * as keyPasswords from './key-passwords.module.css';

/** The password that protects a key's accounts: set or change, remove, forget what was remembered. */
export const KeyPasswords = ({ keys }: { readonly keys: readonly KeyView[] }) => {
  if (keys.length === 0) return null;
  return (
    <section aria-labelledby="keys-title">
      <h2 id="keys-title" className={pageStyles.listTitle}>
        {keyPasswordTexts.title}
      </h2>
      <ul className={styles.deviceList}>
        {keys.map((key) => (
          <OneKey key={key.id} view={key} />
        ))}
      </ul>
    </section>
  );
};

const OneKey = ({ view }: { readonly view: KeyView }) => {
  const send = useSend();
  const [open, setOpen] = useState(false);
  const [removing, setRemoving] = useState(false);
  const id = useId();
  const state = keyWords(view);
  return (
    <li className={styles.device}>
      <div className={styles.deviceLine}>
        <div className={styles.deviceText}>
          <b data-matters>{view.name}</b> {view.serial === undefined ? null : <span className={text.serial}>{view.serial}</span>}
          <p className={text.sub}>{keyPasswordTexts.firmware(view.firmware, state.text)}</p>
        </div>
        <div className={styles.deviceButtons}>
          {view.oath === 'locked' ? (
            <Button kind="small" aria-label={unlockWords(view)} onClick={() => send('unlock', { keyId: view.id })}>
              <LockIcon size={13} /> {kitTexts.unlock}
            </Button>
          ) : null}
          <Button
            kind="small"
            aria-label={keyPasswordTexts.passwordOf(view.serial)}
            aria-expanded={open}
            aria-controls={id}
            onClick={() => setOpen(!open)}
          >
            {keyPasswordTexts.password}
          </Button>
          <Button kind="small" aria-label={certificateTexts.ofKey(fullName(view))} onClick={() => send('openCertificates', null)}>
            {certificateTexts.title}
          </Button>
        </div>
      </div>
      <div id={id} className={styles.deviceMore} hidden={!open}>
        <PasswordForm keyId={view.id} onDone={() => setOpen(false)} />
        {view.hasPassword === false ? null : (
          <div className={keyPasswords.passwordMore}>
            <Button kind="small" isHarsh onClick={() => setRemoving(true)}>
              {keyPasswordTexts.askRemove}
            </Button>
            <Button kind="small" onClick={() => send('forgetPassword', { keyId: view.id })}>
              {keyPasswordTexts.forget}
            </Button>
          </div>
        )}
      </div>
      {removing ? (
        <Dialog
          title={keyPasswordTexts.removeOf(view.serial)}
          onStay={() => setRemoving(false)}
          buttons={
            <>
              <Button onClick={() => setRemoving(false)}>{kitTexts.keepIt}</Button>
              <Button
                kind="danger"
                onClick={() => {
                  setRemoving(false);
                  send('removePassword', { keyId: view.id });
                }}
              >
                {keyPasswordTexts.remove}
              </Button>
            </>
          }
        >
          <p>{keyPasswordTexts.removeHelp}</p>
        </Dialog>
      ) : null}
    </li>
  );
};

/** Both fields are emptied as soon as the password was sent, or when they do not agree. */
const PasswordForm = ({ keyId, onDone }: { readonly keyId: string; readonly onDone: () => void }) => {
  const send = useSend();
  const { field: first, ref: firstRef } = useSecretField();
  const { field: second, ref: secondRef } = useSecretField();
  const [remember, setRemember] = useState(true);
  const [differ, setDiffer] = useState(false);
  const id = useId();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (first.current === null || second.current === null || first.current.value === '') return first.current?.focus();
    const password = first.current.value;
    const same = password === second.current.value;
    setDiffer(!same);
    second.current.value = '';
    if (!same) return second.current.focus();
    first.current.value = '';
    send('setPassword', { keyId, password, remember });
    onDone();
  };
  return (
    <form className={keyPasswords.passwordForm} onSubmit={submit}>
      <div className={form.field}>
        <label htmlFor={`${id}1`}>{keyPasswordTexts.new}</label>
        <input ref={firstRef} id={`${id}1`} type="password" autoComplete="off" maxLength={1024} />
      </div>
      <div className={form.field}>
        <label htmlFor={`${id}2`}>{keyPasswordTexts.again}</label>
        <input
          ref={secondRef}
          id={`${id}2`}
          type="password"
          autoComplete="off"
          maxLength={1024}
          aria-invalid={differ}
          aria-describedby={differ ? `${id}wrong` : undefined}
        />
      </div>
      {differ ? (
        <p id={`${id}wrong`} className={text.wrong} role="alert">
          {keyPasswordTexts.differ}
        </p>
      ) : null}
      <div className={keyPasswords.passwordLine}>
        <Check on={remember} onCheck={setRemember}>
          {keyPasswordTexts.remember}
        </Check>
        <Button type="submit">{keyPasswordTexts.set}</Button>
      </div>
      <p className={form.hint}>{keyPasswordTexts.help}</p>
    </form>
  );
};
