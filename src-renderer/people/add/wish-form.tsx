import { type FormEvent, type ReactNode, type RefObject, useState } from 'react';
import type { Problem } from '../../../src-main/contract/problems/problem.ts';
import type { AddingView } from '../../../src-main/contract/team/adding.ts';
import { addingTexts } from '../../../src-main/words/team/adding.ts';
import { kitTexts } from '../../../src-main/words/window/kit.ts';
import { useSend } from '../../store/bridge.ts';
import { Button } from '../../ui/button.tsx';
import { Ring } from '../../ui/drawings/ring.tsx';
import { FormField } from '../../ui/form-field.tsx';
import { Note } from '../../ui/note.tsx';
import { Page, PageFoot, Working } from '../../ui/page.tsx';
import { InlineProblem } from '../../ui/problem.tsx';
import { Check } from '../../ui/switch.tsx';
import * as styles from './add-person.module.css';

/** The field that a problem is about. */
const fieldOf = (problem: Problem | undefined): string | undefined => {
  if (problem?.code === 'team-name-taken') return 'name';
  if (problem?.code !== 'team-wish-bad') return undefined;
  return problem.what === 'user' ? 'name' : problem.what;
};

const lines = (text: string): readonly string[] => text.split(/[\s,]+/).filter(Boolean);

/** Who is to be added, and with what. */
export const WishForm = ({
  view: { stage, source, wish, problem },
  heading,
  close,
  onSent,
}: {
  readonly view: AddingView;
  readonly heading: RefObject<HTMLHeadingElement | null>;
  readonly close: () => void;
  readonly onSent: () => void;
}) => {
  const send = useSend();
  const [draft, setDraft] = useState({
    name: wish?.name ?? '',
    group: wish?.group ?? '',
    path: wish?.path ?? '',
    boundary: wish?.boundary ?? '',
    region: wish?.region ?? '',
    roles: wish?.roles.join('\n') ?? '',
    policies: wish?.policies.join('\n') ?? '',
    password: wish?.password ?? false,
    accessKey: wish?.accessKey ?? false,
    invite: wish === undefined || wish.invite !== undefined,
  });
  const isWorking = stage === 'planning';
  const wrong = fieldOf(problem);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isWorking) return;
    void send('planMember', { source, draft: { ...draft, roles: lines(draft.roles), policies: lines(draft.policies) } });
    onSent();
  };
  const field = (name: 'name' | 'group' | 'path' | 'boundary' | 'region' | 'roles' | 'policies', control?: 'many'): ReactNode => {
    const props = {
      id: `add-${name}`,
      dir: 'ltr' as const,
      value: draft[name],
      spellCheck: false,
      autoComplete: 'off',
      'aria-invalid': wrong === name,
      'aria-describedby': `add-${name}hint`,
    };
    const change = (value: string) => setDraft({ ...draft, [name]: value });
    return (
      <FormField
        id={`add-${name}`}
        label={addingTexts[name]}
        hint={addingTexts[`${name}Hint`]}
        problem={wrong === name ? problem : undefined}
      >
        {control === 'many' ? (
          <textarea {...props} rows={2} maxLength={4096} onChange={({ target }) => change(target.value)} />
        ) : (
          <input {...props} maxLength={2048} onChange={({ target }) => change(target.value)} />
        )}
      </FormField>
    );
  };
  return (
    <Page
      heading={heading}
      title={addingTexts.title}
      about={addingTexts.about}
      actions={null}
      foot={
        <PageFoot>
          <Button onClick={close}>{kitTexts.cancel}</Button>
          <Button type="submit" form="add-form" kind="primary" disabled={isWorking || draft.name.trim() === ''}>
            {addingTexts.plan}
          </Button>
        </PageFoot>
      }
    >
      <form id="add-form" className={styles.form} autoComplete="off" noValidate onSubmit={submit}>
        {problem === undefined || wrong !== undefined ? null : (
          <Note tone="warn" role="alert">
            <InlineProblem problem={problem} />
          </Note>
        )}
        <div role="status">{isWorking ? <Working ring={<Ring tone="busy" />}>{addingTexts.planning}</Working> : null}</div>
        <div className={styles.pair}>
          {field('name')}
          {field('group')}
        </div>
        <div>
          <Check on={draft.invite} onCheck={(invite) => setDraft({ ...draft, invite, accessKey: draft.accessKey && invite })}>
            {addingTexts.invite}
          </Check>
          <Check on={draft.accessKey} onCheck={(accessKey) => setDraft({ ...draft, accessKey, invite: draft.invite || accessKey })}>
            {addingTexts.accessKey}
          </Check>
          <Check on={draft.password} onCheck={(password) => setDraft({ ...draft, password })}>
            {addingTexts.password}
          </Check>
        </div>
        <div className={styles.pair}>
          {field('roles', 'many')}
          {field('region')}
        </div>
        <details open={wrong === 'path'}>
          <summary>{addingTexts.more}</summary>
          <div className={styles.pair}>
            {field('path')}
            {field('boundary')}
            {field('policies', 'many')}
          </div>
        </details>
      </form>
    </Page>
  );
};
