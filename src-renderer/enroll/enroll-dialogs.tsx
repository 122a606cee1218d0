import type { ReactNode } from 'react';
import type { EnrollView } from '../../src-main/contract/enroll.ts';
import { undoWords } from '../../src-main/words/enroll/facts.ts';
import { wizardTexts } from '../../src-main/words/window/enroll.ts';
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
      title={wizardTexts.askClose}
      onStay={onStay}
      buttons={
        <>
          <Button onClick={onStay}>{wizardTexts.stay}</Button>
          {view.can.undo ? <Button onClick={onUndo}>{wizardTexts.undo}</Button> : null}
          <Button kind="primary" onClick={() => send('enrollClose', { enroll: view.id })}>
            {wizardTexts.closeForNow}
          </Button>
        </>
      }
    >
      <p>{wizardTexts.closeHelp}</p>
      <FactCells view={view} />
    </Dialog>
  );
};

/** Asks before what cannot be taken back. It is put away before the work begins: what goes on is shown by the wizard. */
const HarshDialog = ({
  title,
  label,
  onDo,
  onStay,
  children,
}: {
  readonly title: string;
  readonly label: string;
  readonly onDo: () => void;
  readonly onStay: () => void;
  readonly children: ReactNode;
}) => (
  <Dialog
    title={title}
    onStay={onStay}
    buttons={
      <>
        <Button onClick={onStay}>{wizardTexts.stay}</Button>
        <Button
          kind="danger"
          onClick={() => {
            onStay();
            onDo();
          }}
        >
          {label}
        </Button>
      </>
    }
  >
    {children}
  </Dialog>
);

/** What undo does, before it does it. */
export const UndoDialog = ({ view, onStay }: { readonly view: EnrollView; readonly onStay: () => void }) => {
  const send = useSend();
  const { askUndo, undo } = wizardTexts;
  return (
    <HarshDialog title={askUndo} label={undo} onDo={() => send('enrollUndo', { enroll: view.id })} onStay={onStay}>
      <ol>
        {view.undoes.map((action) => (
          <li key={undoWords(action)} data-matters>
            {undoWords(action)}
          </li>
        ))}
      </ol>
    </HarshDialog>
  );
};

/** Before a run is given up as it is: what exists stays, and nobody keeps it in mind. */
export const LeaveDialog = ({ view, onStay }: { readonly view: EnrollView; readonly onStay: () => void }) => {
  const send = useSend();
  const { askLeave, leave, leaveHelp } = wizardTexts;
  return (
    <HarshDialog title={askLeave} label={leave} onDo={() => send('enrollLeave', { enroll: view.id })} onStay={onStay}>
      <p>{leaveHelp}</p>
      <FactCells view={view} />
    </HarshDialog>
  );
};
