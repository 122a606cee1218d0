import type { TeamPlanView } from '../../src-main/contract/team/plan.ts';
import { addingTexts } from '../../src-main/words/team/adding.ts';
import { useSend } from '../store/bridge.ts';
import { Button } from '../ui/button.tsx';
import * as styles from './people.module.css';

/** People who were being added: each can be continued or undone. */
export const Unfinished = ({ plans }: { readonly plans: readonly TeamPlanView[] }) => {
  const send = useSend();
  return (
    <ul className={styles.unfinished}>
      {plans.map(({ id = '', user, steps }) => (
        <li key={id}>
          <span data-matters>{addingTexts.unfinished(user, steps.filter(({ state }) => state === 'done').length, steps.length)}</span>
          <Button kind="small" aria-label={addingTexts.showOf(user)} onClick={() => send('openMember', { id })}>
            {addingTexts.show}
          </Button>
        </li>
      ))}
    </ul>
  );
};
