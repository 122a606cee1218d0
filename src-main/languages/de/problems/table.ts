import type { ProblemWords, Where, WordsFor } from '../../../words/problems/table.ts';

export type { ProblemWords, Where, WordsFor };

/** What was tried is tried once more: only at the tray is that always a role. */
export const again = (where: Where): string => (where === 'tray' ? 'die Rolle erneut öffnen' : 'erneut versuchen');

/** The same at the start of a sentence. */
export const Again = (where: Where): string => (where === 'tray' ? 'Die Rolle erneut öffnen' : 'Erneut versuchen');

/** Why the system refused, as a clause, and its own word for it; what is unknown stays that word. */
export const reasonOf = (known: Readonly<Record<string, string>>, errno: string): string =>
  Object.hasOwn(known, errno) ? `${known[errno]} (${errno})` : `Das System meldet ${errno}`;
