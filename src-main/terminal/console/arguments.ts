import { type ParseArgsConfig, parseArgs } from 'node:util';
import { defined } from '../../base/defined.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import { type EnvironmentFormat, environmentFormats } from '../../contract/tools.ts';
import { closest } from './closest.ts';
import { needOf, parseDuration, spareKinds, whyWrong } from './option-rules.ts';

export const commandNames = [
  'keys',
  'accounts',
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
  'history',
  'enroll',
  'import',
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
  /** The code of an MFA device is typed, or comes on standard input. */
  readonly codeStdin: boolean;
  readonly durationSeconds?: number;
  readonly sessionName?: string;
  readonly source?: string;
  readonly target?: string;
  readonly key?: number;
  readonly yes: boolean;
  readonly noTouch: boolean;
  readonly name?: string;
  readonly spare?: 'device' | 'same-seed';
  /** `enroll`: with AWS's page open, and not by calls to IAM. */
  readonly console: boolean;
  /** `import`: the secret is typed, or read from standard input. */
  readonly secretStdin: boolean;
  /** A file with the picture of a QR code. */
  readonly picture?: string;
  /** An ARN. */
  readonly device?: string;
  /** An interrupted enrolment or removal. */
  readonly resume?: string;
  readonly undo?: string;
  /** A touch may be asked for. */
  readonly wait: boolean;
  /** `env`: for which shell. */
  readonly shell?: EnvironmentFormat;
  /** `exec` and `shell`: the session's keys instead of an endpoint. */
  readonly keys?: boolean;
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
  'code-stdin': { type: 'boolean' },
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
  shell: { type: 'string' },
  keys: { type: 'boolean' },
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
  tap: { words: [0, 1], options: ['duration', 'session-name', 'source', 'target', 'direct', 'key', 'password-stdin', 'code-stdin'] },
  sessions: { words: [0, 0], options: [] },
  end: { words: [0, 1], options: ['all'] },
  programs: { words: [0, 2], options: [] },
  credentials: { words: [1, 1], options: ['password-stdin', 'code-stdin'] },
  exec: { words: [1, 1], options: ['keys'] },
  shell: { words: [1, 1], options: ['keys'] },
  env: { words: [1, 1], options: ['shell', 'password-stdin', 'code-stdin'] },
  console: { words: [0, 1], options: ['print', 'password-stdin', 'code-stdin'] },
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
  rename: { words: [2, 2], options: ['key', 'password-stdin'] },
  password: { words: [1, 1], options: ['key', 'password-stdin'] },
  doctor: { words: [0, 0], options: [] },
  completion: { words: [1, 1], options: [] },
  demo: { words: [0, 0], options: [] },
};

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
    codeStdin: values['code-stdin'] ?? false,
    yes: values.yes ?? false,
    noTouch: values['no-touch'] ?? false,
    console: values.console ?? false,
    secretStdin: values['secret-stdin'] ?? false,
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
  if (words.length < least) return wrong(needOf(command));
  if (words.length > most) return wrong(`${command} does not take ${words[most]}`);
  const strange = Object.keys(values).find((option) => option !== 'json' && !(allowed as readonly string[]).includes(option));
  if (strange) return wrong(`${command} does not take --${strange}`);
  const message = whyWrong(command, words, values, run);
  if (message !== undefined) return wrong(message);
  return ok({
    command,
    words,
    ...flags,
    ...defined({
      keys: values.keys,
      durationSeconds: values.duration === undefined ? undefined : parseDuration(values.duration),
      sessionName: values['session-name'],
      source: values.source,
      target: values.target,
      key: values.key === undefined ? undefined : Number(values.key),
      name: values.name,
      picture: values.picture,
      device: values.device,
      spare: spareKinds.find((known) => known === values.spare),
      resume: values.resume,
      undo: values.undo,
      shell: environmentFormats.find((known) => known === values.shell),
      days: values.days === undefined ? undefined : Number(values.days),
      run,
    }),
  });
};
