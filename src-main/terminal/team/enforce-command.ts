import type { App } from '../../app/app.ts';
import type { OnProgress } from '../../app/team/enforce/enforce.ts';
import { defined } from '../../base/defined.ts';
import { ok, type Result } from '../../contract/result.ts';
import type { EnforcePlanView, EnforceScope, EnforceView } from '../../contract/team/enforce.ts';
import { enforceDeedWords, enforceSaid, enforceStateWords, enforceStepWords, safeWords, scopeWords } from '../../words/team/enforce.ts';
import type { Arguments } from '../console/arguments.ts';
import type { Output, Run } from '../console/command.ts';
import type { Console } from '../console/console.ts';
import { joined } from '../console/look.ts';
import { problemLine } from '../console/prompts.ts';
import { isoSeconds, plain, table } from '../console/tables.ts';
import { whichSource } from '../devices/which-source.ts';
import { agreedTo, canBegin, type ShownStep, stepTeller } from './output/plan-output.ts';
import { progressOn } from './output/reading-progress.ts';

const documentOf = ({ unread, members, outside, reportAt, ...view }: EnforceView) => ({
  ...view,
  outside: outside ?? null,
  reportAt: reportAt === undefined ? null : isoSeconds(reportAt),
  members: members.map(({ name, devices }) => ({ name, devices: devices ?? null })),
  unread: unread.map((problem) => ({ problem: problem.code, action: problem.code === 'iam-denied' ? problem.action : null })),
});

const outputOf = (view: EnforceView): Output => {
  const { members, steps, outside, unread, reportAt } = view;
  const label = scopeWords(view);
  const lines = [
    safeWords({ ...view, group: label }),
    ...(outside === undefined ? [] : [enforceSaid.outside(outside)]),
    ...(reportAt === undefined ? [] : [enforceSaid.report(reportAt, isoSeconds(reportAt).slice(11, 16))]),
    ...(unread.length === 0 ? [] : [enforceSaid.unread(unread.length), ...unread.map((problem) => `  ${problemLine(problem)}`)]),
  ];
  return {
    json: documentOf(view),
    text: joined([
      table([
        ['MEMBER', 'MFA'],
        ...members.map(({ name, devices }) => [
          name,
          { text: enforceSaid.devices(devices), tone: devices === 0 ? ('bad' as const) : undefined },
        ]),
      ]),
      '\n',
      table([['STEP', 'STATE'], ...steps.map(({ name, state }) => [enforceStepWords(name, view), enforceStateWords(state)])]),
      `\n${lines.map(plain).join('\n')}\n`,
    ]),
  };
};

const shown = ({ steps }: EnforcePlanView): readonly ShownStep[] => steps.map((step) => ({ ...step, words: enforceDeedWords(step.name) }));

export const enforceDocument = ({ id, asked: _, ...view }: EnforcePlanView) => ({ ...view, id: id ?? null });

const scopeOf = ({ words, team = {} }: Arguments): EnforceScope => {
  const [, group = ''] = words;
  if (team.account) return { kind: 'account', breakGlass: team.except ?? '' };
  return team.pilot === undefined ? { kind: 'group', group } : { kind: 'pilot', group, user: team.pilot };
};

const watching = (console: Console, onProgress?: OnProgress) => {
  const tell = stepTeller(console);
  return { onStep: (view: EnforcePlanView) => tell(shown(view)), ...defined({ onProgress }) };
};

const carriedOn = async (id: string, isUndone: boolean, app: App, console: Console, signal: AbortSignal): Promise<Result<Output>> => {
  const { enforcing } = app.team;
  const done = await (isUndone ? enforcing.undo(id, signal) : enforcing.resume(id, watching(console), signal));
  if (!done.ok) return done;
  const label = scopeWords(done.value);
  return ok({ json: enforceDocument(done.value), text: `${plain(isUndone ? enforceSaid.undone(label) : enforceSaid.finished(label))}\n` });
};

/** `roletap team enforce`: requires MFA of a pilot, a group or an account, where nobody would be locked out; `--off` takes that back. */
export const enforce: Run = async (app, args, signal, console): Promise<Result<Output>> => {
  await app.ready;
  const { enforcing } = app.team;
  const id = args.resume ?? args.undo;
  if (id !== undefined) return carriedOn(id, args.undo !== undefined, app, console, signal);
  const { off = false } = args.team ?? {};
  const begin = canBegin(args, console, enforceSaid.needsYes);
  if (!begin.ok) return begin;
  const source = await whichSource(app, args, console, signal);
  if (!source.ok) return source;
  const scope = scopeOf(args);
  const progress = progressOn(console);
  const seen = off && args.yes ? undefined : await enforcing.look(source.value, scope, signal, progress.show);
  progress.stop();
  if (seen && !seen.ok && !off) return seen;
  if (seen && args.team?.['dry-run']) return seen.ok ? ok(outputOf(seen.value)) : seen;
  const label = seen?.ok ? scopeWords(seen.value) : (args.words[1] ?? '');
  const said = seen?.ok ? plain(safeWords({ ...seen.value, group: label })) : undefined;
  const agreed = await agreedTo(args, console, said, off ? enforceSaid.confirmOff(label) : enforceSaid.confirm(label), signal);
  if (!agreed.ok) return agreed;
  const before = new Set((await enforcing.list()).map((one) => one.id));
  const done = await (off
    ? enforcing.release(source.value, scope, signal, progress.show)
    : enforcing.enforce(source.value, scope, watching(console, progress.show), signal));
  progress.stop();
  if (done.ok) return ok(outputOf(done.value));
  for (const left of await enforcing.list()) if (left.id !== undefined && !before.has(left.id)) console.note(enforceSaid.waysOn(left.id));
  return done;
};
