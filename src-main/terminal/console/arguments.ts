import { type ParseArgsConfig, parseArgs } from 'node:util';
import { defined } from '../../base/defined.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import { type EnvironmentFormat, environmentFormats } from '../../contract/tools.ts';
import { closest } from './closest.ts';

export const commandNames = [
  'keys',
  'accounts',
  'roles',
  'find',
  'code',
  'tap',
  'sessions',
  'end',
  'credentials',
  'exec',
  'shell',
  'env',
  'console',
  'history',
  'enroll',
  'unfinished',
  'devices',
  'resync',
  'remove',
  'lost',
  'rename',
  'password',
  'doctor',
  'completion',
  'demo',
] as const;
export type TerminalCommand = (typeof commandNames)[number];

export const isCommand = (word: string): word is TerminalCommand => commandNames.some((known) => known === word);

/** A command line that was understood. */
export interface Arguments {
  readonly command: TerminalCommand | 'help' | 'version';
  readonly words: readonly string[];
  readonly json: boolean;
  readonly copy: boolean;
  readonly all: boolean;
  readonly direct: boolean;
  readonly passwordStdin: boolean;
  readonly durationSeconds?: number;
  readonly sessionName?: string;
  readonly source?: string;
  readonly target?: string;
  readonly key?: number;
  readonly yes: boolean;
  readonly noTouch: boolean;
  readonly name?: string;
  readonly spare?: 'device' | 'same-seed';
  /** An interrupted enrolment or removal. */
  readonly resume?: string;
  readonly undo?: string;
  /** A touch may be asked for. */
  readonly wait: boolean;
  /** `env`: for which shell. */
  readonly shell?: EnvironmentFormat;
  /** `console`: the link instead of the browser. */
  readonly print: boolean;
  readonly days?: number;
  readonly csv: boolean;
  /** `exec`: the command and its words. `completion`: the line to complete. */
  readonly run?: readonly string[];
}

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
  yes: { type: 'boolean' },
  'no-touch': { type: 'boolean' },
  name: { type: 'string' },
  spare: { type: 'string' },
  resume: { type: 'string' },
  undo: { type: 'string' },
  shell: { type: 'string' },
  print: { type: 'boolean' },
  days: { type: 'string' },
  csv: { type: 'boolean' },
} as const satisfies ParseArgsConfig['options'];

/** Which options each command takes beside --json and --help, and how many words. */
export const takes: Readonly<
  Record<TerminalCommand, { readonly words: readonly [least: number, most: number]; readonly options: readonly (keyof typeof options)[] }>
> = {
  keys: { words: [0, 0], options: [] },
  accounts: { words: [0, 0], options: ['key', 'password-stdin'] },
  roles: { words: [0, 0], options: [] },
  find: { words: [0, 0], options: ['source'] },
  code: { words: [0, 1], options: ['copy', 'key', 'password-stdin'] },
  tap: { words: [1, 1], options: ['duration', 'session-name', 'source', 'target', 'direct', 'key', 'password-stdin'] },
  sessions: { words: [0, 0], options: [] },
  end: { words: [0, 1], options: ['all'] },
  credentials: { words: [1, 1], options: ['password-stdin'] },
  exec: { words: [1, 1], options: [] },
  shell: { words: [1, 1], options: [] },
  env: { words: [1, 1], options: ['shell', 'password-stdin'] },
  console: { words: [1, 1], options: ['print', 'password-stdin'] },
  history: { words: [0, 0], options: ['days', 'csv'] },
  enroll: { words: [0, 0], options: ['source', 'name', 'key', 'no-touch', 'spare', 'yes', 'resume', 'undo', 'password-stdin'] },
  unfinished: { words: [0, 0], options: [] },
  devices: { words: [0, 0], options: ['source', 'password-stdin'] },
  resync: { words: [1, 1], options: ['source', 'password-stdin'] },
  remove: { words: [0, 1], options: ['source', 'yes', 'resume', 'undo', 'password-stdin'] },
  lost: { words: [0, 1], options: ['source', 'yes', 'password-stdin'] },
  rename: { words: [2, 2], options: ['key', 'password-stdin'] },
  password: { words: [1, 1], options: ['key'] },
  doctor: { words: [0, 0], options: [] },
  completion: { words: [1, 1], options: [] },
  demo: { words: [0, 0], options: [] },
};

/** What is missing when there are too few words. */
const needs: Partial<Record<TerminalCommand, string>> = {
  tap: 'a role',
  credentials: 'a target or a role',
  exec: 'a target or a role',
  shell: 'a target or a role',
  env: 'a role',
  console: 'a role',
  resync: 'a device',
  rename: 'an account and its new name',
  password: 'set or remove',
  completion: 'bash, zsh or fish',
};

/** `1h`, `90m`, `45min`, `3600`, `3600s`, `1h30m` -> seconds; undefined when it is none of these. */
export const parseDuration = (text: string): number | undefined => {
  if (/^\d{1,6}$/.test(text)) return Number(text);
  const parts = /^(?:(\d{1,3})h)?(?:(\d{1,5})m(?:in)?)?(?:(\d{1,6})s)?$/.exec(text);
  if (!parts || text === '') return undefined;
  return Number(parts[1] ?? 0) * 3600 + Number(parts[2] ?? 0) * 60 + Number(parts[3] ?? 0);
};

export const spareKinds = ['device', 'same-seed'] as const;

const wrong = (message: string) => failed({ code: 'usage', message });

