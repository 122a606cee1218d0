import { guardWords } from '../../../src-main/words/roles/role.ts';
import { useSend } from '../../store/bridge.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ShieldIcon } from '../../ui/drawings/icons.tsx';

/** Before the first tap of what looks like production: both answers are kept, so it is asked once. */
export const GuardDialog = ({ role }: { readonly role: string }) => {
  const send = useSend();
  return (
    <Dialog
      title={guardWords.question(role)}
      onStay={() => send('dismissGuard', null)}
      buttons={
        <>
          <Button onClick={() => send('answerGuard', { role, on: false })}>{guardWords.leave}</Button>
          <Button kind="primary" onClick={() => send('answerGuard', { role, on: true })}>
            <ShieldIcon size={14} /> {guardWords.guard}
          </Button>
        </>
      }
    >
      <p>
        {guardWords.why} {guardWords.meaning}
      </p>
      <p>{guardWords.change}</p>
    </Dialog>
  );
};
