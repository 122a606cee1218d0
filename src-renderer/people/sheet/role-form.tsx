import { useState } from 'react';
import type { TeamGroups } from '../../../src-main/contract/team/page.ts';
import type { RoleNote, RoleWish } from '../../../src-main/contract/team/role.ts';
import type { RoleSheet } from '../../../src-main/contract/team/sheet.ts';
import { duration } from '../../../src-main/words/grammar.ts';
import { addingTexts } from '../../../src-main/words/team/adding.ts';
import { roleNoteShort } from '../../../src-main/words/team/role.ts';
import { roleSheet } from '../../../src-main/words/team/sheets.ts';
import { useSend } from '../../store/bridge.ts';
import { FormField } from '../../ui/form-field.tsx';
import { Option, OptionList } from '../../ui/option.tsx';
import { CodeText } from '../../ui/prose.tsx';
import { Check } from '../../ui/switch.tsx';
import { GroupField } from './group-field.tsx';
import { fieldOf } from './problem-field.ts';
import * as styles from './sheet.module.css';
import { type FormProps, lines, SheetForm, TextField } from './sheet-form.tsx';

const trusts = ['own', 'users', 'other', 'certificate'] as const;
type Trust = (typeof trusts)[number];

/** Seconds to choose from; 0 is any age. */
const ages = [0, 900, 3600, 14_400, 28_800, 43_200];
const sessions = [3600, 7200, 14_400, 28_800, 43_200];

const trustOf = ({ trust }: RoleWish): Trust => (trust.kind === 'account' ? (trust.accountId === '' ? 'own' : 'other') : trust.kind);

const draftOf = (wish: RoleWish | undefined) => {
  const { trust } = wish ?? {};
  return {
    name: wish?.name ?? '',
    path: wish?.path ?? '',
    boundary: wish?.boundary ?? '',
    group: wish?.group ?? '',
    policies: wish?.policies.join('\n') ?? '',
    permissions: wish?.permissions ?? '',
    trust: wish === undefined ? ('own' as Trust) : trustOf(wish),
    accountId: trust?.kind === 'account' ? trust.accountId : '',
    externalId: trust?.kind === 'account' ? (trust.externalId ?? '') : '',
    users: trust?.kind === 'users' ? trust.arns.join('\n') : '',
    trustAnchor: trust?.kind === 'certificate' ? trust.trustAnchor : '',
    subject:
      trust?.kind === 'certificate'
        ? Object.entries(trust.subject)
            .map(([name, value]) => `${name}=${value.replaceAll(/[\\,]/g, '\\$&')}`)
            .join(',')
        : '',
    proved: trust?.kind === 'certificate' && trust.proved === true,
    age: wish?.mfaAgeSeconds ?? 0,
    session: wish?.maxSessionSeconds ?? 3600,
  };
};

type Draft = ReturnType<typeof draftOf>;
type FieldName = Exclude<keyof Draft, 'group' | 'trust' | 'proved' | 'age' | 'session'>;

/** Fields that only some of the choices have. */
const fieldsOfTrust: Readonly<Record<string, readonly Trust[]>> = {
  users: ['users'],
  accountId: ['other'],
  externalId: ['other'],
  trustAnchor: ['certificate'],
  subject: ['certificate'],
};

const hints: { readonly [F in FieldName]?: string } = {
  path: addingTexts.pathHint,
  boundary: addingTexts.boundaryHint,
  policies: roleSheet.policiesHint,
  permissions: roleSheet.permissionsHint,
  name: addingTexts.nameHint,
  externalId: roleSheet.externalIdHint,
  users: roleSheet.usersHint,
  trustAnchor: roleSheet.trustAnchorHint,
  subject: roleSheet.subjectHint,
};

/** What the chosen times mean for sessions. */
const notesOf = ({ trust, proved, age, session }: Draft): readonly RoleNote[] =>
  trust === 'certificate'
    ? ['certificate', ...(proved ? (['proved'] as const) : [])]
    : [age === 0 ? 'any-age' : 'short-age', ...(session > 3600 ? (['long-session'] as const) : [])];

