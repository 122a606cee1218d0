import type { EnrollView } from '../../src-main/contract/enroll.ts';
import { undoWords } from '../../src-main/words/enroll/facts.ts';
import { useSend } from '../store/bridge.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { FactCells } from './fact-cells.tsx';

/** Before the wizard is closed while something exists. */
export const CloseDialog = ({
  view,
  onUndo,
  onStay,
}: {
  readonly view: EnrollView;
  readonly onUndo: () => void;
  readonly onStay: () => void;
}) => {
  const send = useSend();
  return (
    <Dialog
      title="Close before it is finished?"
      onStay={onStay}
      buttons={
        <>
          <Button onClick={onStay}>Stay</Button>
          {view.can.undo ? <Button onClick={onUndo}>Undo and close</Button> : null}
          <Button kind="primary" onClick={() => send('enrollClose', { enroll: view.id })}>
            Close, go on later
          </Button>
        </>
      }
    >
      <p>This is there now. It stays, and Roletap offers to go on or to undo it.</p>
      <FactCells view={view} />
    </Dialog>
  );
};

/** What undo does, before it does it. */
export const UndoDialog = ({ view, onStay }: { readonly view: EnrollView; readonly onStay: () => void }) => {
  const send = useSend();
  return (
    <Dialog
      title="Undo what this run made?"
      onStay={onStay}
      buttons={
        <>
          <Button onClick={onStay}>Stay</Button>
          <Button
            kind="danger"
            onClick={() => {
              onStay();
              send('enrollUndo', { enroll: view.id });
            }}
          >
            Undo and close
          </Button>
        </>
      }
    >
      <ol>
        {view.undoes.map((action) => (
          <li key={undoWords(action)} data-matters>
            {undoWords(action)}
          </li>
        ))}
      </ol>
    </Dialog>
  );
};
