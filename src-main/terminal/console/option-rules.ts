import { closest } from '../../base/closest.ts';
import { policyExtras, policyKinds } from '../../contract/team/policy.ts';
import { environmentFormats } from '../../contract/tools.ts';
import { promptShells } from '../../serve/launcher/prompt-scripts.ts';
import { usageRules, usageSaid } from '../../words/help/usage.ts';
import { type LimitValues, whyBadLimits } from '../limits/limit-options.ts';
import { anywhereWords, whyBadPivValue, whyWrongAnywhere } from '../options/piv-options.ts';
import { listOf, type TeamCommand, teamCommands, teamTakes } from './command-options.ts';

/** `1h`, `90m`, `45min`, `3600`, `3600s`, `1h30m` -> seconds; undefined when it is none of these. */
export const parseDuration = (text: string): number | undefined => {
  if (/^\d{1,6}$/.test(text)) return Number(text);
  const parts = /^(?:(\d{1,3})h)?(?:(\d{1,5})m(?:in)?)?(?:(\d{1,6})s)?$/.exec(text);
  if (!parts || text === '') return undefined;
  return Number(parts[1] ?? 0) * 3600 + Number(parts[2] ?? 0) * 60 + Number(parts[3] ?? 0);
};

/** Node puts this sign in the place of bytes that are no UTF-8, in words and in variables. */
export const holdsNoText = (text: string): boolean => text.includes('\ufffd');

export const spareKinds = ['device', 'same-seed'] as const;

const completionShells = ['bash', 'zsh', 'fish', 'powershell'] as const;

/** What is wrong, with the known word that was most likely meant. */
export const withGuess = (message: string, typed: Values[string], known: readonly string[]): string => {
  const near = typeof typed === 'string' ? closest(typed, known) : undefined;
  return near === undefined ? message : usageSaid.guess(message, near);
};

/** Options as Node's parser gives them. */
type Values = Readonly<Record<string, string | boolean | readonly string[] | undefined>>;

const isOneOf = (known: readonly string[], value: Values[string]): boolean => known.some((name) => name === value);

/** What is wrong with the value of an option; undefined when nothing is. */
const whyBadValue = (values: Values): string | undefined => {
  const { duration, key, drop, 'delete-after': grace, spare, shell, days, 'session-name': name } = values;
  if (typeof duration === 'string') {
    const seconds = parseDuration(duration);
    if (seconds === undefined || seconds < 900 || seconds > 43_200) return usageRules.duration;
  }
  if (typeof name === 'string' && !/^[\w+=,.@-]{2,64}$/.test(name)) return usageRules.sessionName;
  if (typeof key === 'string' && !/^\d{1,10}$/.test(key)) return usageRules.key;
  if (spare !== undefined && !isOneOf(spareKinds, spare)) return withGuess(usageRules.spare, spare, spareKinds);
  if (shell !== undefined && !isOneOf(environmentFormats, shell))
    return withGuess(usageRules.shell(environmentFormats), shell, environmentFormats);
  if (typeof days === 'string' && !/^([1-9]|[1-8]\d|90)$/.test(days)) return usageRules.days;
  if (typeof grace === 'string' && !/^([0-9]|[1-8]\d|90)$/.test(grace)) return usageRules.deleteAfter;
  if (typeof drop === 'string' && !/^\w{16,128}$/.test(drop)) return usageRules.drop;
  return whyBadLimits(values as LimitValues) ?? whyBadPivValue(values);
};

const isTeamCommand = (word: string): word is TeamCommand => teamCommands.some((known) => known === word);

const whyPolicy = (words: readonly string[], values: Values, given: (...names: readonly string[]) => number): string | undefined => {
  if (words.length + given('arn', 'make') !== 1) return usageSaid.onlyOneOf('team policy', [usageRules.policyFile, '--arn', '--make']);
  if (values.make !== undefined && !policyKinds.some((kind) => kind === values.make))
    return usageSaid.needsOneOf('team policy --make', policyKinds);
  if (given('with', 'path') > 0 && values.make === undefined)
    return usageSaid.onlyWith('team policy', given('with') > 0 ? '--with' : '--path', ['--make']);
  const odd = listOf(values.with as string | undefined).find((one) => !policyExtras.some((extra) => extra === one));
  if (odd !== undefined) return usageSaid.needsOneOf('team policy --with', policyExtras);
  return values.make !== undefined && values.fix ? usageSaid.notBeside('team policy', '--make', ['--fix']) : undefined;
};

const whyAdd = (words: readonly string[], values: Values, given: (...names: readonly string[]) => number): string | undefined => {
  const meant = words.length + given('resume', 'undo');
  if (meant !== 1) return meant === 0 ? usageRules.person : usageSaid.onlyOneOf('team add', [usageRules.user, '--resume', '--undo']);
  const isGoingOn = given('resume', 'undo') > 0;
  const odd = isGoingOn ? Object.keys(values).find((name) => !['resume', 'undo', 'json'].includes(name)) : undefined;
  if (odd !== undefined) return usageSaid.notBeside('team add', values.undo === undefined ? '--resume' : '--undo', [`--${odd}`]);
  if (given('access-key') > 0 && given('invite') === 0) return usageSaid.onlyWith('team add', '--access-key', ['--invite']);
  const bad = [
    ...listOf(values.policies as string | undefined),
    ...listOf(values.boundary as string | undefined),
    ...listOf(values.roles as string | undefined),
  ];
  const strange = bad.find((arn) => !/^arn:[\w-]{1,20}:iam::(?:\d{12}|aws):(?:policy|role)\/[!-~]{1,700}$/.test(arn));
  return strange === undefined ? undefined : usageRules.arn(strange);
};