/** `--spare` alone means `--spare device`; Node's parser knows no option with a value that may be left out. */
const withSpareKind = (line: readonly string[]): string[] =>
  line.flatMap((word, index) => (word === '--spare' && (line[index + 1] ?? '-').startsWith('-') ? ['--spare=device'] : [word]));

/** `exec TARGET -- COMMAND...`, and the same of `completion`: what is behind the dashes is the command's, whatever it looks like. */
const splitCommand = (line: readonly string[]): { readonly own: readonly string[]; readonly run?: readonly string[] } => {
  const dashes = line.indexOf('--');
  if (dashes < 0 || !['exec', 'completion'].includes(line.find((word) => !word.startsWith('-')) ?? '')) return { own: line };
  return { own: line.slice(0, dashes), run: line.slice(dashes + 1) };
};

/** Understands the words behind `roletap`. `wait`: whether a touch may be asked for. Problem: usage. */
export const readArguments = (whole: readonly string[], wait = true): Result<Arguments> => {
  const { own: line, run } = splitCommand(whole);
  let parsed: ReturnType<typeof parseArgs<{ options: typeof options; allowPositionals: true }>>;
  try {
    parsed = parseArgs({ args: withSpareKind(line), options, allowPositionals: true });
  } catch (error) {
    // Node's message names the option: "Unknown option '--x'. ..." (the first sentence is all that is needed).
    const said = (error instanceof Error ? error.message : '').split(/\.(?:\s|$)/)[0] ?? '';
    const near = closest(/^Unknown option '--([\w-]+)'$/.exec(said)?.[1] ?? '', Object.keys(options));
    return wrong(near === undefined ? said : `${said}. Did you mean --${near}?`);
  }
  const { values, positionals } = parsed;
  const flags = {
    json: values.json ?? false,
    copy: values.copy ?? false,
    all: values.all ?? false,
    direct: values.direct ?? false,
    passwordStdin: values['password-stdin'] ?? false,
    yes: values.yes ?? false,
    noTouch: values['no-touch'] ?? false,
    print: values.print ?? false,
    csv: values.csv ?? false,
    wait,
  };
  const [name, ...words] = positionals;
  if (values.version) return ok({ command: 'version', words: [], ...flags });
  if (name === 'help') return ok({ command: 'help', words, ...flags });
  if (values.help) return ok({ command: 'help', words: positionals, ...flags });
  if (name === undefined) return wrong('A command is missing');
  const command = isCommand(name) ? name : undefined;
  if (!command) {
    const near = closest(name, commandNames);
    return wrong(near === undefined ? `There is no command ${name}` : `There is no command ${name}. Did you mean ${near}?`);
  }
  const {
    words: [least, most],
    options: allowed,
  } = takes[command];
  if (words.length < least) return wrong(`${command} needs ${needs[command] ?? 'a word more'}`);
  if (words.length > most) return wrong(`${command} does not take ${words[most]}`);
  const strange = Object.keys(values).find((option) => option !== 'json' && !(allowed as readonly string[]).includes(option));
  if (strange) return wrong(`${command} does not take --${strange}`);
  if (command === 'exec' && (run === undefined || run.length === 0)) return wrong('exec needs -- and a command behind it');
  if (command === 'end' && (words.length === 1) === flags.all) return wrong('end takes a target or --all');
  const duration = values.duration === undefined ? undefined : parseDuration(values.duration);
  if (values.duration !== undefined && (duration === undefined || duration < 900 || duration > 43_200))
    return wrong('--duration is 15m to 12h, as 1h, 90m or 3600');
  if (values['session-name'] !== undefined && !/^[\w+=,.@-]{2,64}$/.test(values['session-name'])) {
    return wrong('--session-name is 2 to 64 letters, digits or any of _+=,.@-');
  }
  if (values.key !== undefined && !/^\d{1,10}$/.test(values.key)) return wrong('--key is the serial of a YubiKey');
  const spare = spareKinds.find((known) => known === values.spare);
  if (values.spare !== undefined && !spare) return wrong('--spare is device or same-seed');
  const shell = environmentFormats.find((known) => known === values.shell);
  if (values.shell !== undefined && !shell) return wrong(`--shell is one of ${environmentFormats.join(', ')}`);
  if (values.days !== undefined && !/^([1-9]|[1-8]\d|90)$/.test(values.days)) return wrong('--days is 1 to 90');
  if (flags.csv && flags.json) return wrong('history takes --csv or --json');
  const runs = [values.resume, values.undo].filter((id) => id !== undefined).length;
  if (runs > 1) return wrong(`${command} takes --resume or --undo`);
  if (command === 'remove' && words.length + runs === 0) return wrong('remove needs a device');
  if (command === 'remove' && words.length + runs > 1) return wrong('remove takes a device, --resume or --undo');
  if (command === 'completion' && !['bash', 'zsh', 'fish', 'words'].includes(words[0] ?? ''))
    return wrong('completion takes bash, zsh or fish');
  if (command === 'password' && words[0] !== 'set' && words[0] !== 'remove') return wrong('password takes set or remove');
  return ok({
    command,
    words,
    ...flags,
    ...defined({
      durationSeconds: duration,
      sessionName: values['session-name'],
      source: values.source,
      target: values.target,
      key: values.key === undefined ? undefined : Number(values.key),
      name: values.name,
      spare,
      resume: values.resume,
      undo: values.undo,
      shell,
      days: values.days === undefined ? undefined : Number(values.days),
      run,
    }),
  });
};
