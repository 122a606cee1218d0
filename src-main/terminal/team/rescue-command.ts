import type { App } from '../../app/app.ts';
import { formatIamArn, parseArn } from '../../aws/arn.ts';
import { defined } from '../../base/defined.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import type { RescueFacts, RescuePlanView, RescueWish } from '../../contract/team/rescue.ts';
import { mfaWords } from '../../words/team/people.ts';
import { planSaid } from '../../words/team/plan.ts';
import { rescueSaid, rescueStepWords } from '../../words/team/rescue.ts';
import { choose } from '../console/answers.ts';
import type { Arguments } from '../console/arguments.ts';
import type { Output, Run } from '../console/command.ts';
import type { Console } from '../console/console.ts';
import { drawn, joined, plainLook } from '../console/look.ts';
import { problemLine } from '../console/prompts.ts';
import { isoSeconds, plain } from '../console/tables.ts';
import { whichSource } from '../devices/which-source.ts';
import { listOf } from '../options/team-options.ts';
import { givenPassphrase, handOverAt } from './hand-over.ts';
import { wholePath, whyNoInvite } from './invite-file.adapter.ts';
import { agreedTo, canBegin, type ShownStep, stepTable, undoesOf } from './output/plan-output.ts';

/** A device as a person names it: its ARN, its name, or the YubiKey's serial number at the name's end. */
const namedDevice = (serial: string, typed: string): boolean => {
  const name = parseArn(serial)?.name ?? serial;
  return serial === typed || name === typed || (/^\d{5,10}$/.test(typed) && new RegExp(`(?:^|\\D)${typed}$`).test(name));
};

const isUnread = ({ unread }: RescueFacts): boolean => unread.some(({ what }) => what === 'devices');

/** What a device that nobody may look up is called, if its name is as Roletap gives it. A wrong one is said when it is to be removed. */
const arnOf = (typed: string, { user, accountId, userArn }: RescueFacts): string => {
  if (/^arn:|^[A-Z]{4}\w{5,}$/.test(typed)) return typed;
  const partition = parseArn(userArn)?.partition ?? 'aws';
  return formatIamArn('mfa', { partition, accountId, name: /^\d{5,10}$/.test(typed) ? `${user}-yk-${typed}` : typed });
};

const shortName = (serial: string): string => parseArn(serial)?.name ?? serial;

/** The devices that are lost: those named, all, the only one, or the one that the person picks. */
const lostDevices = async (
  facts: RescueFacts,
  args: Arguments,
  console: Console,
  signal: AbortSignal,
): Promise<Result<readonly string[]>> => {
  const { devices, user } = facts;
  const serials = devices.map(({ serial }) => serial);
  if (args.device !== undefined) {
    const typed = listOf(args.device);
    if (isUnread(facts)) return ok(typed.map((one) => arnOf(one, facts)));
    const other = typed.find((one) => !serials.some((serial) => namedDevice(serial, one)));
    if (other !== undefined) return failed({ code: 'rescue-device-other', user, device: other });
    return ok(serials.filter((serial) => typed.some((one) => namedDevice(serial, one))));
  }
  if (args.all || serials.length < 2) return ok(serials);
  if (!console.isInteractive) return failed({ code: 'usage', message: rescueSaid.whichDevice(serials.map(shortName)) });
  const labels = devices.map(({ serial, kind }) => `${shortName(serial)} (${mfaWords([{ kind }])})`);
  const chosen = await choose(console, rescueSaid.askDevice(user), labels, signal);
  const serial = serials[labels.indexOf(chosen ?? '')];
  return serial === undefined ? failed({ code: 'cancelled' }) : ok([serial]);
};

const shown = ({ steps }: RescuePlanView): readonly ShownStep[] => steps.map((step) => ({ ...step, words: rescueStepWords(step) }));

export const rescueDocument = ({ unread, id, liftAt, steps, ...view }: RescuePlanView) => ({
  ...view,
  unread: unread.map((problem) => ({ problem: problem.code, action: problem.code === 'iam-denied' ? problem.action : null })),
  id: id ?? null,
  liftAt: liftAt === undefined ? null : isoSeconds(liftAt),
  steps: steps.map((step) => ({ ...step, undo: step.undo ?? null })),
});

const hasDevices = ({ devices }: Pick<RescuePlanView, 'devices'>): boolean => devices.length > 0;

