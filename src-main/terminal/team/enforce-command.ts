import { failed, ok, type Result } from '../../contract/result.ts';
import type { EnforceView } from '../../contract/team/enforce.ts';
import { enforceSaid, enforceStateWords, enforceStepWords, safeWords } from '../../words/team/enforce.ts';
import { agrees } from '../console/answers.ts';
import type { Output, Run } from '../console/command.ts';
import { joined } from '../console/look.ts';
import { problemLine } from '../console/prompts.ts';
import { plain, table } from '../console/tables.ts';
import { whichSource } from '../devices/which-source.ts';

const documentOf = ({ unread, members, outside, ...view }: EnforceView) => ({
  ...view,
  outside: outside ?? null,
  members: members.map(({ name, devices }) => ({ name, devices: devices ?? null })),
  unread: unread.map((problem) => ({ problem: problem.code, action: problem.code === 'iam-denied' ? problem.action : null })),
});

const outputOf = (view: EnforceView): Output => {
  const { group, members, steps, outside, unread } = view;
  const lines = [
    safeWords(view),
    ...(outside === undefined ? [] : [enforceSaid.outside(outside)]),
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
      table([['STEP', 'STATE'], ...steps.map(({ name, state }) => [enforceStepWords(name, group), enforceStateWords(state)])]),
      `\n${lines.map(plain).join('\n')}\n`,
    ]),
  };
};

/** `roletap team enforce GROUP`: requires MFA of a group where nobody would be locked out; `--off` takes that back. */
export const enforce: Run = async (app, args, signal, console): Promise<Result<Output>> => {
  const [, group = ''] = args.words;
  const { off = false } = args.team ?? {};
  const source = await whichSource(app, args, console, signal);
  if (!source.ok) return source;
  const { look, enforce: carryOut, release } = app.team.enforcing;
  const seen = await look(source.value, group, signal);
  if (!seen.ok) return seen;
  if (args.team?.['dry-run']) return ok(outputOf(seen.value));
  if (!args.yes) {
    if (!console.isInteractive) return failed({ code: 'usage', message: enforceSaid.needsYes });
    console.note(plain(safeWords(seen.value)));
    if (!(await agrees(console, off ? enforceSaid.confirmOff(group) : enforceSaid.confirm(group), signal)))
      return failed({ code: 'cancelled' });
  }
  const done = await (off ? release : carryOut)(source.value, group, signal);
  return done.ok ? ok(outputOf(done.value)) : done;
};
