import type { ParseArgsConfig } from 'node:util';
import { defined } from '../../base/defined.ts';

/** What stands behind `team`; without a word it shows the people. */
export const teamCommands = ['policy', 'add', 'role', 'rescue', 'enroll', 'simulate', 'unfinished', 'enforce', 'attach', 'remove'] as const;
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
  trust: { type: 'string' },
  'external-id': { type: 'string' },
  subject: { type: 'string' },
  proved: { type: 'boolean' },
  'mfa-age': { type: 'string' },
  'max-session': { type: 'string' },
  permissions: { type: 'string' },
  format: { type: 'string' },
  pilot: { type: 'string' },
  account: { type: 'boolean' },
  except: { type: 'string' },
  resource: { type: 'string' },
  'delete-keys': { type: 'string' },
  'delete-user': { type: 'boolean' },
  now: { type: 'boolean' },
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
      ...['source', 'path', 'group', 'boundary', 'tag', 'policies', 'roles', 'password', 'access-key', 'invite', 'region'],
      ...['dry-run', 'yes', 'resume', 'undo'],
    ],
  },
  role: {
    words: [0, 1],
    options: [
      ...[
        'source',
        'path',
        'group',
        'boundary',
        'policies',
        'trust',
        'external-id',
        'subject',
        'proved',
        'mfa-age',
        'max-session',
        'format',
      ],
      ...['permissions', 'dry-run', 'yes', 'resume', 'undo'],
    ],
  },
  rescue: {
    words: [0, 1],
    options: ['source', 'device', 'all', 'access-key', 'invite', 'roles', 'region', 'dry-run', 'yes', 'resume', 'undo'],
  },
  enroll: { words: [0, 1], options: ['source', 'key', 'no-touch', 'dry-run', 'yes', 'resume', 'undo'] },
  simulate: { words: [2, 2], options: ['source', 'resource'] },
  unfinished: { words: [0, 0], options: [] },
  enforce: { words: [0, 1], options: ['source', 'pilot', 'account', 'except', 'dry-run', 'off', 'yes', 'resume', 'undo'] },
  attach: { words: [0, 2], options: ['source', 'with', 'path', 'off', 'dry-run', 'yes', 'resume', 'undo'] },
  remove: { words: [0, 1], options: ['source', 'delete-keys', 'delete-user', 'now', 'device', 'dry-run', 'yes', 'resume', 'undo'] },
};

/** All options that some command of the team takes, each once. */
export const allTeamOptions = [...new Set(['source', ...Object.values(teamTakes).flatMap(({ options }) => options)])];

type Values = Readonly<Record<string, string | boolean | undefined>>;

/** The team's part of a command line; undefined for any other command. */
export const teamArguments = (command: string, values: Values): TeamArguments | undefined =>
  command === 'team' || values.invite !== undefined
    ? (defined(Object.fromEntries(Object.keys(teamOptions).map((name) => [name, values[name]]))) as TeamArguments)
    : undefined;

/** Values of an option that are written behind each other: `keys,password`. */
export const listOf = (text: string | undefined): readonly string[] => text?.split(',').filter((one) => one !== '') ?? [];