const planText = (view: RescuePlanView) =>
  joined([
    `${plain(rescueSaid.plan(view))}\n`,
    stepTable(shown(view)),
    ...(view.unread.length === 0 ? [] : [[plain(rescueSaid.unread), ...view.unread.map((one) => `  ${problemLine(one)}`), ''].join('\n')]),
    `${[...(hasDevices(view) ? [rescueSaid.noWayBack] : []), rescueSaid.roleSessions(view.user), planSaid.undoes(undoesOf(view.steps))]
      .map(plain)
      .join('\n')}\n`,
  ]);

const doneOutput = (view: RescuePlanView, isSealed: boolean): Output => {
  const invite = view.steps.find(({ name }) => name === 'invite')?.on;
  const isOver = view.id === undefined;
  const lines = isOver
    ? [rescueSaid.lifted(view.user)]
    : [
        rescueSaid.done(view),
        rescueSaid.roleSessions(view.user),
        ...(invite === undefined ? [rescueSaid.next(view.user)] : [planSaid.invite(invite, isSealed)]),
        ...(view.liftAt === undefined ? [] : [rescueSaid.later(view.id ?? '', view.liftAt)]),
      ];
  return { json: rescueDocument(view), text: `${lines.map(plain).join('\n')}\n` };
};

const isSealed = ({ steps }: Pick<RescuePlanView, 'steps'>): boolean => steps.some(({ name }) => name === 'key');

const carriedOn = async (id: string, args: Arguments, app: App, console: Console, signal: AbortSignal): Promise<Result<Output>> => {
  const { rescue } = app.team;
  if (args.undo !== undefined) {
    const undone = await rescue.undo(id, signal);
    if (!undone.ok) return undone;
    const lines = [rescueSaid.undone(undone.value.user), ...(hasDevices(undone.value) ? [rescueSaid.noWayBack] : [])];
    return ok({ json: rescueDocument(undone.value), text: `${lines.map(plain).join('\n')}\n` });
  }
  const before = (await rescue.list()).find((one) => one.id === id);
  const needsOne =
    before !== undefined && isSealed(before) && before.steps.some(({ name, state }) => name === 'invite' && state !== 'done');
  const given = await givenPassphrase(needsOne, console, signal);
  if (!given.ok) return given;
  const done = await rescue.resume(id, handOverAt(app, console, given.value, shown, signal), signal);
  return done.ok ? ok(doneOutput(done.value, isSealed(done.value))) : done;
};

/** `roletap team rescue USER`: shuts out whoever found a lost YubiKey, and prepares a new start. Continued, finished and undone by its ID. */
export const rescueUser: Run = async (app, args, signal, console): Promise<Result<Output>> => {
  await app.ready;
  const { rescue } = app.team;
  const id = args.resume ?? args.undo;
  if (id !== undefined) return carriedOn(id, args, app, console, signal);
  const begin = canBegin(args, console, rescueSaid.needsYes);
  if (!begin.ok) return begin;
  const [, user = ''] = args.words;
  const { team = {}, region } = args;
  const invite = team.invite === undefined ? undefined : wholePath(team.invite);
  const noRoom = invite === undefined ? undefined : await whyNoInvite(invite);
  if (noRoom) return failed(noRoom);
  const source = await whichSource(app, args, console, signal);
  if (!source.ok) return source;
  const seen = await rescue.look(source.value, user, signal);
  if (!seen.ok) return seen;
  const devices = await lostDevices(seen.value, args, console, signal);
  if (!devices.ok) return devices;
  const accessKey = team['access-key'] ?? false;
  const wish: RescueWish = { user, devices: devices.value, accessKey, roles: listOf(team.roles), ...defined({ invite, region }) };
  const plan = await rescue.plan(source.value, wish, signal);
  if (!plan.ok) return plan;
  if (team['dry-run']) return ok({ json: rescueDocument(plan.value), text: planText(plan.value) });
  const agreed = await agreedTo(args, console, drawn(planText(plan.value), plainLook).trimEnd(), planSaid.confirm, signal);
  if (!agreed.ok) return agreed;
  const given = await givenPassphrase(accessKey, console, signal);
  if (!given.ok) return given;
  const before = new Set((await rescue.list()).map((one) => one.id));
  const done = await rescue.rescue(source.value, wish, handOverAt(app, console, given.value, shown, signal), signal);
  if (done.ok) return ok(doneOutput(done.value, accessKey));
  for (const left of await rescue.list()) if (left.id !== undefined && !before.has(left.id)) console.note(rescueSaid.waysOn(left.id));
  return done;
};
