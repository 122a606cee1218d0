import { shellWord } from '../../contract/text.ts';
import { listed } from '../grammar.ts';
import { perPlatform } from '../platform/reader.ts';
import { flawWords } from './file-flaws.ts';
import { again, type WordsFor } from './table.ts';

type FileCode =
  | 'aws-files-missing'
  | 'roles-missing'
  | 'file-refused'
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
  region: 'a region, such as eu-central-1',
} as const;

/** What stands where a virtual MFA device is wanted. */
const serialWords = {
  passkey: 'which is a passkey or security key and makes no codes',
  user: 'which isn’t an MFA device',
  hardware: 'which is a hardware token, not a YubiKey',
  'other-account': 'which belongs to another AWS account',
} as const;

/** Why the system refused a file, as a clause; what is unknown stays the system's own word. */
const reasonWords = (errno: string): string => {
  const known: Readonly<Record<string, string>> = {
    EACCES: 'permission denied',
    EPERM: 'permission denied',
    EROFS: 'its disk is read-only',
    EISDIR: 'it is a folder, not a file',
    ENOTSUP: 'it isn’t a regular file',
    ENOENT: 'it doesn’t exist',
    EFBIG: 'it is far too large',
    ELOOP: 'its links point to each other in a loop',
    EIO: 'the disk reports an error',
    EBUSY: 'another program is using it',
    ETIMEDOUT: 'its disk doesn’t answer',
  };
  return Object.hasOwn(known, errno) ? `${known[errno]} (${errno})` : `the system reports ${errno}`;
};

const isForbidden = (errno: string): boolean => errno === 'EACCES' || errno === 'EPERM';

