/** Given by the login: there is an icon and no window, also while nobody shows icons yet. */
const hiddenSwitch = '--hidden';

/** Whether the login started it, and not a person. `words` are those of a command line. */
export const isHidden = (words: readonly string[] = process.argv): boolean => words.includes(hiddenSwitch);

/** A line for whoever started the app in a terminal. */
export const sayInTerminal = (line: string): void => {
  // Nobody may read it any more, which is no fault.
  process.stdout.on('error', () => {});
  process.stdout.write(`${line}\n`);
};
