import { clockTime, listed } from '../english.ts';
import type { WordsFor } from './table.ts';

type ProgramCode =
  | 'touch-wanted'
  | 'asker-refused'
  | 'program-unknown'
  | 'askers-too-many'
  | 'app-missing'
  | 'app-foreign'
  | 'request-bad'
  | 'socket-unsafe'
  | 'port-taken'
  | 'command-missing'
  | 'command-failed'
  | 'console-own-user'
  | 'console-refused'
  | 'console-unknown'
  | 'browser-missing'
  | 'process-clash'
  | 'history-unwritable'
  | 'role-name-bad'
  | 'role-name-taken'
  | 'external-id-bad'
  | 'region-bad'
  | 'duration-bad'
  | 'policy-unclear'
  | 'search-without-mfa';

const whyBad = {
  version: 'its version is not one that this Roletap speaks',
  size: 'it is too long',
  bytes: 'it is not HTTP',
  json: 'it is not JSON',
  fields: 'its fields do not fit',
  method: 'its method is not taken here',
  path: 'there is nothing at its address',
  token: 'its token is not the right one',
  host: 'it was sent to another host’s name',
  origin: 'it comes from a web page',
  asker: 'it comes from another process than it says',
} as const;

const whyUnclear = {
  'not-json': 'it cannot be read as a policy, so what it allows or forbids does not count here',
  'not-resource': 'it allows all roles but some, and roles of other accounts cannot be listed',
  variable: 'it depends on a value that only AWS knows',
} as const;

