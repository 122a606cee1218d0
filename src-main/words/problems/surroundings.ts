import { shellWord } from '../../contract/text.ts';
import { installationWords } from './installation.ts';
import type { WordsFor } from './table.ts';

type SurroundingsCode =
  | 'input-unreadable'
  | 'output-unwritable'
  | 'home-missing'
  | 'working-folder-missing'
  | 'installation-incomplete'
  | 'setup-unfit'
  | 'command-unrunnable';

/** Why nothing can be read from or written to a stream, as a clause about it; what is unknown stays the system's own word. */
const streamWords = (errno: string): string => {
  const known: Readonly<Record<string, string>> = {
    EISDIR: 'it is a folder',
    EBADF: 'it is closed or open in the wrong mode',
    EIO: 'its terminal or disk is gone',
    ENXIO: 'its terminal is gone',
    ENOSPC: 'its disk is full',
    EDQUOT: 'your disk quota is used up',
    EFBIG: 'the file would be too large',
  };
  return Object.hasOwn(known, errno) ? `${known[errno]} (${errno})` : `the system reports ${errno}`;
};

/** Why the system starts no program, the same way. */
const programWords = (errno: string): string => {
  const known: Readonly<Record<string, string>> = {
    EACCES: 'permission denied',
    EISDIR: 'it is a folder',
    ENOENT: 'the program in its first line doesn’t exist',
    ENOEXEC: 'it isn’t a program for this computer',
    E2BIG: 'its arguments and environment are too long',
    ENAMETOOLONG: 'its name is too long',
    ELOOP: 'its links point to each other in a loop',
    ETXTBSY: 'another program is writing to it',
    EAGAIN: 'you have too many programs running',
    ENOMEM: 'memory is full',
    EMFILE: 'too many files are open',
    ETIMEDOUT: 'the disk where it could be doesn’t answer',
  };
  return Object.hasOwn(known, errno) ? `${known[errno]} (${errno})` : `the system reports ${errno}`;
};

/** What can be wrong with what a program is started with. */
export const surroundingsProblems: WordsFor<SurroundingsCode> = {
  'input-unreadable': (facts) =>
    'limit' in facts
      ? {
          title: 'Standard input is too long',
          happened: `The line is longer than ${facts.limit / 1024} kB.`,
          advice: 'Pass a single line of text.',
        }
      : {
          title: 'Can’t read standard input',
          happened: `Standard input can’t be read: ${streamWords(facts.errno)}.`,
          advice: 'Pass the line through a pipe or from a file: `command < FILE`.',
        },
  'output-unwritable': ({ errno }) => ({
    title: 'Can’t write the answer',
    happened: `Standard output can’t be written: ${streamWords(errno)}.`,
    advice: 'Send the output elsewhere and run the command again. What it did stays done.',
  }),
  'home-missing': ({ user, home }) => ({
    title: 'Roletap can’t find your home folder',
    happened:
      home === undefined
        ? `HOME isn’t set, and the system has no home folder for user ${user}.`
        : `HOME is “${home}”, which isn’t a full path.`,
    advice: 'Set it to your own: `export HOME=/home/you`.',
  }),
  'working-folder-missing': ({ setting, file }) => ({
    title: 'Your current folder was removed',
    happened: `${setting} is “${file}”, relative to that folder, so it can’t be found.`,
    advice: `Change to another folder with \`cd\`, or set ${setting} to a full path.`,
  }),
  'installation-incomplete': ({ part }) => installationWords(part),
  'setup-unfit': ({ why }) =>
    why === 'open'
      ? {
          title: 'Another setup is open',
          happened: 'It is open in another window or terminal, or it has ended.',
          advice: 'Finish or close that one first.',
        }
      : {
          title: 'This setup needs the AWS console',
          happened: 'It continues beside the AWS page where you add the device.',
          advice: 'Continue it in the window, or in a terminal without `--yes`.',
        },
  'command-unrunnable': ({ command, errno }) => ({
    title: 'Can’t run that program',
    happened: `${command} can’t be run: ${programWords(errno)}.`,
    advice:
      errno === 'EACCES'
        ? `If it is a program, make it executable: \`chmod u+x ${shellWord(command)}\`.`
        : 'Check the spelling and what the file is.',
  }),
};
