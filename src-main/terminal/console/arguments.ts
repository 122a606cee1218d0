import { parseArgs } from 'node:util';
import { defined } from '../../base/defined.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import { type EnvironmentFormat, environmentFormats } from '../../contract/tools.ts';
import { usageSaid } from '../../words/help/usage.ts';
import { type WantedLimits, wantedLimits, withReadOnlyKind } from '../limits/limit-options.ts';
import { givenSeconds } from '../options/durations.ts';
import { type PivArguments, pivArguments } from '../options/piv-options.ts';
import { subCommandsOf, withSubCommand } from '../options/sub-commands.ts';
import { type TeamArguments, teamArguments } from '../options/team-options.ts';
import { commandNames, isCommand, options, optionsOf, type TerminalCommand, takes } from './command-options.ts';
import { spareKinds, whyWrong, withGuess } from './option-rules.ts';

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
  /** `doctor`: what differs between systems. */
  readonly platform?: boolean;
  /** The PIN of a YubiKey's certificates comes on standard input. */
  readonly pinStdin: boolean;
  /** That PIN may use up the last try. */
  readonly lastTry: boolean;
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
  /** `rotate`: the old key goes for good. */
  readonly finish?: boolean;
  /** `rotate`: days until the old key may go for good. */
  readonly graceDays?: number;
  /** `rotate`: a second access key that makes room. */
  readonly drop?: string;
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
  /** `add`: the file of the IAM console with the access key. */
  readonly csvFile?: string;
  readonly region?: string;
  /** `add`: into the credentials file, and not into the key store. */
  readonly inFile?: boolean;
  /** `add` and `keep`: under a passphrase, and not in the keyring. */
  readonly passphrase?: boolean;
  /** `keep`: programs may have the key itself, or with `putBack` no more. */
  readonly share?: boolean;
  /** `keep`: the key goes back into the file. `rotate`: the old key is active again. */
  readonly putBack?: boolean;
  /** `team`: its own options. */
  readonly team?: TeamArguments;
  /** What the session is to have less of than its role. */
  readonly wanted?: WantedLimits;
  /** Of the commands that care for certificates on YubiKeys. */
  readonly piv?: PivArguments;
  /** `console`: the service whose page comes first, and the browser. */
  readonly service?: string;
  readonly browser?: string;
  /** `activity`: whose rights and sessions, and whether others' sign-ins are shown. */
  readonly role?: string;
  readonly everyone?: boolean;
  /** `exec`: the command and its words. `completion`: the line to complete. */
  readonly run?: readonly string[];
}

const wrong = (message: string, command?: string) => failed({ code: 'usage', message, ...defined({ command }) });

const noCommand = (name: string): string => withGuess(usageSaid.unknownCommand(name), name, [...commandNames, 'help']);

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
  const called = line.find((word) => !word.startsWith('-'));
  // Those of one command that mean something else with another.
  let csv: unknown;
  let undo: unknown;
  try {
    const all = parseArgs({ args: withSpareKind(withReadOnlyKind(line)), options: optionsOf(called), allowPositionals: true });
    ({ csv, undo } = all.values);
    parsed = all as typeof parsed;
  } catch (error) {
    // Node's message names the option: "Unknown option '--x'. ..." (the first sentence is all that is needed).
    const said = (error instanceof Error ? error.message : '').split(/\.(?:\s|$)/)[0] ?? '';
    const command = called !== undefined && isCommand(called) ? called : undefined;
    const about = command && withSubCommand(command, line[line.indexOf(command) + 1]);
    const strange = /^Unknown option '(--?[\w-]+)'$/.exec(said)?.[1];
    if (strange === undefined) return wrong(said, about);
    const known = command === undefined ? Object.keys(options) : [...takes[command].options, 'json', 'help'];
    return wrong(
      withGuess(
        usageSaid.unknownOption(strange),
        strange,
        known.map((option) => `--${option}`),
      ),
      about,
    );
  }
  const { values, positionals } = parsed;
  const flags = {
    json: values.json ?? false,
    copy: values.copy ?? false,
    all: values.all ?? false,
    direct: values.direct ?? false,
    passwordStdin: values['password-stdin'] ?? false,
    codeStdin: values['code-stdin'] ?? false,
    // There it is asked for when it is known whose PIN it is, and may be a new one.
    pinStdin: (values['pin-stdin'] ?? false) && (!['anywhere', 'piv'].includes(positionals[0] ?? '') || positionals[1] === 'serve'),
    lastTry: values['last-try'] ?? false,
    yes: values.yes ?? false,
    noTouch: values['no-touch'] ?? false,
    console: values.console ?? false,
    secretStdin: values['secret-stdin'] ?? false,
    print: values.print ?? false,
    csv: csv === true,
    wait,
  };
  const [name, ...words] = positionals;
  if (values.version) return ok({ command: 'version', words: [], ...flags });
  if (values.help) return ok({ command: 'help', words: positionals, ...flags });
  if (name === undefined) return wrong(usageSaid.noCommand);
  if (name === 'help') {
    const [about, behind] = words;
    if (about !== undefined && about !== 'help' && !isCommand(about)) return wrong(noCommand(about));
    const known = about === undefined ? [] : subCommandsOf(about);
    return behind === undefined || known.length === 0 || known.includes(behind)
      ? ok({ command: 'help', words, ...flags })
      : wrong(withGuess(usageSaid.needsOneOf(`help ${about}`, known), behind, known), about);
  }
  const command = isCommand(name) ? name : undefined;
  if (!command) return wrong(noCommand(name));
  const {
    words: [least, most],
    options: allowed,
  } = takes[command];
  if (words.length < least) return wrong(usageSaid.needs(command), command);
  if (words.length > most) return wrong(usageSaid.wordTooMany(command, words[most] ?? ''), withSubCommand(command, words[0]));
  const strange = Object.keys(values).find((option) => option !== 'json' && !(allowed as readonly string[]).includes(option));
  if (strange) return wrong(usageSaid.otherOption(command, strange), withSubCommand(command, words[0]));
  const message = whyWrong(command, words, values, run);
  if (message !== undefined) return wrong(message, withSubCommand(command, words[0]));
  return ok({
    command,
    words,
    ...flags,
    ...defined({
      keys: values.keys,
      durationSeconds: givenSeconds(values.duration),
      sessionName: values['session-name'],
      source: values.source,
      target: values.target,
      key: values.key === undefined ? undefined : Number(values.key),
      name: values.name,
      picture: values.picture,
      device: values.device,
      spare: spareKinds.find((known) => known === values.spare),
      resume: values.resume,
      undo: typeof undo === 'string' ? undo : undefined,
      csvFile: typeof csv === 'string' ? csv : undefined,
      region: values.region,
      inFile: values['in-file'],
      passphrase: values.passphrase,
      share: values.share,
      putBack: undo === true || undefined,
      finish: values.finish,
      graceDays: values['delete-after'] === undefined ? undefined : Number(values['delete-after']),
      drop: values.drop,
      shell: environmentFormats.find((known) => known === values.shell),
      days: values.days === undefined ? undefined : Number(values.days),
      wanted: wantedLimits(values),
      service: values.service,
      browser: values.browser,
      role: values.role,
      everyone: values.everyone,
      platform: values.platform,
      run,
      team: teamArguments(command, values as Parameters<typeof teamArguments>[1]),
      piv: command === 'anywhere' || command === 'piv' ? pivArguments(values) : undefined,
    }),
  });
};
