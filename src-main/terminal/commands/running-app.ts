import * as v from 'valibot';
import type { EndedSessions } from '../../app/sessions/end-session.ts';
import { type Clock, sleep } from '../../base/clock.ts';
import { parsed } from '../../base/schema.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import type { AskApp } from '../../serve/socket/socket-client.adapter.ts';
import { sessionsSaid } from '../../words/terminal.ts';
import type { Arguments } from '../console/arguments.ts';
import type { Output } from '../console/command.ts';
import { appLender, type ChildParts } from '../programs/lender.ts';
import { programsAnswer, programsFields, programsOutput } from './programs-command.ts';
import { lendCredentials, runWithRole, wishOf } from './share-commands.ts';

/** The commands that the app does when it runs. */
export const isForApp = ({ command, passwordStdin, codeStdin, pinStdin }: Arguments): boolean =>
  !passwordStdin && !codeStdin && !pinStdin && ['credentials', 'exec', 'shell', 'end', 'programs'].includes(command);

/** An answer that takes longer is most likely a person's. */
const noteMillis = 1_500;

/** The answer of `POST /1/end`. */
const endAnswer = v.pipe(
  v.object({ ended: v.array(v.string()), mfaEnded: v.array(v.string()) }),
  v.transform(({ ended, mfaEnded }) => ({ targets: ended, mfaSources: mfaEnded })),
);

/** What `end` prints, whoever did it. */
export const endOutput = ({ targets, mfaSources }: EndedSessions): Output => {
  const lines = [...targets.map(sessionsSaid.ended), ...mfaSources.map(sessionsSaid.mfaEnded)];
  return {
    json: { ended: targets, mfaEnded: mfaSources },
    text: lines.length === 0 ? `${sessionsSaid.noneOpen}\n` : lines.map((line) => `${line}\n`).join(''),
  };
};

const end = async ({ ask, path }: Pick<AtApp, 'ask' | 'path'>, args: Arguments, signal: AbortSignal): Promise<Result<Output>> => {
  const answer = await ask('end', args.all ? { all: true } : { target: args.words[0] ?? '' }, signal);
  if (!answer.ok) return answer;
  const ended = parsed(endAnswer, answer.value);
  return ended ? ok(endOutput(ended)) : failed({ code: 'app-foreign', path, why: 'not-understood' });
};

const programs = async ({ ask, path }: Pick<AtApp, 'ask' | 'path'>, args: Arguments, signal: AbortSignal): Promise<Result<Output>> => {
  const answer = await ask('programs', programsFields(args), signal);
  if (!answer.ok) return answer;
  const said = parsed(programsAnswer, answer.value);
  return said ? ok(programsOutput(said.programs, args)) : failed({ code: 'app-foreign', path, why: 'not-understood' });
};

/** What waits for no person. */
const isQuick = ({ command }: Arguments): boolean => command === 'end' || command === 'programs';

export interface AtApp {
  readonly ask: AskApp;
  /** Where the app listens. */
  readonly path: string;
  readonly clock: Clock;
  readonly child: ChildParts;
}

/** Has the app that runs do a command; undefined where it does not run, or knows no such target (another process may have opened it). */
export const runAtApp = async (args: Arguments, parts: AtApp, signal: AbortSignal): Promise<Result<Output> | undefined> => {
  const { ask, path, clock, child } = parts;
  const done = new AbortController();
  if (args.wait && !isQuick(args)) {
    void sleep(clock, noteMillis, done.signal).then(() => {
      if (!done.signal.aborted) child.note(sessionsSaid.waits);
    });
  }
  const lender = appLender(ask, path, wishOf(args));
  const quiet: ChildParts = {
    ...child,
    run: (command, environment) => {
      done.abort();
      return child.run(command, environment);
    },
  };
  const run = async () => {
    if (args.command === 'end') return end({ ask, path }, args, signal);
    if (args.command === 'programs') return programs({ ask, path }, args, signal);
    return args.command === 'credentials' ? lendCredentials(lender, args, signal) : runWithRole(lender, args, signal, quiet);
  };
  const result = await run().finally(() => done.abort());
  // Who quits the app while it asks for a touch wants no touch; and its YubiKey blinks on for a while, so that nobody else could ask it.
  const isElsewhere =
    !result.ok &&
    // Only the app asks a person in the name of programs, so without it there is none to silence.
    !(args.command === 'programs' && args.words[0] === 'silence') &&
    ((result.problem.code === 'app-missing' && result.problem.quit !== true) ||
      (args.command === 'end' && result.problem.code === 'target-unknown'));
  return isElsewhere ? undefined : result;
};
