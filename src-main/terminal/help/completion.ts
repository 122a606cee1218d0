import { environmentFormats } from '../../contract/tools.ts';
import { commandNames, isCommand, options, takes } from '../console/command-options.ts';
import { spareKinds } from '../console/option-rules.ts';

/** Shells that a completion is there for. */
export const completionShells = ['bash', 'zsh', 'fish'] as const;
export type CompletionShell = (typeof completionShells)[number];

/** What may stand at the end of a command line. `names`: of roles or of targets as well, which only the app knows. */
export interface Completions {
  readonly words: readonly string[];
  readonly names?: 'roles' | 'targets';
}

const nothing: Completions = { words: [] };

/** What the word behind a command is, where it can be told. */
const firstWords: Readonly<Partial<Record<string, Completions>>> = {
  tap: { words: [], names: 'roles' },
  env: { words: [], names: 'roles' },
  console: { words: [], names: 'roles' },
  credentials: { words: [], names: 'roles' },
  exec: { words: [], names: 'roles' },
  shell: { words: [], names: 'roles' },
  end: { words: [], names: 'targets' },
  programs: { words: ['forget', 'silence'] },
  password: { words: ['set', 'remove'] },
  completion: { words: completionShells },
  help: { words: commandNames },
};

const values: Readonly<Partial<Record<string, readonly string[]>>> = { '--shell': environmentFormats, '--spare': spareKinds };

const takesValue = (word: string | undefined): boolean =>
  Object.entries(options).some(([name, { type }]) => type === 'string' && word === `--${name}`);

/** What fits behind these words of a command line without `roletap`; the last one, which may be empty, is being typed. */
export const completionsOf = (line: readonly string[]): Completions => {
  const before = line.slice(0, -1);
  const typed = line.at(-1) ?? '';
  // Behind the dashes is the command of exec, which the shell completes.
  if (before.includes('--')) return nothing;
  const last = before.at(-1) ?? '';
  if (takesValue(last)) return { words: values[last] ?? [] };
  const [command, ...words] = before.filter((word, index) => !word.startsWith('-') && !takesValue(before[index - 1]));
  if (command === undefined) return { words: typed.startsWith('-') ? ['--help', '--version'] : [...commandNames, 'help'] };
  if (!isCommand(command)) return command === 'help' && words.length === 0 ? { words: commandNames } : nothing;
  if (typed.startsWith('-')) {
    const known = [...takes[command].options, 'json', 'help'].map((name) => `--${name}`);
    return { words: known.filter((option) => !before.includes(option)) };
  }
  return words.length === 0 ? (firstWords[command] ?? nothing) : nothing;
};

const ask = 'roletap completion words --';

const scripts: Readonly<Record<CompletionShell, string>> = {
  bash: `# For ~/.bashrc: eval "$(roletap completion bash)"
_roletap() {
  local name
  COMPREPLY=()
  while IFS= read -r name; do COMPREPLY+=("$(printf %q "$name")"); done < <(${ask} "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
complete -o default -F _roletap roletap
`,
  zsh: `# For ~/.zshrc, after compinit: eval "$(roletap completion zsh)"
_roletap() {
  local -a names
  names=("\${(@f)$(${ask} "\${(@)words[2,CURRENT]}" 2>/dev/null)}")
  if [[ -n $names[1] ]]; then compadd -- $names; else _files; fi
}
compdef _roletap roletap
`,
  fish: `# For ~/.config/fish/config.fish: roletap completion fish | source
function __roletap_words
    set -l line (commandline -opc)
    ${ask} $line[2..-1] (commandline -ct) 2>/dev/null
end
complete -c roletap -f -a '(__roletap_words)'
complete -c roletap -n 'contains -- -- (commandline -opc)' -F
complete -c roletap -n 'string match -q -- --picture (commandline -opc)[-1]' -F
`,
};

/** What a shell reads once, so that it asks `roletap completion words` at each tab. */
export const completionScript = (shell: CompletionShell): string => scripts[shell];
