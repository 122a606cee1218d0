import { useCallback, useState } from 'react';
import type { EnforceDeed, EnforcingView } from '../../../src-main/contract/team/enforcing.ts';
import type { TeamGroups } from '../../../src-main/contract/team/page.ts';
import { enforcingTexts } from '../../../src-main/words/team/enforcing.ts';
import { progressOfTeam } from '../../../src-main/words/team/people.ts';
import { kitTexts } from '../../../src-main/words/window/kit.ts';
import { usePage } from '../../hooks/use-page.ts';
import { useSend } from '../../store/bridge.ts';
import { Button } from '../../ui/button.tsx';
import { Ring } from '../../ui/drawings/ring.tsx';
import { Note } from '../../ui/note.tsx';
import { Page, PageFoot, Working } from '../../ui/page.tsx';
import * as styles from '../sheet/sheet.module.css';
import { TeamProblem } from '../sheet/team-problem.tsx';
import { ScopeForm } from './scope-form.tsx';
import { SeenScope } from './seen-scope.tsx';

/** Requiring MFA: of whom, who would be locked out, and the word to do it or to take it back. */
export const RequireMfa = ({ view, groups }: { readonly view: EnforcingView; readonly groups: TeamGroups | undefined }) => {
  const send = useSend();
  const close = useCallback(() => void send('closeEnforce', null), [send]);
  const heading = usePage('enforce', close);
  const { stage, source, scope, seen, problem, left, progress } = view;
  const [isChanging, setChanging] = useState(false);
  const isForm = seen === undefined || isChanging;
  const isBusy = stage === 'looking' || stage === 'working';
  const carry = (what: EnforceDeed) => () => send('carryEnforce', { what });
  return (
    <Page
      heading={heading}
      title={enforcingTexts.title}
      about={enforcingTexts.about}
      actions={
        isForm ? null : (
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
          {stage === 'seen' && left !== undefined ? (
            <>
              <Button isHarsh onClick={carry('undo')}>
                {enforcingTexts.undo}
              </Button>
              <Button kind="primary" onClick={carry('resume')}>
                {enforcingTexts.resume}
              </Button>
            </>
          ) : null}
          {stage === 'seen' && !isForm && left === undefined && seen !== undefined && scope !== undefined ? (
            <>
              <Button onClick={() => send('lookEnforce', { source, scope })}>{enforcingTexts.again}</Button>
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
      {isForm ? <ScopeForm view={view} groups={groups} isOff={isBusy} onSent={() => setChanging(false)} /> : null}
      {problem === undefined ? null : (
        <Note tone="warn" role="alert">
          <TeamProblem problem={problem} isOpen />
        </Note>
      )}
      {left === undefined ? null : <Note tone="warn">{enforcingTexts.left}</Note>}
      {seen === undefined || isForm ? null : <SeenScope seen={seen} />}
    </Page>
  );
};
