import { useCallback } from 'react';
import type { TeamGroups } from '../../../src-main/contract/team/page.ts';
import type { PoliciesView } from '../../../src-main/contract/team/policies.ts';
import { policiesTexts } from '../../../src-main/words/team/policies.ts';
import { kitTexts } from '../../../src-main/words/window/kit.ts';
import { usePage } from '../../hooks/use-page.ts';
import { useSend } from '../../store/bridge.ts';
import { Button } from '../../ui/button.tsx';
import { Ring } from '../../ui/drawings/ring.tsx';
import { Note } from '../../ui/note.tsx';
import { Page, PageFoot, Working } from '../../ui/page.tsx';
import * as styles from '../sheet/sheet.module.css';
import { TeamProblem } from '../sheet/team-problem.tsx';
import { CheckForm } from './check-form.tsx';
import { Checked } from './checked.tsx';
import { MakeForm } from './make-form.tsx';
import { PolicyList } from './policy-list.tsx';

/** Policies that require MFA: any one checked, and the two that a team needs written. */
export const Policies = ({ view, groups }: { readonly view: PoliciesView; readonly groups: TeamGroups | undefined }) => {
  const send = useSend();
  const close = useCallback(() => void send('closePolicies', null), [send]);
  const heading = usePage('policies', close);
  const { stage, problem, progress, check, name = '', text = '' } = view;
  return (
    <Page
      heading={heading}
      title={policiesTexts.title}
      about={policiesTexts.about}
      actions={null}
      foot={
        <PageFoot>
          <Button onClick={close}>{kitTexts.close}</Button>
        </PageFoot>
      }
    >
      <div className={styles.form}>
        {problem === undefined ? null : (
          <Note tone="warn" role="alert">
            <TeamProblem problem={problem} isOpen />
          </Note>
        )}
        <div role="status" className={styles.status}>
          {stage === 'working' ? (
            <Working ring={<Ring tone="busy" />}>{progress === undefined ? policiesTexts.working : policiesTexts.listing}</Working>
          ) : null}
        </div>
        <PolicyList view={view} />
        {/* What was read from a file or the account takes the place of what was typed. */}
        <CheckForm key={`${name} ${text.length}`} view={view} />
        {check === undefined ? null : <Checked name={name} check={check} />}
        <MakeForm view={view} groups={groups} />
      </div>
    </Page>
  );
};
