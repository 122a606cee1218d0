import type { KeyView } from '../contract/card-view.ts';
import type { DeviceView, EnrollView, RemovalView } from '../contract/enroll.ts';
import type { EndReason } from '../contract/history.ts';
import { shellWord } from '../contract/text.ts';
import type { UnreadPart } from '../contract/tools.ts';
import { clockTime, counted, date, either, fullName, listed, span, theKey } from './grammar.ts';
import { keyWords } from './keys.ts';

/** What the terminal's commands say beside their tables, a line each. What only a program reads (--json) is no sentence. */

export const keysSaid = {
  copied: (seconds: number): string => `Code copied. Roletap clears the clipboard in ${seconds} s.`,
  held: (key: KeyView): string => `${fullName(key)} is ${keyWords(key).text}. Waiting a moment…`,
  none: 'No OATH accounts',
  accounts: (count: number): string => counted(count, { one: 'account', other: 'accounts' }),
  renamed: (account: string, name: string): string => `${account} is now ${name}`,
  password: (key: { readonly name: string; readonly serial?: number }, sets: boolean): string =>
    `OATH password ${sets ? 'set on' : 'removed from'} ${fullName(key)}`,
  differ: 'the passwords don’t match',
  needsInput: 'password set needs the new password on standard input',
} as const;

/** Before what a person types. */
export const promptTexts = {
  code: 'Code: ',
  pin: 'PIN: ',
  /** After it was said that one wrong PIN more blocks it. */
  lastPin: 'PIN for the last try, or Enter to stop: ',
  codeInstead: 'Or enter the 6-digit code of another MFA device: ',
  codeLength: 'A code has 6 digits.',
  typeCode: 'Enter a code from another MFA device',
} as const;

export const sessionsSaid = {
  none: 'No sessions',
  noneOpen: 'No open sessions',
  ended: (name: string): string => `${name} ended`,
  mfaEnded: (source: string): string => `${source}’s MFA session ended`,
  mfa: (source: string): string => `(${source}’s MFA session)`,
  /** `left` as it fits into a ring, `until` as RFC 3339. */
  tapped: (target: string, left: string, until?: string): string =>
    `aws --profile ${target}    (${left} left${until === undefined ? '' : `, until ${until}`})`,
  open: (ring: string, left: string, target: string): string => `${ring} ${left} left, aws --profile ${target}`,
  whichRole: 'Role:',
  roleIn: (role: string, account: string): string => `${role} in ${account}`,
  console: (role: string, browser?: string): string => `Opened the AWS console in ${browser ?? 'your browser'}, signed in with ${role}`,
  noBrowsers: 'No browser with profiles found',
  withoutAddOn: (label: string): string => `${label} (needs the add-on “Open external links in a container”)`,
  /** `age` of the MFA session in milliseconds, where it is known. */
  mayBeOld: (role: string, age?: number): string =>
    `Your MFA session ${age === undefined ? 'isn’t new' : `is ${span(age / 1000)} old`}, and ${role} may need a recent touch.`,
  signInNow: (profile: string): string => `Your sign-in for ${profile} has expired. Sign in now in your browser? [y/N] `,
  touchAgain: 'Touch your YubiKey again? [y/N] ',
  expiredKeys: (target: string, file: string, line: number): string =>
    `“${target}” has expired keys from another tool (${file}, line ${line}).`,
  replaceKeys: 'Replace them? [y/N] ',
  waits: 'Waiting for your YubiKey: see Roletap in the tray.',
  /** Variables whose bytes Node cannot read. */
  oddBytes: (names: readonly string[]): string =>
    `note: ${listed(names)} ${names.length === 1 ? 'isn’t' : 'aren’t'} valid UTF-8. The command gets replacement characters.`,
  /** `exec --keys`: what the command holds is not renewed. */
  keysEnd: (moment: string): string => `note: these keys expire at ${moment} and aren’t renewed.`,
  /** Files with a [default] that would win over the role, and are not shown to the command. */
  hidden: ({ config, credentials }: { readonly config: boolean; readonly credentials: boolean }): string =>
    `note: [default] has its own credentials, which would override the role. The command doesn’t see ${
      config && credentials ? 'either file in ~/.aws' : config ? 'the config file' : 'the credentials file'
    }.`,
} as const;

export const programsSaid = {
  none: 'No decisions',
  withoutApp: 'note: Roletap isn’t running, so only kept sessions are listed. Declined requests are forgotten when it quits.',
  yes: (until: number): string => `allowed until ${clockTime(until)}`,
  no: (until: number): string => `declined, can’t ask again before ${clockTime(until)}`,
  notToday: 'declined for today',
  forgotten: (program: string, role: string): string => `Forgot your decision about ${program} for ${role}`,
  silenced: (program: string, role: string): string => `${program} can’t ask for ${role} again today`,
} as const;

