import { useId } from 'react';
import { type ChosenPinPolicy, type ChosenTouchPolicy, pinPolicies, touchPolicies } from '../../../src-main/contract/certificates/piv.ts';
import { pinChoice, policyWarning, touchChoice } from '../../../src-main/words/certificates/policies.ts';
import { setUpTexts } from '../../../src-main/words/certificates/set-up.ts';
import * as form from '../../ui/form-field.module.css';
import { FormField } from '../../ui/form-field.tsx';
import * as text from '../../ui/text.module.css';

export interface KeyPolicies {
  readonly pinPolicy: ChosenPinPolicy;
  readonly touchPolicy: ChosenTouchPolicy;
}

/** When the key asks for the PIN and for a touch, with a warning where that is seldom. */
export const PolicyFields = ({
  policies,
  isOff,
  onChange,
}: {
  readonly policies: KeyPolicies;
  readonly isOff: boolean;
  readonly onChange: (change: Partial<KeyPolicies>) => void;
}) => {
  const id = useId();
  const warning = policyWarning(policies);
  const choice = <P extends string>(
    name: keyof KeyPolicies,
    label: string,
    { all, words }: { readonly all: readonly P[]; readonly words: (policy: P) => string },
  ) => (
    <FormField id={`${id}${name}`} label={label}>
      <select
        id={`${id}${name}`}
        className={form.select}
        value={policies[name]}
        disabled={isOff}
        aria-describedby={`${id}warning`}
        onChange={(event) => onChange({ [name]: event.target.value })}
      >
        {all.map((one) => (
          <option key={one} value={one}>
            {words(one)}
          </option>
        ))}
      </select>
    </FormField>
  );
  return (
    <>
      {choice('pinPolicy', setUpTexts.pin, { all: pinPolicies, words: pinChoice })}
      {choice('touchPolicy', setUpTexts.touch, { all: touchPolicies, words: touchChoice })}
      <p id={`${id}warning`} className={text.warn} role="status" hidden={warning === undefined} data-matters>
        {warning}
      </p>
    </>
  );
};
