import { type FormEvent, useCallback, useState } from 'react';
import { oddActionOf, oddResourceOf, type SimulatingView } from '../../../src-main/contract/team/simulate.ts';
import { simulateTexts } from '../../../src-main/words/team/simulate.ts';
import { kitTexts } from '../../../src-main/words/window/kit.ts';
import { usePage } from '../../hooks/use-page.ts';
import { useSend } from '../../store/bridge.ts';
import { Button } from '../../ui/button.tsx';
import { Ring } from '../../ui/drawings/ring.tsx';
import { Note } from '../../ui/note.tsx';
import { Page, PageFoot, Working } from '../../ui/page.tsx';
import * as styles from '../sheet/sheet.module.css';
import { lines, TextField } from '../sheet/sheet-form.tsx';
import { TeamProblem } from '../sheet/team-problem.tsx';
import { Answer } from './answer.tsx';

/** What one person may do with an access key only, and with MFA, as IAM itself evaluates it. */
export const Simulate = ({ view: { stage, user, seen, problem, actions: asked } }: { readonly view: SimulatingView }) => {
  const send = useSend();
  const close = useCallback(() => void send('closeSimulate', null), [send]);
  const heading = usePage('simulate', close);
  const [actions, setActions] = useState(asked.join(', '));
  const [resources, setResources] = useState('');
  const [isSent, setSent] = useState(false);
  const odd = oddActionOf(lines(actions));
  const oddResource = oddResourceOf(lines(resources));
  const isWorking = stage === 'working';
  const isReady = !isWorking && lines(actions).length > 0;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setSent(true);
    if (isReady && (odd ?? oddResource) === undefined) void send('simulateUser', { actions: lines(actions), resources: lines(resources) });
  };
  return (
    <Page
      heading={heading}
      place={problem === undefined ? 'form' : problem.code}
      title={simulateTexts.title(user)}
      about={simulateTexts.about}
      actions={null}
      foot={
        <PageFoot>
          <Button onClick={close}>{kitTexts.close}</Button>
          <Button type="submit" form="simulate-form" kind="primary" disabled={!isReady}>
            {simulateTexts.ask}
          </Button>
        </PageFoot>
      }
    >
      <form id="simulate-form" className={styles.form} noValidate autoComplete="off" onSubmit={submit}>
        {problem === undefined ? null : (
          <Note tone="warn" role="alert">
            <TeamProblem problem={problem} isOpen />
          </Note>
        )}
        <div role="status">{isWorking ? <Working ring={<Ring tone="busy" />}>{simulateTexts.asking}</Working> : null}</div>
        <div className={styles.pair}>
          <TextField
            id="simulate-actions"
            label={simulateTexts.actions}
            hint={simulateTexts.actionsHint}
            value={actions}
            many={2}
            flaw={isSent && odd !== undefined ? simulateTexts.oddAction(odd) : undefined}
            onValue={setActions}
          />
          <TextField
            id="simulate-resources"
            label={simulateTexts.resources}
            hint={simulateTexts.resourcesHint}
            value={resources}
            many={2}
            flaw={isSent && oddResource !== undefined ? simulateTexts.oddResource(oddResource) : undefined}
            onValue={setResources}
          />
        </div>
        {seen === undefined ? null : <Answer seen={seen} />}
      </form>
    </Page>
  );
};
