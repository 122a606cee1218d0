import type { KeyView } from '../contract/card-view.ts';
import type { DeviceView, EnrollView, RemovalView } from '../contract/enroll.ts';
import type { EndReason } from '../contract/history.ts';
import { shellWord } from '../contract/text.ts';
import type { UnreadPart } from '../contract/tools.ts';
import { clockTime, counted, either, fullName, listed, span, theKey } from './english.ts';
import { keyWords } from './keys.ts';

/** What the terminal's commands say beside their tables, a line each. What only a program reads (--json) is no sentence. */

export const keysSaid = {
  copied: (seconds: number): string => `The code is on the clipboard, which Roletap clears in ${seconds} s.`,
  held: (key: KeyView): string => `${fullName(key)} is ${keyWords(key).text}. Roletap waits a moment for it…`,
  none: 'No accounts',
  accounts: (count: number): string => counted(count, { one: 'account', other: 'accounts' }),
  renamed: (account: string, name: string): string => `${account} is now ${name}`,
  password: (key: { readonly name: string; readonly serial?: number }, sets: boolean): string =>
    `The OATH password of ${fullName(key)} is ${sets ? 'set' : 'removed'}`,
  differ: 'the two passwords are not the same',
  needsInput: 'password set reads the new password from standard input',
} as const;

/** Before what a person types. */
export const promptTexts = {
  code: 'Code: ',
  codeInstead: 'Or enter the 6-digit code of another MFA device: ',
  codeLength: 'A code has 6 digits.',
  typeCode: 'Enter a code from another MFA device',
} as const;

export const sessionsSaid = {
  none: 'No sessions',
  noneOpen: 'Nothing was open',
  ended: (name: string): string => `${name} ended`,
  mfaEnded: (source: string): string => `MFA session of ${source} ended`,
  mfa: (source: string): string => `(MFA session of ${source})`,
  /** `left` as it fits into a ring, `until` as RFC 3339. */
  tapped: (target: string, left: string, until?: string): string =>
    `aws --profile ${target}    (${left} left${until === undefined ? '' : `, until ${until}`})`,
  open: (ring: string, left: string, target: string): string => `${ring} ${left} left, aws --profile ${target}`,
  whichRole: 'Role:',
  roleIn: (role: string, account: string): string => `${role} in ${account}`,
  console: (role: string): string => `The console is open in the browser, signed in with ${role}`,
  /** `age` of the MFA session in milliseconds, where it is known. */
  mayBeOld: (role: string, age?: number): string =>
    `Your MFA session is ${age === undefined ? 'not new' : `${span(age / 1000)} old`}, and ${role} may only open soon after a touch.`,
  signInNow: (profile: string): string => `The sign-in of ${profile} has ended. Sign in now, in your browser? [y/N] `,
  touchAgain: 'Touch your YubiKey again? [y/N] ',
  expiredKeys: (target: string, file: string, line: number): string =>
    `“${target}” holds expired keys that Roletap did not write (${file}, line ${line}).`,
  replaceKeys: 'Replace them? [y/N] ',
  waits: 'Roletap has been asked, and waits for your YubiKey: see its icon in the tray.',
  /** Variables whose bytes Node cannot read. */
  oddBytes: (names: readonly string[]): string =>
    `note: ${listed(names)} ${names.length === 1 ? 'holds' : 'hold'} bytes that are no UTF-8 text. The command sees them replaced.`,
  /** `exec --keys`: what the command holds is not renewed. */
  keysEnd: (moment: string): string => `note: these keys end at ${moment}, and nothing renews them for a command that runs longer.`,
  /** Files with a [default] that would win over the role, and are not shown to the command. */
  hidden: ({ config, credentials }: { readonly config: boolean; readonly credentials: boolean }): string =>
    `note: [default] has credentials of its own, which come before those of the role. The command does not see ${
      config && credentials ? 'both files in ~/.aws' : config ? 'the config file' : 'the credentials file'
    }.`,
} as const;

export const programsSaid = {
  none: 'No decisions',
  withoutApp: 'note: Roletap is not running. It forgets whom you said no to when it quits, so only sessions that are kept are looked at.',
  yes: (until: number): string => `yes, until ${clockTime(until)}`,
  no: (until: number): string => `no, nobody is asked before ${clockTime(until)}`,
  notToday: 'no, not today',
  forgotten: (program: string, role: string): string => `${program} asks anew for ${role}`,
  silenced: (program: string, role: string): string => `Nobody is asked for ${role} in the name of ${program} today`,
} as const;

const endedBecause: Readonly<Record<EndReason, string>> = {
  person: '',
  lock: 'the screen was locked',
  pulled: 'the YubiKey was pulled',
  quit: 'Roletap was quit',
  gone: 'it was gone from its file, or AWS refused it',
};

export const historySaid = {
  none: 'Nothing happened',
  ended: (why: EndReason): string => endedBecause[why],
  until: (moment: string): string => `until ${moment}`,
  guarded: 'guarded',
} as const;

