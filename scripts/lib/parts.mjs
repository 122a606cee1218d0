import { languagePrograms } from './spoken-words.mjs';

/** What is started by its file, or read by a name that is put together: no import tells of these. */
const beginnings = {
  app: ['main.cjs', 'preload.cjs', 'card-process.cjs', ...languagePrograms().map(({ output }) => output)],
  terminal: [
    'cli.cjs',
    'terminal.cjs',
    'help.cjs',
    'card-process.cjs',
    'clear-clipboard.cjs',
    ...languagePrograms().map(({ output }) => output),
  ],
};

/**
 * Which files of out/ the app and the terminal consist of, each with all that its programs name. `named`: file -> the files beside it that it names, as
 * the build found them. Sorted; a file that is named and was not built is told all the same, so that whoever copies them fails.
 */
export function partsOf(named) {
  const from = (begin) => {
    const found = new Set(begin);
    for (const name of found) for (const next of named.get(name) ?? []) found.add(next);
    return [...found].sort();
  };
  return { app: from(beginnings.app), terminal: from(beginnings.terminal) };
}

/** Of these names, the terminal's parts that its programs read when they need them: those whose compiled code lies beside them. */
export const partsReadLate = (terminal) => terminal.filter((name) => name === 'help.cjs' || !beginnings.terminal.includes(name));