/** A path of IAM: it begins and ends with a slash (CreateUser). */
const isPath = (path: string): boolean => /^\/$|^\/[!-~]{1,510}\/$/.test(path) && path !== '//';

/** What does not go together behind `team`; undefined when all is well. */
const whyWrongTeam = (words: readonly string[], values: Values): string | undefined => {
  const [word, ...more] = words;
  const given = (...names: readonly string[]): number => names.filter((name) => values[name] !== undefined).length;
  if (word !== undefined && !isTeamCommand(word)) return usageSaid.needsOneOf('team', teamCommands);
  const {
    words: [least, most],
    options,
  } = teamTakes[word ?? ''];
  const name = word === undefined ? 'team' : `team ${word}`;
  if (more.length > most) return usageSaid.wordTooMany(name, more[most] ?? '');
  if (more.length < least) return usageSaid.needs(name);
  const strange = Object.keys(values).find((option) => option !== 'json' && !options.includes(option));
  if (strange !== undefined) return usageSaid.otherOption(name, strange);
  if (typeof values.path === 'string' && !isPath(values.path)) return usageRules.path;
  if (word === undefined) return values.csv && values.json ? usageSaid.eitherOf(name, '--csv', '--json') : undefined;
  return word === 'policy' ? whyPolicy(more, values, given) : word === 'add' ? whyAdd(more, values, given) : undefined;
};

/** What does not go together in a command, whose words and options are known to be its own; undefined when all is well. */
export const whyWrong = (
  command: string,
  words: readonly string[],
  values: Values,
  run: readonly string[] | undefined,
): string | undefined => {
  const bad = whyBadValue(values);
  if (bad !== undefined) return bad;
  const given = (...names: readonly string[]): number => names.filter((name) => values[name] !== undefined).length;
  const [word = ''] = words;
  const [oneInput, otherInput] = ['password-stdin', 'code-stdin', 'pin-stdin'].filter((name) => values[name] !== undefined);
  if (oneInput && otherInput) return usageSaid.eitherOf(command, `--${oneInput}`, `--${otherInput}`);
  if (command === 'history' && values.csv && values.json) return usageSaid.eitherOf(command, '--csv', '--json');
  if (given('resume', 'undo') > 1) return usageSaid.eitherOf(command, '--resume', '--undo');
  switch (command) {
    case 'exec': {
      if (run?.[0] === undefined || run[0] === '') return usageRules.exec;
      const odd = run.find(holdsNoText);
      return odd === undefined ? undefined : usageSaid.oddBytes(command, odd);
    }
    case 'anywhere':
      return Object.hasOwn(anywhereWords, word)
        ? whyWrongAnywhere(words, values)
        : withGuess(usageSaid.needsOneOf(command, Object.keys(anywhereWords)), word, Object.keys(anywhereWords));
    case 'end':
      return (words.length === 1) === (values.all ?? false) ? usageRules.end : undefined;
    case 'remove': {
      const meant = words.length + given('resume', 'undo');
      return meant === 0
        ? usageRules.remove
        : meant > 1
          ? usageSaid.onlyOneOf(command, [usageRules.device, '--resume', '--undo'])
          : undefined;
    }
    case 'rotate':
      if (words.length + given('source') > 1) return usageRules.rotateSource;
      return given('undo', 'finish', 'drop') + (given('delete-after') > 0 && given('undo', 'finish') > 0 ? 1 : 0) > 1
        ? usageRules.rotate
        : undefined;
    case 'add':
      return given('passphrase', 'in-file') > 1 ? usageSaid.eitherOf(command, '--passphrase', '--in-file') : undefined;
    case 'keep':
      return given('passphrase', 'share') > 1 ? usageSaid.eitherOf(command, '--passphrase', '--share') : undefined;
    case 'enroll':
      if (values.console && given('name', 'spare', 'resume', 'undo') > 0)
        return usageSaid.notBeside(command, '--console', ['--name', '--spare', '--resume', '--undo']);
      if (values.picture !== undefined && !values.console) return usageSaid.onlyWith(command, '--picture', ['--console']);
      return values.device !== undefined && !values.console && values.resume === undefined
        ? usageSaid.onlyWith(command, '--device', ['--console', '--resume'])
        : undefined;
    case 'import':
      if (words.length + given('secret-stdin', 'picture') > 1)
        return usageSaid.onlyOneOf(command, [usageRules.account, '--secret-stdin', '--picture']);
      return values['no-touch'] && given('secret-stdin', 'picture') === 0
        ? usageSaid.onlyWith(command, '--no-touch', ['--secret-stdin', '--picture'])
        : undefined;
    case 'programs':
      if (words.length === 0 || (words.length === 2 && ['forget', 'silence'].includes(word))) return undefined;
      return withGuess(usageRules.programs, word, ['forget', 'silence']);
    case 'team': {
      const why = whyWrongTeam(words, values);
      return why === undefined ? undefined : withGuess(why, teamCommands.some((one) => one === word) ? undefined : word, teamCommands);
    }
    case 'completion':
      return [...completionShells, 'words', 'typed'].includes(word)
        ? undefined
        : withGuess(usageSaid.needsOneOf(command, completionShells), word, completionShells);
    case 'prompt':
      return isOneOf(promptShells, word) ? undefined : withGuess(usageSaid.needsOneOf(command, promptShells), word, promptShells);
    case 'password':
      return word === 'set' || word === 'remove'
        ? undefined
        : withGuess(usageSaid.needsOneOf(command, ['set', 'remove']), word, ['set', 'remove']);
    default:
      return undefined;
  }
};
