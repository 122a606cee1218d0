import { fileName, splitLine, splitWindowsLine } from './command-line.ts';

/** The command of a line as words, past what only leads to it. `script`: a shell does more there than run one command. */
export type InnerCommand = readonly string[] | 'script';

/** A drive or a share: POSIX's rules would eat the backslashes of its path. */
const isWindowsLine = (line: string): boolean => /(?:^|[\s"'=])(?:[A-Za-z]:\\|\\\\\w)/.test(line);

/** A line as words, by the rules of the system whose paths stand in it. */
export const splitByPaths = (line: string): { readonly words: readonly string[]; readonly isWindows: boolean } => {
  const words = isWindowsLine(line) ? undefined : splitLine(line);
  return words ? { words, isWindows: false } : { words: splitWindowsLine(line) ?? [], isWindows: true };
};

const programName = (word: string | undefined): string => fileName(word ?? '').replace(/\.exe$/, '');

/** What a shell is given to run as one text: `sh -c '...'`, `bash -lc "..."`, `cmd /c "..."`. PowerShell's texts are in a language of its own. */
export const scriptIn = ([program, ...words]: readonly string[]): string | undefined => {
  const name = programName(program);
  const at = words.findIndex((word) => (name === 'cmd' ? /^\/c$/i : /^-[a-z]*c$/).test(word));
  if (at < 0) return undefined;
  if (name === 'cmd') return at === words.length - 2 ? words[at + 1] : undefined;
  return /^(?:ba|da|k|z|a)?sh$/.test(name) ? words[at + 1] : undefined;
};

/** What means something to a shell outside of quotes, and what it replaces inside of double ones; a home folder in a path is known where files are read. */
const isOneCommand = (script: string): boolean => {
  const bare = script.replace(/'[^']*'|"(?:\\.|[^"\\])*"|\\./gs, '');
  const replaced = script.replace(/'[^']*'|\\./gs, '').replace(/\$HOME\/|\$\{HOME\}\//g, '');
  return !/[;&|<>()`\n]/.test(bare) && !/[$`]/.test(replaced);
};

/** `env` and its options (GNU coreutils): those of one letter that have a value take the next word. */
const pastEnv = (words: readonly string[]): readonly string[] => {
  let at = 0;
  for (; at < words.length; at += 1) {
    const word = words[at] ?? '';
    if (/^-[uC]$/.test(word)) at += 1;
    else if (!/^(?:-|\w+=)/.test(word)) break;
  }
  return words.slice(at);
};

const within = (words: readonly string[], depth: number): InnerCommand => {
  const [program = '', ...rest] = words;
  const name = programName(program);
  if (depth > 4 || program === '') return [];
  if (/^\w+=/.test(program)) return within(rest, depth + 1);
  if (name === 'env') return within(pastEnv(rest), depth + 1);
  if (name === 'exec') return within(rest, depth + 1);
  const script = scriptIn(words)?.replace(/\s+2>\s*\/dev\/null\s*$/, '');
  if (script !== undefined) {
    const isOne = name === 'cmd' ? !/[&|<>^]|%\w+%/.test(script.replace(/"[^"]*"/g, '')) : isOneCommand(script);
    const inner = name === 'cmd' ? (splitWindowsLine(script) ?? []) : splitLine(script);
    return isOne && inner ? within(inner, depth + 1) : 'script';
  }
  if (name === 'cmd') return within(rest.slice(rest.findIndex((word) => /^\/c$/i.test(word)) + 1), depth + 1);
  return /^(?:ba|da|k|z|a)?sh$|^(?:powershell|pwsh)$/.test(name) ? 'script' : words;
};

/** Looks past variables that are set, `env`, `exec`, and a shell that is given one command. */
export const innerCommand = (line: string): InnerCommand => within(splitByPaths(line).words, 0);

/** Whether a command line asks Roletap itself, by its launcher or its command, in a shell's script, too: what it gives would come from what it asks for. */
export const asksRoletap = (line: string): boolean =>
  [splitLine(line), splitWindowsLine(line)].some((words = []) => {
    const script = scriptIn(words) ?? '';
    const names = [...words, ...script.split(/[\s;&|()"']+/)].map(fileName);
    const asksLauncher = names.some((name) => /^roletap-credentials(\.ps1)?$/.test(name));
    return asksLauncher || names.some((name, index) => /^roletap(\.cmd|\.exe)?$/.test(name) && names[index + 1] === 'credentials');
  });
