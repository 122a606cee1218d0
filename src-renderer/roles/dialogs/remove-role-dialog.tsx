import type { Snapshot } from '../../../src-main/contract/snapshot.ts';
import { removeRoleWords } from '../../../src-main/words/roles/form.ts';
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
      title={`Remove ${role}?`}
      onStay={onStay}
      buttons={
        <>
          <Button onClick={onStay}>Keep it</Button>
          <Button kind="danger" onClick={() => send('removeRole', { role })}>
            Remove it
          </Button>
        </>
      }
    >
      <p>{removeRoleWords(isOpen)}</p>
    </Dialog>
  );
};
