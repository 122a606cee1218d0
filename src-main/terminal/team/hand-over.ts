import type { App } from '../../app/app.ts';
import type { HandOver } from '../../app/team/hand-over.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import { accessKeysSaid } from '../../words/access-keys/keeping.ts';
import { planSaid } from '../../words/team/plan.ts';
import type { Console } from '../console/console.ts';
import { writeInvite } from './invite-file.adapter.ts';
import { type ShownStep, stepTeller } from './output/plan-output.ts';

/** How secrets leave this process: to a file that is sealed, or to the clipboard, which is wiped. Each step is a line on standard error. */
export const handOverAt = <View>(
  app: App,
  console: Console,
  given: { passphrase?: string },
  shown: (view: View) => readonly ShownStep[],
  signal: AbortSignal,
): HandOver<View> => {
  const tell = stepTeller(console);
  return {
    write: writeInvite,
    givePassword: async (password) => {
      const copied = await app.copySecret(password);
      if (copied.ok) console.note(planSaid.copied(app.snapshot().preferences.clipboardSeconds));
      return copied;
    },
    passphrase: async () => {
      if (given.passphrase !== undefined) return ok(given.passphrase);
      const first = await console.ask(planSaid.passphrase, true, signal);
      const again = first === undefined || first === '' ? undefined : await console.ask(accessKeysSaid.repeatPassphrase, true, signal);
      if (signal.aborted || first === undefined || again === undefined) return failed({ code: 'cancelled' });
      return first === again ? ok(first) : failed({ code: 'usage', message: accessKeysSaid.passphrasesDiffer });
    },
    onStep: (view) => tell(shown(view)),
  };
};

/** The passphrase on standard input, where nobody can be asked; it is read before anything is changed. */
export const givenPassphrase = async (
  needsOne: boolean,
  console: Console,
  signal: AbortSignal,
): Promise<Result<{ passphrase?: string }>> => {
  if (!needsOne || console.isInteractive) return ok({});
  const line = await console.readLine(signal);
  if (!line.ok) return line;
  return line.value ? ok({ passphrase: line.value }) : failed({ code: 'usage', message: planSaid.needsPassphrase });
};
