import { useState } from 'react';
import type { TeamGroups } from '../../../src-main/contract/team/page.ts';
import type { AddSheet } from '../../../src-main/contract/team/sheet.ts';
import { addingTexts } from '../../../src-main/words/team/adding.ts';
import { useSend } from '../../store/bridge.ts';
import { Check } from '../../ui/switch.tsx';
import { GroupField } from './group-field.tsx';
import { fieldOf } from './problem-field.ts';
import * as styles from './sheet.module.css';
import { type FormProps, InviteChecks, lines, SheetForm, TextField } from './sheet-form.tsx';

type FieldName = 'name' | 'path' | 'boundary' | 'tags' | 'region' | 'roles' | 'policies';

/** Who is to be added, and with what. */
export const PersonForm = ({ view, groups, heading, close, onSent }: FormProps<AddSheet> & { readonly groups: TeamGroups | undefined }) => {
  const send = useSend();
  const { source, wish, problem } = view;
  const [draft, setDraft] = useState({
    name: wish?.name ?? '',
    group: wish?.group ?? '',
    path: wish?.path ?? '',
    boundary: wish?.boundary ?? '',
    tags: wish?.tags?.map(({ key, value }) => `${key}=${value}`).join('\n') ?? '',
    region: wish?.region ?? '',
    roles: wish?.roles.join('\n') ?? '',
    policies: wish?.policies.join('\n') ?? '',
    password: wish?.password ?? false,
    accessKey: wish?.accessKey ?? false,
    invite: wish === undefined || wish.invite !== undefined,
  });
  const wrong = fieldOf(problem, wish);
  const submit = () => {
    const [roles, policies, tags] = [lines(draft.roles), lines(draft.policies), lines(draft.tags)];
    void send('planSheet', { source, draft: { kind: 'add', ...draft, roles, policies, tags } });
    onSent();
  };
  const field = (name: FieldName, many = 0) => (
    <TextField
      id={`add-${name}`}
      label={addingTexts[name]}
      hint={addingTexts[`${name}Hint`]}
      value={draft[name]}
      many={many}
      problem={wrong === name ? problem : undefined}
      onValue={(value) => setDraft({ ...draft, [name]: value })}
    />
  );
  return (
    <SheetForm
      view={view}
      heading={heading}
      close={close}
      about={addingTexts.about}
      isReady={draft.name.trim() !== ''}
      hasField={wrong !== undefined}
      onSubmit={submit}
    >
      <div className={styles.pair}>
        {field('name')}
        <GroupField
          id="add-group"
          label={addingTexts.group}
          hint={addingTexts.groupHint}
          none={addingTexts.noGroup}
          groups={groups}
          canBeNew
          value={draft.group}
          problem={wrong === 'group' ? problem : undefined}
          onValue={(group) => setDraft({ ...draft, group })}
        />
      </div>
      <div>
        <InviteChecks draft={draft} onChange={(change) => setDraft({ ...draft, ...change })} />
        <Check on={draft.password} onCheck={(password) => setDraft({ ...draft, password })}>
          {addingTexts.password}
        </Check>
      </div>
      <div className={styles.pair}>
        {field('roles', 2)}
        {field('region')}
      </div>
      <details open={wrong !== undefined && ['path', 'boundary', 'policies', 'tags'].includes(wrong)}>
        <summary>{addingTexts.more}</summary>
        <div className={styles.pair}>
          {field('path')}
          {field('boundary')}
          {field('policies', 2)}
          {field('tags', 2)}
        </div>
      </details>
    </SheetForm>
  );
};
