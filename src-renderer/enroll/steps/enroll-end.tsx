import { useRef } from 'react';
import type { EnrollPage, EnrollView } from '../../../src-main/contract/enroll.ts';
import { shortArn, undoWords } from '../../../src-main/words/enroll/facts.ts';
import { devicePageTexts, lastPagesTexts, wizardTexts } from '../../../src-main/words/window/enroll.ts';
import { useSend } from '../../store/bridge.ts';
import { CheckIcon } from '../../ui/drawings/icons.tsx';
import * as form from '../../ui/form-field.module.css';
import { Note } from '../../ui/note.tsx';
import * as text from '../../ui/text.module.css';
import { PageForm } from '../page-form.tsx';
import * as styles from './enroll-end.module.css';

/** Console path: which device AWS made; a code of the key then proves it. */
export const EnrollDevice = ({ view, page }: { readonly view: EnrollView; readonly page: Extract<EnrollPage, { kind: 'device' }> }) => {
  const send = useSend();
  const field = useRef<HTMLInputElement>(null);
  return (
    <PageForm
      onSubmit={() => {
        const device = field.current?.value.trim() ?? '';
        if (device === '') field.current?.focus();
        else send('enrollDevice', { enroll: view.id, device });
      }}
    >
      <div className={form.field}>
        <label htmlFor="device-arn">{devicePageTexts.arn}</label>
        <input
          ref={field}
          id="device-arn"
          type="text"
          defaultValue={page.guess}
          placeholder={devicePageTexts.arnExample}
          maxLength={512}
          spellCheck={false}
          dir="ltr"
          aria-describedby="device-arn-hint"
        />
        <p id="device-arn-hint" className={form.hint}>
          {devicePageTexts.help(page, view.path)}
        </p>
      </div>
    </PageForm>
  );
};

/** After an interruption: what undo would do, beside going on. What exists stands above, in the cells. */
export const EnrollFound = ({ view }: { readonly view: EnrollView }) => {
  const send = useSend();
  return (
    <PageForm onSubmit={() => view.can.next && send('enrollNext', { enroll: view.id })}>
      {view.undoes.length === 0 ? null : (
        <div className={styles.plainList}>
          <p className={text.group}>{wizardTexts.undoWould}</p>
          <ol>
            {view.undoes.map((action) => (
              <li key={undoWords(action)} data-matters>
                {undoWords(action)}
              </li>
            ))}
          </ol>
        </div>
      )}
    </PageForm>
  );
};

export const EnrollDone = ({ view, page }: { readonly view: EnrollView; readonly page: Extract<EnrollPage, { kind: 'done' }> }) => {
  const send = useSend();
  const facts: readonly (readonly [string, string])[] = [
    ...(view.now.device?.state === 'enabled' ? ([[lastPagesTexts.device, shortArn(page.device)]] as const) : []),
    ...(page.spare === undefined ? [] : ([[lastPagesTexts.spare, shortArn(page.spare)]] as const)),
    ...(page.profiles.length === 0 ? [] : ([[lastPagesTexts.written, page.profiles.join(', ')]] as const)),
  ];
  return (
    <PageForm onSubmit={() => send('enrollClose', { enroll: view.id })}>
      {facts.length === 0 ? null : (
        <dl className={styles.summary}>
          {facts.map(([name, value]) => (
            <div key={name}>
              <dt>
                <CheckIcon size={15} /> {name}
              </dt>
              <dd data-matters dir="auto">
                {value}
              </dd>
            </div>
          ))}
        </dl>
      )}
      {page.left.length === 0 ? null : (
        <Note tone="warn">
          <b>{lastPagesTexts.left}</b>
          <ul>
            {page.left.map((line) => (
              <li key={line} data-matters>
                {line}
              </li>
            ))}
          </ul>
          <p>{lastPagesTexts.leftWhere}</p>
        </Note>
      )}
    </PageForm>
  );
};
