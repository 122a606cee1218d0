import { useCallback, useState } from 'react';
import type { EnforceDeed, EnforcingView } from '../../../src-main/contract/team/enforcing.ts';
import type { ReadTeamView, TeamGroups } from '../../../src-main/contract/team/page.ts';
import { addingTexts } from '../../../src-main/words/team/adding.ts';
import { enforceDeedWords, enforceSaid, scopeWords } from '../../../src-main/words/team/enforce.ts';
import { enforcingTexts } from '../../../src-main/words/team/enforcing.ts';
import { progressOfTeam } from '../../../src-main/words/team/people.ts';
import { simulateTexts } from '../../../src-main/words/team/simulate.ts';
import { kitTexts } from '../../../src-main/words/window/kit.ts';
import { usePage } from '../../hooks/use-page.ts';
import { useSend } from '../../store/bridge.ts';
import { Button } from '../../ui/button.tsx';
import { Ring } from '../../ui/drawings/ring.tsx';
import { Note } from '../../ui/note.tsx';
import { Page, PageFoot, Working } from '../../ui/page.tsx';
import { PlanSteps } from '../sheet/plan-steps.tsx';
import * as styles from '../sheet/sheet.module.css';
import { TeamProblem } from '../sheet/team-problem.tsx';
import { ScopeForm } from './scope-form.tsx';
import { SeenScope } from './seen-scope.tsx';

/** Requiring MFA: of whom, who would be locked out, and the word to do it or to take it back. */
export const RequireMfa = ({
  view,
  read,
  groups,
}: {
  readonly view: EnforcingView;
  readonly read: ReadTeamView | undefined;
  readonly groups: TeamGroups | undefined;
}) => {
  const send = useSend();
  const close = useCallback(() => void send('closeEnforce', null), [send]);
  const { stage, source, scope, seen, problem, left, over, progress } = view;
  const heading = usePage(stage === 'left' ? 'left' : 'enforce', close);
  const [isChanging, setChanging] = useState(false);
  const isForm = left === undefined && (seen === undefined || isChanging);
  const isBusy = stage === 'looking' || stage === 'working';
  const carry = (what: EnforceDeed) => () => send('carryEnforce', { what });
  return (
    <Page
      heading={heading}
      place={isForm && problem === undefined && !isBusy ? 'form' : `${stage} ${problem?.code}`}
      title={stage === 'left' ? addingTexts.left : enforcingTexts.title}
      about={stage === 'left' ? addingTexts.leftAbout : enforcingTexts.about}
      actions={
        isForm || left !== undefined ? null : (
          <Button kind="small" onClick={() => setChanging(true)}>
            {enforcingTexts.change}
          </Button>
        )
      }
      foot={
        <PageFoot>
          {isBusy ? (
            <Button onClick={() => send('stopEnforce', null)}>{enforcingTexts.stop}</Button>
          ) : (
            <Button onClick={close}>{kitTexts.close}</Button>
          )}
          {stage === 'left' ? (
            <>
              <Button isHarsh onClick={carry('undo')}>
                {enforcingTexts.undo}
              </Button>
              <Button kind="primary" onClick={carry('resume')}>
                {enforcingTexts.resume}
              </Button>
            </>
          ) : null}
          {stage === 'seen' && !isForm && seen !== undefined && scope !== undefined ? (
            <>
              <Button onClick={() => send('lookEnforce', { source, scope })}>{enforcingTexts.again}</Button>
              {scope.kind === 'pilot' && seen.isEnforced ? (
                <Button onClick={() => send('openSimulate', { user: scope.user })}>{simulateTexts.open}</Button>
              ) : null}
              {seen.holders.some(({ isEnforced }) => isEnforced) ? (
                <Button isHarsh onClick={carry('release')}>
                  {enforcingTexts.release}
                </Button>
              ) : null}
              {seen.isEnforced || seen.members.length === 0 || (!seen.isSafe && seen.canManage) ? null : (
                <Button kind="primary" onClick={carry('enforce')}>
                  {seen.isSafe ? enforcingTexts.enforce : enforcingTexts.prepare}
                </Button>
              )}
            </>
          ) : null}
        </PageFoot>
      }
    >
      <div role="status" className={styles.status}>
        {isBusy ? (
          <Working ring={<Ring tone="busy" />}>
            {progress ? progressOfTeam(progress) : stage === 'looking' ? enforcingTexts.looking : enforcingTexts.working}
          </Working>
        ) : null}
      </div>
      {over === undefined ? null : (
        <Note tone="good" role="status">
          {enforceSaid[over.what === 'undo' ? 'undone' : 'finished'](scopeWords(over.plan))}
        </Note>
      )}
      {problem === undefined ? null : (
        <Note tone="warn" role="alert">
          <TeamProblem problem={problem} isOpen />
        </Note>
      )}
      {isForm ? <ScopeForm view={view} read={read} groups={groups} isOff={isBusy} onSent={() => setChanging(false)} /> : null}
      {left === undefined ? null : <PlanSteps steps={left.steps.map((step) => ({ ...step, words: enforceDeedWords(step.name) }))} />}
      {seen === undefined || isForm || left !== undefined ? null : <SeenScope seen={seen} />}
    </Page>
  );
};
