import type { ParseArgsConfig } from 'node:util';
import { defined } from '../../base/defined.ts';
import { limitOptions } from '../limits/limit-options.ts';
import { pivOptions } from '../options/piv-options.ts';

export const commandNames = [
  'add',
  'keep',
  'unlock',
  'keys',
  'accounts',
  'piv',
  'anywhere',
  'roles',
  'find',
  'code',
  'tap',
  'sessions',
  'end',
  'programs',
  'credentials',
  'exec',
  'shell',
  'env',
  'console',
  'browsers',
  'history',
  'enroll',
  'import',
  'unfinished',
  'devices',
  'resync',
  'remove',
  'lost',
  'rotate',
  'rename',
  'password',
  'team',
  'doctor',
  'completion',
  'prompt',
  'demo',
] as const;
export type TerminalCommand = (typeof commandNames)[number];

export const isCommand = (word: string): word is TerminalCommand => commandNames.some((known) => known === word);

/** What stands behind `team`; without a word it shows the people. */
export const teamCommands = ['policy', 'add', 'unfinished', 'enforce'] as const;
export type TeamCommand = (typeof teamCommands)[number];

/** Options of `team` alone. */
export const teamOptions = {
  arn: { type: 'string' },
  make: { type: 'string' },
  with: { type: 'string' },
  path: { type: 'string' },
  fix: { type: 'boolean' },
  group: { type: 'string' },
  boundary: { type: 'string' },
  policies: { type: 'string' },
  roles: { type: 'string' },
  password: { type: 'boolean' },
  'access-key': { type: 'boolean' },
  invite: { type: 'string' },
  'dry-run': { type: 'boolean' },
  off: { type: 'boolean' },
} as const satisfies ParseArgsConfig['options'];

type TeamOption = keyof typeof teamOptions;

/** What was typed behind `team`, by the names of the options. */
export type TeamArguments = {
  readonly [K in TeamOption]?: (typeof teamOptions)[K]['type'] extends 'string' ? string : boolean;
};

/** Options and words of each of its commands. */
export const teamTakes: Readonly<
  Record<TeamCommand | '', { readonly words: readonly [least: number, most: number]; readonly options: readonly string[] }>
> = {
  '': { words: [0, 0], options: ['source', 'csv'] },
  policy: { words: [0, 1], options: ['source', 'arn', 'make', 'with', 'path', 'fix'] },
  add: {
    words: [0, 1],
    options: [
      ...['source', 'path', 'group', 'boundary', 'policies', 'roles', 'password', 'access-key', 'invite', 'region'],
      ...['dry-run', 'yes', 'resume', 'undo'],
    ],
  },
  unfinished: { words: [0, 0], options: [] },
  enforce: { words: [1, 1], options: ['source', 'dry-run', 'off', 'yes'] },
};

/** All options that some command of the team takes, each once. */
export const allTeamOptions = [...new Set(['source', ...Object.values(teamTakes).flatMap(({ options }) => options)])];

/** Every option there is; `takes` says which command has which. */
export const options = {
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
  copy: { type: 'boolean' },
  all: { type: 'boolean' },
  direct: { type: 'boolean' },
  duration: { type: 'string' },
  'session-name': { type: 'string' },
  source: { type: 'string' },
  target: { type: 'string' },
  key: { type: 'string' },
  'password-stdin': { type: 'boolean' },
  'code-stdin': { type: 'boolean' },
  'pin-stdin': { type: 'boolean' },
  yes: { type: 'boolean' },
  'no-touch': { type: 'boolean' },
  name: { type: 'string' },
  spare: { type: 'string' },
  console: { type: 'boolean' },
  device: { type: 'string' },
  picture: { type: 'string' },
  'secret-stdin': { type: 'boolean' },
  resume: { type: 'string' },
  undo: { type: 'string' },
  finish: { type: 'boolean' },
  'delete-after': { type: 'string' },
  drop: { type: 'string' },
  shell: { type: 'string' },
  keys: { type: 'boolean' },
  print: { type: 'boolean' },
  days: { type: 'string' },
  csv: { type: 'boolean' },
  region: { type: 'string' },
  'in-file': { type: 'boolean' },
  passphrase: { type: 'boolean' },
  share: { type: 'boolean' },
  ...teamOptions,
  'read-only': { type: 'string' },
  policy: { type: 'string' },
  'policy-arn': { type: 'string', multiple: true },
  tag: { type: 'string', multiple: true },
  'transitive-tag': { type: 'string', multiple: true },
  'source-identity': { type: 'string' },
  full: { type: 'boolean' },
  ...pivOptions,
  service: { type: 'string' },
  browser: { type: 'string' },
} as const satisfies ParseArgsConfig['options'];