/** The serials of keys that hold a device's account, those that are not plugged in marked so. */
const holders = ({ onKeys, knownKeys }: Pick<DeviceView, 'onKeys' | 'knownKeys'>): string =>
  [...onKeys.map(({ serial }) => String(serial ?? 'plugged in')), ...knownKeys.map((serial) => `${serial} (not plugged in)`)].join(', ') ||
  '-';

export const devicesSaid = {
  whichSource: 'Several profiles have access keys. Whose IAM user do you mean?',
  none: (user: string): string => `No MFA devices of ${user}`,
  holders,
  leftDevice: (device: string): string => `left over: ${device}, which nobody uses`,
  leftAccount: (account: string, serial?: number): string => `left over: the account ${account} on ${serial ?? theKey()}, of no device`,
  unused: (account: string, device: string): string => `no profile uses ${account}; for its user's profiles: mfa_serial = ${device}`,
  inStep: (device: string): string => `${device} is in step`,
  last: (device: string, user: string): string =>
    `${device} is the last MFA device of ${user}: roles that want MFA stay closed without it.`,
  others: (user: string, devices: readonly Pick<DeviceView, 'serial' | 'onKeys' | 'knownKeys'>[]): string =>
    `What still lets ${user} in: ${devices.map((device) => `${device.serial} (YubiKey: ${holders(device)})`).join('; ')}`,
  mayRemove: 'Remove it? [y/N] ',
  needsYes: 'remove needs --yes where nobody can be asked',
  removed: (device: string): string => `${device} is removed`,
  noSuchRemoval: (id: string): string => `there is no unfinished removal ${id} (roletap unfinished lists them)`,
  /** The commands that lead out of an interrupted removal. */
  waysOn: ({ id, removal }: RemovalView): string =>
    `go on: roletap remove --resume ${id}${removal.deleted === 'done' ? '' : `    undo: roletap remove --undo ${id}`}`,
  isBack: (device: string, user: string): string => `${device} is an MFA device of ${user} again`,
  accountDeleted: (account: string, serial?: number): string => `its account ${account} is deleted from ${serial ?? theKey()}`,
  accountStays: (serial: number): string => `its account is still on ${theKey(serial)}`,
} as const;

export const lostSaid = {
  which: 'Which device is on the lost key?',
  whichOther: 'Which device do your profiles name from now on?',
  needsDevice: (away: readonly string[]): string =>
    away.length === 0 ? 'lost needs a device: the keys of all devices are plugged in' : `lost needs a device: ${either(away)}`,
  mayMend: 'Write these lines? [y/N] ',
  mended: (profile: string, device: string): string => `${profile} names ${device} now`,
  maySpare: 'To add a spare now, insert another YubiKey and answer yes. [y/N] ',
  /** `isOpen`: another device makes codes. */
  spareLater: (source: string, isOpen: boolean): string =>
    `${isOpen ? 'You’re set for today. Add a spare when you have one' : 'Insert a new YubiKey and run'}: roletap enroll --source ${shellWord(source)}`,
  askAdministrator: (user: string): string =>
    `${user} has no other device that makes codes, so only an administrator of the AWS account can help. Send them this: "I lost the YubiKey that holds my MFA device. Please run:"`,
  afterwards: (source: string): string => `When that is done, insert a new YubiKey and run: roletap enroll --source ${shellWord(source)}`,
} as const;

export const enrollSaid = {
  codes: (refused: boolean): string => (refused ? 'AWS refused the codes; the next two…' : 'Two codes for AWS…'),
  spare: 'Put in the spare YubiKey.',
  mayWrite: 'Write mfa_serial to the profiles that use this user? [y/N] ',
  undoWould: (action: string): string => `undo would: ${action}`,
  waysOn: ({ id }: Pick<EnrollView, 'id'>): string => `go on: roletap enroll --resume ${id}    undo: roletap enroll --undo ${id}`,
  noSuchRun: (id: string): string => `there is no unfinished enrolment ${id} (roletap unfinished lists them)`,
  undone: (left: readonly string[]): string => (left.length === 0 ? 'Undone: nothing is left' : `Left: ${left.join(', ')}`),
  enrolled: (device: string): string => `${device} is an MFA device of this user`,
  spareDevice: (device: string): string => `spare: ${device}`,
  written: (profile: string): string => `mfa_serial is written to ${profile}`,
  notWritten: (device: string): string => `for the profiles of this user: mfa_serial = ${device}`,
  left: (item: string): string => `left: ${item}`,
  noneUnfinished: 'Nothing is unfinished',
  /** Where IAM said no. */
  byHand: (source: string): string =>
    `With AWS’s console open it works without IAM: roletap enroll --console${source === '' ? '' : ` --source ${shellWord(source)}`}`,
  isOpen: 'an enrolment is open already, or there is none of this name',
  /** Nothing of what is typed behind it is shown. */
  secret: 'Secret key or otpauth:// link (not shown): ',
  oneInput: 'standard input holds the password or the secret, not both: give the secret with --picture',
  codeToType: (index: number, digits: string): string => `MFA code ${index + 1}: ${digits}`,
  typedThem: 'Press Enter when AWS accepted them, or n and Enter for two new codes: ',
  whenTyped: (id: string): string => `When AWS accepted them: roletap enroll --resume ${id} --device ARN`,
  tookThem: 'Did AWS accept two codes of this YubiKey already? [y/N] ',
  device: (guess: string | undefined): string => (guess === undefined ? 'ARN: ' : `ARN (Enter for ${guess}): `),
  needsDevice: (command: 'enroll' | 'import'): string => `${command} needs --device where nobody can be asked`,
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
  none: (source: string): string => `IAM names no role that ${source} may assume`,
  patterns: 'Cannot be listed, since they are of other accounts (roletap tap takes the ARN of one):',
  unread: 'Could not be read:',
  /** `group policies (devs): AWS denied ...`; `happened` is the problem's own sentence. */
  unreadPart: (what: UnreadPart, name: string | undefined, happened: string): string =>
    `${unreadParts[what]}${name === undefined ? '' : ` (${name})`}: ${happened}`,
  also: 'Also:',
} as const;