/** A role to be made: who may assume it, for how long, and what it may do. */
export const RoleForm = ({ view, groups, heading, close, onSent }: FormProps<RoleSheet> & { readonly groups: TeamGroups | undefined }) => {
  const send = useSend();
  const { source, wish, problem } = view;
  const [draft, setDraft] = useState(() => draftOf(wish));
  const { trust, proved, age, session } = draft;
  const about = fieldOf(problem, wish);
  // It stands above the form where another choice took its field away.
  const wrong = about !== undefined && (fieldsOfTrust[about]?.includes(trust) ?? true) ? about : undefined;
  const isCertificate = trust === 'certificate';
  const submit = () => {
    const { age: mfaAgeSeconds, session: maxSessionSeconds, users, policies, ...texts } = draft;
    const given = { ...texts, kind: 'role' as const, users: lines(users), policies: lines(policies), maxSessionSeconds };
    void send('planSheet', { source, draft: mfaAgeSeconds === 0 || isCertificate ? given : { ...given, mfaAgeSeconds } });
    onSent();
  };
  const field = (name: FieldName, many = 0) => (
    <TextField
      id={`role-${name}`}
      label={name === 'path' || name === 'boundary' || name === 'policies' ? addingTexts[name] : roleSheet[name]}
      {...(hints[name] === undefined ? {} : { hint: hints[name] })}
      value={draft[name]}
      many={many}
      problem={wrong === name ? problem : undefined}
      onValue={(value) => setDraft({ ...draft, [name]: value })}
    />
  );
  const select = (id: 'age' | 'session', label: string, values: readonly number[], first?: string) => (
    <FormField id={`role-${id}`} label={label}>
      <select id={`role-${id}`} value={draft[id]} onChange={({ target }) => setDraft({ ...draft, [id]: Number(target.value) })}>
        {[...new Set([...values, draft[id]])].map((seconds) => (
          <option key={seconds} value={seconds}>
            {seconds === 0 ? first : duration(seconds)}
          </option>
        ))}
      </select>
    </FormField>
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
          id="role-group"
          label={roleSheet.group}
          hint={roleSheet.groupHint}
          none={addingTexts.noGroup}
          groups={groups}
          value={draft.group}
          problem={wrong === 'group' ? problem : undefined}
          onValue={(group) => setDraft({ ...draft, group })}
        />
      </div>
      <OptionList legend={<legend className={styles.group}>{roleSheet.who}</legend>}>
        {trusts.map((each) => (
          <Option
            key={each}
            name="trust"
            chosen={trust === each}
            onChoose={() => setDraft({ ...draft, trust: each })}
            title={roleSheet.trusts[each].title}
          >
            <span>{roleSheet.trusts[each].hint}</span>
          </Option>
        ))}
      </OptionList>
      {trust === 'own' ? null : (
        <div className={styles.pair}>
          {trust === 'users' ? field('users', 2) : null}
          {trust === 'other' ? [field('accountId'), field('externalId')] : null}
          {isCertificate ? [field('trustAnchor'), field('subject')] : null}
        </div>
      )}
      {isCertificate ? (
        <Check on={proved} onCheck={(on) => setDraft({ ...draft, proved: on })}>
          {roleSheet.proved}
        </Check>
      ) : null}
      <div className={styles.pair}>
        {isCertificate ? null : select('age', roleSheet.mfaAge, ages, roleSheet.anyAge)}
        {select('session', roleSheet.maxSession, sessions)}
      </div>
      <div role="status">
        {notesOf(draft).map((note) => (
          <p key={note} className={styles.undoes} data-matters>
            <CodeText text={roleNoteShort(note, { mfaAgeSeconds: age, maxSessionSeconds: session, accountId: '' })} />
          </p>
        ))}
      </div>
      <div className={styles.pair}>
        {field('policies', 2)}
        {field('permissions', 2)}
      </div>
      <details open={wrong === 'path' || wrong === 'boundary'}>
        <summary>{roleSheet.more}</summary>
        <div className={styles.pair}>
          {field('path')}
          {field('boundary')}
        </div>
      </details>
    </SheetForm>
  );
};
