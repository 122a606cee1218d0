import { type FormEvent, type ReactNode, type RefObject, useEffect, useRef } from 'react';
import type { Problem } from '../../../src-main/contract/problems/problem.ts';
import type { SheetView } from '../../../src-main/contract/team/sheet.ts';
import { addingTexts } from '../../../src-main/words/team/adding.ts';
import { kitTexts } from '../../../src-main/words/window/kit.ts';
import { Button } from '../../ui/button.tsx';
import { Ring } from '../../ui/drawings/ring.tsx';
import { FormField } from '../../ui/form-field.tsx';
import { Note } from '../../ui/note.tsx';
import { Page, PageFoot, Working } from '../../ui/page.tsx';
import { Check } from '../../ui/switch.tsx';
import * as styles from './sheet.module.css';
import { formTitle } from './sheet-words.ts';
import { TeamProblem } from './team-problem.tsx';

/** What the form of every kind of plan takes. */
export interface FormProps<V extends SheetView> {
  readonly view: V;
  readonly heading: RefObject<HTMLHeadingElement | null>;
  readonly close: () => void;
  readonly onSent: () => void;
}

/** Texts that stand in lines of their own, or between commas. */
export const lines = (text: string): readonly string[] => text.split(/[\s,]+/).filter(Boolean);

/** One text of a form. `many`: how many lines it has, where it has several. */
export const TextField = ({
  id,
  label,
  hint,
  value,
  many = 0,
  problem,
  flaw,
  onValue,
}: {
  readonly id: string;
  readonly label: string;
  readonly hint?: string;
  readonly value: string;
  readonly many?: number;
  readonly problem?: Problem | undefined;
  /** What is wrong with it, in one sentence. */
  readonly flaw?: string | undefined;
  readonly onValue: (value: string) => void;
}) => {
  const props = {
    id,
    dir: 'ltr' as const,
    value,
    spellCheck: false,
    autoComplete: 'off',
    'aria-invalid': (problem ?? flaw) !== undefined,
    'aria-describedby': `${id}hint`,
  };
  return (
    <FormField id={id} label={label} hint={hint} problem={problem} flaw={flaw}>
      {many > 0 ? (
        <textarea {...props} rows={many} maxLength={100_000} onChange={({ target }) => onValue(target.value)} />
      ) : (
        <input {...props} maxLength={2048} onChange={({ target }) => onValue(target.value)} />
      )}
    </FormField>
  );
};

/** The page around a form: its title, what is wrong with what was given, and the button that shows the plan. */
export const SheetForm = ({
  view,
  title = formTitle(view),
  heading,
  close,
  about,
  isReady,
  hasField = false,
  working = addingTexts.planning,
  onSubmit,
  children,
}: Omit<FormProps<SheetView>, 'onSent'> & {
  /** Where it depends on what is chosen. */
  readonly title?: string;
  readonly about: string;
  /** Enough is filled in for a plan. */
  readonly isReady: boolean;
  /** The problem is told at a field. */
  readonly hasField?: boolean;
  readonly working?: string;
  readonly onSubmit: () => void;
  readonly children: ReactNode;
}) => {
  const { stage, problem } = view;
  const isWorking = stage === 'planning' || stage === 'looking';
  const form = useRef<HTMLFormElement>(null);
  const atField = hasField && problem !== undefined ? JSON.stringify(problem) : undefined;
  // Its field may lie below what the window shows.
  useEffect(() => {
    if (atField !== undefined) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [atField]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isReady && !isWorking) onSubmit();
  };
  return (
    <Page
      heading={heading}
      title={title}
      about={about}
      actions={null}
      foot={
        <PageFoot>
          <Button onClick={close}>{kitTexts.cancel}</Button>
          <Button type="submit" form="sheet-form" kind="primary" disabled={isWorking || !isReady}>
            {addingTexts.plan}
          </Button>
        </PageFoot>
      }
    >
      <form ref={form} id="sheet-form" className={styles.form} autoComplete="off" noValidate onSubmit={submit}>
        {problem === undefined || hasField ? null : (
          <Note tone="warn" role="alert">
            <TeamProblem problem={problem} isOpen />
          </Note>
        )}
        <div role="status">{isWorking ? <Working ring={<Ring tone="busy" />}>{working}</Working> : null}</div>
        {children}
      </form>
    </Page>
  );
};

/** Whether somebody gets an invite, and a first access key: that comes in the invite alone. */
export const InviteChecks = ({
  draft: { invite, accessKey },
  onChange,
}: {
  readonly draft: { readonly invite: boolean; readonly accessKey: boolean };
  readonly onChange: (change: { readonly invite: boolean; readonly accessKey: boolean }) => void;
}) => (
  <>
    <Check on={invite} onCheck={(on) => onChange({ invite: on, accessKey: accessKey && on })}>
      {addingTexts.invite}
    </Check>
    <Check on={accessKey} onCheck={(on) => onChange({ accessKey: on, invite: invite || on })}>
      {addingTexts.accessKey}
    </Check>
  </>
);