export const doctorSaid = {
  cardService: 'It answers.',
  key: (firmware: string, forAws: number, accounts: number): string =>
    `${firmware === '' ? '' : `Firmware ${firmware}, `}${forAws} of ${accounts} accounts can be used with AWS.`,
  roles: (count: number, file: string): string => `${count} in ${file}.`,
  bundleName: 'CA bundle',
  commandName: 'roletap command',
  noCommand: 'Advice names the command roletap, which no folder in PATH has.',
  otherCommand: (file: string): string => `What roletap stands for in a shell is ${file}, not this program.`,
  commandAdvice: (command: string): string => `Run: ${command}`,
  openName: 'access',
  open: (path: string, may: 'read' | 'change', mode: string): string => `Every user of this computer can ${may} ${path} (${mode}).`,
  openAdvice: (command: string): string => `Run: ${command}`,
  strayName: 'access keys',
  stray: (where: 'environment' | 'shell' | 'backup', place = ''): string =>
    ({
      environment: 'The environment holds a long-term access key. It goes before every profile, and every program you start can read it.',
      shell: `${place} puts a long-term access key into the environment of every program you start.`,
      backup: `${place} holds a copy of a long-term access key.`,
    })[where],
  strayAdvice: (where: 'environment' | 'shell' | 'backup'): string =>
    where === 'backup'
      ? 'Delete the copy. If others could read it, make a new access key: `roletap rotate`.'
      : 'Run `roletap add` with that key, then remove AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY from where they are set.',
} as const;

export const demoSaid = {
  begins: 'Demo: a virtual YubiKey and a small STS inside this program; your own files are not touched.',
  touches: '  (the demo touches its virtual YubiKey)',
  done: 'Done: one touch, two roles, nothing left behind.',
} as const;

/** What the terminal says while an access key is added or moved. */
export const accessKeysSaid = {
  askId: 'Access key ID (not shown): ',
  askSecret: 'Secret access key (not shown): ',
  askName: (offered: string) => `Profile name [${offered}]: `,
  askRegion: (offered: string) => `Region [${offered}]: `,
  belongsTo: (userArn: string) => `AWS accepted the key. It belongs to ${userArn}.`,
  changes: (file: string) => `This changes ${file}:`,
  mayWrite: 'Write this? [y/N] ',
  askPassphrase: 'Passphrase (not shown): ',
  needsPassphrase: 'A passphrase is needed',
  noKeyring: 'No keyring is there to keep the access key. Where should it go?',
  places: ['under a passphrase, asked once for each login', 'into your credentials file, where any program of yours can read it'],
  unlocked: 'Unlocked until you log out.',
  needsYes: 'Nobody is there to ask: --yes writes the changes unasked',
  needsKey: 'Give the access key ID and the secret on standard input, a line each, or --csv FILE',
  added: (profile: string, kept: 'keyring' | 'passphrase' | 'file') =>
    `Added “${profile}”. Its access key is ${{ keyring: 'in your keyring, and in no file', passphrase: 'sealed under your passphrase', file: 'in your credentials file, readable by your programs' }[kept]}.`,
  next: (profile: string) => `Next: \`roletap enroll --source ${shellWord(profile)}\` makes your YubiKey an MFA device of this user.`,
  roles: (roles: readonly string[]) =>
    `Removes mfa_serial from ${roles.join(', ')}: their source gives an MFA session now, so \`aws\` must not ask for a code again.`,
  moved: (profile: string, kept: 'keyring' | 'passphrase') =>
    `The access key of “${profile}” is ${kept === 'keyring' ? 'in your keyring' : 'sealed under your passphrase'}, and gone from your AWS files.`,
  rotate: (profile: string) => `Copies may be in backups. \`roletap rotate ${shellWord(profile)}\` makes a new key, and them worthless.`,
  putBack: (profile: string) => `The access key of “${profile}” is in your credentials file again.`,
} as const;
