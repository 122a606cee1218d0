import { type FormEvent, useId, useRef, useState } from 'react';
import type { CertificateStage, CertificatesView } from '../../src-main/contract/certificates/pages.ts';
import {
  type CertificateRoleDraft,
  type NewKeyAlgorithm,
  newKeyAlgorithms,
  type PivView,
} from '../../src-main/contract/certificates/piv.ts';
import { awsRoleTexts } from '../../src-main/words/certificates/aws-side.ts';
import { slotTitle } from '../../src-main/words/certificates/page.ts';
import { pivSaid } from '../../src-main/words/certificates/piv.ts';
import { algorithmChoice, setUpTexts } from '../../src-main/words/certificates/set-up.ts';
import { useSend } from '../store/bridge.ts';
import * as form from '../ui/form-field.module.css';
import { FormField } from '../ui/form-field.tsx';
import { Note } from '../ui/note.tsx';
import { SwitchLine } from '../ui/switch.tsx';
import * as text from '../ui/text.module.css';
import { ExistingCertificates } from './existing-certificates.tsx';
import * as styles from './parts/certificates.module.css';
import { type KeyPolicies, PolicyFields } from './parts/policy-fields.tsx';
import { changedRole, firstRole, isRoleTyped, RoleFields } from './parts/role-fields.tsx';
import { SourceField } from './parts/source-field.tsx';
import { SubjectField } from './parts/subject-field.tsx';
import { WaitingSetup } from './parts/waiting-setup.tsx';
import { firstWay, WayFields, wayOf } from './parts/way-fields.tsx';

export const setupFormId = 'key-setup';

const retired = Array.from({ length: 20 }, (_, index) => (0x82 + index).toString(16));
const used = ['9a', '9c', '9d', '9e'];

/** What a CA on a YubiKey demands of the key before it signs, unless its rule is turned off. */
const caProof = { asksPin: true, wantsTouch: true } as const;

const isFree = (piv: PivView | undefined, slot: string) => piv !== undefined && !piv.slots.some((one) => one.slot === slot);

