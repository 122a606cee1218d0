import { ok } from '../../contract/result.ts';
import type { Snapshot } from '../../contract/snapshot.ts';
import { isHarmless } from '../../contract/text.ts';
import type { Run } from '../console/command.ts';
import { type CompletionNames, completionScript, completionShells, completionsOf } from '../help/completion.ts';

/** The names of a kind, each once, in the order of the files. */
const namesIn = ({ roles, unfinished }: Snapshot, kind: CompletionNames): readonly string[] => {
  const found = {
    roles: () => roles.map(({ profile }) => profile),
    targets: () => roles.map(({ target }) => target),
    sources: () => roles.map(({ source }) => source),
    accounts: () => roles.flatMap(({ mfaSerial }) => mfaSerial ?? []),
    runs: () => unfinished.map(({ id }) => id),
  }[kind]();
  return [...new Set(found)];
};

/**
 * `roletap completion SHELL`: the script. `roletap completion words -- WORD...`: what the script asks for, a line each; with `typed` the last word has a sign
 * before it.
 */
export const completion: Run = async (app, { words: [what], run = [] }) => {
  const shell = completionShells.find((known) => known === what);
  if (shell) {
    const script = completionScript(shell);
    return ok({ json: { script }, text: script });
  }
  const line = what === 'typed' ? [...run.slice(0, -1), (run.at(-1) ?? '').replace(/^=/, '')] : run;
  const { words, names } = completionsOf(line);
  if (names) await app.ready;
  const named = names ? namesIn(app.snapshot(), names) : [];
  const typed = line.at(-1) ?? '';
  // A name that moves the cursor or ends its line could pass for another.
  const fitting = [...words, ...named].filter((word) => word.startsWith(typed) && isHarmless(word));
  return ok({ json: { words: fitting }, text: fitting.map((word) => `${word}\n`).join('') });
};
