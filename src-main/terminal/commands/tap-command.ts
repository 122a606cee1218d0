import type { App } from '../../app/app.ts';
import { defined } from '../../base/defined.ts';
import type { Problem } from '../../contract/problems/problem.ts';
import { ok } from '../../contract/result.ts';
import { shortLeft } from '../../words/grammar.ts';
import { limitsWords } from '../../words/limits/kinds.ts';
import { sessionsSaid } from '../../words/terminal.ts';
import { agrees } from '../console/answers.ts';
import type { Arguments } from '../console/arguments.ts';
import type { Run } from '../console/command.ts';
import type { Console } from '../console/console.ts';
import { isoSeconds, plain } from '../console/tables.ts';
import { roleWanted } from './chosen-role.ts';

export const tap: Run = async (app, args, signal, console) => {
  const { durationSeconds, sessionName, source, target } = args;
  const named = await roleWanted(app, args);
  if (!named.ok) return named;
  const request = {
    role: named.value,
    direct: args.direct,
    ...defined({ durationSeconds, sessionName, source, target, keySerial: args.key }),
  };
  const first = await app.tap(request, signal);
  const change = first.ok ? undefined : await changeFor(first.problem, app, args, console, signal);
  const tapped = change ? await app.tap({ ...request, ...change }, signal) : first;
  if (!tapped.ok) return tapped;
  const { expiration, ...rest } = tapped.value;
  const limits = app.snapshot().roles.find(({ id }) => id === named.value)?.limits;
  const left = shortLeft(expiration - app.snapshot().now);
  return ok({
    json: { ...rest, expiration: isoSeconds(expiration), ...(limits ? { limits } : {}) },
    text: `${sessionsSaid.tapped(rest.target, left, isoSeconds(expiration))}${limits ? `  ${limitsWords(limits)}` : ''}\n`,
  });
};

/** What would open the role after all, when the person agrees. */
const changeFor = async (
  problem: Problem,
  app: Pick<App, 'snapshot'>,
  args: Arguments,
  console: Console,
  signal: AbortSignal,
): Promise<{ readonly fresh: true } | { readonly replace: true } | { readonly signIn: true } | undefined> => {
  if (problem.code === 'login-over') {
    const agreed = console.isInteractive && (await agrees(console, sessionsSaid.signInNow(problem.profile), signal));
    return agreed ? { signIn: true } : undefined;
  }
  if (problem.code !== 'target-temporary') return (await wantsFresh(app, args, console, signal)) ? { fresh: true } : undefined;
  if (problem.keys !== 'expired' || !console.isInteractive) return undefined;
  console.note(plain(sessionsSaid.expiredKeys(problem.target, problem.file, problem.line)));
  return (await agrees(console, sessionsSaid.replaceKeys, signal)) ? { replace: true } : undefined;
};

/** A role that refused an MFA session of some age may take a young one: says so, and asks who can be asked. */
const wantsFresh = async (app: Pick<App, 'snapshot'>, { words }: Arguments, console: Console, signal: AbortSignal): Promise<boolean> => {
  const { roles, mfaSessions, now } = app.snapshot();
  const role = roles.find(({ profile, roleArn }) => profile === words[0] || roleArn === words[0]);
  if (role?.state.kind !== 'failed' || !role.state.fresh) return false;
  const since = mfaSessions.find(({ source }) => source === role.source)?.since;
  console.note(plain(sessionsSaid.mayBeOld(role.profile, since === undefined ? undefined : now - since)));
  return console.isInteractive && agrees(console, sessionsSaid.touchAgain, signal);
};
