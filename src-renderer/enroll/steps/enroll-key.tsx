import { useId, useRef, useState } from 'react';
import type { EnrollPage, EnrollView, SpareChoice } from '../../../src-main/contract/enroll.ts';
import { spareWords } from '../../../src-main/words/enroll/pages.ts';
import { keyPageTexts } from '../../../src-main/words/window/enroll.ts';
import { useSend } from '../../store/bridge.ts';
import { Button } from '../../ui/button.tsx';
import * as form from '../../ui/form-field.module.css';
import { Note } from '../../ui/note.tsx';
import { Option, OptionList } from '../../ui/option.tsx';
import * as text from '../../ui/text.module.css';
import { KeyCards } from '../key-cards.tsx';
import { PageForm } from '../page-form.tsx';
import { TouchSwitch } from '../touch-switch.tsx';

type KeyPage = Extract<EnrollPage, { kind: 'key' }>;
const spares: readonly SpareChoice[] = ['device', 'same-seed', 'none'];

/** Which key, under which name, with a touch or without, and whether a spare follows. Each choice is told at once. */
export const EnrollKey = ({ view, page }: { readonly view: EnrollView; readonly page: KeyPage }) => {
  const send = useSend();
  const spareName = useId();
  const field = useRef<HTMLInputElement>(null);
  const fit = page.keys.filter((key) => key.problem === undefined);
  const [choice, setChoice] = useState({ keyId: page.chosen, touch: page.touch, spare: page.spare });
  const keyId = fit.find((key) => key.id === choice.keyId)?.id ?? page.chosen ?? (fit.length === 1 ? fit[0]?.id : undefined);
  const key = page.keys.find((candidate) => candidate.id === keyId);

  const tell = (change: Partial<typeof choice> & { readonly deviceName?: string }) => {
    const { deviceName = field.current?.value.trim() ?? '', ...rest } = change;
    const next = { ...choice, keyId, ...rest };
    setChoice(next);
    if (next.keyId !== undefined) {
      send('enrollKey', { enroll: view.id, keyId: next.keyId, deviceName, touch: next.touch, spare: next.spare });
    }
  };
  const tellName = () => {
    if (field.current !== null && field.current.value.trim() !== page.deviceName) tell({});
  };

  return (
    <PageForm
      onSubmit={() => {
        if (keyId === undefined) return;
        const told = keyId === page.chosen && choice.touch === page.touch && choice.spare === page.spare;
        if (!told || field.current?.value.trim() !== page.deviceName) tell({});
        send('enrollNext', { enroll: view.id });
      }}
    >
      <KeyCards keys={page.keys} chosen={keyId} onChoose={(id) => tell({ keyId: id })} />
      <TouchSwitch on={choice.touch} possible={key?.canTouch !== false} onChange={(touch) => tell({ touch })} />
      <div className={form.field}>
        <label htmlFor="device-name">{keyPageTexts.deviceName}</label>
        <input
          ref={field}
          key={page.deviceName}
          id="device-name"
          type="text"
          defaultValue={page.deviceName}
          maxLength={226}
          spellCheck={false}
          dir="ltr"
          onBlur={tellName}
        />
        {page.otherName === undefined ? null : (
          <p className={form.hint} data-matters>
            {keyPageTexts.otherName}{' '}
            <Button
              kind="link"
              onClick={() => {
                if (field.current !== null && page.otherName !== undefined) field.current.value = page.otherName;
                tell({});
              }}
            >
              {page.otherName}
            </Button>
          </p>
        )}
      </div>
      <OptionList legend={<legend className={text.group}>{keyPageTexts.spare}</legend>}>
        {spares.map((spare) => (
          <Option
            key={spare}
            name={spareName}
            chosen={choice.spare === spare}
            onChoose={() => tell({ spare })}
            title={<b>{spareWords[spare].title}</b>}
          >
            <span className={text.sub}>{spareWords[spare].text}</span>
          </Option>
        ))}
      </OptionList>
      {page.needsSession ? (
        <Note>
          <p>{keyPageTexts.needsSession(page.user)}</p>
        </Note>
      ) : null}
    </PageForm>
  );
};
