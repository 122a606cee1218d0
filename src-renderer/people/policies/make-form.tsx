import { type FormEvent, useState } from 'react';
import type { TeamGroups } from '../../../src-main/contract/team/page.ts';
import type { MadePolicy, PoliciesView } from '../../../src-main/contract/team/policies.ts';
import { type PolicyKind, policyKinds } from '../../../src-main/contract/team/policy.ts';
import { addingTexts } from '../../../src-main/words/team/adding.ts';
import { comparedWords, policiesTexts, policyKindWords } from '../../../src-main/words/team/policies.ts';
import { useArrival } from '../../hooks/use-arrival.ts';
import { useSend } from '../../store/bridge.ts';
import { Button } from '../../ui/button.tsx';
import { DiffView } from '../../ui/diff-view.tsx';
import { FormField } from '../../ui/form-field.tsx';
import { Note } from '../../ui/note.tsx';
import { CommandBlock } from '../../ui/prose.tsx';
import { Check } from '../../ui/switch.tsx';
import { GroupField } from '../sheet/group-field.tsx';
import * as styles from '../sheet/sheet.module.css';
import { TextField } from '../sheet/sheet-form.tsx';

/** The two policies that a team needs, for this account, beside what a group has. */
export const MakeForm = ({
  view: { stage, source, made },
  groups,
}: {
  readonly view: PoliciesView;
  readonly groups: TeamGroups | undefined;
}) => {
  const send = useSend();
  const [draft, setDraft] = useState({ kind: 'self' as PolicyKind, keys: false, password: false, path: '', group: '' });
  const isOff = stage === 'working';
  const { kind, keys, password, path, group } = draft;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isOff) return;
    // Keys are managed with MFA, which the Deny says nothing about.
    const extras = [...(keys && kind === 'self' ? (['keys'] as const) : []), ...(password ? (['password'] as const) : [])];
    void send('makePolicy', { source, kind, extras, path: kind === 'self' ? path.trim() : '', group: group.trim() });
  };
  return (
    <form className={styles.form} noValidate autoComplete="off" onSubmit={submit} aria-labelledby="policy-make">
      <h2 id="policy-make" className={styles.group}>
        {policiesTexts.makeTitle}
      </h2>
      <FormField id="policy-kind" label={policiesTexts.kinds}>
        <select id="policy-kind" value={kind} onChange={({ target }) => setDraft({ ...draft, kind: target.value as PolicyKind })}>
          {policyKinds.map((one) => (
            <option key={one} value={one}>
              {policyKindWords(one)}
            </option>
          ))}
        </select>
      </FormField>
      <div>
        {kind === 'self' ? (
          <Check on={keys} onCheck={(on) => setDraft({ ...draft, keys: on })}>
            {policiesTexts.keys}
          </Check>
        ) : null}
        <Check on={password} onCheck={(on) => setDraft({ ...draft, password: on })}>
          {policiesTexts.password}
        </Check>
      </div>
      <div className={styles.pair}>
        <GroupField
          none={policiesTexts.noGroup}
          groups={groups}
          id="policy-group"
          label={policiesTexts.compare}
          hint={policiesTexts.compareHint}
          value={group}
          onValue={(value) => setDraft({ ...draft, group: value })}
        />
        {kind === 'self' ? (
          <TextField
            id="policy-path"
            label={addingTexts.path}
            hint={addingTexts.pathHint}
            value={path}
            onValue={(value) => setDraft({ ...draft, path: value })}
          />
        ) : null}
      </div>
      <div>
        <Button type="submit" disabled={isOff}>
          {policiesTexts.make}
        </Button>
      </div>
      {made === undefined ? null : <Made made={made} />}
    </form>
  );
};

const Made = ({ made }: { readonly made: MadePolicy }) => {
  const { kind, extras, path, text, group, change } = made;
  const place = useArrival(made);
  const send = useSend();
  const open = (isRemoval: boolean) => () =>
    send('openSheet', { kind: 'policy', policy: kind, group: group ?? '', extras, path, isRemoval });
  return (
    <section ref={place} className={styles.form} aria-label={policyKindWords(kind)}>
      {group === undefined ? null : (
        <Note tone={change?.length === 0 ? 'good' : 'plain'} role="status">
          <p data-matters>{comparedWords(made)}</p>
        </Note>
      )}
      {change === undefined || change.length === 0 ? null : <DiffView file={policiesTexts.change} lines={change} />}
      {group === undefined ? null : (
        <div className={styles.buttons}>
          {change?.length === 0 ? null : (
            <Button kind="primary" onClick={open(false)}>
              {change === undefined ? policiesTexts.attach(group) : policiesTexts.replace(group)}
            </Button>
          )}
          {change === undefined ? null : (
            <Button isHarsh onClick={open(true)}>
              {policiesTexts.detach(group)}
            </Button>
          )}
        </div>
      )}
      <h3 className={styles.group}>{policyKindWords(kind)}</h3>
      <CommandBlock text={text.trimEnd()} label={addingTexts.copyOf(policyKindWords(kind))} />
    </section>
  );
};
