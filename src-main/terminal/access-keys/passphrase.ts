import type { KeyDeeds } from '../../app/key-store/key-deeds.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import { accessKeysSaid } from '../../words/access-keys/keeping.ts';
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

/**
 * The passphrase that a key is about to be sealed with: the one that was set; the first one is typed twice, since nothing brings it back. Problems: those of
 * `readPassphrase`.
 */
export const sealingPassphrase = async (
  { accessKeys }: { readonly accessKeys: Pick<KeyDeeds, 'unlockable'> },
  console: Console,
  signal: AbortSignal,
): Promise<Result<string>> => {
  const first = await readPassphrase(console, signal);
  if (!first.ok || !console.isInteractive) return first;
  const set = await accessKeys.unlockable();
  if (set.ok || set.problem.code !== 'passphrase-unset') return first;
  const again = await console.ask(accessKeysSaid.repeatPassphrase, true, signal);
  if (signal.aborted || again === undefined) return failed({ code: 'cancelled' });
  return again === first.value ? first : failed({ code: 'usage', message: accessKeysSaid.passphrasesDiffer });
};

/** Whether a key could not be kept since there is no keyring to keep it in. */
export const hasNoKeyring = (done: Result<unknown>): boolean =>
  !done.ok && done.problem.code === 'key-store-closed' && ['absent', 'unmade'].includes(done.problem.why);

/** Takes the passphrase for this login: the window, too, opens keys from then on. */
export const unlock: Run = async (app, _args, signal, console) => {
  const may = await app.accessKeys.unlockable();
  if (!may.ok) return may;
  const given = await readPassphrase(console, signal);
  if (!given.ok) return given;
  const opened = await app.accessKeys.unlock(given.value);
  return opened.ok ? ok({ json: { unlocked: true }, text: `${accessKeysSaid.unlocked}\n` }) : opened;
};
