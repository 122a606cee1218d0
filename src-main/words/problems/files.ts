import { shellWord } from '../../contract/text.ts';
import { listed } from '../english.ts';
import { again, type WordsFor } from './table.ts';

type FileCode =
  | 'aws-files-missing'
  | 'roles-missing'
  | 'file-unreadable'
  | 'file-read-only'
  | 'disk-full'
  | 'folder-missing'
  | 'symlink-broken'
  | 'file-contested'
  | 'line-end-unclear'
  | 'role-unknown'
  | 'role-arn-bad'
  | 'mfa-serial-missing'
  | 'mfa-serial-bad'
  | 'setting-bad'
  | 'endpoint-refused'
  | 'usage'
  | 'clipboard-missing'
  | 'settings-broken'
  | 'state-unwritable'
  | 'internal';

/** What AWS takes for a setting. */
const settingWords = {
  role_session_name: '2 to 64 letters, digits and any of _+=,.@-',
  external_id: '2 to 1,224 letters, digits and any of _+=,.@:/-',
  duration_seconds: 'a whole number of seconds, 900 to 43200',
  region: 'the name of a region, such as eu-central-1',
} as const;

/** What stands where a virtual MFA device is wanted. */
const serialWords = {
  passkey: 'which is a passkey or security key; it makes no codes',
  user: 'which is not an MFA device',
  hardware: 'which is a hardware token; no YubiKey makes its codes',
  'other-account': 'which is in another AWS account than your user',
} as const;

/** Why the system refused a file, as a clause; what is unknown stays the system's own word. */
const reasonWords = (errno: string): string => {
  const known: Readonly<Record<string, string>> = {
    EACCES: 'the system does not allow it',
    EPERM: 'the system does not allow it',
    EROFS: 'it is on a disk that is read-only',
    EISDIR: 'it is a folder, not a file',
    ENOTSUP: 'it is not a plain file',
    ENOENT: 'it does not exist',
    EFBIG: 'it is far too large for such a file',
    ELOOP: 'its links run in a circle',
    EIO: 'the disk reports an error',
    EBUSY: 'another program holds it',
    ETIMEDOUT: 'its disk does not answer',
  };
  return Object.hasOwn(known, errno) ? `${known[errno]} (${errno})` : `the system says ${errno}`;
};

const isForbidden = (errno: string): boolean => errno === 'EACCES' || errno === 'EPERM';

