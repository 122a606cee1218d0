import { closest } from '../../base/closest.ts';
import { environmentFormats } from '../../contract/tools.ts';
import { promptShells } from '../../serve/launcher/prompt-scripts.ts';

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

/** What is missing when a command has too few words. */
const needs: Readonly<Partial<Record<string, string>>> = {
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

/** What is wrong, with the known word that was most likely meant. */
export const withGuess = (message: string, typed: string | boolean | undefined, known: readonly string[]): string => {
  const near = typeof typed === 'string' ? closest(typed, known) : undefined;
  return near === undefined ? message : `${message}. Did you mean “${near}”?`;
};

/** What is said of a command that lacks its word. */
export const needOf = (command: string): string => `${command} needs ${needs[command] ?? 'another argument'}`;

/** Options as Node's parser gives them. */
type Values = Readonly<Record<string, string | boolean | undefined>>;

const isOneOf = (known: readonly string[], value: string | boolean | undefined): boolean => known.some((name) => name === value);

/** What is wrong with the value of an option; undefined when nothing is. */
const whyBadValue = (values: Values): string | undefined => {
  const { duration, key, drop, 'delete-after': grace, spare, shell, days, 'session-name': name } = values;
  if (typeof duration === 'string') {
    const seconds = parseDuration(duration);
    if (seconds === undefined || seconds < 900 || seconds > 43_200) return '--duration must be 15m to 12h, such as 1h, 90m or 3600';
  }
  if (typeof name === 'string' && !/^[\w+=,.@-]{2,64}$/.test(name))
    return '--session-name must be 2 to 64 letters, digits or any of _+=,.@-';
  if (typeof key === 'string' && !/^\d{1,10}$/.test(key)) return '--key must be a YubiKey’s serial number';
  if (spare !== undefined && !isOneOf(spareKinds, spare)) return withGuess('--spare must be device or same-seed', spare, spareKinds);
  if (shell !== undefined && !isOneOf(environmentFormats, shell))
    return withGuess(`--shell must be one of ${environmentFormats.join(', ')}`, shell, environmentFormats);
  if (typeof days === 'string' && !/^([1-9]|[1-8]\d|90)$/.test(days)) return '--days must be 1 to 90';
  if (typeof grace === 'string' && !/^([0-9]|[1-8]\d|90)$/.test(grace)) return '--delete-after must be 0 to 90 days';
  if (typeof drop === 'string' && !/^\w{16,128}$/.test(drop)) return '--drop must be an access key ID';
  return undefined;
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
  if (given('password-stdin', 'code-stdin') > 1) return `${command} accepts either --password-stdin or --code-stdin`;
  if (command === 'history' && values.csv && values.json) return 'history accepts either --csv or --json';
  if (given('resume', 'undo') > 1) return `${command} accepts either --resume or --undo`;
  switch (command) {
    case 'exec': {
      if (run?.[0] === undefined || run[0] === '') return 'exec needs -- and a command';
      const odd = run.find(holdsNoText);
      return odd === undefined ? undefined : `exec can’t pass on “${odd}”, which isn’t UTF-8`;
    }
    case 'end':
      return (words.length === 1) === (values.all ?? false) ? 'end needs either a profile or --all' : undefined;
    case 'remove': {
      const meant = words.length + given('resume', 'undo');
      return meant === 0 ? 'remove needs a device' : meant > 1 ? 'remove accepts only one of a device, --resume and --undo' : undefined;
    }
    case 'rotate':
      if (words.length + given('source') > 1) return 'rotate takes a source by its name or with --source';
      return given('undo', 'finish', 'drop') + (given('delete-after') > 0 && given('undo', 'finish') > 0 ? 1 : 0) > 1
        ? 'rotate accepts only one of --undo, --finish, or --drop with --delete-after'
        : undefined;
    case 'add':
      return given('passphrase', 'in-file') > 1 ? 'add takes --passphrase or --in-file' : undefined;
    case 'enroll':
      if (values.console && given('name', 'spare', 'resume', 'undo') > 0)
        return 'enroll --console doesn’t accept --name, --spare, --resume or --undo';
      if (values.picture !== undefined && !values.console) return 'enroll accepts --picture only with --console';
      return values.device !== undefined && !values.console && values.resume === undefined
        ? 'enroll accepts --device only with --console or --resume'
        : undefined;
    case 'import':
      if (words.length + given('secret-stdin', 'picture') > 1) return 'import accepts only one of an account, --secret-stdin and --picture';
      return values['no-touch'] && given('secret-stdin', 'picture') === 0
        ? 'import accepts --no-touch only with --secret-stdin or --picture'
        : undefined;
    case 'programs':
      if (words.length === 0 || (words.length === 2 && ['forget', 'silence'].includes(word))) return undefined;
      return withGuess('programs accepts only forget or silence, with a program’s name or file', word, ['forget', 'silence']);
    case 'completion':
      return ['bash', 'zsh', 'fish', 'powershell', 'words', 'typed'].includes(word)
        ? undefined
        : withGuess('completion needs bash, zsh, fish or powershell', word, ['bash', 'zsh', 'fish', 'powershell']);
    case 'prompt':
      return isOneOf(promptShells, word) ? undefined : withGuess('prompt needs bash, zsh, fish or starship', word, promptShells);
    case 'password':
      return word === 'set' || word === 'remove' ? undefined : withGuess('password needs set or remove', word, ['set', 'remove']);
    default:
      return undefined;
  }
};
