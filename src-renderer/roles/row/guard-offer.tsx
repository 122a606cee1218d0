import type { RoleView } from '../../../src-main/contract/snapshot.ts';
import { guardWords } from '../../../src-main/words/roles/role.ts';
import { rowTexts } from '../../../src-main/words/window/roles.ts';
import { useSend } from '../../store/bridge.ts';
import { Button } from '../../ui/button.tsx';
import { ShieldIcon } from '../../ui/drawings/icons.tsx';
import * as styles from './guard-offer.module.css';

/** A quiet question under a role: both answers are kept, so it is asked once. */
export const GuardOffer = ({ role }: { readonly role: RoleView }) => {
  const send = useSend();
  const answer = (on: boolean) => send('setGuard', { role: role.id, on });
  return (
    <div className={styles.guardOffer}>
      <ShieldIcon size={14} />
      <span className={styles.guardQuestion} title={guardWords.meaning} data-matters>
        {guardWords.question}
      </span>
      <Button kind="small" aria-label={rowTexts.yesOf(role.profile)} onClick={() => answer(true)}>
        {rowTexts.yes}
      </Button>
      <Button kind="small" aria-label={rowTexts.noOf(role.profile)} onClick={() => answer(false)}>
        {rowTexts.no}
      </Button>
    </div>
  );
};
