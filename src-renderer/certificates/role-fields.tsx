import { useId } from 'react';
import type { CertificateRoleDraft, CertificatesView } from '../../src-main/contract/certificates/pages.ts';
import { awsRoleTexts, resourceChoice } from '../../src-main/words/certificates/aws-side.ts';
import { useSend } from '../store/bridge.ts';
import { Button } from '../ui/button.tsx';
import { CopyButton } from '../ui/copy-button.tsx';
import * as form from '../ui/form-field.module.css';
import { FormField } from '../ui/form-field.tsx';
import * as text from '../ui/text.module.css';
import * as styles from './certificates.module.css';

export const firstRole: CertificateRoleDraft = { name: '', roleArn: '', trustAnchorArn: '', profileArn: '', source: '', region: '' };

/** What has to be typed for a role. */
export const isRoleTyped = ({ name, roleArn, trustAnchorArn, profileArn, source }: CertificateRoleDraft): boolean =>
  name.trim() !== '' && roleArn.trim() !== '' && (source !== '' || (trustAnchorArn.trim() !== '' && profileArn.trim() !== ''));

const formats = [
  { format: 'json', label: awsRoleTexts.copyJson },
  { format: 'terraform', label: awsRoleTexts.copyTerraform },
  { format: 'cloudformation', label: awsRoleTexts.copyCloudFormation },
] as const;

/** AWS's side: the role, and what opens it, typed, pasted, or listed with a profile's credentials. */
export const RoleFields = ({
  view,
  role,
  subject,
  isOff,
  onChange,
}: {
  readonly view: CertificatesView;
  readonly role: CertificateRoleDraft;
  /** The certificate's, for the trust policy. */
  readonly subject: () => string;
  readonly isOff: boolean;
  readonly onChange: (change: Partial<CertificateRoleDraft>) => void;
}) => {
  const send = useSend();
  const id = useId();
  const { source, region } = role;
  const listed = view.listed?.source === source && view.listed.region === region ? view.listed : undefined;
  const field = (name: Exclude<keyof CertificateRoleDraft, 'source'>, label: string, hint?: string) => (
    <FormField id={`${id}${name}`} label={label} hint={hint}>
      <input
        id={`${id}${name}`}
        value={role[name]}
        disabled={isOff}
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
        <p className={text.sub}>{awsRoleTexts.policyHelp}</p>
        {role.trustAnchorArn.trim() === '' ? null : (
          <div className={styles.buttons}>
            {formats.map(({ format, label }) => (
              <CopyButton
                key={format}
                label={label}
                onCopy={() => send('copyTrustPolicy', { trustAnchorArn: role.trustAnchorArn.trim(), subject: subject(), format })}
              />
            ))}
          </div>
        )}
        <p className={text.sub}>{awsRoleTexts.noMfa}</p>
      </div>
    </div>
  );
};
