import type { ProblemWords, Where, WordsFor } from '../../../words/problems/table.ts';

export type { ProblemWords, Where, WordsFor };

/** What was tried is tried once more, as the end of a sentence: only at the tray is that always a tap. */
export const again = (where: Where): string => (where === 'tray' ? 'もう一度ロールを開いてください' : '再試行してください');

/** The same as a sentence of its own. */
export const Again = again;

/** The same before what else is to be done, in one sentence. */
export const againAnd = (where: Where): string => (where === 'tray' ? 'もう一度ロールを開いて' : '再試行して');

/** Why the system refused, as a clause in brackets or behind a colon, and its own word for it; what is unknown stays that word. */
export const reasonOf = (known: Readonly<Record<string, string>>, errno: string): string =>
  Object.hasOwn(known, errno) ? `${known[errno]} (${errno})` : `システムの応答は ${errno} です`;
