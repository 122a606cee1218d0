/** What help and the manual page say of a command, as facts that both lay out. Text between backticks is to be typed as it stands. */
export interface CommandHelp {
  /** Its forms behind `roletap`: `end TARGET`, `end --all`. */
  readonly usage: readonly string[];
  /** One line without a full stop, beginning with a verb. */
  readonly does: string;
  /** Whole sentences, where its words need any. */
  readonly more?: string;
  /** Its options as they are typed, and what each does; those that it shares with others stand in `sharedOptions`. */
  readonly options?: Readonly<Record<string, string>>;
  /** Options that several of its own commands share. */
  readonly common?: Readonly<Record<string, string>>;
  /** Its own commands by the word behind it, each with a help of its own: `team add`. */
  readonly commands?: Readonly<Record<string, CommandHelp>>;
  /** A line behind `roletap`, and what comes of it. */
  readonly example: readonly [line: string, does: string];
}

export type HelpTable = Readonly<Record<string, CommandHelp>>;

/** What an option means with each command that says nothing else of it. */
export const sharedOptions: Readonly<Record<string, string>> = {
  '--source PROFILE': 'the profile with the IAM user’s access key',
  '--yes': 'don’t ask',
  '--key SERIAL': 'the YubiKey to use',
  '--password-stdin': 'read the YubiKey’s OATH password from standard input',
  '--code-stdin': 'use a code from a phone or hardware token, typed or on standard input',
  '--pin-stdin': 'read the PIN of the YubiKey’s certificates from standard input',
  '--last-try': 'use up the last try of the PIN, with --pin-stdin',
  '--read-only [audit]': 'only read: AWS’s ReadOnlyAccess, or with audit SecurityAudit',
  '--policy FILE': 'also only what this IAM policy allows (2,048 characters)',
  '--policy-arn ARN': 'also only what a managed policy allows; up to 10',
  '--tag KEY=VALUE': 'a session tag KEY=VALUE; up to 50',
  '--transitive-tag KEY=VALUE': 'the same, kept in roles assumed from this session',
  '--source-identity NAME': 'who it is, for CloudTrail; can’t be changed later',
  '--full': 'the whole role, if it opens read-only by default',
  '--json': 'print one JSON document',
  '--help': 'show this help',
};

/** The commands as the overview groups them. */
export const helpGroups: readonly (readonly [title: string, commands: readonly string[]])[] = [
  ['Every day', ['tap', 'console', 'browsers', 'code', 'roles', 'sessions', 'end']],
  ['Other programs', ['exec', 'shell', 'env', 'credentials', 'programs', 'history', 'activity']],
  ['Access keys', ['add', 'keep', 'unlock', 'rotate']],
  ['MFA devices', ['enroll', 'import', 'devices', 'resync', 'remove', 'lost', 'unfinished', 'find']],
  ['YubiKeys', ['keys', 'accounts', 'piv', 'anywhere', 'rename', 'password']],
  ['Your team', ['team']],
  ['Roletap', ['doctor', 'prompt', 'completion', 'demo', 'help']],
];

export const helpSaid = {
  /** Behind the program's name. */
  purpose: 'open AWS roles with your YubiKey',
  usage: 'Usage',
  options: 'Options',
  example: 'Example',
  commands: 'Commands',
  exitCodes: 'Exit codes',
  files: 'Files',
  anyCommand: 'COMMAND [options]',
  /** The foot of a list of commands; `before` is what they stand behind, such as `team`. */
  each: (before?: string): string => `Options and an example: \`roletap help ${before === undefined ? '' : `${before} `}COMMAND\``,
  codes: [
    ['0', 'done'],
    ['2', 'wrong usage'],
    ['3', 'a problem: standard error says what happened and what to do'],
    ['4', 'the key wasn’t touched, or you cancelled'],
  ],
  environment: 'Environment',
  variables: [
    ['AWS_CONFIG_FILE, AWS_SHARED_CREDENTIALS_FILE', 'where your AWS files are, as for `aws`'],
    ['NO_COLOR, FORCE_COLOR, CLICOLOR_FORCE', 'turn colours off, or on even in a pipe'],
    ['ROLETAP_WAIT', '0: never wait for a touch'],
    ['ROLETAP_LOG', '1: print a log to standard error, with secrets masked'],
  ],
  places: [
    ['~/.aws/config, ~/.aws/credentials', 'your AWS profiles and credentials'],
    ['~/.config/Roletap', 'settings and history; on macOS ~/Library/Application Support/Roletap'],
  ],
} as const;
