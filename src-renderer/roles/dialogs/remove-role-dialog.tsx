import type { Snapshot } from '../../../src-main/contract/snapshot.ts';
import { removeRoleWords } from '../../../src-main/words/roles/form.ts';
import { kitTexts } from '../../../src-main/words/window/kit.ts';
import { roleDialogTexts } from '../../../src-main/words/window/roles.ts';
import { useSend } from '../../store/bridge.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';

/** Before a role by hand goes: what goes with it, and what stays. */
export const RemoveRoleDialog = ({
  role,
  snapshot,
  onStay,
}: {
  readonly role: string;
  readonly snapshot: Snapshot;
  readonly onStay: () => void;
}) => {
  const send = useSend();
  const isOpen = snapshot.roles.find(({ id }) => id === role)?.can.end ?? false;
  return (
    <Dialog
      title={roleDialogTexts.remove(role)}
      onStay={onStay}
      buttons={
        <>
          <Button onClick={onStay}>{kitTexts.keepIt}</Button>
          <Button kind="danger" onClick={() => send('removeRole', { role })}>
            {roleDialogTexts.removeIt}
          </Button>
        </>
      }
    >
      <p>{removeRoleWords(isOpen)}</p>
    </Dialog>
  );
};
