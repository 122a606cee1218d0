import { type FormEvent, useState } from 'react';
import type { CertificateStage, CertificatesView } from '../../src-main/contract/certificates/pages.ts';
import type { CertificateRoleDraft } from '../../src-main/contract/certificates/piv.ts';
import { awsRoleTexts, madeWords } from '../../src-main/words/certificates/aws-side.ts';
import { roleMenuTexts } from '../../src-main/words/window/roles.ts';
import { useSend } from '../store/bridge.ts';
import { Button } from '../ui/button.tsx';
import { Note } from '../ui/note.tsx';
import * as text from '../ui/text.module.css';
import * as styles from './parts/certificates.module.css';
import { changedRole, firstRole, isRoleTyped, RoleFields } from './parts/role-fields.tsx';
import { WaitingSetup } from './parts/waiting-setup.tsx';
import { setupFormId } from './setup-form.tsx';

/** AWS's side for a certificate that is on a key already. */
export const RoleStage = ({
  view,
  stage,
}: {
  readonly view: CertificatesView;
  readonly stage: Extract<CertificateStage, { kind: 'role' }>;
}) => {
  const send = useSend();
  const [isChecked, setChecked] = useState(false);
  const { keyId, slot, setup } = stage;
  const begun = view.unfinished.find(({ id }) => id === setup);
  const canChange = begun === undefined || begun.draft !== undefined;
  const [role, setRole] = useState<CertificateRoleDraft>(begun?.draft ?? firstRole);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (view.working !== undefined) return;
    if (setup !== undefined && !canChange) send('resumeKeySetup', { setup });
    else if (isRoleTyped(role)) send('useCertificate', { keyId, slot, role });
    else {
      setChecked(true);
      document.getElementById(setupFormId)?.querySelector<HTMLElement>('input[value=""]')?.focus();
    }
  };
  return (
    <form id={setupFormId} onSubmit={submit} noValidate>
      {canChange ? (
        <RoleFields
          view={view}
          role={role}
          subject={() => stage.subject}
          isOff={view.working !== undefined}
          isChecked={isChecked}
          onChange={(change) => setRole(changedRole(role, change))}
        />
      ) : (
        <WaitingSetup setup={begun} />
      )}
    </form>
  );
};

/** The role was proved, and stands in the list. */
export const DoneStage = ({ stage: { role, subject } }: { readonly stage: Extract<CertificateStage, { kind: 'done' }> }) => {
  const send = useSend();
  const made = madeWords(role);
  return (
    <>
      <Note tone="good">
        <p data-matters>{awsRoleTexts.done(subject, role.roleArn)}</p>
        {made === undefined ? null : <p>{made}</p>}
      </Note>
      <p>{awsRoleTexts.doneHelp}</p>
      <div className={styles.buttons}>
        <Button onClick={() => send('openTools', { role: role.profile })}>{roleMenuTexts.useInTools}</Button>
      </div>
      <p className={text.sub}>{awsRoleTexts.noMfa}</p>
    </>
  );
};
