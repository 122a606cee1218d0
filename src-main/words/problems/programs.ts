import { clockTime, listed } from '../grammar.ts';
import type { Where, WordsFor } from './table.ts';

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
  | 'browser-unknown'
  | 'browser-gone'
  | 'browser-locked'
  | 'browser-container'
  | 'service-bad'
  | 'process-clash'
  | 'history-unwritable'
  | 'role-name-bad'
  | 'role-name-taken'
  | 'external-id-bad'
  | 'region-bad'
  | 'duration-bad'
  | 'policy-unclear'
  | 'search-without-mfa';

const whyForeign = {
  'no-document': 'The answer isn’t JSON.',
  'not-understood': 'This Roletap doesn’t understand the answer.',
} as const;

const whyUnsafe = {
  'folder-link': 'Its folder is a link.',
  'folder-other': 'Its folder isn’t a folder.',
  'folder-foreign': 'Its folder belongs to another user.',
  'folder-open': 'Other users can open its folder.',
  'folder-movable': 'Other users can replace its folder.',
  taken: 'Another program uses it.',
  other: 'Something else has that name.',
  silent: 'It can’t be opened.',
} as const;

const whyBad = {
  version: 'this Roletap doesn’t support its version',
  size: 'it is too long',
  bytes: 'it isn’t HTTP',
  json: 'it isn’t JSON',
  fields: 'it has wrong fields',
  method: 'its method isn’t supported',
  path: 'nothing exists at its address',
  token: 'its token is wrong',
  host: 'it names another host',
  origin: 'it comes from a web page',
  asker: 'it claims to come from another process',
} as const;

const whyUnclear = {
  'not-json': 'it isn’t a valid policy, so Roletap ignored it',
  'not-resource': 'it allows all roles except some, and other accounts’ roles can’t be listed',
  variable: 'it depends on a value only AWS knows',
} as const;

/** Where every browser profile is listed. */
const allBrowsers = (where: Where): string =>
  `To see all: ${where === 'terminal' ? '`roletap browsers`' : '“Open console in…” in the role’s menu'}.`;

