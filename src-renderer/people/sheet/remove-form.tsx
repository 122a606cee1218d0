import { useState } from 'react';
import { type AnyRemoval, removals } from '../../../src-main/contract/team/remove.ts';
import type { RemoveSheet } from '../../../src-main/contract/team/sheet.ts';
import { keyUse } from '../../../src-main/words/team/page.ts';
import { removeSaid } from '../../../src-main/words/team/remove.ts';
import { kitTexts } from '../../../src-main/words/window/kit.ts';
import { useSend } from '../../store/bridge.ts';
import { useNow } from '../../store/use-snapshot.ts';
import { Button } from '../../ui/button.tsx';
import { Option, OptionList } from '../../ui/option.tsx';
import { Check } from '../../ui/switch.tsx';
import * as styles from './sheet.module.css';
import { type FormProps, SheetForm } from './sheet-form.tsx';
import { TeamProblem } from './team-problem.tsx';

const dayMillis = 86_400_000;

/** What is taken from somebody: access keys, every way to sign in, or the user. */
export const RemoveForm = ({ view, heading, close, onSent }: FormProps<RemoveSheet>) => {
  const send = useSend();
  const now = useNow();
  const { stage, source, user, facts, wish, problem } = view;
  const [what, setWhat] = useState<AnyRemoval>(wish?.what ?? view.what);
  const [picked, setPicked] = useState<readonly string[]>(wish?.keys ?? []);
  const [isNow, setNow] = useState(wish?.isNow ?? false);
  const isOfKeys = what === 'keys';
  const submit = () => {
    if (what === 'device') return;
    void send('planSheet', { source, draft: { kind: 'remove', what, keys: isOfKeys ? picked : [], isNow: isOfKeys && isNow } });
    onSent();
  };
  return (
    <SheetForm
      view={view}
      heading={heading}
      close={close}
      title={removeSaid.title(user, what)}
      about={removeSaid.about}
      isReady={facts !== undefined && (!isOfKeys || picked.length > 0)}
      {...(stage === 'looking' ? { working: removeSaid.looking } : {})}
      onSubmit={submit}
    >
      {facts === undefined ? (
        problem === undefined ? null : (
          <div>
            <Button onClick={() => send('openSheet', { kind: 'remove', user, what })}>{kitTexts.tryAgain}</Button>
          </div>
        )
      ) : (
        <>
          <p data-matters>{removeSaid.has(facts)}</p>
          {facts.unread.map((one) => (
            <TeamProblem key={JSON.stringify(one)} problem={one} />
          ))}
          <OptionList legend={<legend className={styles.group}>{removeSaid.what}</legend>}>
            {removals.map((each) => (
              <Option key={each} name="removal" chosen={what === each} onChoose={() => setWhat(each)} title={removeSaid.kinds[each].title}>
                <span>{removeSaid.kinds[each].hint}</span>
              </Option>
            ))}
          </OptionList>
          {isOfKeys ? (
            <fieldset className={styles.choices}>
              <legend>{removeSaid.keys}</legend>
              {facts.keys.length === 0 ? <p>{removeSaid.noKeys}</p> : null}
              {facts.keys.map(({ accessKeyId, isActive, used }) => {
                const days = typeof used === 'object' ? Math.max(0, Math.floor((now - used.at) / dayMillis)) : undefined;
                const use = used === undefined ? '' : keyUse({ used: typeof used === 'object' ? { ...used, region: '' } : used }, days);
                return (
                  <Check
                    key={accessKeyId}
                    on={picked.includes(accessKeyId)}
                    onCheck={(on) => setPicked(on ? [...picked, accessKeyId] : picked.filter((one) => one !== accessKeyId))}
                  >
                    <span data-matters>
                      <code>{accessKeyId}</code> <small>{removeSaid.key(isActive, use)}</small>
                    </span>
                  </Check>
                );
              })}
              <Check on={isNow} onCheck={setNow}>
                {removeSaid.isNow}
              </Check>
            </fieldset>
          ) : null}
        </>
      )}
    </SheetForm>
  );
};
