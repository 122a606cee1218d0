import { policyExtras, policyKinds } from '../../contract/team/policy.ts';
import { environmentFormats } from '../../contract/tools.ts';
import { promptShells } from '../../serve/launcher/prompt-scripts.ts';
import { commandNames, isCommand, optionsOf, takes } from '../console/command-options.ts';
import { spareKinds } from '../console/option-rules.ts';
import { subCommandsOf, takenBy } from '../options/sub-commands.ts';

/** Shells that a completion is there for. */
export const completionShells = ['bash', 'zsh', 'fish', 'powershell'] as const;
export type CompletionShell = (typeof completionShells)[number];

/** Names that only the app knows. `accounts` are those that profiles name as their MFA device; `runs` are interrupted setups and removals. */
export type CompletionNames = 'roles' | 'targets' | 'sources' | 'accounts' | 'runs';

/** What may stand at the end of a command line: these words, and names of a kind. */
export interface Completions {
  readonly words: readonly string[];
  readonly names?: CompletionNames;
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
  code: { words: [], names: 'accounts' },
  import: { words: [], names: 'accounts' },
  rename: { words: [], names: 'accounts' },
  resync: { words: [], names: 'accounts' },
  remove: { words: [], names: 'accounts' },
  lost: { words: [], names: 'accounts' },
  rotate: { words: [], names: 'sources' },
  keep: { words: [], names: 'sources' },
  programs: { words: ['forget', 'silence'] },
  password: { words: ['set', 'remove'] },
  completion: { words: completionShells },
  prompt: { words: promptShells },
  help: { words: commandNames },
};

/** What the word behind an option is. */
const values: Readonly<Partial<Record<string, Completions>>> = {
  '--shell': { words: environmentFormats },
  '--spare': { words: spareKinds },
  '--make': { words: policyKinds },
  '--with': { words: policyExtras },
  '--source': { words: [], names: 'sources' },
  '--target': { words: [], names: 'targets' },
  '--device': { words: [], names: 'accounts' },
  '--resume': { words: [], names: 'runs' },
  '--undo': { words: [], names: 'runs' },
};

const takesValue = (command: string | undefined, word: string | undefined): boolean =>
  Object.entries(optionsOf(command)).some(([name, { type }]) => type === 'string' && word === `--${name}`);

/** What fits behind these words of a command line without `roletap`; the last one, which may be empty, is being typed. */
export const completionsOf = (line: readonly string[]): Completions => {
  const before = line.slice(0, -1);
  const typed = line.at(-1) ?? '';
  // Behind the dashes is the command of exec, which the shell completes.
  if (before.includes('--')) return nothing;
  const last = before.at(-1) ?? '';
  const called = before.find(isCommand);
  if (takesValue(called, last)) return values[last] ?? nothing;
  const [command, ...words] = before.filter((word, index) => !word.startsWith('-') && !takesValue(called, before[index - 1]));
  if (command === undefined) return { words: typed.startsWith('-') ? ['--help', '--version'] : [...commandNames, 'help'] };
  if (command === 'help') return words.length < 2 ? { words: words[0] === undefined ? commandNames : subCommandsOf(words[0]) } : nothing;
  if (!isCommand(command)) return nothing;
  if (typed.startsWith('-')) {
    const known = [...(takenBy(command, words[0]) ?? takes[command].options), 'json', 'help'].map((name) => `--${name}`);
    return { words: known.filter((option) => !before.includes(option)) };
  }
  return words.length === 0 ? (firstWords[command] ?? { words: subCommandsOf(command) }) : nothing;
};

const ask = 'roletap completion words --';

const scripts: Readonly<Record<CompletionShell, string>> = {
  // What bash breaks at colons (an ARN), equals signs and at signs is put together again, and of a name only what is behind the last break is its to add.
  bash: `# For ~/.bashrc: eval "$(roletap completion bash)"
_roletap() {
  local name part last= glued=
  local -a line=()
  for part in "\${COMP_WORDS[@]:1:COMP_CWORD}"; do
    case $part in
      [:=@]*) glued=1 ;;
      *) case $last in *[:=@]) glued=1 ;; *) glued= ;; esac ;;
    esac
    if [ -n "$glued" ] && [ \${#line[@]} -gt 0 ]; then line[\${#line[@]}-1]+=$part; else line+=("$part"); fi
    last=$part
  done
  local typed=
  if [ \${#line[@]} -gt 0 ]; then typed=\${line[\${#line[@]}-1]}; fi
  local kept=\${typed%"\${typed##*[:=@]}"}
  COMPREPLY=()
  while IFS= read -r name; do COMPREPLY+=("$(printf %q "\${name#"$kept"}")"); done < <(${ask} "\${line[@]}" 2>/dev/null)
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
complete -c roletap -n 'contains -- (commandline -opc)[-1] --picture --csv' -F
`,
  // Windows PowerShell drops an empty word, so the one that is typed begins with a sign.
  powershell: `# For $PROFILE: roletap completion powershell | Out-String | Invoke-Expression
Register-ArgumentCompleter -Native -CommandName roletap -ScriptBlock {
  param($wordToComplete, $commandAst, $cursorPosition)
  $before = @($commandAst.CommandElements | Select-Object -Skip 1 |
    Where-Object { $_.Extent.EndOffset -lt $cursorPosition } |
    ForEach-Object { if ($_ -is [System.Management.Automation.Language.StringConstantExpressionAst]) { $_.Value } else { $_.Extent.Text } })
  $typed = $wordToComplete.Trim("'", '"')
  $encoding = [Console]::OutputEncoding
  [Console]::OutputEncoding = [System.Text.Encoding]::UTF8
  try { $names = @(& roletap completion typed -- @before "=$typed" 2>$null) } finally { [Console]::OutputEncoding = $encoding }
  foreach ($name in $names) {
    $text = if ($name -match '^[\\w./:@%+=-]+$' -and $name -notmatch '^[@%]') { $name } else { "'" + $name.Replace("'", "''") + "'" }
    [System.Management.Automation.CompletionResult]::new($text, $name, 'ParameterValue', $name)
  }
}
`,
};

/** What a shell reads once, so that it asks `roletap completion words` at each tab. */
export const completionScript = (shell: CompletionShell): string => scripts[shell];
