import { anywhereWords } from './piv-options.ts';
import { teamTakes } from './team-options.ts';

/** Commands that have commands of their own, and which options each of these takes beside --json and --help. Under the empty word: the command alone. */
const subCommands: ReadonlyMap<string, ReadonlyMap<string, readonly string[]>> = new Map([
  ['team', new Map(Object.entries(teamTakes).map(([word, { options }]) => [word, options]))],
  ['anywhere', new Map(Object.entries({ '': [], ...anywhereWords }))],
]);

/** The words that may stand behind `team` or `anywhere`; none behind others. */
export const subCommandsOf = (command: string): readonly string[] =>
  [...(subCommands.get(command)?.keys() ?? [])].filter((word) => word !== '');

/** What `team add` takes, and what `team` alone does; undefined for a command that has no others. */
export const takenBy = (command: string, word = ''): readonly string[] | undefined => subCommands.get(command)?.get(word);

/** `team add` where `word` is a command of `command`, else `command`. */
export const withSubCommand = (command: string, word: string | undefined): string =>
  word !== undefined && subCommandsOf(command).includes(word) ? `${command} ${word}` : command;
