import { type FormEvent, type RefObject, useState } from 'react';
import { waitsToDelete } from '../../../src-main/contract/team/remove.ts';
import { waitsToLift } from '../../../src-main/contract/team/rescue.ts';
import { isSealed, type LeftPlan, type SheetView } from '../../../src-main/contract/team/sheet.ts';
import { addingTexts } from '../../../src-main/words/team/adding.ts';
import { planSaid } from '../../../src-main/words/team/plan.ts';
import { removeSaid } from '../../../src-main/words/team/remove.ts';
import { rescueSheet } from '../../../src-main/words/team/sheets.ts';
import { kitTexts } from '../../../src-main/words/window/kit.ts';
import { useSecretField } from '../../hooks/use-secret-field.ts';
import { useSend } from '../../store/bridge.ts';
import { useNow } from '../../store/use-snapshot.ts';
import { Button } from '../../ui/button.tsx';
import { Ring } from '../../ui/drawings/ring.tsx';
import { FormField } from '../../ui/form-field.tsx';
import { Note } from '../../ui/note.tsx';
import { Page, PageFoot, Working } from '../../ui/page.tsx';
import { AfterPlan, BesidePlan } from './plan-notes.tsx';
import { PlanSteps } from './plan-steps.tsx';
import * as styles from './sheet.module.css';
import { aboutPlan, carryWords, stepsOf, titleOf } from './sheet-words.ts';
import { TeamProblem } from './team-problem.tsx';

/** A plan with each call, before it runs, while it does, where it stopped, and what came of it. */
export const PlanPage = ({
  view,
  left,
  heading,
  close,
  onChange,
}: {
  readonly view: SheetView;
  readonly left: LeftPlan;
  readonly heading: RefObject<HTMLHeadingElement | null>;
  readonly close: () => void;
  readonly onChange: () => void;
}) => {
  const send = useSend();
  const { field: first, ref: firstRef } = useSecretField();
  const { field: again, ref: againRef } = useSecretField();
  const [flaw, setFlaw] = useState<string>();
  const { stage, problem, copiedSeconds } = view;
  const { plan } = left;
  const steps = stepsOf(left);
  const isRunning = stage === 'running' || stage === 'undoing';
  const isOver = stage === 'done' || stage === 'undone';
  const later =
    left.kind === 'rescue' && waitsToLift(left.plan)
      ? { at: left.plan.liftAt ?? 0, words: rescueSheet.lift }
      : left.kind === 'remove' && waitsToDelete(left.plan)
        ? { at: left.plan.deleteAt ?? 0, words: removeSaid.deleteKeys }
        : undefined;
  const waits = later !== undefined;
  /** There is no form to go back to. */
  const isAtOnce = left.kind === 'policy' || (left.kind === 'remove' && left.plan.what === 'device');
  /** What a removal deletes doesn't come back. */
  const deed = left.kind === 'remove' ? 'danger' : 'primary';
  const isHandedOver = steps.some(({ name, state }) => name === 'invite' && state === 'done');
  const asks = isSealed(plan) && !isHandedOver && (stage === 'plan' || stage === 'left');
  const undoes = [...new Set(steps.flatMap(({ undo }) => undo ?? []))];

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!asks) return void send('carrySheet', {});
    const typed = first.current?.value ?? '';
    if (typed === '' || typed !== again.current?.value) {
      setFlaw(typed === '' ? addingTexts.empty : addingTexts.differ);
      return (typed === '' ? first : again).current?.focus();
    }
    setFlaw(undefined);
    for (const field of [first.current, again.current]) if (field) field.value = '';
    const passphrase = new TextEncoder().encode(typed);
    void send('carrySheet', { passphrase });
    passphrase.fill(0);
  };
  const secret = (id: string, label: string, ref: typeof firstRef, hint: string) => (
    <FormField id={id} label={label} hint={hint}>
      <input ref={ref} id={id} type="password" autoComplete="off" maxLength={1024} aria-describedby={`${id}hint`} />
    </FormField>
  );

  return (
    <Page
      heading={heading}
      title={titleOf(view)}
      about={
        isOver || (stage === 'left' && waits) ? undefined : (
          <span data-matters>{stage === 'left' ? addingTexts.leftAbout : aboutPlan(left)}</span>
        )
      }
      actions={null}
      foot={
        <PageFoot>
          {isRunning ? (
            <Button onClick={() => send('stopSheet', null)}>{addingTexts.stop}</Button>
          ) : (
            <Button kind={isOver ? 'primary' : 'plain'} onClick={close}>
              {isOver || stage === 'left' ? kitTexts.close : kitTexts.cancel}
            </Button>
          )}
          {stage === 'plan' && !isAtOnce ? <Button onClick={onChange}>{addingTexts.back}</Button> : null}
          {stage === 'left' || (stage === 'done' && plan.id !== undefined) ? (
            <Button isHarsh onClick={() => send('undoSheet', null)}>
              {addingTexts.undo}
            </Button>
          ) : null}
          {stage === 'plan' || (stage === 'left' && !waits) ? (
            <Button type="submit" form="plan-form" kind={deed}>
              {stage === 'plan' ? carryWords(view) : addingTexts.resume}
            </Button>
          ) : null}
          {stage === 'left' && later !== undefined ? <LaterButton {...later} kind={deed} /> : null}
        </PageFoot>
      }
    >
      <form id="plan-form" className={styles.form} autoComplete="off" noValidate onSubmit={submit}>
        {problem === undefined ? null : (
          <Note tone="warn" role="alert">
            <TeamProblem problem={problem} isOpen />
          </Note>
        )}
        <div role="status">
          {isRunning ? <Working ring={<Ring tone="busy" />}>{titleOf(view)}</Working> : null}
          {copiedSeconds === undefined ? null : <Note tone="good">{addingTexts.copied(copiedSeconds)}</Note>}
          {isOver || stage === 'left' ? <AfterPlan view={view} left={left} /> : null}
        </div>
        <PlanSteps steps={steps} />
        {stage === 'plan' ? <BesidePlan left={left} /> : null}
        {stage === 'plan' && undoes.length > 0 ? <p className={styles.undoes}>{planSaid.undoes(undoes)}</p> : null}
        {plan.unread.length === 0 ? null : (
          <section aria-label={addingTexts.unread}>
            <h2 className={styles.group}>{addingTexts.unread}</h2>
            {plan.unread.map((one) => (
              <TeamProblem key={JSON.stringify(one)} problem={one} />
            ))}
          </section>
        )}
        {asks ? (
          <div className={styles.pair}>
            {secret('plan-passphrase', addingTexts.passphrase, firstRef, addingTexts.passphraseHint)}
            {secret('plan-repeat', addingTexts.repeat, againRef, flaw ?? '')}
          </div>
        ) : null}
      </form>
    </Page>
  );
};

/** Can be pressed when the time has come. */
const LaterButton = ({ at, words, kind }: { readonly at: number; readonly words: string; readonly kind: 'danger' | 'primary' }) => (
  <Button type="submit" form="plan-form" kind={kind} disabled={useNow() < at}>
    {words}
  </Button>
);
