import search from '@inquirer/search';
import { find } from '../../search/find.ts';
import type { Choice } from './console.ts';
import { plain } from './tables.ts';

/** As many as are shown at once. */
const shown = 12;

/** Asks on standard error which one is meant: see `Console.pick`. Loaded when somebody is asked. */
export const pick = async (question: string, choices: readonly Choice[], signal: AbortSignal): Promise<string | undefined> => {
  const left = new AbortController();
  const onKey = (_typed: unknown, key?: { readonly name?: string }) => {
    if (key?.name === 'escape') left.abort();
  };
  process.stdin.on('keypress', onKey);
  try {
    return await search<string>(
      {
        message: question,
        pageSize: shown,
        source: (typed = '') =>
          find(typed, choices, ({ name, about }) => [name, about]).map(({ item: { name, about } }) => ({
            value: name,
            name: `${plain(name)}  ${plain(about)}`,
            short: plain(name),
          })),
      },
      { signal: AbortSignal.any([signal, left.signal]), output: process.stderr, clearPromptOnDone: true },
    );
  } catch (error) {
    // Ctrl-C is a key to it, and no signal.
    if (error instanceof Error && error.name === 'ExitPromptError') process.kill(process.pid, 'SIGINT');
    else if (!signal.aborted && !left.signal.aborted) throw error;
    return undefined;
  } finally {
    process.stdin.off('keypress', onKey);
  }
};
