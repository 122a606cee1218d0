import { type FormEvent, useEffect, useState } from 'react';
import type { FirstRunView, KeyDraft, KeyStage } from '../../src-main/contract/access-keys/first-run.ts';
import type { Problem } from '../../src-main/contract/problems/problem.ts';
import { keyProfileTexts } from '../../src-main/words/window/first-run.ts';
import { usePage } from '../hooks/use-page.ts';
import { useSecretField } from '../hooks/use-secret-field.ts';
import { useSend } from '../store/bridge.ts';
import { Button } from '../ui/button.tsx';
import { DiffView } from '../ui/diff-view.tsx';
import { FormField } from '../ui/form-field.tsx';
import { Note } from '../ui/note.tsx';
import { Page, PageFoot } from '../ui/page.tsx';
import { InlineProblem } from '../ui/problem.tsx';
import { CodeText } from '../ui/prose.tsx';
import * as text from '../ui/text.module.css';
import * as styles from './first-run.module.css';

const fieldOf = ({ code }: Problem): 'profile' | 'region' | 'passphrase' | undefined =>
  code === 'profile-exists' || code === 'profile-name-bad'
    ? 'profile'
    : code === 'region-bad'
      ? 'region'
      : code === 'passphrase-wrong'
        ? 'passphrase'
        : undefined;

/** Where the key goes: a name and a region, what that changes in the files, and the word to do it. */
export const KeyProfile = ({
  view: { working, problem },
  stage,
  close,
}: {
  readonly view: FirstRunView;
  readonly stage: Extract<KeyStage, { readonly kind: 'profile' }>;
  readonly close: () => void;
}) => {
  const send = useSend();
  const heading = usePage('profile', close);
  const [draft, setDraft] = useState(stage.draft);
  const [typed, setTyped] = useState(false);
  const { field: secret, ref: secretRef } = useSecretField();
  const { userArn, changes } = stage;
  const [, , , , accountId = '', user = ''] = userArn.split(':');
  const wrong = problem && fieldOf(problem);
  const hasNoStore = problem?.code === 'key-store-closed';

  // What main offers stands there until something is typed.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the offer is what it is about
  useEffect(() => {
    if (!typed) setDraft(stage.draft);
  }, [stage.draft.profile, stage.draft.region]);

  // The field is there on a person's word alone; then, and when it was not the right one, it is what comes next.
  const isWrong = wrong === 'passphrase';
  // biome-ignore lint/correctness/useExhaustiveDependencies: takes the focus once for each
  useEffect(() => secret.current?.focus(), [draft.keepIn, isWrong]);

  const put = (change: Partial<KeyDraft>) => {
    const next = { ...draft, ...change };
    setTyped(true);
    setDraft(next);
    void send('planKey', { draft: next });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (draft.keepIn !== 'passphrase') return void send('addKey', { draft });
    const passphrase = new TextEncoder().encode(secret.current?.value);
    if (passphrase.length === 0) return secret.current?.focus();
    // The field is the page's own and emptied at once, as the key's was.
    if (secret.current) secret.current.value = '';
    void send('addKey', { draft, passphrase });
    passphrase.fill(0);
  };
  const field = (name: 'profile' | 'region', label: string, hint: string) => (
    <FormField id={`key-${name}`} label={label} hint={<CodeText text={hint} />} problem={wrong === name ? problem : undefined}>
      <input
        id={`key-${name}`}
        dir="ltr"
        value={draft[name]}
        spellCheck={false}
        autoComplete="off"
        maxLength={128}
        aria-invalid={wrong === name}
        aria-describedby={`key-${name}hint`}
        onChange={(event) => put({ [name]: event.target.value })}
      />
    </FormField>
  );

  return (
    <Page
      heading={heading}
      title={keyProfileTexts.title}
      about={<span data-matters>{keyProfileTexts.owner(user.slice(user.lastIndexOf('/') + 1), accountId)}</span>}
      actions={null}
      foot={
        <PageFoot>
          <Button onClick={() => send('forgetKey', null)}>{keyProfileTexts.back}</Button>
          <Button type="submit" form="profile-form" kind="primary" disabled={working || (problem !== undefined && changes.length === 0)}>
            {keyProfileTexts.add}
          </Button>
        </PageFoot>
      }
    >
      <form id="profile-form" className={styles.keyForm} autoComplete="off" noValidate onSubmit={submit}>
        <div className={styles.pair}>
          {field('profile', keyProfileTexts.name, keyProfileTexts.nameHint)}
          {field('region', keyProfileTexts.region, keyProfileTexts.regionHint)}
        </div>
        {draft.keepIn === 'passphrase' ? (
          <FormField
            id="key-passphrase"
            label={keyProfileTexts.passphraseField}
            hint={keyProfileTexts.passphraseHint}
            problem={wrong === 'passphrase' ? problem : undefined}
          >
            <input
              ref={secretRef}
              id="key-passphrase"
              type="password"
              autoComplete="off"
              maxLength={1024}
              aria-invalid={wrong === 'passphrase'}
              aria-describedby="key-passphrasehint"
            />
          </FormField>
        ) : null}
        {problem === undefined || wrong !== undefined ? null : (
          <div role="alert">
            <InlineProblem problem={problem} />
            {hasNoStore && draft.keepIn === 'keyring' ? (
              <p className={styles.offer}>
                <span>{keyProfileTexts.noStore}</span>
                <Button kind="small" onClick={() => put({ keepIn: 'passphrase' })}>
                  {keyProfileTexts.usePassphrase}
                </Button>
                <Button kind="small" onClick={() => put({ keepIn: 'file' })}>
                  {keyProfileTexts.useFile}
                </Button>
              </p>
            ) : null}
          </div>
        )}
        {changes.length === 0 ? null : (
          <section className={styles.changes} aria-label={keyProfileTexts.change}>
            <h2 className={styles.group}>{keyProfileTexts.change}</h2>
            {changes.map(({ file, diff }) => (
              <DiffView key={file} file={file} lines={diff} />
            ))}
          </section>
        )}
        {draft.keepIn !== 'file' ? (
          <p className={text.sub}>{keyProfileTexts[draft.keepIn]}</p>
        ) : (
          <Note tone="warn">
            <p>{keyProfileTexts.inFile}</p>
            <Button kind="small" onClick={() => put({ keepIn: 'keyring' })}>
              {keyProfileTexts.useKeyring}
            </Button>
          </Note>
        )}
      </form>
    </Page>
  );
};
