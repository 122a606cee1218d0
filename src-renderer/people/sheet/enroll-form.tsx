import { useState } from 'react';
import type { CardState } from '../../../src-main/contract/card-view.ts';
import type { EnrollSheet } from '../../../src-main/contract/team/sheet.ts';
import { enrollSheet } from '../../../src-main/words/team/sheets.ts';
import { useSend } from '../../store/bridge.ts';
import { Option, OptionList } from '../../ui/option.tsx';
import { Check } from '../../ui/switch.tsx';
import { type FormProps, SheetForm } from './sheet-form.tsx';

/** Which of the plugged YubiKeys becomes somebody's. */
export const EnrollForm = ({ view, card, heading, close, onSent }: FormProps<EnrollSheet> & { readonly card: CardState }) => {
  const send = useSend();
  const { source, wish } = view;
  const [picked, setPicked] = useState<string>();
  const [touch, setTouch] = useState(wish?.touch ?? true);
  const keys = card.kind === 'present' ? card.keys : [];
  const asked = keys.find(({ serial }) => serial !== undefined && serial === wish?.keySerial);
  const chosen = keys.find(({ id }) => id === picked) ?? asked ?? (keys.length === 1 ? keys[0] : undefined);
  const submit = () => {
    const { serial } = chosen ?? {};
    void send('planSheet', { source, draft: { kind: 'enroll', touch, ...(serial === undefined ? {} : { keySerial: serial }) } });
    onSent();
  };
  return (
    <SheetForm view={view} heading={heading} close={close} about={enrollSheet.about} isReady={chosen !== undefined} onSubmit={submit}>
      {keys.length === 0 ? (
        <p role="status">{enrollSheet.none}</p>
      ) : (
        <OptionList legend={<legend className="spoken">{enrollSheet.key}</legend>}>
          {keys.map(({ id, name, serial }) => (
            <Option key={id} name="enroll-key" chosen={id === chosen?.id} onChoose={() => setPicked(id)} title={<b data-matters>{name}</b>}>
              <span>{serial}</span>
            </Option>
          ))}
        </OptionList>
      )}
      <div>
        <Check on={touch} onCheck={setTouch}>
          {enrollSheet.touch}
        </Check>
      </div>
    </SheetForm>
  );
};
