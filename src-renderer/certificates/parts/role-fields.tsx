import { useId } from 'react';
import type { CertificatesView } from '../../../src-main/contract/certificates/pages.ts';
import type { CertificateRoleDraft, KeyProofView } from '../../../src-main/contract/certificates/piv.ts';
import { awsRoleTexts, resourceChoice } from '../../../src-main/words/certificates/aws-side.ts';
import { useSend } from '../../store/bridge.ts';
import { Button } from '../../ui/button.tsx';
import * as form from '../../ui/form-field.module.css';
import { FormField, whenMissing } from '../../ui/form-field.tsx';
import * as text from '../../ui/text.module.css';
import * as styles from './certificates.module.css';
import { NewRoleFields } from './new-role-fields.tsx';
import { TrustPolicyButtons } from './trust-policy.tsx';

export const firstRole: CertificateRoleDraft = { name: '', roleArn: '', trustAnchorArn: '', profileArn: '', source: '', region: '' };

/** What a person changed of it; `create` undefined: the role is there. */
export type RoleChange = Partial<Omit<CertificateRoleDraft, 'create'>> & { readonly create?: CertificateRoleDraft['create'] | undefined };

/** The role with the change; without a profile to make it with, nothing is made. */
export const changedRole = ({ create: before, ...role }: CertificateRoleDraft, change: RoleChange): CertificateRoleDraft => {
  const { create = 'create' in change ? undefined : before, ...rest } = change;
  const next = { ...role, ...rest };
  return create === undefined || next.source === '' ? next : { ...next, create };
};

/** What has to be typed for a role. */
export const isRoleTyped = ({ name, roleArn, trustAnchorArn, profileArn, source }: CertificateRoleDraft): boolean =>
  name.trim() !== '' && roleArn.trim() !== '' && (source !== '' || (trustAnchorArn.trim() !== '' && profileArn.trim() !== ''));

/** AWS's side: the role, and what opens it, typed, pasted, or listed with a profile's credentials. */
export const RoleFields = ({
  view,
  role,
  subject,
  proof,
  isOff,
  isChecked,
  onChange,
}: {
  readonly view: CertificatesView;
  readonly role: CertificateRoleDraft;
  /** The certificate's, for the trust policy. */
  readonly subject: () => string;
  /** What the certificate will prove of its key, where it is still to be signed. */
  readonly proof?: KeyProofView | undefined;
  readonly isOff: boolean;
  /** What is missing is told. */
  readonly isChecked: boolean;
  readonly onChange: (change: RoleChange) => void;
}) => {
  const send = useSend();
  const id = useId();
  const { source, region } = role;
  const listed = view.listed?.source === source && view.listed.region === region ? view.listed : undefined;
  const needsArns = source === '';
  const missing: Readonly<Partial<Record<keyof CertificateRoleDraft, string | undefined>>> = {
    name: whenMissing(isChecked, role.name),
    roleArn: whenMissing(isChecked, role.roleArn),
    trustAnchorArn: whenMissing(isChecked && needsArns, role.trustAnchorArn, awsRoleTexts.arnOrSource),
    profileArn: whenMissing(isChecked && needsArns, role.profileArn, awsRoleTexts.arnOrSource),
  };
  const field = (name: Exclude<keyof CertificateRoleDraft, 'source' | 'create'>, label: string, hint?: string) => (
    <FormField id={`${id}${name}`} label={label} hint={hint} flaw={missing[name]}>
      <input
        id={`${id}${name}`}
        value={role[name]}
        disabled={isOff}
        aria-invalid={missing[name] !== undefined}
        aria-describedby={`${id}${name}hint`}
        spellCheck={false}
        autoComplete="off"
        dir="ltr"
        maxLength={2048}
        onChange={(event) => onChange({ [name]: event.target.value })}
      />
    </FormField>
  );
  const choice = (
    name: 'trustAnchorArn' | 'profileArn',
    label: string,
    choices: readonly { readonly arn: string; readonly name: string; readonly enabled: boolean }[],
  ) => (
    <FormField id={`${id}${name}`} label={label} hint={awsRoleTexts.foundOrMade}>
      <select
        id={`${id}${name}`}
        className={form.select}
        value={role[name]}
        disabled={isOff}
        aria-describedby={`${id}${name}hint`}
        onChange={(event) => onChange({ [name]: event.target.value })}
      >
        {['', role[name]]
          .filter((arn, at) => at === 0 || !(arn === '' || choices.some((one) => one.arn === arn)))
          .map((arn) => (
            <option key={arn} value={arn}>
              {arn}
            </option>
          ))}
        {choices.map((one) => (
          <option key={one.arn} value={one.arn}>
            {resourceChoice(one)}
          </option>
        ))}
      </select>
    </FormField>
  );
  const hint = source === '' ? undefined : awsRoleTexts.foundOrMade;
  return (
    <div className={styles.form}>
      {field('name', awsRoleTexts.name, awsRoleTexts.nameHelp)}
      {field('roleArn', awsRoleTexts.roleArn)}
      <FormField id={`${id}source`} label={awsRoleTexts.source} hint={awsRoleTexts.sourceHelp}>
        <select
          id={`${id}source`}
          className={form.select}
          value={source}
          disabled={isOff}
          aria-describedby={`${id}sourcehint`}
          onChange={(event) => onChange({ source: event.target.value })}
        >
          <option value="">{awsRoleTexts.nobody}</option>
          {view.sources.map((one) => (
            <option key={one} value={one}>
              {one}
            </option>
          ))}
        </select>
      </FormField>
      {source === '' ? null : (
        <>
          <NewRoleFields create={role.create} isOff={isOff} onChange={(create) => onChange({ create })} />
          {field('region', awsRoleTexts.region)}
          <div className={styles.buttons}>
            <Button disabled={isOff || region.trim() === ''} onClick={() => send('listAnywhere', { source, region })}>
              {awsRoleTexts.list}
            </Button>
          </div>
        </>
      )}
      {listed === undefined ? (
        <>
          {field('trustAnchorArn', awsRoleTexts.anchorArn, hint)}
          {field('profileArn', awsRoleTexts.profileArn, hint)}
        </>
      ) : (
        <>
          {choice('trustAnchorArn', awsRoleTexts.anchorArn, listed.anchors)}
          {choice('profileArn', awsRoleTexts.profileArn, listed.profiles)}
        </>
      )}
      <div className={styles.part}>
        <p className={text.group}>{awsRoleTexts.policy}</p>
        <p className={text.sub}>{role.create === undefined ? awsRoleTexts.policyHelp : awsRoleTexts.policyMade}</p>
        {role.trustAnchorArn.trim() === '' ? null : (
          <TrustPolicyButtons trustAnchorArn={role.trustAnchorArn.trim()} subject={subject} proof={proof} />
        )}
        <p className={text.sub}>{awsRoleTexts.noMfa}</p>
      </div>
    </div>
  );
};