/** What can be wrong where other programs ask for sessions, with a role by hand, and with the policies in which roles are looked for. */
export const programProblems: WordsFor<ProgramCode> = {
  'touch-wanted': ({ profile }, where) => ({
    title: 'A touch is needed',
    happened: `“${profile}” has no open session, and opening one needs a touch.`,
    advice: `Tap in to ${profile} in Roletap${where === 'terminal' ? `, or run \`roletap tap ${profile}\`` : ''}, then try again.`,
  }),
  'asker-refused': ({ profile, until }) => ({
    title: 'Too soon to ask again',
    happened: `You declined this program’s request for “${profile}”, so it can’t ask again before ${clockTime(until)}.`,
    advice: `Tap in to ${profile} in Roletap, or allow the program again in the settings under “Other programs”, then try again.`,
  }),
  'program-unknown': ({ program, known }, where) => ({
    title: 'No decision about this program',
    happened: `You haven’t allowed or declined ${program}${known.length === 0 ? '' : `, only ${listed(known)}`}.`,
    advice: where === 'terminal' ? 'List your decisions: `roletap programs`.' : 'Your decisions are in Settings, under “Other programs”.',
  }),
  'askers-too-many': ({ limit }) => ({
    title: 'Too many programs are waiting',
    happened: `${limit} programs are already waiting for a session, so this one was turned away.`,
    advice: 'Touch your YubiKey or cancel, then try again.',
  }),
  'app-missing': ({ path, quit }) => ({
    title: 'Roletap isn’t running',
    happened: quit ? 'It quit before the session was open.' : `Nothing answers at ${path}.`,
    advice: 'Start Roletap and try again.',
  }),
  'app-foreign': ({ path, why, errno = '' }) => ({
    title: 'Something other than Roletap answered',
    happened: `${path}: ${why === 'errno' ? `The system refused it (${errno}).` : whyForeign[why]}`,
    advice: 'Quit Roletap and start it again, so that both have the same version.',
  }),
  'request-bad': ({ why }) => ({
    title: 'Roletap didn’t understand the request',
    happened: `Roletap refused it: ${whyBad[why]}.`,
    advice: 'Update the program that sent it, or copy its line from Roletap again.',
  }),
  'socket-unsafe': ({ path, why, errno = '' }) => ({
    title: 'Roletap’s socket can’t be used',
    happened: `${path}: ${why === 'errno' ? `The system refused it (${errno}).` : whyUnsafe[why]}`,
    advice: 'Move it aside and start Roletap again.',
  }),
  'port-taken': ({ port }) => ({
    title: 'Can’t open the endpoint',
    happened: port === 0 ? 'This computer has no free port.' : `Port ${port} is already in use.`,
    advice: 'Quit a program you don’t need, then try again.',
  }),
  'command-missing': ({ command }) => ({
    title: 'Program not found',
    happened: `There is no program ${command}.`,
    advice: 'Check the spelling and that it is installed.',
  }),
  'command-failed': ({ command, detail, exit }) => ({
    title: 'The check failed',
    happened: `${command} returned no credentials${exit === undefined ? '' : ` and ended with exit code ${exit}`}${detail === '' ? '' : `: ${detail}`}.`,
    advice: 'Follow its advice and check again.',
  }),
  'console-unknown': ({ partition }) => ({
    title: 'No known console',
    happened: `Roletap doesn’t know the console’s address for ${partition}.`,
    advice: 'Sign in there the way your organization does. The role still works in the terminal.',
  }),
  'console-own-user': ({ profile }) => ({
    title: 'The console needs a role',
    happened: `AWS issues no sign-in link for “${profile}”, which is your own user with MFA.`,
    advice: 'Sign in at the console with your password, or open a role there.',
  }),
  'console-refused': ({ status }) => ({
    title: 'AWS returned no sign-in link',
    happened: `AWS’s sign-in page refused the session (status ${status}).`,
    advice: 'Renew the role and open the console again.',
  }),
  'browser-missing': ({ detail }, where) => ({
    title: 'Can’t open a browser',
    happened: `The system didn’t open a browser${detail === '' ? '' : ` (${detail})`}.`,
    advice: `Set a default browser, or ${where === 'terminal' ? 'print the link: `roletap console ROLE --print`' : 'choose one with “Open console in…”'}.`,
  }),
  'browser-unknown': ({ browser, known, near }, where) => ({
    title: 'No such browser',
    happened: `No browser profile matches “${browser}”.`,
    advice:
      near !== undefined
        ? `The closest is ${near}. ${allBrowsers(where)}`
        : known.length === 0
          ? `Install Chrome, Chromium, Edge, Brave, Vivaldi or Firefox, or ${where === 'terminal' ? 'leave `--browser` out' : 'choose “System browser”'}.`
          : allBrowsers(where),
  }),
  'browser-gone': ({ browser }, where) => ({
    title: 'That browser is gone',
    happened: `“${browser}” was chosen for this console, but the browser or its profile doesn’t exist any more.`,
    advice: `Choose another one, or the system’s browser: ${where === 'terminal' ? '`roletap console ROLE --browser system`' : '“Open console in…”'}.`,
  }),
  'browser-locked': ({ browser, computer }) => ({
    title: 'The browser profile is in use',
    happened:
      computer === undefined
        ? `${browser} says that its profile is in use elsewhere.`
        : `${browser} is open on another computer (${computer}).`,
    advice: 'Close it there, or choose another profile.',
  }),
  'browser-container': ({ browser }) => ({
    title: 'Firefox can’t open containers',
    happened: `${browser}: Firefox opens links in a container only with an add-on, which this profile doesn’t have.`,
    advice: 'Install “Open external links in a container” in Firefox, or choose a profile instead.',
  }),
  'service-bad': ({ service }) => ({
    title: 'That isn’t a service',
    happened: `“${service}” isn’t a service name as the console’s addresses have it.`,
    advice: 'Use a name such as ec2, s3 or cloudwatch.',
  }),
  'process-clash': ({ target, key, file, line }) => ({
    title: `“${target}” already has a credential source`,
    happened: `${file}, line ${line}: “${target}” has ${key}, which sets where its credentials come from. Nothing was written.`,
    advice: 'Remove that line, or use another profile name for the role.',
  }),
  'history-unwritable': ({ file, errno }) => ({
    title: 'Can’t keep the history',
    happened: `${file} can’t be read or written (${errno}). Sessions still work.`,
    advice: 'Check that folder’s free space and permissions.',
  }),
  'role-name-bad': ({ name }) => ({
    title: 'That name can’t be used',
    happened: name === '' ? 'The role has no name.' : `“${name}” contains characters that aws and SDKs don’t allow in a profile name.`,
    advice: 'Use letters, digits, dots, dashes and underscores.',
  }),
  'role-name-taken': ({ name }) => ({
    title: 'That name is taken',
    happened: `There is already a role or profile named “${name}”.`,
    advice: 'Choose another name.',
  }),
  'external-id-bad': ({ externalId }) => ({
    title: 'That isn’t an external ID',
    happened: `“${externalId}” isn’t allowed. Use 2 to 1,224 letters, digits and any of _+=,.@:/-.`,
    advice: 'Copy it as you received it from the role’s owner.',
  }),
  'region-bad': ({ region, partition }) => ({
    title: 'That isn’t a region',
    happened: `The partition ${partition} has no region “${region}”.`,
    advice: 'Write it the way AWS does, such as `eu-central-1`, or leave it empty.',
  }),
  'duration-bad': ({ seconds }) => ({
    title: 'That duration isn’t possible',
    happened: `A role session lasts 15 minutes to 12 hours, not ${seconds} seconds.`,
    advice: 'Choose a duration in that range, or leave it empty.',
  }),
  'search-without-mfa': ({ source, action }) => ({
    title: 'IAM may list more with MFA',
    happened: `AWS denied ${action} for “${source}”, which was used without MFA.`,
    advice: `Tap in to any role that uses ${source}, then search again.`,
  }),
  'policy-unclear': ({ policy, why }) => ({
    title: 'Can’t fully evaluate a policy',
    happened: `${policy}: ${whyUnclear[why]}.`,
    advice: 'If a role is missing, add it by hand. Tap in to see whether AWS allows it.',
  }),
};
