import { useId } from 'react';
import type { CertificateRoleDraft } from '../../../src-main/contract/certificates/piv.ts';
import { awsRoleTexts } from '../../../src-main/words/certificates/aws-side.ts';
import { duration } from '../../../src-main/words/grammar.ts';
import * as form from '../../ui/form-field.module.css';
import { FormField } from '../../ui/form-field.tsx';
import { Check } from '../../ui/switch.tsx';
import * as styles from './certificates.module.css';

type NewRole = NonNullable<CertificateRoleDraft['create']>;

/** Hours that a role's sessions may last. */
const longest = [1, 2, 4, 8, 12] as const;
const first: NewRole = { policies: [], maxSessionSeconds: 43_200 };

/** Whether the role is made, and what it may do. */
export const NewRoleFields = ({
  create,
  isOff,
  onChange,
}: {
  readonly create: NewRole | undefined;
  readonly isOff: boolean;
  readonly onChange: (create: NewRole | undefined) => void;
}) => {
  const id = useId();
  return (
    <>
      <Check on={create !== undefined} onCheck={(on) => onChange(on ? first : undefined)}>
        {awsRoleTexts.create}
      </Check>
      {create === undefined ? null : (
        <div className={styles.form}>
          <FormField id={`${id}policies`} label={awsRoleTexts.policies} hint={awsRoleTexts.policiesHelp}>
            <input
              id={`${id}policies`}
              defaultValue={create.policies.join(', ')}
              disabled={isOff}
              aria-describedby={`${id}policieshint`}
              spellCheck={false}
              autoComplete="off"
              dir="ltr"
              maxLength={8192}
              onChange={(event) => onChange({ ...create, policies: event.target.value.split(/[\s,]+/).filter((arn) => arn !== '') })}
            />
          </FormField>
          <FormField id={`${id}longest`} label={awsRoleTexts.longest}>
            <select
              id={`${id}longest`}
              className={form.select}
              value={create.maxSessionSeconds}
              disabled={isOff}
              onChange={(event) => onChange({ ...create, maxSessionSeconds: Number(event.target.value) })}
            >
              {longest.map((hours) => (
                <option key={hours} value={hours * 3600}>
                  {duration(hours * 3600)}
                </option>
              ))}
            </select>
          </FormField>
        </div>
      )}
    </>
  );
};