/** What can be wrong in the files of the user, in a profile, or in this program. */
export const fileProblems: WordsFor<FileCode> = {
  'aws-files-missing': ({ config, credentials, named }) => ({
    title: named ? 'The AWS files are not there' : 'No AWS files yet',
    happened: `Neither ${config} nor ${credentials} exists.`,
    advice: named
      ? `Correct ${listed(named)}, or put ${named.length === 1 ? 'the file' : 'the files'} there.`
      : 'Make a profile with the access key of your IAM user: `aws configure`. Then add a role to the config file.',
  }),
  'roles-missing': ({ config }) => ({
    title: 'No roles yet',
    happened: `${config} has no profile with a role_arn that an access key could open.`,
    advice: 'Add a profile for each role you use. Roletap sees it as soon as the file is saved.',
  }),
  'file-unreadable': ({ file, errno }) => ({
    title: 'A file cannot be read',
    happened: `${file} cannot be read: ${reasonWords(errno)}.`,
    advice: isForbidden(errno)
      ? `Look at its owner and mode: \`ls -l ${shellWord(file)}\`. It should belong to you.`
      : errno === 'ETIMEDOUT'
        ? 'If it is on a network disk, connect that again, or name a file elsewhere.'
        : 'Put a plain text file in its place, or let the variable AWS_CONFIG_FILE or AWS_SHARED_CREDENTIALS_FILE name the right one.',
  }),
  'file-read-only': ({ file, errno }, where) => ({
    title: 'The credentials cannot be saved',
    happened: `${file} cannot be written: ${reasonWords(errno)}. The file was left as it was.`,
    advice: isForbidden(errno)
      ? `Let yourself write it and its folder: \`chmod u+w ${shellWord(file)}\`. Then ${again(where)}.`
      : `Make that place writable, or let the variable AWS_SHARED_CREDENTIALS_FILE name a file elsewhere. Then ${again(where)}.`,
  }),
  'disk-full': ({ file }, where) => ({
    title: 'The disk is full',
    happened: `There is no room to write ${file}. The file was left as it was.`,
    advice: `Free some space and ${again(where)}.`,
  }),
  'folder-missing': ({ folder, errno }, where) => ({
    title: 'A folder is missing',
    happened:
      errno === 'ENOTDIR'
        ? `${folder} cannot be made: a file stands where a folder should be.`
        : `${folder} does not exist, nor does the folder that it should be in.`,
    advice:
      errno === 'ENOTDIR'
        ? 'Move that file away, or name another place in AWS_SHARED_CREDENTIALS_FILE.'
        : `Make it: \`mkdir -p -m 700 ${shellWord(folder)}\`. Then ${again(where)}.`,
  }),
  'symlink-broken': ({ file, to }) => ({
    title: 'A link leads nowhere',
    happened: `${file} is a link to ${to}, which does not exist.`,
    advice: 'Restore the file it points to, or remove the link.',
  }),
  'file-contested': ({ file }, where) => ({
    title: 'Another program keeps writing the file',
    happened: `${file} changed each time Roletap was about to save it, so nothing was written.`,
    advice: `Wait for the other program to finish and ${again(where)}.`,
  }),
  'line-end-unclear': ({ file, line }, where) => ({
    title: 'A line ends in two ways',
    happened: `${file}, line ${line}: a carriage return stands there without a line feed. \`aws\` ends the line at it, the SDKs do not, so Roletap changed nothing.`,
    advice: `Save the file with ordinary line ends and ${again(where)}.`,
  }),
  'role-unknown': ({ role }) => ({
    title: 'No such role',
    happened: `No profile named “${role}” has a role_arn, and it is not the ARN of a role.`,
    advice: 'See what there is: `roletap roles`.',
  }),
  'role-arn-bad': ({ profile, roleArn }, where) => ({
    title: 'That is not the ARN of a role',
    happened:
      where !== 'form'
        ? `Profile “${profile}” has role_arn = ${roleArn}, which names no role.`
        : roleArn === ''
          ? 'There is none yet.'
          : `${roleArn} names no role.`,
    advice: 'Copy the ARN from the IAM console; it looks like `arn:aws:iam::111122223333:role/Admin`.',
  }),
  'mfa-serial-missing': ({ profile }) => ({
    title: 'The profile names no MFA device',
    happened: `Neither “${profile}” nor its source has mfa_serial, so Roletap cannot tell which code to make.`,
    advice: 'Add a line such as `mfa_serial = arn:aws:iam::111122223333:mfa/jane`.',
  }),
  'mfa-serial-bad': ({ profile, mfaSerial, why }) => ({
    title: why === undefined ? 'The MFA device is not written as an ARN' : 'That mfa_serial makes no codes',
    happened: `Profile “${profile}” has mfa_serial = ${mfaSerial}, ${why === undefined ? 'which AWS does not take' : serialWords[why]}.`,
    advice: 'Copy the identifier of the device from the IAM console; it looks like `arn:aws:iam::111122223333:mfa/jane`.',
  }),
  'setting-bad': ({ profile, setting, value }) => ({
    title: 'AWS does not take a setting',
    happened: `Profile “${profile}” has ${setting} = ${value}. AWS takes ${settingWords[setting]}.`,
    advice: `Correct \`${setting}\` in that profile, or remove the line.`,
  }),
  'endpoint-refused': ({ url, setting, why }) => ({
    title: 'The endpoint setting is not safe to use',
    happened:
      why === 'plain-http'
        ? `${setting} points to ${url}. Without https, anyone on the way could read the credentials.`
        : `${setting} is “${url}”, which is not a web address.`,
    advice: `Use https, or remove ${setting}. Plain http is allowed for this computer itself only.`,
  }),
  usage: ({ message }) => ({
    title: 'That is not understood',
    happened: message.endsWith('?') ? message : `${message.replace(/[.\s]+$/, '')}.`,
    advice: 'See what there is: `roletap help`.',
  }),
  'clipboard-missing': () => ({
    title: 'No clipboard here',
    happened: 'This session has no clipboard that Roletap can write to.',
    advice: 'On Linux, install xclip or wl-clipboard. In a terminal, leave out `--copy` and the code is printed.',
  }),
  'settings-broken': ({ file, movedTo }) => ({
    title: 'The settings could not be read',
    happened: `${file} was damaged. It was moved to ${movedTo}, and Roletap started with its defaults.`,
    advice: 'Set what you had set again, guards of roles above all, or copy it back from there.',
  }),
  'state-unwritable': ({ file, errno }) => ({
    title: 'Roletap cannot save its notes',
    happened: `${file} cannot be written (${errno}). Roletap works, but forgets when it quits.`,
    advice: 'Check the free space and the permissions of that folder.',
  }),
  internal: ({ where }) => ({
    title: 'Roletap made a mistake',
    happened: `Something went wrong inside Roletap (${where}). Your files were left as they were.`,
    advice: 'Try again. If it comes back, please report it with the words in brackets.',
  }),
};
