import { closest } from '../../base/closest.ts';
import { environmentFormats } from '../../contract/tools.ts';
import { promptShells } from '../../serve/launcher/prompt-scripts.ts';
import { usageRules, usageSaid } from '../../words/help/usage.ts';
import { type LimitValues, whyBadLimits } from '../limits/limit-options.ts';
import { whyWrongAnywhere } from '../options/anywhere-rules.ts';
import { parseDuration } from '../options/durations.ts';
import { anywhereWords, whyBadPivValue } from '../options/piv-options.ts';
import { teamCommands } from '../options/team-options.ts';
import { whyWrongTeam } from '../options/team-rules.ts';

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
  if (values['last-try'] && command !== 'anywhere' && command !== 'piv' && !values['pin-stdin'])
    return usageSaid.onlyWith(command, '--last-try', ['--pin-stdin']);
  if (oneInput && otherInput) return usageSaid.eitherOf(command, `--${oneInput}`, `--${otherInput}`);
  if ((command === 'history' || command === 'activity') && values.csv && values.json) return usageSaid.eitherOf(command, '--csv', '--json');
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
    case 'piv': {
      const known = ['unblock', 'choose-pin'];
      if (word !== '' && !known.includes(word)) return withGuess(usageSaid.needsOneOf(command, known), word, known);
      const [beside] = ['puk-stdin', 'last-try', 'pin-stdin'].filter((name) => values[name] !== undefined);
      if (word === 'choose-pin' && beside !== undefined && beside !== 'pin-stdin') return usageSaid.otherOption('piv choose-pin', beside);
      return word === '' && beside !== undefined ? usageSaid.otherOption(command, beside) : undefined;
    }
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