/** What can be wrong in the files of the user, in a profile, or in this program. */
export const fileProblems: WordsFor<FileCode> = {
  'aws-files-missing': ({ config, credentials, named }, where) => ({
    title: named ? 'The AWS files don’t exist' : 'No AWS profiles yet',
    happened: `Neither ${config} nor ${credentials} exists.`,
    advice: named
      ? `Correct ${listed(named)}, or create the ${named.length === 1 ? 'file' : 'files'}.`
      : `Add your IAM user’s access key with ${where === 'terminal' ? '`roletap add`' : '`aws configure`'}, then add a role to the config file.`,
  }),
  'roles-missing': ({ config, named = [] }) =>
    named.includes('AWS_CONFIG_FILE')
      ? {
          title: 'The AWS config file doesn’t exist',
          happened: `AWS_CONFIG_FILE names ${config}, which doesn’t exist.`,
          advice: 'Correct AWS_CONFIG_FILE, or create the file.',
        }
      : {
          title: 'No roles yet',
          happened: `No profile in ${config} has a role_arn that an access key can open.`,
          advice: 'Add a profile for each role you use. It appears here as soon as you save the file.',
        },
  'file-refused': ({ file, line, flaw, detail }) => {
    const { what } = flawWords(flaw);
    const named = detail === undefined ? '' : ` (${detail})`;
    return {
      title: 'The aws command refuses a file',
      happened: `Line ${line} of ${file}: ${what}${named}. Until it is corrected, no aws command works.`,
      advice: `Correct line ${line} and save the file. Roletap then reads it again.`,
    };
  },
  'file-unreadable': ({ file, errno }) => ({
    title: 'Can’t read a file',
    happened: `${file} can’t be read: ${reasonWords(errno)}.`,
    advice: isForbidden(errno)
      ? `Check that it belongs to you: \`ls -l ${shellWord(file)}\`.`
      : errno === 'ETIMEDOUT'
        ? 'If it is on a network disk, reconnect it, or use a file elsewhere.'
        : 'Replace it with a text file, or set AWS_CONFIG_FILE or AWS_SHARED_CREDENTIALS_FILE to the right one.',
  }),
  'file-read-only': ({ file, errno }, where) => ({
    title: 'Can’t save the credentials',
    happened: `${file} can’t be written: ${reasonWords(errno)}. ${errno === 'ETIMEDOUT' ? 'It may still change once its disk answers.' : 'The file wasn’t changed.'}`,
    advice: isForbidden(errno)
      ? `Allow yourself to write it and its folder: \`chmod u+w ${shellWord(file)}\`. Then ${again(where)}.`
      : `Make it writable, or set AWS_SHARED_CREDENTIALS_FILE to a file elsewhere. Then ${again(where)}.`,
  }),
  'disk-full': ({ file }, where) => ({
    title: 'The disk is full',
    happened: `There is no space left to write ${file}. The file wasn’t changed.`,
    advice: `Free some space and ${again(where)}.`,
  }),
  'folder-missing': ({ folder, errno }, where) => ({
    title: 'A folder is missing',
    happened:
      errno === 'ENOTDIR'
        ? `${folder} can’t be created: one of the folders in that path is a file.`
        : `Neither ${folder} nor the folder above it exists.`,
    advice:
      errno === 'ENOTDIR'
        ? 'Move that file, or set AWS_SHARED_CREDENTIALS_FILE to another place.'
        : `Create it: \`mkdir -p -m 700 ${shellWord(folder)}\`. Then ${again(where)}.`,
  }),
  'symlink-broken': ({ file, to }) => ({
    title: 'A link is broken',
    happened: `${file} links to ${to}, which doesn’t exist.`,
    advice: 'Restore that file, or remove the link.',
  }),
  'file-contested': ({ file }, where) => ({
    title: 'Another program keeps changing the file',
    happened: `${file} changed each time Roletap tried to save it, so Roletap wrote nothing.`,
    advice: `Wait for the other program to finish, then ${again(where)}.`,
  }),
  'line-end-unclear': ({ file, line }, where) => ({
    title: 'A line end is ambiguous',
    happened: `${file}, line ${line}: it has a carriage return without a line feed, which ends the line for \`aws\` but not for SDKs. Roletap changed nothing.`,
    advice: `Save the file with normal line endings, then ${again(where)}.`,
  }),
  'role-unknown': ({ role, near }, where) => ({
    title: 'No such role',
    happened: `“${role}” is neither a role’s ARN nor a profile that Roletap can open.`,
    advice: `${near === undefined ? '' : `Did you mean “${near}”? `}${where === 'terminal' ? 'List the roles: `roletap roles`.' : 'Choose a role from the list.'}`,
  }),
  'role-arn-bad': ({ profile, roleArn }, where) => ({
    title: 'That isn’t a role ARN',
    happened:
      where !== 'form'
        ? `Profile “${profile}” has role_arn = ${roleArn}, which isn’t a role.`
        : roleArn === ''
          ? 'The ARN is missing.'
          : `${roleArn} isn’t a role.`,
    advice: 'Copy the ARN from the IAM console. It looks like `arn:aws:iam::111122223333:role/Admin`.',
  }),
  'mfa-serial-missing': ({ profile }) => ({
    title: 'The profile has no MFA device',
    happened: `Neither “${profile}” nor its source profile has an mfa_serial.`,
    advice: 'Add a line such as `mfa_serial = arn:aws:iam::111122223333:mfa/jane`.',
  }),
  'mfa-serial-bad': ({ profile, mfaSerial, why }) => ({
    title: why === undefined ? 'The mfa_serial isn’t an ARN' : 'This mfa_serial can’t be used',
    happened: `Profile “${profile}” has mfa_serial = ${mfaSerial}, ${why === undefined ? 'which AWS doesn’t accept' : serialWords[why]}.`,
    advice: 'Copy the device’s identifier from the IAM console. It looks like `arn:aws:iam::111122223333:mfa/jane`.',
  }),
  'setting-bad': ({ profile, setting, value }) => ({
    title: 'AWS doesn’t accept a setting',
    happened: `Profile “${profile}” has ${setting} = ${value}. It must be ${settingWords[setting]}.`,
    advice: `Correct or remove \`${setting}\` in that profile.`,
  }),
  'endpoint-refused': ({ url, setting, why }) => ({
    title: 'The endpoint setting isn’t safe',
    happened:
      why === 'plain-http'
        ? `${setting} is ${url}. Without https, others could read the credentials on the way.`
        : `${setting} is “${url}”, which isn’t a URL.`,
    advice: `Use https, or remove ${setting}. Plain http works only for this computer itself.`,
  }),
  usage: ({ message, command }) => ({
    title: 'Can’t run that command',
    happened: message.endsWith('?') ? message : `${message.replace(/[.\s]+$/, '')}.`,
    advice: command === undefined ? 'See all commands: `roletap help`.' : `See how it’s used: \`roletap help ${command}\`.`,
  }),
  'clipboard-missing': (_, where) => ({
    title: 'No clipboard available',
    happened: 'Roletap can’t write to a clipboard in this session.',
    advice: `${perPlatform({ linux: 'Install xclip or wl-clipboard, then try again.', mac: 'Try again.', windows: 'Try again.' })}${
      where === 'terminal' ? ' To print the code, leave out `--copy`.' : ''
    }`,
  }),
  'settings-broken': ({ file, movedTo }) => ({
    title: 'The settings were damaged',
    happened: `Roletap moved ${file} to ${movedTo} and started with the defaults.`,
    advice: 'Choose your settings again, guarded roles first, or repair that file and copy it back.',
  }),
  'state-unwritable': ({ file, errno }) => ({
    title: 'Roletap can’t save its state',
    happened: `${file} can’t be written (${errno}). Roletap works, but forgets its state when it quits.`,
    advice: 'Check that folder’s free space and permissions.',
  }),
  internal: ({ where }) => ({
    title: 'Something went wrong in Roletap',
    happened: `An unexpected fault occurred (${where}). Your files weren’t changed.`,
    advice: 'Try again. If it keeps happening, report it with the words in brackets.',
  }),
};
