import { useState } from 'react';
import type { Waiting } from '../../src-main/contract/snapshot.ts';
import { type ApprovalSpan, approvalSpans, programsOf } from '../../src-main/contract/values.ts';
import { spokenLeft } from '../../src-main/words/grammar.ts';
import { limitsKinds } from '../../src-main/words/limits/kinds.ts';
import { type WaitingWords, waitingWords } from '../../src-main/words/questions.ts';
import { kitTexts } from '../../src-main/words/window/kit.ts';
import { sheetTexts } from '../../src-main/words/window/sheet.ts';
import { useSend } from '../store/bridge.ts';
import { leftUntil, shareLeft, toldLeft } from '../store/countdown.ts';
import { useNow } from '../store/use-snapshot.ts';
import { Button } from '../ui/button.tsx';
import { GoldDisc } from '../ui/drawings/icons.tsx';
import { KeyDrawing } from '../ui/drawings/key-drawing.tsx';
import { Ring } from '../ui/drawings/ring.tsx';
import * as form from '../ui/form-field.module.css';
import { Tag } from '../ui/tag.tsx';
import * as styles from './sheet.module.css';
import { AskingSentence, OtherAskers } from './sheet-askers.tsx';

interface BodyProps {
  readonly waiting: Waiting;
  /** What the touch is for, where the window knows it better than the question; without a full stop. */
  readonly reason?: string | undefined;
  /** The name of the role's AWS account, where it has one. */
  readonly place?: string | undefined;
}

/** Title and sentence of a question, the subject of it in bold; who asks, when that is a program. */
export const SheetWords = ({ waiting, reason, place }: BodyProps) => {
  const own = waitingWords(waiting, undefined, place);
  const words: WaitingWords = reason === undefined ? own : { title: own.title, text: reason };
  const isAsked = programsOf(waiting.askers).length > 0;
  const asking = <AskingSentence waiting={waiting} place={place} />;
  return (
    <>
      {waiting.guarded === true ? (
        <Tag kind="guarded" className={styles.tag}>
          {kitTexts.guarded}
        </Tag>
      ) : null}
      {waiting.for.kind === 'role' && waiting.for.limits !== undefined ? (
        <Tag kind="limited" className={styles.tag}>
          {limitsKinds[waiting.for.limits]}
        </Tag>
      ) : null}
      <h2 id="sheet-title">{words.title}</h2>
      <p id="sheet-text" className={styles.text} data-matters>
        {isAsked && waiting.kind === 'touch' ? asking : <WithSubject words={words} />}
        {isAsked && waiting.kind !== 'touch' ? <span className={styles.asking}>{asking}</span> : null}
      </p>
      <OtherAskers waiting={waiting} />
    </>
  );
};

const WithSubject = ({ words }: { readonly words: WaitingWords }) => {
  const at = words.subject === undefined ? -1 : words.text.indexOf(words.subject);
  if (words.subject === undefined || at === -1) return words.text;
  return (
    <>
      {words.text.slice(0, at)}
      <b dir="auto">{words.subject}</b>
      {words.text.slice(at + words.subject.length)}
    </>
  );
};

/** How long the question stays. */
const DeadlineBar = ({ waiting }: BodyProps) => {
  const now = useNow();
  const seconds = Math.ceil(leftUntil(waiting.deadline, now) / 1000);
  const [atFirst] = useState(seconds);
  const told = toldLeft(seconds, atFirst);
  return (
    <div className={styles.deadline}>
      <div className={styles.track}>
        <div className={styles.left} style={{ inlineSize: `${shareLeft(waiting.since, waiting.deadline, now) * 100}%` }} />
      </div>
      <span className={styles.seconds} aria-hidden="true">
        {kitTexts.seconds(seconds)}
      </span>
      <span className="spoken" role="status">
        {told === undefined ? '' : spokenLeft(told * 1000)}
      </span>
    </div>
  );
};

/** For how long the touch allows a guarded role to the program that asks. */
const SpanChoice = ({ waiting, span }: { readonly waiting: Waiting; readonly span: ApprovalSpan }) => {
  const send = useSend();
  const choose = (value: string) => {
    const chosen = approvalSpans.find((known) => known === value);
    if (chosen !== undefined) send('allowAskers', { waiting: waiting.id, span: chosen });
  };
  return (
    <div className={styles.span}>
      <label>
        {sheetTexts.allowIt}
        <select className={form.select} value={span} onChange={(event) => choose(event.target.value)}>
          {approvalSpans.map((one) => (
            <option key={one} value={one}>
              {sheetTexts.spans[one]}
            </option>
          ))}
        </select>
      </label>
      {span === 'session' ? null : <p>{sheetTexts.stillTouch}</p>}
    </div>
  );
};

export const TouchBody = ({
  waiting,
  reason,
  place,
  demo,
  severalKeys,
}: BodyProps & { readonly demo: boolean; readonly severalKeys: boolean }) => {
  const send = useSend();
  const drawing = <KeyDrawing mood="touch" formFactor={waiting.key?.formFactor} />;
  return (
    <>
      {demo ? (
        <Button kind="bare" className={styles.demoKey} aria-label={sheetTexts.demoKey} onClick={() => send('demoTouch', null)}>
          {drawing}
        </Button>
      ) : (
        drawing
      )}
      <SheetWords waiting={waiting} reason={reason} place={place} />
      {(severalKeys || programsOf(waiting.askers).length > 0) && waiting.key !== undefined ? (
        <p className={styles.key}>
          {waiting.key.name}
          {waiting.key.serial === undefined ? '' : <b className="tabular">{` ${waiting.key.serial}`}</b>}
        </p>
      ) : null}
      {waiting.span === undefined ? null : <SpanChoice waiting={waiting} span={waiting.span} />}
      {demo ? <p className={styles.demo}>{sheetTexts.demoHelp}</p> : null}
      <DeadlineBar waiting={waiting} />
    </>
  );
};

export const InsertBody = ({ waiting, place }: BodyProps) => (
  <>
    <KeyDrawing mood="missing" formFactor={waiting.key?.formFactor} />
    <SheetWords waiting={waiting} place={place} />
    <DeadlineBar waiting={waiting} />
  </>
);

export const PickBody = ({ waiting }: BodyProps) => {
  const send = useSend();
  return (
    <>
      <SheetWords waiting={waiting} />
      <ul className={styles.choices}>
        {(waiting.choices ?? []).map((choice) => (
          <li key={choice.id}>
            <Button kind="bare" className={styles.choice} onClick={() => send('answerPick', { waiting: waiting.id, choice: choice.id })}>
              {choice.formFactor === undefined ? <GoldDisc /> : <KeyDrawing mood="still" formFactor={choice.formFactor} isSmall />}
              <span data-matters dir="auto">
                {choice.label}
              </span>
            </Button>
          </li>
        ))}
      </ul>
    </>
  );
};

export const StepBody = ({ waiting, place }: BodyProps) => {
  const now = useNow();
  const left = leftUntil(waiting.deadline, now);
  return (
    <>
      <div className={styles.bigRing}>
        <Ring tone="good" share={left / 30_000}>
          {Math.ceil(left / 1000)}
        </Ring>
      </div>
      <SheetWords waiting={waiting} place={place} />
    </>
  );
};
