import type { EnrollView } from '../../src-main/contract/enroll.ts';
import { undoWords } from '../../src-main/words/enroll/facts.ts';
import { useSend } from '../store/bridge.ts';
import { Ask } from '../ui/dialog.tsx';
import { FactCells } from './fact-cells.tsx';

/** Before the wizard is closed while something exists. */
export const AskClose = ({
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
    <Ask
      title="Close before it is finished?"
      onStay={onStay}
      buttons={
        <>
          <button type="button" className="button" onClick={onStay}>
            Stay
          </button>
          {view.can.undo ? (
            <button type="button" className="button" onClick={onUndo}>
              Undo and close
            </button>
          ) : null}
          <button type="button" className="button button-primary" onClick={() => send('enrollClose', { enroll: view.id })}>
            Close, go on later
          </button>
        </>
      }
    >
      <p>This is there now. It stays, and Roletap offers to go on or to undo it.</p>
      <FactCells view={view} />
    </Ask>
  );
};

/** What undo does, before it does it. */
export const AskUndo = ({ view, onStay }: { readonly view: EnrollView; readonly onStay: () => void }) => {
  const send = useSend();
  return (
    <Ask
      title="Undo what this run made?"
      onStay={onStay}
      buttons={
        <>
          <button type="button" className="button" onClick={onStay}>
            Stay
          </button>
          <button
            type="button"
            className="button button-danger"
            onClick={() => {
              onStay();
              send('enrollUndo', { enroll: view.id });
            }}
          >
            Undo and close
          </button>
        </>
      }
    >
      <ol className="ask-list">
        {view.undoes.map((action) => (
          <li key={undoWords(action)} data-matters>
            {undoWords(action)}
          </li>
        ))}
      </ol>
    </Ask>
  );
};