const endedBecause: Readonly<Record<EndReason, string>> = {
  person: '',
  lock: 'the screen locked',
  pulled: 'the YubiKey was removed',
  quit: 'Roletap quit',
  gone: 'removed from its file, or refused by AWS',
};

export const historySaid = {
  none: 'No sessions in this period',
  ended: (why: EndReason): string => endedBecause[why],
  until: (moment: string): string => `until ${moment}`,
  declined: (until: string): string => `declined by you until ${until}`,
  /** A kept key that went to a program. */
  shared: 'the access key itself, without MFA',
  notOpened: 'not opened',
  guarded: 'guarded',
} as const;

/** The serials of keys that hold a device's account, those that are not plugged in marked so. */
const holders = ({ onKeys, knownKeys }: Pick<DeviceView, 'onKeys' | 'knownKeys'>): string =>
  [...onKeys.map(({ serial }) => String(serial ?? 'connected')), ...knownKeys.map((serial) => `${serial} (not connected)`)].join(', ') ||
  '-';

export const devicesSaid = {
  whichSource: 'Several profiles have access keys. Whose IAM user do you mean?',
  none: (user: string): string => `${user} has no MFA devices`,
  holders,
  leftDevice: (device: string): string => `left over: ${device}, never enabled`,
  leftAccount: (account: string, serial?: number): string =>
    `left over: OATH account ${account} on ${serial ?? theKey()}, without a device`,
  unused: (account: string, device: string): string => `no profile uses ${account}. Add to its user’s profiles: mfa_serial = ${device}`,
  inStep: (device: string): string => `${device} is in sync with AWS`,
  last: (device: string, user: string): string => `${device} is ${user}’s last MFA device. Without it, roles that require MFA stay locked.`,
  others: (user: string, devices: readonly Pick<DeviceView, 'serial' | 'onKeys' | 'knownKeys'>[]): string =>
    `Other ways in for ${user}: ${devices.map((device) => `${device.serial} (YubiKey: ${holders(device)})`).join('; ')}`,
  mayRemove: 'Remove it? [y/N] ',
  needsYes: 'remove needs --yes, since it can’t ask here',
  removed: (device: string): string => `Removed ${device}`,
  noSuchRemoval: (id: string): string => `there is no unfinished removal ${id} (list them: roletap unfinished)`,
  /** The commands that lead out of an interrupted removal. */
  waysOn: ({ id, removal }: RemovalView): string =>
    `continue: roletap remove --resume ${id}${removal.deleted === 'done' ? '' : `    undo: roletap remove --undo ${id}`}`,
  isBack: (device: string, user: string): string => `${device} is ${user}’s MFA device again`,
  accountDeleted: (account: string, serial?: number): string => `Deleted its OATH account ${account} from ${serial ?? theKey()}`,
  accountStays: (serial: number): string => `Its OATH account is still on ${theKey(serial)}`,
} as const;

export const lostSaid = {
  which: 'Which device is on the lost key?',
  whichOther: 'Which device should your profiles use now?',
  needsDevice: (away: readonly string[]): string =>
    away.length === 0 ? 'lost needs a device, since all your keys are connected' : `lost needs a device: ${either(away)}`,
  mayMend: 'Write these changes? [y/N] ',
  mended: (profile: string, device: string): string => `${profile} now uses ${device}`,
  maySpare: 'To add a spare now, insert another YubiKey. Ready? [y/N] ',
  /** `isOpen`: another device makes codes. */
  spareLater: (source: string, isOpen: boolean): string =>
    `${isOpen ? 'You’re set for today. Add a spare when you have one' : 'Insert a new YubiKey and run'}: roletap enroll --source ${shellWord(source)}`,
  askAdministrator: (user: string): string =>
    `${user} has no other device with codes, so only your AWS administrator can help. Send them this: “I lost the YubiKey with my MFA device. Please run:”`,
  afterwards: (source: string): string => `After that, insert a new YubiKey and run: roletap enroll --source ${shellWord(source)}`,
} as const;