const pivOptionNames = Object.keys(pivOptions) as readonly (keyof typeof pivOptions)[];

/** Which options each command takes beside --json and --help, and how many words. */
export const takes: Readonly<
  Record<TerminalCommand, { readonly words: readonly [least: number, most: number]; readonly options: readonly (keyof typeof options)[] }>
> = {
  add: { words: [0, 1], options: ['csv', 'invite', 'region', 'passphrase', 'in-file', 'yes'] },
  keep: { words: [1, 1], options: ['passphrase', 'share', 'undo', 'yes'] },
  unlock: { words: [0, 0], options: [] },
  keys: { words: [0, 0], options: [] },
  accounts: { words: [0, 0], options: ['key', 'password-stdin'] },
  piv: { words: [0, 0], options: ['key'] },
  anywhere: {
    words: [1, 2],
    options: ['key', 'yes', 'resume', 'undo', 'pin-stdin', 'name', 'region', 'duration', 'source', 'copy', ...pivOptionNames],
  },
  roles: { words: [0, 0], options: [] },
  find: { words: [0, 0], options: ['source'] },
  code: { words: [0, 1], options: ['copy', 'key', 'password-stdin'] },
  tap: {
    words: [0, 1],
    options: [
      'duration',
      'session-name',
      'source',
      'target',
      'direct',
      'key',
      'password-stdin',
      'code-stdin',
      'pin-stdin',
      ...limitOptions,
    ],
  },
  sessions: { words: [0, 0], options: [] },
  end: { words: [0, 1], options: ['all'] },
  programs: { words: [0, 2], options: [] },
  credentials: { words: [1, 1], options: ['password-stdin', 'code-stdin', 'pin-stdin', ...limitOptions] },
  exec: { words: [1, 1], options: ['keys', 'pin-stdin', ...limitOptions] },
  shell: { words: [1, 1], options: ['keys', ...limitOptions] },
  env: { words: [1, 1], options: ['shell', 'password-stdin', 'code-stdin', 'pin-stdin', ...limitOptions] },
  console: {
    words: [0, 1],
    options: ['print', 'service', 'region', 'browser', 'password-stdin', 'code-stdin', 'pin-stdin', ...limitOptions],
  },
  browsers: { words: [0, 0], options: [] },
  history: { words: [0, 0], options: ['days', 'csv'] },
  enroll: {
    words: [0, 0],
    options: ['source', 'name', 'key', 'no-touch', 'spare', 'console', 'picture', 'device', 'yes', 'resume', 'undo', 'password-stdin'],
  },
  import: { words: [0, 1], options: ['source', 'key', 'secret-stdin', 'picture', 'no-touch', 'device', 'yes', 'password-stdin'] },
  unfinished: { words: [0, 0], options: [] },
  devices: { words: [0, 0], options: ['source', 'password-stdin'] },
  resync: { words: [1, 1], options: ['source', 'password-stdin'] },
  remove: { words: [0, 1], options: ['source', 'yes', 'resume', 'undo', 'password-stdin'] },
  lost: { words: [0, 1], options: ['source', 'yes', 'password-stdin'] },
  rotate: { words: [0, 1], options: ['source', 'yes', 'delete-after', 'undo', 'finish', 'drop', 'password-stdin', 'code-stdin'] },
  rename: { words: [2, 2], options: ['key', 'password-stdin'] },
  password: { words: [1, 1], options: ['key', 'password-stdin'] },
  team: { words: [0, 2], options: allTeamOptions as readonly (keyof typeof options)[] },
  doctor: { words: [0, 0], options: [] },
  completion: { words: [1, 1], options: [] },
  prompt: { words: [1, 1], options: [] },
  demo: { words: [0, 0], options: [] },
};

/** The options as Node's parser takes them for a command: two mean something else where they take a value, or none. */
export const optionsOf = (command: string | undefined): NonNullable<ParseArgsConfig['options']> => ({
  ...options,
  ...(command === 'add' ? { csv: { type: 'string' } } : {}),
  ...(command === 'keep' || command === 'rotate' ? { undo: { type: 'boolean' } } : {}),
});

type Values = Readonly<Record<string, string | boolean | undefined>>;

/** The team's part of a command line; undefined for any other command. */
export const teamArguments = (command: string, values: Values): TeamArguments | undefined =>
  command === 'team' || values.invite !== undefined
    ? (defined(Object.fromEntries(Object.keys(teamOptions).map((name) => [name, values[name]]))) as TeamArguments)
    : undefined;

/** Values of an option that are written behind each other: `keys,password`. */
export const listOf = (text: string | undefined): readonly string[] => text?.split(',').filter((one) => one !== '') ?? [];
