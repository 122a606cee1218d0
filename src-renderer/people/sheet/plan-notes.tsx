import { waitsToDelete } from '../../../src-main/contract/team/remove.ts';
import { roleFormats } from '../../../src-main/contract/team/role.ts';
import { isSealed, type LeftPlan, type SheetView } from '../../../src-main/contract/team/sheet.ts';
import { addingTexts } from '../../../src-main/words/team/adding.ts';
import { planSaid } from '../../../src-main/words/team/plan.ts';
import { groupPolicySheet, policiesTexts } from '../../../src-main/words/team/policies.ts';
import { goneWords, removeSaid } from '../../../src-main/words/team/remove.ts';
import { rescueSaid } from '../../../src-main/words/team/rescue.ts';
import { roleNoteShort } from '../../../src-main/words/team/role.ts';
import { enrollSheet, formatWords, rescueSheet, roleSheet } from '../../../src-main/words/team/sheets.ts';
import { useSend } from '../../store/bridge.ts';
import { Button } from '../../ui/button.tsx';
import { DiffView } from '../../ui/diff-view.tsx';
import { MoreButton, useDisclosure } from '../../ui/disclosure.tsx';
import { Note } from '../../ui/note.tsx';
import { CodeText, CommandBlock } from '../../ui/prose.tsx';
import * as styles from './sheet.module.css';

type PlanOf<K extends LeftPlan['kind']> = Extract<LeftPlan, { readonly kind: K }>['plan'];

/** What to know of a plan before it runs. */
export const BesidePlan = ({ left }: { readonly left: LeftPlan }) => {
  if (left.kind === 'role') return <RoleNotes plan={left.plan} />;
  if (left.kind === 'remove') return <RemoveNotes plan={left.plan} />;
  if (left.kind === 'policy') return <GroupPolicyNotes plan={left.plan} />;
  if (left.kind !== 'rescue') return null;
  const { devices, user } = left.plan;
  return (
    <Note>
      {devices.length === 0 ? null : <p data-matters>{rescueSaid.noWayBack}</p>}
      <p>{rescueSaid.roleSessions(user)}</p>
    </Note>
  );
};

/** What of a removal can't be undone, and why. */
const RemoveNotes = ({ plan }: { readonly plan: PlanOf<'remove'> }) => {
  const said = [...goneWords(plan), ...(plan.what === 'access' ? [removeSaid.sessions(plan.user)] : [])];
  return said.length === 0 ? null : (
    <Note tone={plan.what === 'user' ? 'warn' : 'plain'}>
      {said.map((one) => (
        <p key={one} data-matters>
          {one}
        </p>
      ))}
    </Note>
  );
};

const AfterRemove = ({ stage, plan }: { readonly stage: SheetView['stage']; readonly plan: PlanOf<'remove'> }) => {
  const { deleteAt, user, what } = plan;
  const said =
    stage === 'undone'
      ? goneWords(plan, true)
      : waitsToDelete(plan) && deleteAt !== undefined
        ? [removeSaid.later(deleteAt)]
        : stage === 'done' && what === 'access'
          ? [removeSaid.sessions(user)]
          : [];
  return said.length === 0 ? null : (
    <Note tone={stage === 'undone' ? 'warn' : 'plain'}>
      {said.map((one) => (
        <p key={one} data-matters>
          {one}
        </p>
      ))}
    </Note>
  );
};

/** The policy itself, or the lines of it that change. */
const GroupPolicyNotes = ({ plan: { group, policy, isRemoval, text, change } }: { readonly plan: PlanOf<'policy'> }) => {
  const title = isRemoval ? groupPolicySheet.removed : groupPolicySheet.put;
  return (
    <>
      {isRemoval && policy === 'deny' ? <Note tone="warn">{groupPolicySheet.withoutMfa(group)}</Note> : null}
      {change !== undefined && change.length > 0 ? <DiffView file={policiesTexts.change} lines={change} /> : null}
      {text === '' ? null : (
        <section aria-label={title}>
          <h2 className={styles.group}>{title}</h2>
          <CommandBlock text={text.trimEnd()} label={addingTexts.copyOf(title)} />
        </section>
      )}
    </>
  );
};

