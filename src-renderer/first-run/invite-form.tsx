import { type FormEvent, useEffect, useState } from 'react';
import { type FirstRunView, inviteLimit } from '../../src-main/contract/access-keys/first-run.ts';
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
import { FormField } from '../ui/form-field.tsx';
import { Note } from '../ui/note.tsx';
import { Page, PageFoot } from '../ui/page.tsx';
import { InlineProblem } from '../ui/problem.tsx';
import * as styles from './first-run.module.css';
import { InviteFacts } from './invite-facts.tsx';

/** An administrator's invite: the file, then the passphrase where something in it is sealed. */
export const InviteForm = ({ view, close }: { readonly view: FirstRunView; readonly close: () => void }) => {
  const send = useSend();
  const heading = usePage('invite', close);
  const { field: passphrase, ref: passphraseRef } = useSecretField();
  const [ownProblem, setOwnProblem] = useState<Problem>();
  const { invite, working } = view;
  const problem = ownProblem ?? view.problem;
  const isWrong = problem?.code === 'invite-passphrase-wrong';
  const isUnasked = invite !== undefined && problem?.code === 'aws-unreachable';

  // It is what comes next, once the file is open and when the passphrase was not the right one.
  // biome-ignore lint/correctness/useExhaustiveDependencies: takes the focus once for each
  useEffect(() => passphrase.current?.focus(), [invite?.userArn, problem]);

  const takeFile = async (given: File) => {
    if (working) return;
    const content = given.size > inviteLimit ? undefined : await given.text().catch(() => undefined);
    const errno = given.size > inviteLimit ? 'EFBIG' : 'EIO';
    setOwnProblem(content === undefined ? { code: 'named-file-unreadable', file: given.name, errno } : undefined);
    if (content !== undefined) void send('openInvite', { file: given.name, content });
  };
  const drop = useFileDrop(takeFile);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const typed = new TextEncoder().encode(passphrase.current?.value);
    if (typed.length === 0 || working) return passphrase.current?.focus();
    // The field is the page's own and emptied at once.
    if (passphrase.current) passphrase.current.value = '';
    void send('unsealInvite', { passphrase: typed });
    typed.fill(0);
  };

  return (
    <Page
      heading={heading}
      title={inviteTexts.title}
      about={inviteTexts.about}
      actions={null}
      foot={
        <PageFoot>
          <Button onClick={close}>{kitTexts.cancel}</Button>
          {invite === undefined ? null : (
            <>
              <Button disabled={working} onClick={() => send('closeInvite', null)}>
                {inviteTexts.other}
              </Button>
              <Button type="submit" form="invite-form" kind="primary" disabled={working}>
                {inviteTexts.open}
              </Button>
            </>
          )}
        </PageFoot>
      }
    >
      <form id="invite-form" className={styles.keyForm} autoComplete="off" noValidate onSubmit={submit} {...drop}>
        {invite === undefined ? (
          <div className={area.area}>
            <span>{inviteTexts.drop}</span>
            <FileButton kind="small" label={inviteTexts.file} onFile={takeFile}>
              {inviteTexts.choose}
            </FileButton>
          </div>
        ) : (
          <>
            <InviteFacts invite={invite} />
            <FormField
              id="invite-passphrase"
              label={inviteTexts.passphrase}
              hint={inviteTexts.passphraseHint}
              problem={isWrong ? problem : undefined}
            >
              <input
                ref={passphraseRef}
                id="invite-passphrase"
                type="password"
                autoComplete="off"
                maxLength={1024}
                aria-invalid={isWrong}
                aria-describedby="invite-passphrasehint"
              />
            </FormField>
          </>
        )}
        {problem === undefined || isWrong ? null : (
          <Note tone="warn" role="alert">
            <InlineProblem problem={problem} />
            {isUnasked ? (
              <Button kind="small" disabled={working} onClick={() => send('retryKey', null)}>
                {kitTexts.tryAgain}
              </Button>
            ) : null}
          </Note>
        )}
        <p role="status" className={styles.working}>
          {working ? (
            <>
              <Ring tone="busy" /> {invite?.state === 'sealed' ? inviteTexts.opening : keyFormTexts.checking}
            </>
          ) : null}
        </p>
      </form>
    </Page>
  );
};
