import { subjectOf, type UnfinishedPlan } from '../../src-main/contract/team/sheet.ts';
import { addingTexts } from '../../src-main/words/team/adding.ts';
import { scopeWords } from '../../src-main/words/team/enforce.ts';
import { useSend } from '../store/bridge.ts';
import { Button } from '../ui/button.tsx';
import * as styles from './people.module.css';
import { unfinishedWords } from './sheet/sheet-words.ts';

/** Plans that stopped on their way, or wait for their time: each can be continued or undone. */
export const Unfinished = ({ plans }: { readonly plans: readonly UnfinishedPlan[] }) => {
  const send = useSend();
  return (
    <ul className={styles.unfinished}>
      {plans.map((left) => (
        <li key={left.plan.id}>
          <span data-matters>{unfinishedWords(left)}</span>
          <Button
            kind="small"
            aria-label={addingTexts.showOf(left.kind === 'enforce' ? scopeWords(left.plan) : subjectOf(left.plan))}
            onClick={() => send('openLeft', { id: left.plan.id ?? '' })}
          >
            {addingTexts.show}
          </Button>
        </li>
      ))}
    </ul>
  );
};
