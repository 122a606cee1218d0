import { type RefObject, useId } from 'react';
import { setUpTexts } from '../../../src-main/words/certificates/set-up.ts';
import { kitTexts } from '../../../src-main/words/window/kit.ts';
import { FormField } from '../../ui/form-field.tsx';

/** Whom a certificate is for. */
export const SubjectField = ({
  ref,
  hint,
  isOff,
  isMissing,
}: {
  readonly ref: RefObject<HTMLInputElement | null>;
  readonly hint: string;
  readonly isOff: boolean;
  readonly isMissing: boolean;
}) => {
  const id = useId();
  return (
    <FormField id={id} label={setUpTexts.subject} hint={hint} flaw={isMissing ? kitTexts.fillIn : undefined}>
      <input
        ref={ref}
        id={id}
        defaultValue="CN="
        disabled={isOff}
        aria-invalid={isMissing}
        aria-describedby={`${id}hint`}
        spellCheck={false}
        autoComplete="off"
        maxLength={1024}
        dir="ltr"
      />
    </FormField>
  );
};
