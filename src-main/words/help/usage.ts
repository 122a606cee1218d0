import { either, listed } from '../grammar.ts';

/** What is wrong with a line that was typed behind `roletap`; without a full stop, which the problem adds. */

/** What each command needs a word for. */
const needs: Readonly<Partial<Record<string, string>>> = {
  'team enforce': 'a group',
  anywhere: 'setup, request, renew, import, add, adopt, policy, roles, serve or sign',
  keep: 'a profile with an access key',
  tap: 'a role',
  credentials: 'a profile or role',
  exec: 'a profile or role',
  shell: 'a profile or role',
  env: 'a role',
  console: 'a role',
  resync: 'a device',
  rename: 'an account and its new name',
  password: 'set or remove',
  completion: 'bash, zsh, fish or powershell',
  prompt: 'bash, zsh, fish or starship',
};

/** What an option takes from standard input. */
export type GivenOnInput = 'pin' | 'new-pin' | 'puk' | 'password' | 'code';

/** Each as it is called, and its option. */
const givenOnInput: Readonly<Record<GivenOnInput, readonly [string, string]>> = {
  pin: ['PIN', '--pin-stdin'],
  'new-pin': ['new PIN', '--pin-stdin'],
  puk: ['PUK', '--puk-stdin'],
  password: ['OATH password', '--password-stdin'],
  code: ['code', '--code-stdin'],
};

export const usageSaid = {
  noCommand: 'The command is missing',
  unknownCommand: (name: string): string => `Unknown command “${name}”`,
  unknownOption: (option: string): string => `Unknown option “${option}”`,
  /** `message` with the known word that was most likely meant. */
  guess: (message: string, near: string): string => `${message}. Did you mean “${near}”?`,
  /** Of a command that lacks its word. */
  needs: (command: string): string => `${command} needs ${needs[command] ?? 'another argument'}`,
  /** Of a word that is none of those a command knows. */
  needsOneOf: (command: string, known: readonly string[]): string => `${command} needs ${either(known)}`,
  wordTooMany: (command: string, word: string): string => `${command} doesn’t accept “${word}”`,
  otherOption: (command: string, option: string): string => `${command} doesn’t accept --${option}`,
  eitherOf: (command: string, one: string, other: string): string => `${command} accepts either ${one} or ${other}`,
  onlyOneOf: (command: string, choices: readonly string[]): string => `${command} accepts only one of ${listed(choices)}`,
  /** An option that goes with one of others only. */
  onlyWith: (command: string, option: string, others: readonly string[]): string =>
    `${command} accepts ${option} only with ${either(others)}`,
  /** An option beside which others do not go. */
  notBeside: (command: string, option: string, others: readonly string[]): string =>
    `${command} ${option} doesn’t accept ${either(others)}`,
  /** Of a secret that an option takes from standard input, which was empty or closed; of which YubiKey, where that is known. */
  nothingCame: (what: GivenOnInput, serial?: number): string => {
    const [name, option] = givenOnInput[what];
    return `No ${name}${serial === undefined ? '' : ` for YubiKey ${serial}`} arrived on standard input. Pass it as a line, or leave out ${option} to type it`;
  },
  oddBytes: (command: string, word: string): string => `${command} can’t pass on “${word}”, which isn’t UTF-8`,
} as const;

/** What single commands and options ask for. */
export const usageRules = {
  duration: '--duration must be 15m to 12h, such as 1h, 90m or 3600',
  sessionName: '--session-name must be 2 to 64 letters, digits or any of _+=,.@-',
  key: '--key must be a YubiKey’s serial number',
  spare: '--spare must be device or same-seed',
  shell: (formats: readonly string[]): string => `--shell must be one of ${formats.join(', ')}`,
  days: '--days must be 1 to 90',
  deleteAfter: '--delete-after must be 0 to 90 days',
  drop: '--drop must be an access key ID',
  readOnly: '--read-only takes nothing, or audit',
  tag: '--tag and --transitive-tag must be KEY=VALUE',
  full: '--full doesn’t go with limits',
  slot: '--slot must be 9a, 9c, 9d, 9e, or 82 to 95',
  algorithm: (known: readonly string[]): string => `--algorithm must be ${either(known)}`,
  port: '--port must be 0 to 65535',
  format: (known: readonly string[]): string => `--format must be ${either(known)}`,
  touch: (known: readonly string[]): string => `--touch must be ${either(known)}`,
  pinPolicy: (known: readonly string[]): string => `--pin-policy must be ${either(known)}`,
  pca: '--pca must be the ARN of a private CA: arn:aws:acm-pca:REGION:ACCOUNT:certificate-authority/ID',
  caKey: '--ca-key must be a YubiKey’s serial number and a slot, such as 12345678:9c',
  valid: '--valid must be 1 to 9999 days',
  revoke: '--revoke must be a certificate’s serial number',
  exec: 'exec needs a command after --',
  end: 'end needs either a profile or --all',
  remove: 'remove needs a device',
  /** Words before what a command takes. */
  device: 'a device',
  account: 'an account',
  rotateSource: 'rotate accepts a source by its name or with --source',
  rotate: 'rotate accepts only one of --undo, --finish, or --drop with --delete-after',
  programs: 'programs accepts only forget or silence, with a program’s name or file',
  policyFile: 'a policy’s file',
  path: '--path must start and end with a slash, such as /eng/',
  person: 'team add needs a user name',
  user: 'a user name',
  role: 'team role needs the role’s name',
  rescue: 'team rescue needs the name of the user who lost something',
  attach: 'team attach needs self or deny, and a group',
  removeUser: 'team remove needs a user name or --device',
  group: 'a group',
  breakGlass: 'team enforce --account needs a user for emergencies, who stays outside: --except USER',
  enrollFor: 'team enroll needs the name of the user who gets the YubiKey',
  action: (typed: string): string => `team simulate takes actions such as s3:GetObject, which “${typed}” isn’t`,
  resource: (typed: string): string => `--resource takes ARNs such as arn:aws:s3:::bucket/*, which “${typed}” isn’t`,
  roleName: 'a role name',
  anchor: '--trust with a trust anchor’s ARN',
  sessionSpan: (option: string): string => `${option} must be from 1h to 12h`,
  span: (option: string, typed: string): string => `${option} takes a time such as 1h or 90m, which “${typed}” isn’t`,
  arn: (arn: string): string => `--policies, --boundary and --roles take ARNs, which “${arn}” isn’t`,
} as const;
