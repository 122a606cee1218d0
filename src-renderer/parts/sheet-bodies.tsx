import type { Waiting } from '../../src-main/contract/snapshot.ts';
import { useSend } from '../bridge.ts';
import { leftUntil, shareLeft } from '../countdown.ts';
import { useNow } from '../use-snapshot.ts';
import { type WaitingWords, waitingWords } from '../words.ts';
import { KeyDrawing } from './key-drawing.tsx';
import { Ring } from './ring.tsx';

interface BodyProps {
  readonly waiting: Waiting;
  /** What the touch is for, where the window knows it better than the question; without a full stop. */
  readonly reason?: string;
}

/** Title and sentence of a question, the subject of it in bold. */
export const SheetWords = ({ waiting, reason }: BodyProps) => {
  const own = waitingWords(waiting);
  const words: WaitingWords = reason === undefined ? own : { title: own.title, text: reason };
  const at = words.subject === undefined ? -1 : words.text.indexOf(words.subject);
  return (
    <>
      <h2 id="sheet-title">{words.title}</h2>
      <p id="sheet-text" className="sheet-text" data-matters>
        {words.subject === undefined || at === -1 ? (
          words.text
        ) : (
          <>
            {words.text.slice(0, at)}
            <b dir="auto">{words.subject}</b>
            {words.text.slice(at + words.subject.length)}
          </>
        )}
      </p>
    </>
  );
};

/** How long the question stays. */
const DeadlineBar = ({ waiting }: BodyProps) => {
  const now = useNow();
  const seconds = Math.ceil(leftUntil(waiting.deadline, now) / 1000);
  return (
    <div className="deadline">
      <div className="deadline-track">
        <div className="deadline-left" style={{ inlineSize: `${shareLeft(waiting.since, waiting.deadline, now) * 100}%` }} />
      </div>
      <span className="deadline-seconds" aria-hidden="true">{`${seconds} s`}</span>
    </div>
  );
};

export const TouchBody = ({
  waiting,
  reason,
  demo,
  severalKeys,
}: BodyProps & { readonly demo: boolean; readonly severalKeys: boolean }) => {
  const send = useSend();
  const drawing = <KeyDrawing mood="touch" {...(waiting.key === undefined ? {} : { name: waiting.key.name })} />;
  return (
    <>
      {demo ? (
        <button type="button" className="demo-key" aria-label="Touch the demo’s YubiKey" onClick={() => send('demoTouch', null)}>
          {drawing}
        </button>
      ) : (
        drawing
      )}
      <SheetWords waiting={waiting} {...(reason === undefined ? {} : { reason })} />
      {severalKeys && waiting.key !== undefined ? (
        <p className="sheet-key">
          {waiting.key.name}
          {waiting.key.serial === undefined ? '' : <b className="tabular">{` ${waiting.key.serial}`}</b>}
        </p>
      ) : null}
      {demo ? <p className="sheet-demo">This one is drawn: click its golden disc to touch it.</p> : null}
      <DeadlineBar waiting={waiting} />
    </>
  );
};

export const InsertBody = ({ waiting }: BodyProps) => (
  <>
    <KeyDrawing mood="missing" {...(waiting.key === undefined ? {} : { name: waiting.key.name })} />
    <SheetWords waiting={waiting} />
    <DeadlineBar waiting={waiting} />
  </>
);

export const PickBody = ({ waiting }: BodyProps) => {
  const send = useSend();
  return (
    <>
      <SheetWords waiting={waiting} />
      <ul className="choices">
        {(waiting.choices ?? []).map((choice) => (
          <li key={choice.id}>
            <button type="button" className="choice" onClick={() => send('answerPick', { waiting: waiting.id, choice: choice.id })}>
              <span className="choice-disc" aria-hidden="true" />
              <span data-matters dir="auto">
                {choice.label}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
};

export const StepBody = ({ waiting }: BodyProps) => {
  const now = useNow();
  const left = leftUntil(waiting.deadline, now);
  return (
    <>
      <div className="big-ring">
        <Ring tone="good" share={left / 30_000}>
          {Math.ceil(left / 1000)}
        </Ring>
      </div>
      <SheetWords waiting={waiting} />
    </>
  );
};
