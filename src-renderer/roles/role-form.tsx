import { type ReactNode, useCallback, useEffect, useId, useRef, useState } from 'react';
import type { Snapshot } from '../../src-main/contract/snapshot.ts';
import type { AddRoleView, RoleDraft } from '../../src-main/contract/tools.ts';
import { readTypedArn, suggestedName } from '../../src-main/contract/typed-arn.ts';
import { arnWords, roleDurations, roleFormTitle } from '../../src-main/words/roles/form.ts';
import { kitTexts } from '../../src-main/words/window/kit.ts';
import { roleFormTexts } from '../../src-main/words/window/roles.ts';
import { usePage } from '../hooks/use-page.ts';
import { useSend } from '../store/bridge.ts';
import { Button } from '../ui/button.tsx';
import * as formStyles from '../ui/form-field.module.css';
import { FormField } from '../ui/form-field.tsx';
import { Page, PageFoot } from '../ui/page.tsx';
import { InlineProblem } from '../ui/problem.tsx';
import { RemoveRoleDialog } from './dialogs/remove-role-dialog.tsx';
import { problemField } from './draft-field.ts';
import * as styles from './role-form.module.css';

/** The form for a role by hand. What is typed lives here; main checks it when it is saved, and says which field does not fit. */
export const RoleForm = ({ view, snapshot }: { readonly view: AddRoleView; readonly snapshot: Snapshot }) => {
  const send = useSend();
  const close = useCallback(() => send('closePage', null), [send]);
  const heading = usePage(view.role ?? '', close);
  const id = useId();
  const form = useRef<HTMLFormElement>(null);
  const [draft, setDraft] = useState(view.draft);
  const [named, setNamed] = useState(view.draft.name !== '');
  const [asking, setAsking] = useState(false);
  const { role, problem } = view;

  // A draft that main begins with, e.g. from a pattern; the one that it gives back with a problem is what was typed.
  const given = JSON.stringify(view.draft);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the snapshot brings the same draft as another object
  useEffect(() => {
    setDraft(view.draft);
    setNamed(view.draft.name !== '');
  }, [given]);
  const wrong = problemField(problem);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each problem takes the focus once
  useEffect(() => {
    if (wrong !== undefined) form.current?.querySelector<HTMLElement>(`[name="${wrong}"]`)?.focus();
  }, [JSON.stringify(problem)]);

  const set = (change: Partial<RoleDraft>) => setDraft({ ...draft, ...change });
  const arn = readTypedArn(draft.roleArn);
  const said = arnWords(arn);
  const control = (name: keyof RoleDraft) => ({
    id: `${id}${name}`,
    name,
    'aria-invalid': wrong === name,
    'aria-describedby': `${id}${name}hint`,
  });
  const field = (name: keyof RoleDraft, label: string, body: ReactNode, hint?: ReactNode) => (
    <FormField id={`${id}${name}`} label={label} hint={hint} problem={wrong === name ? problem : undefined}>
      {body}
    </FormField>
  );
  const text = (name: 'name' | 'externalId' | 'region', placeholder?: string) => (
    <input
      {...control(name)}
      value={draft[name]}
      spellCheck={false}
      autoComplete="off"
      placeholder={placeholder}
      onChange={(event) => {
        if (name === 'name') setNamed(event.target.value !== '');
        set({ [name]: event.target.value });
      }}
    />
  );
  const sources = draft.source === '' || view.sources.includes(draft.source) ? view.sources : [draft.source, ...view.sources];

  return (
    <>
      <Page
        heading={heading}
        title={roleFormTitle(view)}
        actions={
          role === undefined ? null : (
            <Button isHarsh onClick={() => setAsking(true)}>
              {kitTexts.remove}
            </Button>
          )
        }
        foot={
          <PageFoot>
            <Button onClick={close}>{kitTexts.cancel}</Button>
            <Button type="submit" form={`${id}form`} kind="primary">
              {role === undefined ? roleFormTexts.add : kitTexts.save}
            </Button>
          </PageFoot>
        }
      >
        <form
          ref={form}
          id={`${id}form`}
          className={styles.roleForm}
          autoComplete="off"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            send('saveRole', { role: role ?? '', draft });
          }}
        >
          <div className={styles.formWide}>
            {field(
              'roleArn',
              roleFormTexts.arn,
              <input
                {...control('roleArn')}
                className={styles.arn}
                value={draft.roleArn}
                spellCheck={false}
                onChange={(event) => {
                  const roleArn = event.target.value;
                  set({ roleArn, ...(named ? {} : { name: suggestedName(readTypedArn(roleArn)) }) });
                }}
              />,
              <span role="status" className={styles.arnSaid} data-tone={said.tone}>
                {said.text}
              </span>,
            )}
          </div>
          {field('name', roleFormTexts.name, text('name'), roleFormTexts.nameHelp)}
          {field(
            'source',
            roleFormTexts.source,
            <select
              {...control('source')}
              className={formStyles.select}
              value={draft.source}
              onChange={(event) => set({ source: event.target.value })}
            >
              {draft.source === '' ? <option value="">{roleFormTexts.choose}</option> : null}
              {sources.map((name) => (
                <option key={name} value={name}>
                  {name}
                </option>
              ))}
            </select>,
            sources.length === 0 ? roleFormTexts.noSource : roleFormTexts.sourceHelp,
          )}
          {field('externalId', roleFormTexts.externalId, text('externalId'), roleFormTexts.externalIdHelp)}
          {field('region', roleFormTexts.region, text('region', roleFormTexts.regionExample), roleFormTexts.regionHelp)}
          <div className={styles.formWide}>
            {field(
              'durationSeconds',
              roleFormTexts.duration,
              <select
                {...control('durationSeconds')}
                className={formStyles.select}
                value={draft.durationSeconds}
                onChange={(event) => set({ durationSeconds: Number(event.target.value) })}
              >
                {roleDurations(draft.durationSeconds, snapshot.preferences.roleSeconds).map(({ value, label }) => (
                  <option key={value} value={value}>
                    {label}
                  </option>
                ))}
              </select>,
            )}
          </div>
          {problem === undefined || wrong !== undefined ? null : (
            <div className={styles.formWide} role="alert">
              <InlineProblem problem={problem} />
            </div>
          )}
        </form>
      </Page>
      {asking && role !== undefined ? <RemoveRoleDialog role={role} snapshot={snapshot} onStay={() => setAsking(false)} /> : null}
    </>
  );
};
