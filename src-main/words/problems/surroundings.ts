import { shellWord } from '../../contract/text.ts';
import { installationWords } from './installation.ts';
import type { WordsFor } from './table.ts';

type SurroundingsCode =
  | 'input-unreadable'
  | 'output-unwritable'
  | 'home-missing'
  | 'working-folder-missing'
  | 'installation-incomplete'
  | 'command-unrunnable';

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

/** Why the system starts no program, the same way. */
const programWords = (errno: string): string => {
  const known: Readonly<Record<string, string>> = {
    EACCES: 'the system does not allow it',
    EISDIR: 'it is a folder',
    ENOENT: 'the program that its first line names is not there',
    ENOEXEC: 'it is no program for this computer',
    E2BIG: 'its words and variables are too long for the system',
    ENAMETOOLONG: 'its name is too long for the system',
    ELOOP: 'its links run in a circle',
    ETXTBSY: 'another program is writing it',
    EAGAIN: 'you have too many programs running',
    ENOMEM: 'the memory is full',
    EMFILE: 'too many files are open',
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
  'home-missing': ({ user, home }) => ({
    title: 'Roletap can’t find your home folder',
    happened:
      home === undefined
        ? `HOME is not set, and the system knows no home folder of user ${user}.`
        : `HOME is “${home}”, which is not the whole path of a folder.`,
    advice: 'Set it: `export HOME=/home/you`, with the path of your own.',
  }),
  'working-folder-missing': ({ setting, file }) => ({
    title: 'The folder you are in was removed',
    happened: `${setting} names the file “${file}” from there, so it can’t be found.`,
    advice: `Change to another folder: \`cd\`. Or give ${setting} the whole path.`,
  }),
  'installation-incomplete': ({ part }) => installationWords(part),
  'command-unrunnable': ({ command, errno }) => ({
    title: 'That program can’t be run',
    happened: `${command} can’t be run: ${programWords(errno)}.`,
    advice:
      errno === 'EACCES'
        ? `If it is a program, let yourself run it: \`chmod u+x ${shellWord(command)}\`.`
        : 'Check how it is written, and what is behind the name.',
  }),
};
