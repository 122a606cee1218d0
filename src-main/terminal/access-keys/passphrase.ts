import { failed, ok, type Result } from '../../contract/result.ts';
import { accessKeysSaid } from '../../words/terminal.ts';
import type { Run } from '../console/command.ts';
import type { Console } from '../console/console.ts';

/** The passphrase that a person types and is not shown, or the next line of standard input. Problems: cancelled, usage, input-unreadable. */
export const readPassphrase = async (console: Console, signal: AbortSignal): Promise<Result<string>> => {
  const given = console.isInteractive ? ok(await console.ask(accessKeysSaid.askPassphrase, true, signal)) : await console.readLine(signal);
  if (!given.ok) return given;
  // A person who leaves the question (Ctrl-C) gives nothing; a mere Enter gives an empty one.
  if (signal.aborted || (console.isInteractive && given.value === undefined)) return failed({ code: 'cancelled' });
  return given.value ? ok(given.value) : failed({ code: 'usage', message: accessKeysSaid.needsPassphrase });
};

/** Whether a key could not be kept since there is no keyring to keep it in. */
export const hasNoKeyring = (done: Result<unknown>): boolean =>
  !done.ok && done.problem.code === 'key-store-closed' && ['absent', 'unmade'].includes(done.problem.why);

/** Takes the passphrase for this login: the window, too, opens keys from then on. */
export const unlock: Run = async (app, _args, signal, console) => {
  const given = await readPassphrase(console, signal);
  if (!given.ok) return given;
  const opened = await app.accessKeys.unlock(given.value);
  return opened.ok ? ok({ json: { unlocked: true }, text: `${accessKeysSaid.unlocked}\n` }) : opened;
};
