import { useCallback } from 'react';
import type { CertificateStage, CertificatesView } from '../../src-main/contract/certificates/pages.ts';
import type { Snapshot } from '../../src-main/contract/snapshot.ts';
import { awsRoleTexts } from '../../src-main/words/certificates/aws-side.ts';
import { certificateTexts } from '../../src-main/words/certificates/page.ts';
import { requestTexts, setUpTexts } from '../../src-main/words/certificates/set-up.ts';
import { signTexts } from '../../src-main/words/certificates/sign.ts';
import { kitTexts } from '../../src-main/words/window/kit.ts';
import { useLanding } from '../hooks/use-landing.ts';
import { usePage } from '../hooks/use-page.ts';
import { useSend } from '../store/bridge.ts';
import { Button } from '../ui/button.tsx';
import { RenewIcon } from '../ui/drawings/icons.tsx';
import { Page, PageFoot } from '../ui/page.tsx';
import { KeysStage } from './keys-stage.tsx';
import { RenewStage } from './renew-stage.tsx';
import { AuthorityStage, RequestStage } from './request-stage.tsx';
import { DoneStage, RoleStage } from './role-stage.tsx';
import { SetupForm, setupFormId } from './setup-form.tsx';
import { SignStage } from './sign-stage.tsx';
import { WorkNotes } from './work-notes.tsx';

const titleOf = (stage: CertificateStage): string => {
  switch (stage.kind) {
    case 'keys':
      return certificateTexts.title;
    case 'setup':
      return stage.isAuthority ? setUpTexts.startAuthority : setUpTexts.start;
    case 'request':
      return requestTexts.title(stage.subject);
    case 'renew':
      return stage.subject === '' ? setUpTexts.requestFirst : setUpTexts.renewOf(stage.subject);
    case 'role':
      return awsRoleTexts.title(stage.subject);
    case 'done':
      return awsRoleTexts.doneTitle(stage.role.profile);
    case 'sign':
      return signTexts.title(stage.subject);
    case 'authority':
      return requestTexts.authorityTitle(stage.subject);
  }
};

const aboutOf = (stage: CertificateStage): string | undefined => {
  if (stage.kind === 'keys') return certificateTexts.about;
  if (stage.kind === 'renew') return stage.subject === '' ? setUpTexts.requestFirstHelp : setUpTexts.renewHelp;
  if (stage.kind !== 'setup') return undefined;
  return stage.isAuthority ? setUpTexts.aboutAuthority : setUpTexts.about;
};

const submitWords = (stage: Extract<CertificateStage, { kind: 'setup' | 'role' | 'renew' }>, { unfinished }: CertificatesView): string => {
  if (stage.kind === 'renew') return stage.subject === '' ? setUpTexts.requestFirst : setUpTexts.renew;
  if (stage.setup !== undefined && unfinished.find(({ id }) => id === stage.setup)?.draft === undefined) return setUpTexts.continue;
  if (stage.kind === 'role') return awsRoleTexts.prove;
  return stage.isAuthority ? setUpTexts.makeAuthority : setUpTexts.make;
};

/** What the PIV applications of the YubiKeys hold, and a certificate's way onto one of them. */
export const Certificates = ({ view, snapshot }: { readonly view: CertificatesView; readonly snapshot: Snapshot }) => {
  const send = useSend();
  const { stage, working } = view;
  const isFirst = stage.kind === 'keys';
  const isWorking = working !== undefined;
  // Escape goes back a stage before it closes the page; what is under way is stopped by its own button.
  const back = useCallback(() => {
    if (!isWorking) send(isFirst ? 'closePage' : 'leaveCertificateStage', null);
  }, [send, isFirst, isWorking]);
  const part = useLanding<HTMLDivElement>();
  const heading = usePage(`certificates ${stage.kind}`, back);
  const isReading = view.keys.some(({ state }) => state === 'reading');
  return (
    <Page
      heading={heading}
      part={part}
      title={titleOf(stage)}
      about={aboutOf(stage)}
      actions={
        isFirst ? (
          <Button disabled={isReading || view.keys.length === 0} onClick={() => send('readCertificates', null)}>
            <RenewIcon size={15} /> {kitTexts.refresh}
          </Button>
        ) : null
      }
      foot={
        isFirst ? undefined : (
          <PageFoot>
            <Button disabled={isWorking} onClick={back}>
              {setUpTexts.back}
            </Button>
            {stage.kind === 'setup' || stage.kind === 'role' || stage.kind === 'renew' ? (
              <Button type="submit" form={setupFormId} kind="primary" disabled={isWorking}>
                {submitWords(stage, view)}
              </Button>
            ) : null}
          </PageFoot>
        )
      }
    >
      <WorkNotes view={view} />
      {stage.kind === 'keys' ? <KeysStage view={view} stage={stage} card={snapshot.card} /> : null}
      {stage.kind === 'setup' ? <SetupForm key={stage.keyId} view={view} stage={stage} /> : null}
      {stage.kind === 'request' ? <RequestStage view={view} stage={stage} /> : null}
      {stage.kind === 'renew' ? <RenewStage view={view} stage={stage} /> : null}
      {stage.kind === 'role' ? <RoleStage view={view} stage={stage} /> : null}
      {stage.kind === 'done' ? <DoneStage stage={stage} /> : null}
      {stage.kind === 'sign' ? <SignStage view={view} stage={stage} /> : null}
      {stage.kind === 'authority' ? <AuthorityStage stage={stage} /> : null}
    </Page>
  );
};