/** The form for a new key pair. Retired slots come first; those of other programs are taken only when chosen. */
export const SetupForm = ({
  view,
  stage,
}: {
  readonly view: CertificatesView;
  readonly stage: Extract<CertificateStage, { kind: 'setup' }>;
}) => {
  const send = useSend();
  const id = useId();
  const subject = useRef<HTMLInputElement>(null);
  const [chosen, setChosen] = useState<string>();
  const [algorithm, setAlgorithm] = useState<NewKeyAlgorithm>('p256');
  const [policies, setPolicies] = useState<KeyPolicies>({ pinPolicy: 'once', touchPolicy: stage.isAuthority ? 'always' : 'cached' });
  const [isMissing, setMissing] = useState(false);
  const [isChecked, setChecked] = useState(false);
  const [way, setWay] = useState(firstWay);
  const [source, setSource] = useState('');
  const [withRole, setWithRole] = useState(false);
  const [role, setRole] = useState<CertificateRoleDraft>(firstRole);
  const key = view.keys.find(({ keyId }) => keyId === stage.keyId);
  const piv = key?.piv;
  const begun = stage.setup === undefined ? undefined : view.unfinished.find((setup) => setup.id === stage.setup);
  const free = (slots: readonly string[]) => slots.filter((slot) => isFree(piv, slot));
  const slot = chosen !== undefined && isFree(piv, chosen) ? chosen : free(retired)[0];
  const isFixed = view.working !== undefined;
  // The role's own profile asks AWS Private CA as well.
  const needsSource = way.kind === 'private-ca' && !stage.isAuthority && !(withRole && role.source !== '');
  // What is in the slots nobody knows while the YubiKey is out, or being read.
  const unknown = key === undefined ? setUpTexts.gone : pivSaid.looking;
  const slotHint = piv === undefined ? unknown : slot === undefined ? setUpTexts.full : setUpTexts.slotHelp;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (view.working !== undefined) return;
    if (begun !== undefined) {
      send('resumeKeySetup', { setup: begun.id });
      return;
    }
    const typed = subject.current?.value.trim() ?? '';
    setMissing(typed === '');
    if (typed === '') return subject.current?.focus();
    if (slot === undefined) return document.getElementById(`${id}slot`)?.focus();
    const how = stage.isAuthority ? ({ kind: 'request' } as const) : wayOf(way, view);
    const isRoleMissing = withRole && !isRoleTyped(role);
    const isSourceMissing = needsSource && source === '';
    setChecked(how === undefined || isRoleMissing || isSourceMissing);
    if (how === undefined || isRoleMissing || isSourceMissing) {
      document
        .getElementById(setupFormId)
        ?.querySelector<HTMLElement>('[data-more] input[value=""], [aria-invalid="true"], [data-more] select')
        ?.focus();
      return;
    }
    const { pinPolicy: pin, touchPolicy: touch } = policies;
    const order = { keyId: stage.keyId, slot, algorithm, pin, touch, subject: typed, authority: stage.isAuthority, way: how };
    send('startKeySetup', { ...order, ...(withRole ? { role } : {}), ...(needsSource ? { source } : {}) });
  };
  return (
    <form id={setupFormId} className={styles.form} onSubmit={submit} noValidate>
      {key === undefined ? null : (
        <p className={text.sub}>
          <span data-matters>{key.name}</span> {key.serial === undefined ? null : <span className={text.serial}>{key.serial}</span>}
        </p>
      )}
      {piv?.pin.isFactory === true ? (
        <Note tone="warn">
          <p data-matters>{setUpTexts.factoryPin}</p>
        </Note>
      ) : null}
      {piv?.managementKey.isFactory === true ? (
        <Note>
          <p data-matters>{setUpTexts.factoryManagement}</p>
        </Note>
      ) : null}
      {begun === undefined ? (
        <>
          {piv === undefined || stage.isAuthority ? null : <ExistingCertificates keyId={stage.keyId} piv={piv} isOff={isFixed} />}
          <SubjectField
            ref={subject}
            hint={stage.isAuthority ? setUpTexts.authorityHelp : setUpTexts.subjectHelp}
            isOff={isFixed}
            isMissing={isMissing}
          />
          <FormField id={`${id}slot`} label={setUpTexts.slot} hint={slotHint}>
            <select
              id={`${id}slot`}
              className={form.select}
              value={slot ?? ''}
              disabled={isFixed}
              aria-describedby={`${id}slothint`}
              onChange={(event) => setChosen(event.target.value)}
            >
              {[
                { label: setUpTexts.retired, slots: free(retired) },
                { label: setUpTexts.inUse, slots: free(used) },
              ].map(({ label, slots }) => (
                <optgroup key={label} label={label}>
                  {slots.map((one) => (
                    <option key={one} value={one}>
                      {slotTitle(one)}
                    </option>
                  ))}
                </optgroup>
              ))}
            </select>
          </FormField>
          <FormField id={`${id}kind`} label={setUpTexts.kind} hint={algorithm.startsWith('rsa') ? setUpTexts.slow : undefined}>
            <select
              id={`${id}kind`}
              className={form.select}
              value={algorithm}
              disabled={isFixed}
              aria-describedby={`${id}kindhint`}
              onChange={(event) => setAlgorithm(newKeyAlgorithms.find((one) => one === event.target.value) ?? algorithm)}
            >
              {newKeyAlgorithms.map((one) => (
                <option key={one} value={one}>
                  {algorithmChoice(one)}
                </option>
              ))}
            </select>
          </FormField>
          <PolicyFields policies={policies} isOff={isFixed} onChange={(change) => setPolicies({ ...policies, ...change })} />
          {stage.isAuthority ? null : (
            <div className={styles.form} data-more>
              <WayFields view={view} way={way} isOff={isFixed} isChecked={isChecked} onChange={(change) => setWay({ ...way, ...change })} />
              {needsSource ? (
                <SourceField
                  label={setUpTexts.renewSource}
                  view={view}
                  source={source}
                  isOff={isFixed}
                  isChecked={isChecked}
                  onChange={setSource}
                />
              ) : null}
              <SwitchLine on={withRole} disabled={isFixed} onSwitch={setWithRole}>
                {awsRoleTexts.wanted}
              </SwitchLine>
              {withRole ? (
                <RoleFields
                  view={view}
                  role={role}
                  subject={() => subject.current?.value.trim() ?? ''}
                  proof={way.kind === 'ca-key' && way.proved ? caProof : undefined}
                  isOff={isFixed}
                  isChecked={isChecked}
                  onChange={(change) => setRole(changedRole(role, change))}
                />
              ) : null}
            </div>
          )}
        </>
      ) : (
        <div>
          <b data-matters dir="auto">
            {begun.subject}
          </b>
          <WaitingSetup setup={begun} />
        </div>
      )}
    </form>
  );
};
