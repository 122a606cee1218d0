import type { App } from '../../app/app.ts';
import { subjectParts } from '../../aws/anywhere/trust-policy.ts';
import { parseUserArn } from '../../aws/arn.ts';
import { readPermissions } from '../../aws/policies/role-texts.ts';
import { defined } from '../../base/defined.ts';
import { ok, type Result } from '../../contract/result.ts';
import { type RolePlanView, type RoleTrust, type RoleWish, roleFormats } from '../../contract/team/role.ts';
import { planSaid } from '../../words/team/plan.ts';
import { roleNoteWords, roleSaid, roleStepWords } from '../../words/team/role.ts';
import type { Arguments } from '../console/arguments.ts';
import type { Output, Run } from '../console/command.ts';
import type { Console } from '../console/console.ts';
import { drawn, joined, plainLook } from '../console/look.ts';
import { plain } from '../console/tables.ts';
import { whichSource } from '../devices/which-source.ts';
import { givenSeconds } from '../options/durations.ts';
import { listOf, type TeamArguments } from '../options/team-options.ts';
import { givenText } from './given-text.adapter.ts';
import { agreedTo, canBegin, type ShownStep, stepTable, stepTeller, undoesOf } from './output/plan-output.ts';

/** `own`, an account, users, or a trust anchor, told apart by what they look like. */
const trustOf = (typed: string, { 'external-id': externalId, subject = '', proved }: TeamArguments): RoleTrust => {
  if (typed.includes(':trust-anchor/'))
    return { kind: 'certificate', trustAnchor: typed, subject: subjectParts(subject), ...(proved ? { proved } : {}) };
  const all = listOf(typed);
  if (all.length > 0 && all.every((arn) => parseUserArn(arn))) return { kind: 'users', arns: all };
  return { kind: 'account', accountId: typed === 'own' ? '' : typed, ...defined({ externalId }) };
};

/** What the role may do, from the file that was named. Problems: those of reading it and of `readPermissions`. */
const permissionsIn = async (file: string | undefined, signal: AbortSignal): Promise<Result<string | undefined>> => {
  if (file === undefined) return ok(undefined);
  const text = await givenText(file, signal);
  return text.ok ? readPermissions(text.value) : text;
};

const wishOf = (name: string, { team = {} }: Arguments, permissions: string | undefined): RoleWish => {
  return {
    name,
    trust: trustOf(team.trust ?? 'own', team),
    policies: listOf(team.policies),
    ...defined({
      path: team.path,
      permissions,
      boundary: team.boundary,
      group: team.group,
      mfaAgeSeconds: givenSeconds(team['mfa-age']),
      maxSessionSeconds: givenSeconds(team['max-session']),
    }),
  };
};

const shown = ({ steps }: RolePlanView): readonly ShownStep[] => steps.map((step) => ({ ...step, words: roleStepWords(step) }));

export const roleDocument = ({
  unread: _,
  texts: _texts,
  id,
  mfaAgeSeconds,
  group,
  trustPolicy,
  groupPolicy,
  permissionsPolicy,
  ...view
}: RolePlanView) => ({
  ...view,
  id: id ?? null,
  mfaAgeSeconds: mfaAgeSeconds ?? null,
  group: group ?? null,
  trustPolicy: JSON.parse(trustPolicy) as unknown,
  groupPolicy: groupPolicy === undefined ? null : (JSON.parse(groupPolicy) as unknown),
  permissionsPolicy: permissionsPolicy === undefined ? null : (JSON.parse(permissionsPolicy) as unknown),
});

const planText = (view: RolePlanView) =>
  joined([
    `${plain(roleSaid.plan(view))}\n`,
    stepTable(shown(view)),
    `${roleSaid.trust}\n${view.trustPolicy}`,
    ...(view.permissionsPolicy === undefined ? [] : [`${roleSaid.permissions}\n${view.permissionsPolicy}`]),
    ...(view.groupPolicy === undefined ? [] : [`${plain(roleSaid.group(view.group ?? ''))}\n${view.groupPolicy}`]),
    `${[...view.notes.map((note) => plain(roleNoteWords(note, view))), roleSaid.undoes(undoesOf(view.steps))].join('\n')}\n`,
  ]);

const addedOutput = (view: RolePlanView): Output => ({
  json: roleDocument(view),
  text: `${[roleSaid.added(view.role, view.roleArn), ...view.notes.map((note) => roleNoteWords(note, view))].map(plain).join('\n')}\n`,
});

const watching = (console: Console) => {
  const tell = stepTeller(console);
  return { onStep: (view: RolePlanView) => tell(shown(view)) };
};

const carriedOn = async (id: string, args: Arguments, app: App, console: Console, signal: AbortSignal): Promise<Result<Output>> => {
  if (args.undo !== undefined) {
    const undone = await app.team.roles.undo(id, signal);
    return undone.ok ? ok({ json: roleDocument(undone.value), text: `${plain(roleSaid.undone(undone.value.role))}\n` }) : undone;
  }
  const done = await app.team.roles.resume(id, watching(console), signal);
  return done.ok ? ok(addedOutput(done.value)) : done;
};

/** `roletap team role`: a role that asks for MFA, as a plan, as text, or made. What was interrupted is continued or undone by its ID. */
export const addRole: Run = async (app, args, signal, console): Promise<Result<Output>> => {
  await app.ready;
  const { roles } = app.team;
  const id = args.resume ?? args.undo;
  if (id !== undefined) return carriedOn(id, args, app, console, signal);
  const begin = canBegin(args, console, roleSaid.needsYes);
  if (!begin.ok) return begin;
  const [, name = ''] = args.words;
  const permissions = await permissionsIn(args.team?.permissions, signal);
  if (!permissions.ok) return permissions;
  const wish = wishOf(name, args, permissions.value);
  const source = await whichSource(app, args, console, signal);
  if (!source.ok) return source;
  const plan = await roles.plan(source.value, wish, signal);
  if (!plan.ok) return plan;
  const format = roleFormats.find((one) => one === args.team?.format);
  if (format !== undefined) {
    const text = plan.value.texts[format];
    return ok({ json: { format, role: text }, text });
  }
  if (args.team?.['dry-run']) return ok({ json: roleDocument(plan.value), text: planText(plan.value) });
  const agreed = await agreedTo(args, console, drawn(planText(plan.value), plainLook).trimEnd(), planSaid.confirm, signal);
  if (!agreed.ok) return agreed;
  const before = new Set((await roles.list()).map((one) => one.id));
  const done = await roles.add(source.value, wish, watching(console), signal);
  if (done.ok) return ok(addedOutput(done.value));
  for (const left of await roles.list()) if (left.id !== undefined && !before.has(left.id)) console.note(roleSaid.waysOn(left.id));
  return done;
};
