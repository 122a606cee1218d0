import { type ClipboardEvent, type FormEvent, useEffect, useState } from 'react';
import type { FirstRunView } from '../../src-main/contract/access-keys/first-run.ts';
import type { Problem } from '../../src-main/contract/problems/problem.ts';
import { inviteTexts, keyFormTexts } from '../../src-main/words/window/first-run.ts';
import { kitTexts } from '../../src-main/words/window/kit.ts';
import { usePage } from '../hooks/use-page.ts';
import { useSecretField } from '../hooks/use-secret-field.ts';
import { useSend } from '../store/bridge.ts';
import { Button } from '../ui/button.tsx';
import { Ring } from '../ui/drawings/ring.tsx';
import * as area from '../ui/files/file-area.module.css';
import { FileButton } from '../ui/files/file-button.tsx';
import { useFileDrop } from '../ui/files/use-file-drop.ts';
import * as form from '../ui/form-field.module.css';
import { FormField } from '../ui/form-field.tsx';
import { Note } from '../ui/note.tsx';
import { Page, PageFoot } from '../ui/page.tsx';
import { InlineProblem } from '../ui/problem.tsx';
import * as styles from './first-run.module.css';
import { InviteFacts } from './invite-facts.tsx';
import { pastedKey } from './pasted-key.ts';

/** More than the console's file has, in bytes. */
const fileLimit = 64 * 1024;

/** The field that a problem is about; what AWS says of a key that it knows is about the secret. */
const isAboutId = (problem: Problem): boolean =>
  problem.code === 'access-key-malformed'
    ? ['swapped', 'no-id', 'temporary'].includes(problem.why)
    : problem.code === 'access-key-refused'
      ? problem.why !== 'secret'
      : problem.code === 'csv-unusable';

/** Else the key stays with main, and is tried again. */
const isAboutKey = ({ code }: Problem): boolean =>
  code === 'access-key-malformed' || code === 'access-key-refused' || code === 'csv-unusable';

/**
 * An access key by paste, by hand or from the console's file. Both fields are the page's own, in no state of React's: they are emptied as soon as
 * what they hold was sent, and its bytes are overwritten.
 */
export const KeyForm = ({ view, close }: { readonly view: FirstRunView; readonly close: () => void }) => {
  const send = useSend();
  const heading = usePage('key', close);
  const { field: id, ref: idRef } = useSecretField();
  const { field: secret, ref: secretRef } = useSecretField();
  const [shown, setShown] = useState(false);
  const [ownProblem, setOwnProblem] = useState<Problem>();
  const problem = ownProblem ?? view.problem;
  const wrong = problem && isAboutKey(problem) ? (isAboutId(problem) ? id : secret) : undefined;

  // biome-ignore lint/correctness/useExhaustiveDependencies: each problem takes the focus once
  useEffect(() => wrong?.current?.focus(), [JSON.stringify(problem)]);

  /** Whether the text is dealt with: what is not may be typed as it is. */
  const fill = (text: string, name?: string): boolean => {
    const found = pastedKey(text);
    if (found.kind === 'key' && id.current && secret.current) {
      [id.current.value, secret.current.value] = [found.id, found.secret];
      secret.current.focus();
    } else if (name !== undefined || found.kind === 'several') {
      // A text with several is put into no field: its secrets would stand there for all to read.
      setOwnProblem({ code: 'csv-unusable', file: name ?? keyFormTexts.pasted, why: found.kind === 'several' ? 'several' : 'no-key' });
      return found.kind === 'several';
    }
    if (found.kind === 'key') setOwnProblem(undefined);
    return found.kind === 'key';
  };
  const onPaste = (event: ClipboardEvent) => {
    if (fill(event.clipboardData.getData('text/plain'))) event.preventDefault();
  };
  const takeFile = async (given: File) => {
    const text = given.size > fileLimit ? undefined : await given.text().catch(() => undefined);
    if (text === undefined) setOwnProblem({ code: 'csv-unusable', file: given.name, why: 'unreadable' });
    else fill(text, given.name);
  };
  const drop = useFileDrop(takeFile);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (id.current === null || secret.current === null || view.working) return;
    const key = new TextEncoder().encode(`${id.current.value}\n${secret.current.value}`);
    setOwnProblem(undefined);
    // An ID is no secret, unless it is one in the wrong place.
    if (!/^\s*AKIA[A-Z0-9]+\s*$/.test(id.current.value)) id.current.value = '';
    secret.current.value = '';
    setShown(false);
    void send('checkKey', { key });
    key.fill(0);
  };

  return (
    <Page
      heading={heading}
      title={view.invite === undefined ? keyFormTexts.title : inviteTexts.keyTitle}
      about={view.invite === undefined ? keyFormTexts.about : inviteTexts.noKey}
      actions={null}
      foot={
        <PageFoot>
          <Button onClick={close}>{kitTexts.cancel}</Button>
          <Button type="submit" form="key-form" kind="primary" disabled={view.working}>
            {keyFormTexts.check}
          </Button>
        </PageFoot>
      }
    >
      <form id="key-form" className={styles.keyForm} autoComplete="off" noValidate onSubmit={submit} {...drop}>
        {view.invite === undefined ? null : <InviteFacts invite={view.invite} />}
        <FormField id="key-id" label={keyFormTexts.id} hint={keyFormTexts.idHint} problem={wrong === id ? problem : undefined}>
          <input
            ref={idRef}
            id="key-id"
            className={styles.mono}
            type="text"
            dir="ltr"
            autoComplete="off"
            spellCheck={false}
            maxLength={4096}
            aria-invalid={wrong === id}
            aria-describedby="key-idhint"
            onPaste={onPaste}
          />
        </FormField>
        <FormField
          id="key-secret"
          label={keyFormTexts.secret}
          hint={keyFormTexts.secretHint}
          problem={wrong === secret ? problem : undefined}
        >
          <div className={form.line}>
            <input
              ref={secretRef}
              id="key-secret"
              className={styles.mono}
              type={shown ? 'text' : 'password'}
              dir="ltr"
              autoComplete="off"
              spellCheck={false}
              maxLength={1024}
              aria-invalid={wrong === secret}
              aria-describedby="key-secrethint"
              onPaste={onPaste}
            />
            <Button aria-pressed={shown} onClick={() => setShown(!shown)}>
              {shown ? keyFormTexts.hide : keyFormTexts.show}
            </Button>
          </div>
        </FormField>
        {problem === undefined || wrong !== undefined ? null : (
          <Note tone="warn" role="alert">
            <InlineProblem problem={problem} />
            <p className={styles.offer}>
              <span>{keyFormTexts.stillHere}</span>
              <Button kind="small" disabled={view.working} onClick={() => send('retryKey', null)}>
                {kitTexts.tryAgain}
              </Button>
            </p>
          </Note>
        )}
        <div className={area.area}>
          <span>{keyFormTexts.drop}</span>
          <FileButton kind="small" label={keyFormTexts.file} accept=".csv,text/csv,text/plain" onFile={takeFile}>
            {keyFormTexts.choose}
          </FileButton>
        </div>
        <p role="status" className={styles.working}>
          {view.working ? (
            <>
              <Ring tone="busy" /> {keyFormTexts.checking}
            </>
          ) : null}
        </p>
      </form>
    </Page>
  );
};
