import type { App } from '../../app/app.ts';
import { defined } from '../../base/defined.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import type { AddWish, TeamPlanView } from '../../contract/team/plan.ts';
import { planSaid, teamStepWords } from '../../words/team/plan.ts';
import type { Arguments } from '../console/arguments.ts';
import type { Output, Run } from '../console/command.ts';
import type { Console } from '../console/console.ts';
import { drawn, joined, plainLook } from '../console/look.ts';
import { plain } from '../console/tables.ts';
import { whichSource } from '../devices/which-source.ts';
import { listOf } from '../options/team-options.ts';
import { givenPassphrase, handOverAt } from './hand-over.ts';
import { wholePath, whyNoInvite } from './invite-file.adapter.ts';
import { agreedTo, canBegin, type ShownStep, stepTable, undoesOf } from './output/plan-output.ts';

const wishOf = (name: string, { team = {}, region, wanted }: Arguments): AddWish => ({
  name,
  policies: listOf(team.policies),
  roles: listOf(team.roles),
  password: team.password ?? false,
  accessKey: team['access-key'] ?? false,
  ...defined({
    path: team.path,
    group: team.group,
    boundary: team.boundary,
    // Tags of a session and of a user are typed alike.
    tags: wanted?.limits.tags?.map(({ key, value }) => ({ key, value })),
    region,
    invite: team.invite === undefined ? undefined : wholePath(team.invite),
  }),
});

const shown = ({ steps }: TeamPlanView): readonly ShownStep[] => steps.map((step) => ({ ...step, words: teamStepWords(step) }));

const planText = (view: TeamPlanView) =>
  joined([`${plain(planSaid.plan(view))}\n`, stepTable(shown(view)), `${planSaid.undoes(undoesOf(view.steps))}\n`]);

export const personDocument = ({ id, steps, unread: _, ...view }: TeamPlanView) => ({
  ...view,
  id: id ?? null,
  steps: steps.map((step) => ({ ...step, undo: step.undo ?? null })),
});

const addedOutput = (view: TeamPlanView, wish: { readonly invite?: string; readonly isSealed: boolean }): Output => {
  const lines = [
    planSaid.added(view.user, view.userArn),
    planSaid.signIn(view.consoleUrl),
    ...(wish.invite === undefined ? [] : [planSaid.invite(wish.invite, wish.isSealed)]),
  ];
  return { json: personDocument(view), text: `${lines.map(plain).join('\n')}\n` };
};

const isStep = (view: TeamPlanView, name: string) => view.steps.some((step) => step.name === name);

const carriedOn = async (id: string, args: Arguments, app: App, console: Console, signal: AbortSignal): Promise<Result<Output>> => {
  if (args.undo !== undefined) {
    const undone = await app.team.members.undo(id, signal);
    return undone.ok ? ok({ json: personDocument(undone.value), text: `${plain(planSaid.undone(undone.value.user))}\n` }) : undone;
  }
  const before = (await app.team.members.list()).find((one) => one.id === id);
  const invite = before?.steps.find(({ name }) => name === 'invite')?.on;
  const isSealed = before !== undefined && (isStep(before, 'key') || isStep(before, 'password'));
  const given = await givenPassphrase(invite !== undefined && invite !== '' && isSealed, console, signal);
  if (!given.ok) return given;
  const done = await app.team.members.resume(id, handOverAt(app, console, given.value, shown, signal), signal);
  return done.ok ? ok(addedOutput(done.value, { isSealed, ...defined({ invite: invite || undefined }) })) : done;
};

/** `roletap team add`: shows the plan, asks, and carries it out. What was interrupted is continued or undone by its ID. */
export const addPerson: Run = async (app, args, signal, console): Promise<Result<Output>> => {
  await app.ready;
  const id = args.resume ?? args.undo;
  if (id !== undefined) return carriedOn(id, args, app, console, signal);
  const begin = canBegin(args, console, planSaid.needsYes);
  if (!begin.ok) return begin;
  const [, name = ''] = args.words;
  const wish = wishOf(name, args);
  const noRoom = wish.invite === undefined ? undefined : await whyNoInvite(wish.invite);
  if (noRoom) return failed(noRoom);
  const source = await whichSource(app, args, console, signal);
  if (!source.ok) return source;
  const isSealed = wish.invite !== undefined && (wish.accessKey || wish.password);
  const plan = await app.team.members.plan(source.value, wish, signal);
  if (!plan.ok) return plan;
  if (args.team?.['dry-run']) return ok({ json: personDocument(plan.value), text: planText(plan.value) });
  const agreed = await agreedTo(args, console, drawn(planText(plan.value), plainLook).trimEnd(), planSaid.confirm, signal);
  if (!agreed.ok) return agreed;
  const given = await givenPassphrase(isSealed, console, signal);
  if (!given.ok) return given;
  const before = new Set((await app.team.members.list()).map((one) => one.id));
  const done = await app.team.members.add(source.value, wish, handOverAt(app, console, given.value, shown, signal), signal);
  if (done.ok) return ok(addedOutput(done.value, { isSealed, ...defined({ invite: wish.invite }) }));
  for (const left of await app.team.members.list())
    if (left.id !== undefined && !before.has(left.id)) console.note(planSaid.waysOn(left.id));
  return done;
};