export const enrollSaid = {
  codes: (refused: boolean): string => (refused ? 'AWS rejected the codes. Trying the next two…' : 'Two codes for AWS…'),
  spare: 'Insert the spare YubiKey.',
  mayWrite: 'Write mfa_serial to this user’s profiles? [y/N] ',
  mayStore: 'Store it on the YubiKey? [y/N] ',
  undoWould: (action: string): string => `undo will: ${action}`,
  waysOn: ({ id }: Pick<EnrollView, 'id'>): string => `continue: roletap enroll --resume ${id}    undo: roletap enroll --undo ${id}`,
  noSuchRun: (id: string): string => `there is no unfinished setup ${id} (list them: roletap unfinished)`,
  undone: (left: readonly string[]): string => (left.length === 0 ? 'Undone. Nothing is left behind.' : `Left behind: ${left.join(', ')}`),
  enrolled: (device: string): string => `${device} is ready to use`,
  spareDevice: (device: string): string => `spare: ${device}`,
  written: (profile: string): string => `Wrote mfa_serial to ${profile}`,
  notWritten: (device: string): string => `Add to this user’s profiles: mfa_serial = ${device}`,
  left: (item: string): string => `left behind: ${item}`,
  noneUnfinished: 'Nothing unfinished',
  /** Where IAM said no. */
  byHand: (source: string): string =>
    `Set it up in the AWS console instead: roletap enroll --console${source === '' ? '' : ` --source ${shellWord(source)}`}`,
  isOpen: 'another setup is open, or there is none with this name',
  /** Nothing of what is typed behind it is shown. */
  secret: 'Secret key or otpauth:// link (not shown): ',
  oneInput: 'standard input can’t have both password and secret: pass the secret with --picture',
  codeToType: (index: number, digits: string): string => `MFA code ${index + 1}: ${digits}`,
  typedThem: 'Press Enter once AWS accepts them, or type n for two new codes: ',
  whenTyped: (id: string): string => `Once AWS accepts them: roletap enroll --resume ${id} --device ARN`,
  tookThem: 'Did AWS already accept two codes from this YubiKey? [y/N] ',
  device: (guess: string | undefined): string => (guess === undefined ? 'ARN: ' : `ARN (Enter for ${guess}): `),
  needsDevice: (command: 'enroll' | 'import'): string => `${command} needs --device, since it can’t ask here`,
  whichAccount: 'Which account do you mean?',
} as const;

const unreadParts: Readonly<Record<UnreadPart, string>> = {
  'user-policies': 'user policies',
  'attached-policies': 'attached policies',
  groups: 'groups',
  'group-policies': 'group policies',
  policy: 'policy',
  document: 'document',
  roles: 'roles',
  boundary: 'boundary',
  alias: 'alias',
};

export const findSaid = {
  none: (source: string): string => `No roles found for ${source}`,
  patterns: 'Allowed by wildcard in other accounts, so not listed (use roletap tap ARN):',
  unread: 'Couldn’t be read:',
  /** `group policies (devs): AWS denied ...`; `happened` is the problem's own sentence. */
  unreadPart: (what: UnreadPart, name: string | undefined, happened: string): string =>
    `${unreadParts[what]}${name === undefined ? '' : ` (${name})`}: ${happened}`,
  also: 'Also:',
} as const;

export const doctorSaid = {
  certificate: (subject: string, until: number): string => `opened by ${subject}, valid until ${date(until)}`,
  /** Before a line; all are equally wide. */
  marks: { ok: 'ok     ', warning: 'warning', problem: 'PROBLEM' },
  serviceName: 'card service',
  filesName: 'AWS files',
  rolesName: 'roles',
  cardService: 'It answers.',
  key: (firmware: string, forAws: number, accounts: number): string =>
    `${firmware === '' ? '' : `Firmware ${firmware}, `}${forAws} of ${accounts} OATH accounts usable with AWS.`,
  roles: (count: number, file: string): string => `${count} in ${file}.`,
  bundleName: 'CA bundle',
  commandName: 'roletap command',
  noCommand: 'The command roletap isn’t in your PATH.',
  otherCommand: (file: string): string => `In your shell, roletap runs ${file}, not this program.`,
  commandAdvice: (command: string): string => `Run: ${command}`,
  openName: 'access',
  open: (path: string, may: 'read' | 'change', mode: string): string => `Every user on this computer can ${may} ${path} (${mode}).`,
  openAdvice: (command: string): string => `Run: ${command}`,
  activeName: 'active access keys',
  activeOne: (user: string): string => `${user} has one.`,
  activeMore: (user: string, keys: readonly string[]): string => `${user} has ${keys.length}: ${listed(keys)}. One is enough.`,
  activeAdvice: (source: string): string => `See when each was last used, and replace one: \`roletap rotate ${shellWord(source)}\`.`,
  activeUnknown: (happened: string): string => `Not checked. ${happened}`,
  activeUnasked: (sources: readonly string[]): string =>
    `Not checked for ${listed(sources)}, since that needs an MFA session. Tap in first to include this.`,
  newerName: 'own files',
  newer: (file: string): string => `A newer Roletap wrote ${file}. This version can’t read it.`,
  newerAdvice: 'Install the newer version again to use what it contains.',
  strayName: 'access keys',
} as const;

export const demoSaid = {
  begins: 'Demo: a virtual YubiKey and a simulated AWS. Your own files aren’t touched.',
  touches: '  (the demo touches its virtual YubiKey)',
  done: 'Done: one touch, two roles, nothing left behind.',
} as const;

/** A line for whoever starts the app in a terminal. */
export const startSaid = {
  inTray: 'Roletap is in your tray. Its window is open, too.',
  inWindow: 'Roletap’s window is open. This desktop shows no tray icons.',
  already: 'Roletap is already running. Its window is open.',
} as const;