/** What can be wrong where other programs ask for sessions, with a role by hand, and with the policies in which roles are looked for. */
export const programProblems: WordsFor<ProgramCode> = {
  'touch-wanted': ({ profile }) => ({
    title: 'A touch is needed',
    happened: `No session of “${profile}” is open, and a new one takes a touch of the YubiKey.`,
    advice: `Tap in to ${profile} in Roletap, or run \`roletap tap ${profile}\`, then try again.`,
  }),
  'asker-refused': ({ profile, until }) => ({
    title: 'Not asked again yet',
    happened: `Somebody said no when this program asked for “${profile}”, so nobody is asked in its name before ${clockTime(until)}.`,
    advice: `Tap in to ${profile} in Roletap, or take the refusal back in its settings under “Other programs”, then try again.`,
  }),
  'program-unknown': ({ program, known }) => ({
    title: 'Nothing was said to this program',
    happened: `Nothing that counts now was said to ${program}${known.length === 0 ? '' : `, only to ${listed(known)}`}.`,
    advice: 'See what was said, and to whom: `roletap programs`.',
  }),
  'askers-too-many': ({ limit }) => ({
    title: 'Too many programs are waiting',
    happened: `${limit} programs wait for a session already, so this one was turned away.`,
    advice: 'Touch the YubiKey or cancel, then try again.',
  }),
  'app-missing': ({ path, quit }) => ({
    title: 'Roletap is not running',
    happened: quit ? 'It was quit before it had an answer.' : `Nothing answers at ${path}, and nobody here can be asked.`,
    advice: 'Start Roletap and try again.',
  }),
  'app-foreign': ({ path, detail }) => ({
    title: 'Something else answers in the place of Roletap',
    happened: `${path}: ${detail}.`,
    advice: 'Quit Roletap and start it again, so that both are of one version.',
  }),
  'request-bad': ({ why }) => ({
    title: 'The request was not understood',
    happened: `Roletap refused it: ${whyBad[why]}.`,
    advice: 'Update what sent it, or copy its line from Roletap again.',
  }),
  'socket-unsafe': ({ path, detail }) => ({
    title: 'Other programs cannot ask Roletap',
    happened: `${path} cannot be used: ${detail}.`,
    advice: 'Move away what is there and start Roletap again.',
  }),
  'port-taken': ({ port }) => ({
    title: 'The endpoint could not be opened',
    happened: port === 0 ? 'The system gave no free port on this computer.' : `Port ${port} on this computer is taken.`,
    advice: 'Quit a program that you do not need and try again.',
  }),
  'command-missing': ({ command }) => ({
    title: 'That program is not there',
    happened: `${command} was not found.`,
    advice: 'Check how it is written, and that it is installed.',
  }),
  'command-failed': ({ command, detail }) => ({
    title: 'The check did not work',
    happened: `${command} gave no credentials${detail === '' ? '' : `: ${detail}`}.`,
    advice: 'Do what it says and check again.',
  }),
  'console-unknown': ({ partition }) => ({
    title: 'No known console',
    happened: `Roletap knows no address of a console for ${partition}.`,
    advice: 'Sign in there as your organization tells you. The role works in the terminal.',
  }),
  'console-own-user': ({ profile }) => ({
    title: 'The console takes a role',
    happened: `AWS gives no sign-in link for “${profile}”, which is your own user with MFA.`,
    advice: 'Sign in at the console with your password, or open a role there.',
  }),
  'console-refused': ({ status }) => ({
    title: 'AWS gave no sign-in link',
    happened: `The sign-in page of AWS refused the session (status ${status}).`,
    advice: 'Renew the role and open the console again.',
  }),
  'browser-missing': ({ detail }) => ({
    title: 'No browser could be opened',
    happened: `The system opened no browser${detail === '' ? '' : ` (${detail})`}.`,
    advice: 'Set a default browser, or print the link: `roletap console ROLE --print`.',
  }),
  'process-clash': ({ target, key, file, line }) => ({
    title: `The profile “${target}” is used otherwise`,
    happened: `${file}, line ${line}: “${target}” has ${key}, which decides where its credentials come from. Nothing was written.`,
    advice: 'Remove that line, or give the role another target.',
  }),
  'history-unwritable': ({ file, errno }) => ({
    title: 'The history is not kept',
    happened: `${file} cannot be read or written (${errno}). Sessions work all the same.`,
    advice: 'Check the free space and the permissions of that folder.',
  }),
  'role-name-bad': ({ name }) => ({
    title: 'That name cannot be used',
    happened: name === '' ? 'The role has no name.' : `“${name}” has characters that aws and the SDKs do not read in a profile name.`,
    advice: 'Use letters, digits, dots, dashes and underscores.',
  }),
  'role-name-taken': ({ name }) => ({
    title: 'That name is taken',
    happened: `There is a role or a profile named “${name}” already.`,
    advice: 'Choose another name.',
  }),
  'external-id-bad': ({ externalId }) => ({
    title: 'That is not an external id',
    happened: `AWS takes no “${externalId}”: 2 to 1,224 letters, digits and any of _+=,.@:/-.`,
    advice: 'Copy it from whoever gave you the role.',
  }),
  'region-bad': ({ region, partition }) => ({
    title: 'That is not a region of this role',
    happened: `“${region}” is no region of ${partition}.`,
    advice: 'Write it as AWS does, for example `eu-central-1`, or leave it empty.',
  }),
  'duration-bad': ({ seconds }) => ({
    title: 'That duration is not possible',
    happened: `A role session lasts 15 minutes to 12 hours, not ${seconds} seconds.`,
    advice: 'Choose a duration in between, or none.',
  }),
  'search-without-mfa': ({ source, action }) => ({
    title: 'IAM may show more roles with MFA',
    happened: `AWS denied ${action} to the keys of “${source}”, which were used without MFA.`,
    advice: `Tap in to any role of ${source}, so that an MFA session is open, then look again.`,
  }),
  'policy-unclear': ({ policy, why }) => ({
    title: 'A policy is not wholly understood',
    happened: `${policy}: ${whyUnclear[why]}.`,
    advice: 'If a role is missing, add it by hand. Whether AWS allows it shows when you tap in.',
  }),
};
