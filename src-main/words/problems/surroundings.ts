import type { WordsFor } from './table.ts';

type SurroundingsCode = 'input-unreadable' | 'output-unwritable';

/** Why nothing can be read from or written to a stream, as a clause about it; what is unknown stays the system's own word. */
const streamWords = (errno: string): string => {
  const known: Readonly<Record<string, string>> = {
    EISDIR: 'it is a folder',
    EBADF: 'it is closed, or open the other way',
    EIO: 'its terminal or disk is gone',
    ENXIO: 'its terminal is gone',
    ENOSPC: 'its disk is full',
    EDQUOT: 'your share of its disk is used up',
    EFBIG: 'a file may not grow that large here',
  };
  return Object.hasOwn(known, errno) ? `${known[errno]} (${errno})` : `the system says ${errno}`;
};

/** What can be wrong with what a program is started with. */
export const surroundingsProblems: WordsFor<SurroundingsCode> = {
  'input-unreadable': (facts) =>
    'limit' in facts
      ? {
          title: 'The line on standard input is too long',
          happened: `It has no end within ${facts.limit / 1024} kB.`,
          advice: 'Give one line of text, and check what standard input comes from.',
        }
      : {
          title: 'Standard input can’t be read',
          happened: `Nothing can be read there: ${streamWords(facts.errno)}.`,
          advice: 'Give the line through a pipe or from a file: `command < FILE`.',
        },
  'output-unwritable': ({ errno }) => ({
    title: 'The answer can’t be written',
    happened: `Standard output can’t be written: ${streamWords(errno)}.`,
    advice: 'Send the output elsewhere and run the command again. What it has done stays done.',
  }),
};
