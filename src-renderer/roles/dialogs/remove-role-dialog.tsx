import type { Snapshot } from '../../../src-main/contract/snapshot.ts';
import { removeRoleWords } from '../../../src-main/words/roles/form.ts';
import { useSend } from '../../store/bridge.ts';
import { Ask } from '../../ui/dialog.tsx';

/** Before a role by hand goes: what goes with it, and what stays. */
export const AskRemoveRole = ({
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
    <Ask
      title={`Remove ${role}?`}
      onStay={onStay}
      buttons={
        <>
          <button type="button" className="button" onClick={onStay}>
            Keep it
          </button>
          <button type="button" className="button button-danger" onClick={() => send('removeRole', { role })}>
            Remove it
          </button>
        </>
      }
    >
      <p>{removeRoleWords(isOpen)}</p>
    </Ask>
  );
};
