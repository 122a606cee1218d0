import { type FormEvent, useId, useState } from 'react';
import type { KeyMoveView, KeyPlaceView } from '../../src-main/contract/access-keys/key-place.ts';
import { sharingTexts } from '../../src-main/words/access-keys/sharing.ts';
import { problemWords } from '../../src-main/words/problems/problem-words.ts';
import { accessKeyTexts, keyPlaceTexts } from '../../src-main/words/window/devices.ts';
import { kitTexts } from '../../src-main/words/window/kit.ts';
import { useLanding } from '../hooks/use-landing.ts';
import { useSecretField } from '../hooks/use-secret-field.ts';
import { useSend } from '../store/bridge.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { DiffView } from '../ui/diff-view.tsx';
import { Ring } from '../ui/drawings/ring.tsx';
import * as form from '../ui/form-field.module.css';
import { Note } from '../ui/note.tsx';
import { ProblemBody } from '../ui/problem.tsx';
import { Prose } from '../ui/prose.tsx';
import { SwitchLine } from '../ui/switch.tsx';
import * as text from '../ui/text.module.css';
import * as styles from './key-place.module.css';

/** What would change in the files, and the click that does it. The field is emptied as soon as its text was sent. */
const KeyMove = ({ source, plan }: { readonly source: string; readonly plan: KeyMoveView }) => {
  const send = useSend();
  const { field, ref } = useSecretField();
  const { what, roles, files } = plan;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (field.current === null) return void send('confirmKeyMove', { source, yes: true });
    const passphrase = new TextEncoder().encode(field.current.value);
    if (passphrase.length === 0) return field.current.focus();
    field.current.value = '';
    void send('confirmKeyMove', { source, yes: true, passphrase });
    passphrase.fill(0);
  };
  return (
    <form className={styles.plan} onSubmit={submit} aria-labelledby="key-move-title">
      <h3 id="key-move-title" tabIndex={-1} data-lands>
        {keyPlaceTexts.plan[what]}
      </h3>
      {roles.length === 0 ? null : (
        <div className={text.sub} data-matters>
          <Prose text={what === 'keep' ? keyPlaceTexts.keepRoles(roles) : keyPlaceTexts.putBackRoles(roles)} />
        </div>
      )}
      {files.map(({ file, diff }) => (
        <DiffView key={file} file={file} lines={diff} />
      ))}
      {plan.needsPassphrase ? (
        <div className={form.field}>
          <label htmlFor="key-passphrase">{keyPlaceTexts.passphrase}</label>
          <input
            ref={ref}
            id="key-passphrase"
            type="password"
            autoComplete="off"
            maxLength={1024}
            aria-describedby="key-passphrase-help"
            data-lands
          />
          <p id="key-passphrase-help" className={form.hint}>
            {keyPlaceTexts.passphraseHelp}
          </p>
        </div>
      ) : null}
      <div className={styles.buttons}>
        <Button type="submit" kind="primary">
          {keyPlaceTexts.yes[what]}
        </Button>
        <Button onClick={() => send('confirmKeyMove', { source, yes: false })}>{keyPlaceTexts.no}</Button>
      </div>
    </form>
  );
};

/** Where the source's access key is kept, and the way from the file into the key store and back. */
export const KeyPlace = ({ view }: { readonly view: KeyPlaceView }) => {
  const send = useSend();
  const { source, place, state, plan } = view;
  const what = place === 'file' ? 'keep' : place === 'keyring' || place === 'passphrase' ? 'put-back' : undefined;
  const part = useLanding<HTMLDivElement>();
  return (
    <div ref={part} className={styles.keyPlace} data-part>
      {place === undefined ? null : (
        <div className={styles.place}>
          <div data-matters>
            <Prose text={keyPlaceTexts.places[place]} />
          </div>
          {what === undefined || plan !== undefined ? null : (
            <Button kind="small" disabled={state !== 'ready'} onClick={() => send('planKeyMove', { source, what })} data-lands>
              {what === 'keep' ? keyPlaceTexts.keep : keyPlaceTexts.putBack}
            </Button>
          )}
        </div>
      )}
      {what === 'put-back' && plan === undefined ? <KeySharing view={view} /> : null}
      <KeyMoves view={view} />
    </div>
  );
};

/** Whether programs may have the kept key itself: turned on by a question, off at once. */
const KeySharing = ({ view: { source, shared, state } }: { readonly view: KeyPlaceView }) => {
  const send = useSend();
  const help = useId();
  const [isAsked, setAsked] = useState(false);
  const answer = (yes: boolean) => {
    setAsked(false);
    if (yes) void send('shareKey', { source, on: true });
  };
  return (
    <>
      <SwitchLine
        on={shared === true}
        aria-describedby={help}
        disabled={state !== 'ready'}
        onSwitch={(on) => (on ? setAsked(true) : void send('shareKey', { source, on }))}
        mark={state === 'sharing' ? <Ring tone="busy" /> : null}
      >
        <b>{sharingTexts.title}</b>
        <span id={help} className={text.sub} data-matters>
          {shared ? sharingTexts.on(source) : sharingTexts.off}
        </span>
      </SwitchLine>
      {isAsked ? (
        <Dialog
          title={sharingTexts.ask}
          onStay={() => answer(false)}
          buttons={
            <>
              <Button onClick={() => answer(false)}>{kitTexts.cancel}</Button>
              <Button kind="danger" onClick={() => answer(true)}>
                {sharingTexts.yes}
              </Button>
            </>
          }
        >
          <p data-matters>{sharingTexts.about(source)}</p>
          <p>{sharingTexts.guarded}</p>
        </Dialog>
      ) : null}
    </>
  );
};

/** What is asked, under way or done of a move, and why it did not work; in a part that `useLanding` knows. */
export const KeyMoves = ({ view: { source, state, plan, done, problem } }: { readonly view: KeyPlaceView }) => (
  <>
    {state === 'working' ? (
      <Note mark={<Ring tone="busy" />} role="status">
        <p tabIndex={-1} data-lands>
          {keyPlaceTexts.working}
        </p>
      </Note>
    ) : null}
    {problem === undefined ? null : (
      <section
        className={styles.problem}
        role="alert"
        tabIndex={-1}
        data-lands
        aria-label={problemWords(problem, { where: 'window' }).title}
      >
        <p>
          <b>{problemWords(problem, { where: 'window' }).title}</b>
        </p>
        <ProblemBody problem={problem} source={source} />
      </section>
    )}
    {plan === undefined ? null : <KeyMove source={source} plan={plan} />}
    {done === undefined ? null : (
      <Note role="status">
        <p tabIndex={-1} data-lands data-matters>
          {keyPlaceTexts.done[done]}
        </p>
        {done === 'keep' ? <OfferRotation source={source} /> : null}
      </Note>
    )}
  </>
);

/** Copies of the key may lie elsewhere: its rotation is the next step. */
const OfferRotation = ({ source }: { readonly source: string }) => {
  const send = useSend();
  return (
    <Button
      kind="small"
      onClick={() => {
        void send('openDevices', { source });
        void send('lookAccessKeys', { source });
      }}
    >
      {accessKeyTexts.rotate}
    </Button>
  );
};
