import type { TeamProblem } from '../../contract/problems/team.ts';
import { shellWord } from '../../contract/text.ts';
import { listed } from '../grammar.ts';
import { installationWords } from './installation.ts';
import { Again, again, type WordsFor } from './table.ts';

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

/** Why a file that somebody named can't be read, as a clause. */
const fileReasons: Readonly<Record<string, string>> = {
  ENOENT: 'it doesn’t exist',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EISDIR: 'it is a folder',
  ENOTSUP: 'it isn’t a regular file',
  EFBIG: 'it is far too large',
  ETIMEDOUT: 'its disk doesn’t answer',
};

/** The administrator's side. */
export const teamProblems: WordsFor<TeamProblem['code']> = {
  'named-file-unreadable': ({ file, errno }, where) => ({
    title: 'Can’t read that file',
    happened: `${file} can’t be read: ${fileReasons[errno] ?? `the system reports ${errno}`}.`,
    advice: `Check its path and permissions. ${Again(where)}.`,
  }),
  'report-late': (_, where) => ({
    title: 'AWS hasn’t made the report yet',
    happened: 'AWS usually makes a credential report within seconds, but this one wasn’t ready after a minute.',
    advice: `Wait a minute, then ${again(where)}.`,
  }),
  'policy-arn-bad': ({ arn }) => ({
    title: 'That isn’t a policy or role',
    happened: `“${arn}” is neither the ARN of a managed policy nor of a role.`,
    advice: 'Copy the ARN from the IAM console, such as `arn:aws:iam::111122223333:policy/deny-without-mfa`.',
  }),
  'team-name-taken': ({ name }) => ({
    title: 'That name is taken',
    happened: `The account already has “${name}”, perhaps with other capitals.`,
    advice: 'Choose another name.',
  }),
  'team-wish-bad': ({ what, value, why }) => ({
    title: 'IAM doesn’t accept that name',
    happened:
      what === 'path'
        ? `“${value}” isn’t a path. It must start and end with a slash.`
        : `“${value}” ${why === 'long' ? `has more than ${what === 'user' ? 64 : 128} characters` : 'has other characters than letters, digits and _+=,.@-'}.`,
    advice: 'Choose another one.',
  }),
  'team-missing': ({ name }, where) => ({
    title: 'Something is no longer there',
    happened: `IAM doesn’t find “${name}”, or a policy it needs.`,
    advice: `Check it in the IAM console, then ${again(where)}.`,
  }),
  'team-limit': ({ name }, where) => ({
    title: 'An IAM limit is reached',
    happened: `Users, groups per user (10), policies or access keys are at their limit for “${name}”.`,
    advice: `Make room in the IAM console or ask AWS for more, then ${again(where)}.`,
  }),
  'password-refused': ({ name }) => ({
    title: 'The password policy rejected it',
    happened: `Your account’s password policy asks for more than the 24 characters that Roletap made for “${name}”.`,
    advice: 'Add the person without `--password`, and set a password in the IAM console.',
  }),
  'team-call-refused': ({ awsCode }) => ({
    title: 'IAM rejected what was asked',
    happened: `IAM answered ${awsCode}.`,
    advice: 'Check the ARNs you gave: they must be in this account and partition.',
  }),
  'team-other-account': ({ accountId }) => ({
    title: 'The profile leads to another account',
    happened: `This was started in account ${accountId}.`,
    advice: 'Set the profile back to that account, then continue or undo.',
  }),
  'plan-missing': ({ id }) => ({
    title: 'There is nothing to continue',
    happened: `No unfinished work has the ID “${id}”.`,
    advice: '`roletap team unfinished` lists what was interrupted.',
  }),
  'invite-unusable': ({ file, why }) => ({
    title: 'That invite can’t be used',
    happened: `${file} ${{ 'not-an-invite': 'isn’t an invite from Roletap', newer: 'is from a newer version of Roletap', damaged: 'is damaged' }[why]}.`,
    advice: why === 'newer' ? 'Update Roletap, then try again.' : 'Ask your administrator to send it again.',
  }),
  'invite-passphrase-wrong': ({ file }) => ({
    title: 'The invite doesn’t open',
    happened: `The passphrase doesn’t open ${file}, or the file was changed.`,
    advice: 'Check the passphrase with your administrator, then try again.',
  }),
  'invite-unwritable': ({ file, errno }) => ({
    title: 'Can’t write the invite',
    happened: `${file} can’t be written: ${errno === 'EEXIST' ? 'it exists already' : `the system reports ${errno}`}.`,
    advice: 'Make room for it or move that file, then continue.',
  }),
  'invite-other-user': ({ invited, given }) => ({
    title: 'That access key isn’t yours',
    happened: `The invite is for ${invited}, and the access key belongs to ${given}.`,
    advice: 'Use the access key of the user in the invite.',
  }),
  'enforce-unsafe': ({ group, names }) => ({
    title: 'Not everyone has MFA yet',
    happened: `${listed(names.slice(0, 8))}${names.length > 8 ? ` and ${names.length - 8} more` : ''} would be locked out. Nothing was denied to “${group}”.`,
    advice: 'They can set up MFA now. Run this again when they have.',
  }),
};
