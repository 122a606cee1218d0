import { useId } from 'react';
import type { CertificatesView } from '../../../src-main/contract/certificates/pages.ts';
import { signTexts } from '../../../src-main/words/certificates/sign.ts';
import { kitTexts } from '../../../src-main/words/window/kit.ts';
import * as form from '../../ui/form-field.module.css';
import { FormField, whenMissing } from '../../ui/form-field.tsx';

/** The profile whose credentials call AWS; empty until one is chosen. */
export const SourceField = ({
  label,
  view,
  source,
  isOff,
  isChecked,
  onChange,
}: {
  readonly label: string;
  readonly view: CertificatesView;
  readonly source: string;
  readonly isOff: boolean;
  readonly isChecked: boolean;
  readonly onChange: (source: string) => void;
}) => {
  const id = useId();
  return (
    <FormField id={id} label={label} flaw={whenMissing(isChecked, source, kitTexts.chooseOne)}>
      <select
        id={id}
        className={form.select}
        value={source}
        disabled={isOff}
        aria-invalid={isChecked && source === ''}
        aria-describedby={`${id}hint`}
        onChange={(event) => onChange(event.target.value)}
      >
        <option value="">{signTexts.chooseProfile}</option>
        {view.sources.map((one) => (
          <option key={one} value={one}>
            {one}
          </option>
        ))}
      </select>
    </FormField>
  );
};