const RoleNotes = ({ plan }: { readonly plan: PlanOf<'role'> }) => {
  const { notes, trustPolicy, groupPolicy, permissionsPolicy, group = '', texts } = plan;
  const documents = [
    [roleSheet.trust, trustPolicy],
    [roleSheet.permissions, permissionsPolicy],
    [roleSheet.groupPolicy(group), groupPolicy],
    ...roleFormats.map((format) => [formatWords(format), texts[format]] as const),
  ] as const;
  const disclosure = useDisclosure();
  return (
    <>
      <Note>
        {notes.map((note) => (
          <p key={note} data-matters>
            <CodeText text={roleNoteShort(note, plan)} />
          </p>
        ))}
      </Note>
      <MoreButton disclosure={disclosure}>{roleSheet.texts}</MoreButton>
      <div {...disclosure.panel} className={styles.texts}>
        {documents.map(([title, document]) =>
          document === undefined ? null : (
            <section key={title} aria-label={title}>
              <h2 className={styles.group}>{title}</h2>
              <CommandBlock text={document.trimEnd()} label={addingTexts.copyOf(title)} />
            </section>
          ),
        )}
      </div>
    </>
  );
};

/** What came of a plan, and what comes next. */
export const AfterPlan = ({ view: { stage }, left }: { readonly view: SheetView; readonly left: LeftPlan }) => {
  if (left.kind === 'rescue') return <AfterRescue stage={stage} plan={left.plan} />;
  if (left.kind === 'remove') return <AfterRemove stage={stage} plan={left.plan} />;
  if (stage !== 'done') return null;
  if (left.kind === 'policy') return null;
  if (left.kind === 'enroll') return <Note tone="good">{enrollSheet.give(left.plan)}</Note>;
  if (left.kind === 'role')
    return (
      <Note tone="good">
        <p data-matters>{left.plan.roleArn}</p>
      </Note>
    );
  return (
    <Note tone="good">
      <p data-matters>{left.plan.userArn}</p>
      <p data-matters>{planSaid.signIn(left.plan.consoleUrl)}</p>
      <InviteLine plan={left.plan} />
    </Note>
  );
};

const InviteLine = ({ plan }: { readonly plan: PlanOf<'add'> | PlanOf<'rescue'> }) => {
  const steps = plan.steps as readonly { readonly name: string; readonly on: string }[];
  const file = steps.find(({ name }) => name === 'invite')?.on ?? '';
  return file === '' ? null : <p>{isSealed(plan) ? addingTexts.sealed : addingTexts.plain}</p>;
};

const AfterRescue = ({ stage, plan }: { readonly stage: SheetView['stage']; readonly plan: PlanOf<'rescue'> }) => {
  const send = useSend();
  const { user, liftAt, id, devices } = plan;
  if (stage === 'undone') return devices.length === 0 ? null : <Note tone="warn">{rescueSheet.undoneDevices}</Note>;
  if (liftAt === undefined) return null;
  if (id === undefined) return <Note tone="good">{rescueSaid.lifted(user)}</Note>;
  const enroll = async () => {
    await send('closeSheet', null);
    await send('openSheet', { kind: 'enroll', user });
  };
  return (
    <Note tone={stage === 'done' ? 'good' : 'plain'}>
      <p data-matters>{rescueSaid.done(plan)}</p>
      <InviteLine plan={plan} />
      <p>{rescueSaid.roleSessions(user)}</p>
      <p data-matters>{rescueSheet.later(liftAt)}</p>
      <Button kind="small" onClick={enroll}>
        {rescueSheet.enroll}
      </Button>
    </Note>
  );
};
