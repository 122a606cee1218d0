import { ok, type Result } from '../../contract/result.ts';
import type { Verdict } from '../../contract/team/simulate.ts';
import { simulateSaid, verdictWords } from '../../words/team/simulate.ts';
import type { Output, Run } from '../console/command.ts';
import { joined } from '../console/look.ts';
import { plain, table } from '../console/tables.ts';
import { whichSource } from '../devices/which-source.ts';
import { listOf } from '../options/team-options.ts';

const cell = (verdict: Verdict) => ({ text: verdictWords(verdict), tone: verdict === 'explicit' ? ('bad' as const) : undefined });

/** `roletap team simulate USER ACTIONS`: what a user may do without MFA and with it, as IAM itself evaluates it. */
export const simulateUser: Run = async (app, args, signal, console): Promise<Result<Output>> => {
  await app.ready;
  const [, user = '', actions] = args.words;
  const source = await whichSource(app, args, console, signal);
  if (!source.ok) return source;
  const wish = { user, actions: listOf(actions), resources: listOf(args.team?.resource) };
  const done = await app.team.simulate(source.value, wish, signal);
  if (!done.ok) return done;
  const { results } = done.value;
  return ok({
    json: done.value,
    text: joined([
      table([
        ['ACTION', 'RESOURCE', 'ACCESS KEY', 'WITH MFA', 'DENIED BY'],
        ...results.map(({ action, resource, withoutMfa, withMfa, deniedBy }) => [
          action,
          resource,
          cell(withoutMfa),
          cell(withMfa),
          deniedBy.join(', '),
        ]),
      ]),
      `${plain(simulateSaid.limits)}\n`,
    ]),
  });
};
