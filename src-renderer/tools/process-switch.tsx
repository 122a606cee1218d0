import { useId } from 'react';
import type { ToolsView } from '../../src-main/contract/tools.ts';
import { deliveryWords, helperWords, planWords } from '../../src-main/words/tools.ts';
import { toolPageTexts } from '../../src-main/words/window/tools.ts';
import { useSend } from '../store/bridge.ts';
import { Button } from '../ui/button.tsx';
import { DiffView } from '../ui/diff-view.tsx';
import { Ring } from '../ui/drawings/ring.tsx';
import { Note } from '../ui/note.tsx';
import * as pageStyles from '../ui/page.module.css';
import { InlineProblem } from '../ui/problem.tsx';
import { SwitchLine } from '../ui/switch.tsx';
import * as text from '../ui/text.module.css';
import * as styles from './process-switch.module.css';
import * as toolCard from './tool-card.module.css';

/** Whether the role's target asks for its credentials, in place of AWS's helper where its profile calls that: turned on or off by a change of the config file, which is shown first. */
export const ProcessSwitch = ({ view, noFiles }: { readonly view: ToolsView; readonly noFiles: boolean }) => {
  const send = useSend();
  const help = useId();
  const { role, delivery, helper, plan, problem, working } = view;
  const isOn = delivery === 'process';
  const isOff = working || plan !== undefined;
  const mark = working ? <Ring tone="busy" /> : null;
  const words = plan && planWords(plan, helper);
  const answer = (yes: boolean) => send('confirmProcess', { role, yes });
  return (
    <section className={styles.process} aria-label={toolPageTexts.noFiles}>
      {helper === 'own' ? (
        <>
          <p className={text.sub} data-matters>
            {helperWords(helper, view.profile)}
          </p>
          <div className={toolCard.toolButtons}>
            <Button kind="small" isHarsh disabled={isOff} onClick={() => send('planProcess', { role, what: 'remove' })}>
              {toolPageTexts.removeRole}
            </Button>
          </div>
        </>
      ) : null}
      {helper === undefined || helper === 'own' ? null : (
        <SwitchLine
          on={helper === 'took-over'}
          aria-describedby={`${help}helper`}
          disabled={isOff}
          onSwitch={() => send('planProcess', { role, what: helper === 'calls' ? 'adopt' : 'remove' })}
          mark={mark}
        >
          <b>{toolPageTexts.insteadOfHelper}</b>
          <span id={`${help}helper`} className={text.sub} data-matters>
            {helperWords(helper, view.profile)}
          </span>
        </SwitchLine>
      )}
      {helper === 'took-over' || helper === 'own' ? null : (
        <SwitchLine
          on={isOn}
          aria-describedby={help}
          disabled={isOff}
          onSwitch={() => send('planProcess', { role, what: isOn ? 'remove' : 'write' })}
          mark={helper === undefined ? mark : null}
        >
          <b>{toolPageTexts.noFiles}</b>
          <span id={help} className={text.sub} data-matters>
            {deliveryWords(view, noFiles)}
          </span>
        </SwitchLine>
      )}
      {plan === undefined || words === undefined ? null : (
        <div className={styles.processPlan}>
          <h2 className={pageStyles.listTitle}>{words.title}</h2>
          <DiffView file={plan.file} lines={plan.diff} />
          {words.also === undefined ? null : (
            <Note className={styles.processNote}>
              <p data-matters>{words.also}</p>
            </Note>
          )}
          <div className={toolCard.toolButtons}>
            <Button kind="primary" disabled={working} onClick={() => answer(true)}>
              {words.yes}
            </Button>
            <Button disabled={working} onClick={() => answer(false)}>
              {toolPageTexts.leave}
            </Button>
          </div>
        </div>
      )}
      {problem === undefined ? null : (
        <div role="alert">
          <InlineProblem problem={problem} />
        </div>
      )}
    </section>
  );
};
