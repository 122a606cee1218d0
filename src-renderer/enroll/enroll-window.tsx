import { useEffect, useRef, useState } from 'react';
import type { EnrollView } from '../../src-main/contract/enroll.ts';
import { nextIsPossible, showsFacts } from '../../src-main/contract/enroll-page.ts';
import type { Waiting } from '../../src-main/contract/snapshot.ts';
import { backWords, nextWords, skipWords } from '../../src-main/words/enroll/buttons.ts';
import { pageWords, pathWords } from '../../src-main/words/enroll/pages.ts';
import { problemWords } from '../../src-main/words/problems/problem-words.ts';
import { wizardTexts } from '../../src-main/words/window/enroll.ts';
import { useSend } from '../store/bridge.ts';
import { Button } from '../ui/button.tsx';
import { MoreIcon } from '../ui/drawings/icons.tsx';
import { MenuItem } from '../ui/menu-item.tsx';
import { PageFoot } from '../ui/page.tsx';
import { Popup } from '../ui/popup.tsx';
import { ProblemBody } from '../ui/problem.tsx';
import * as text from '../ui/text.module.css';
import { CloseDialog, LeaveDialog, UndoDialog } from './enroll-dialogs.tsx';
import { EnrollPageBody } from './enroll-page.tsx';
import * as styles from './enroll-window.module.css';
import { FactCells } from './fact-cells.tsx';
import { pageFormId } from './page-form.tsx';
import { StepList } from './step-list.tsx';

/** The wizard: steps at the side, the page, what exists now, and below what can be done. */
export const EnrollWindow = ({
  view,
  demo,
  question,
}: {
  readonly view: EnrollView;
  readonly demo: boolean;
  readonly question?: Waiting | undefined;
}) => {
  const send = useSend();
  const heading = useRef<HTMLHeadingElement>(null);
  const [asks, setAsks] = useState<'close' | 'undo' | 'leave'>();
  const { page, problem } = view;
  const enroll = view.id;
  const words = pageWords(view);
  const title = problem === undefined ? words.title : problemWords(problem, { where: 'window' }).title;
  const madeSomething = view.undoes.length > 0 && page.kind !== 'done';

  // A new page, or a problem on it, is where reading goes on.
  const place = `${page.kind} ${problem?.code ?? ''}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the place is what it is about
  useEffect(() => heading.current?.focus(), [place]);

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented || document.querySelector('dialog[open]') !== null) return;
      event.preventDefault();
      if (madeSomething) setAsks('close');
      else send('enrollClose', { enroll });
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [madeSomething, enroll, send]);

  return (
    <div className={styles.wizard} data-page={page.kind} data-problem={problem !== undefined}>
      <aside className={styles.wizardSide}>
        <h1 className={styles.sideTitle}>{pathWords[view.path]}</h1>
        <StepList steps={view.steps} />
      </aside>
      <main className={styles.pane}>
        <h2 ref={heading} tabIndex={-1} className={text.title} data-matters>
          {title}
        </h2>
        {problem === undefined ? (
          <p className={text.lead} data-matters>
            {words.text}
          </p>
        ) : (
          <ProblemBody problem={problem} source={view.source} />
        )}
        {showsFacts(view) && !factsLast.has(page.kind) ? <FactCells view={view} /> : null}
        <EnrollPageBody view={view} demo={demo} question={question} />
        {showsFacts(view) && factsLast.has(page.kind) ? <FactCells view={view} /> : null}
      </main>
      <Footer view={view} question={question} onAsk={setAsks} />
      {asks === 'close' ? <CloseDialog view={view} onUndo={() => setAsks('undo')} onStay={() => setAsks(undefined)} /> : null}
      {asks === 'leave' ? <LeaveDialog view={view} onStay={() => setAsks(undefined)} /> : null}
      {asks === 'undo' ? <UndoDialog view={view} onStay={() => setAsks(undefined)} /> : null}
    </div>
  );
};

/** Pages whose own cells come first. */
const factsLast: ReadonlySet<string> = new Set(['codes', 'two-codes', 'spare', 'device', 'working']);

const Footer = ({
  view,
  question,
  onAsk,
}: {
  readonly view: EnrollView;
  readonly question?: Waiting | undefined;
  readonly onAsk: (about: 'undo' | 'leave') => void;
}) => {
  const send = useSend();
  const { can, page, problem } = view;
  const enroll = view.id;
  const next = nextWords(view);
  // Beside the main button there is room for one; the others are in a menu.
  const [second, ...rest] = [
    question === undefined
      ? undefined
      : { words: wizardTexts.cancelOf(question.kind), act: () => void send('cancel', { waiting: question.id }) },
    can.skip ? { words: skipWords(view), act: () => void send('enrollSkip', { enroll }) } : undefined,
    can.undo && view.undoes.length > 0 ? { words: wizardTexts.undo, act: () => onAsk('undo') } : undefined,
    can.leave ? { words: wizardTexts.leave, act: () => onAsk('leave') } : undefined,
  ].filter((one) => one !== undefined);
  // With a problem on a page that only works, there is no form of its own to submit.
  const retries = problem !== undefined && (page.kind === 'working' || page.kind === 'codes');
  return (
    <PageFoot>
      {can.back ? (
        <Button className={styles.footBack} onClick={() => send('enrollBack', { enroll })}>
          {backWords(view)}
        </Button>
      ) : null}
      {rest.length === 0 ? null : (
        <Popup label={wizardTexts.more} button={<MoreIcon />} menu>
          {(close) =>
            rest.map(({ words, act }) => (
              <MenuItem
                key={words}
                onPick={() => {
                  close();
                  act();
                }}
              >
                {words}
              </MenuItem>
            ))
          }
        </Popup>
      )}
      {second === undefined ? null : <Button onClick={second.act}>{second.words}</Button>}
      {next === undefined ? null : retries ? (
        <Button kind="primary" onClick={() => send('enrollNext', { enroll })}>
          {next}
        </Button>
      ) : (
        <Button type="submit" form={pageFormId} kind="primary" disabled={!nextIsPossible(view)}>
          {next}
        </Button>
      )}
    </PageFoot>
  );
};
