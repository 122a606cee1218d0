import { ok } from '../../contract/result.ts';
import { misleadingCharacters } from '../../contract/text.ts';
import type { Run } from '../console/command.ts';
import { completionScript, completionShells, completionsOf } from '../help/completion.ts';

/** `roletap completion SHELL`: the script. `roletap completion words -- WORD...`: what the script asks for, a line each. */
export const completion: Run = async (app, { words: [what], run = [] }) => {
  const shell = completionShells.find((known) => known === what);
  if (shell) {
    const script = completionScript(shell);
    return ok({ json: { script }, text: script });
  }
  const { words, names } = completionsOf(run);
  if (names) await app.ready;
  const { roles } = app.snapshot();
  const named = names === 'roles' ? roles.map(({ profile }) => profile) : names === 'targets' ? roles.map(({ target }) => target) : [];
  const typed = run.at(-1) ?? '';
  // A name that moves the cursor or ends its line could pass for another.
  const fitting = [...words, ...named].filter((word) => word.startsWith(typed) && word.search(misleadingCharacters) < 0);
  return ok({ json: { words: fitting }, text: fitting.map((word) => `${word}\n`).join('') });
};
