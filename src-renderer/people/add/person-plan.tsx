import { type FormEvent, type RefObject, useState } from 'react';
import { type AddingView, isSealed } from '../../../src-main/contract/team/adding.ts';
import type { TeamPlanView } from '../../../src-main/contract/team/plan.ts';
import { addingTexts, stepStateWord } from '../../../src-main/words/team/adding.ts';
import { planSaid, teamStepWords } from '../../../src-main/words/team/plan.ts';
import { kitTexts } from '../../../src-main/words/window/kit.ts';
import { useSecretField } from '../../hooks/use-secret-field.ts';
import { useSend } from '../../store/bridge.ts';
import { Button } from '../../ui/button.tsx';
import { Ring } from '../../ui/drawings/ring.tsx';
import { FormField } from '../../ui/form-field.tsx';
import { Note } from '../../ui/note.tsx';
import { Page, PageFoot, Working } from '../../ui/page.tsx';
import { InlineProblem } from '../../ui/problem.tsx';
import * as styles from './add-person.module.css';

const titleOf = ({ stage, plan }: AddingView): string => {
  const user = plan?.user ?? '';
  switch (stage) {
    case 'running':
      return addingTexts.running;
    case 'undoing':
      return addingTexts.undoing;
    case 'left':
      return addingTexts.left;
    case 'done':
      return addingTexts.done(user);
    case 'undone':
      return addingTexts.undone(user);
    default:
      return addingTexts.title;
  }
};

/** The plan with each call, before it runs, while it does, and where it stopped. */
export const PersonPlan = ({
  view,
  heading,
  close,
  onChange,
}: {
  readonly view: AddingView;
  readonly heading: RefObject<HTMLHeadingElement | null>;
  readonly close: () => void;
  readonly onChange: () => void;
}) => {
  const send = useSend();
  const { field: first, ref: firstRef } = useSecretField();
  const { field: again, ref: againRef } = useSecretField();
  const [flaw, setFlaw] = useState<string>();
  const { stage, plan, problem, copiedSeconds } = view;
  if (plan === undefined) return null;
  const isRunning = stage === 'running' || stage === 'undoing';
  const isOver = stage === 'done' || stage === 'undone';
  const sealed = isSealed(plan);
  const asks = sealed && (stage === 'plan' || stage === 'left');
  const undoes = [...new Set(plan.steps.flatMap(({ undo }) => undo ?? []))];

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const command = stage === 'plan' ? 'addMember' : 'resumeMember';
    if (!asks) return void send(command, {});
    const typed = first.current?.value ?? '';
    if (typed === '' || typed !== again.current?.value) {
      setFlaw(typed === '' ? addingTexts.empty : addingTexts.differ);
      return (typed === '' ? first : again).current?.focus();
    }
    setFlaw(undefined);
    for (const field of [first.current, again.current]) if (field) field.value = '';
    const passphrase = new TextEncoder().encode(typed);
    void send(command, { passphrase });
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
      about={<span data-matters>{stage === 'left' ? addingTexts.leftAbout : isOver ? plan.userArn : planSaid.plan(plan)}</span>}
      actions={null}
      foot={
        <PageFoot>
          {isRunning ? (
            <Button onClick={() => send('stopMember', null)}>{addingTexts.stop}</Button>
          ) : (
            <Button kind={isOver ? 'primary' : 'plain'} onClick={close}>
              {isOver || stage === 'left' ? kitTexts.close : kitTexts.cancel}
            </Button>
          )}
          {stage === 'plan' ? <Button onClick={onChange}>{addingTexts.back}</Button> : null}
          {stage === 'left' ? (
            <Button isHarsh onClick={() => send('undoMember', null)}>
              {addingTexts.undo}
            </Button>
          ) : null}
          {stage === 'plan' || stage === 'left' ? (
            <Button type="submit" form="plan-form" kind="primary">
              {stage === 'plan' ? addingTexts.add : addingTexts.resume}
            </Button>
          ) : null}
        </PageFoot>
      }
    >
      <form id="plan-form" className={styles.form} autoComplete="off" noValidate onSubmit={submit}>
        {problem === undefined ? null : (
          <Note tone="warn" role="alert">
            <InlineProblem problem={problem} />
          </Note>
        )}
        <div role="status">
          {isRunning ? (
            <Working ring={<Ring tone="busy" />}>{stage === 'running' ? addingTexts.running : addingTexts.undoing}</Working>
          ) : null}
          {copiedSeconds === undefined ? null : <Note tone="good">{addingTexts.copied(copiedSeconds)}</Note>}
          {stage === 'done' ? <Done plan={plan} sealed={sealed} /> : null}
        </div>
        <Steps plan={plan} />
        {stage === 'plan' && undoes.length > 0 ? <p className={styles.undoes}>{planSaid.undoes(undoes)}</p> : null}
        {plan.unread.length === 0 ? null : (
          <section aria-label={addingTexts.unread}>
            <h2 className={styles.group}>{addingTexts.unread}</h2>
            {plan.unread.map((one) => (
              <InlineProblem key={JSON.stringify(one)} problem={one} />
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

const Steps = ({ plan: { steps } }: { readonly plan: TeamPlanView }) => (
  <table className={styles.steps} aria-label={addingTexts.steps}>
    <thead>
      <tr>
        <th scope="col">{addingTexts.columns.step}</th>
        <th scope="col">{addingTexts.columns.call}</th>
        <th scope="col">{addingTexts.columns.state}</th>
      </tr>
    </thead>
    <tbody>
      {steps.map((step) => (
        <tr key={step.name} data-step={step.name} data-state={step.state}>
          <th scope="row" data-matters>
            {teamStepWords(step)}
          </th>
          <td>
            <code>{step.action === 'file' ? '' : step.action}</code>
          </td>
          <td>{stepStateWord(step.state)}</td>
        </tr>
      ))}
    </tbody>
  </table>
);

const Done = ({ plan, sealed }: { readonly plan: TeamPlanView; readonly sealed: boolean }) => {
  const invite = plan.steps.find(({ name }) => name === 'invite');
  return (
    <Note tone="good">
      <p data-matters>{planSaid.signIn(plan.consoleUrl)}</p>
      {invite === undefined || invite.on === '' ? null : <p>{sealed ? addingTexts.sealed : addingTexts.plain}</p>}
    </Note>
  );
};
