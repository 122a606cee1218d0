import { shellWord } from '../../contract/text.ts';
import { singleQuoted } from './launcher-scripts.ts';

/**
 * What shows the role of a shell, and the time that is left of its session, in a prompt: text for shells, which read one small file (`session-note`) and start
 * no program where the shell tells the time itself. Nothing in it is a secret, and nothing of it is run.
 */

/** Shells that `roletap prompt` has lines for; `starship` is the prompt of that name. */
export const promptShells = ['bash', 'zsh', 'fish', 'starship'] as const;
export type PromptShell = (typeof promptShells)[number];

/**
 * A function for sh, bash and zsh that sets ROLETAP_PROMPT: `prod 47m`, or nothing. `now` is shell text for the seconds since 1970. What is left is rounded
 * as everywhere else (`shortLeft`).
 */
const segment = (file: string, now: string): string => `_roletap_segment() {
  local role="\${ROLETAP_ROLE-}" now expires target profile left
  ROLETAP_PROMPT=$role
  { [ -n "$role\${AWS_PROFILE-}" ] && [ -r ${singleQuoted(file)} ]; } || return 0
  now=${now}
  while IFS='\t' read -r expires target profile; do
    if [ -n "$role" ]; then [ "$profile" = "$role" ] || continue; else [ "$target" = "$AWS_PROFILE" ] || continue; fi
    case $expires in '' | *[!0-9]*) continue ;; esac
    left=$((expires - now))
    if [ "$left" -le 0 ]; then ROLETAP_PROMPT="$profile expired"
    elif [ "$left" -lt 60 ]; then ROLETAP_PROMPT="$profile \${left}s"
    elif [ "$left" -lt 600 ]; then ROLETAP_PROMPT="$profile $((left / 60))m"
    elif [ "$left" -lt 5970 ]; then ROLETAP_PROMPT="$profile $(((left + 30) / 60))m"
    else ROLETAP_PROMPT="$profile $((((left + 30) / 60 + 30) / 60))h"; fi
    break
  done < ${singleQuoted(file)}
}
`;

/** For prompts that run a program: prints the segment. */
export const promptProgram = (file: string): string => `#!/bin/sh
# roletap-prompt: prints the role of this shell and the time left of its session. Roletap writes this file anew when it starts.
${segment(file, '$(date +%s)')}_roletap_segment
printf '%s' "$ROLETAP_PROMPT"
`;

/** Fish has a language of its own. */
const fishText = (file: string): string => {
  const path = `'${file.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
  return `# For ~/.config/fish/config.fish: roletap prompt fish | source
function roletap_prompt
    set -l shown $ROLETAP_ROLE
    if test -n "$ROLETAP_ROLE$AWS_PROFILE"; and test -r ${path}
        set -l now (date +%s)
        while read -l -d \\t expires target profile
            if test -n "$ROLETAP_ROLE"
                test "$profile" = "$ROLETAP_ROLE"; or continue
            else
                test "$target" = "$AWS_PROFILE"; or continue
            end
            string match -qr '^[0-9]+$' -- $expires; or continue
            set -l left (math $expires - $now)
            if test $left -le 0
                set shown "$profile expired"
            else if test $left -lt 60
                set shown "$profile $left"s
            else if test $left -lt 600
                set shown "$profile "(math "floor($left / 60)")m
            else if test $left -lt 5970
                set shown "$profile "(math "floor(($left + 30) / 60)")m
            else
                set shown "$profile "(math "floor((floor(($left + 30) / 60) + 30) / 60)")h
            end
            break
        end <${path}
    end
    test -n "$shown"; and printf '(%s) ' $shown
end
if functions -q fish_prompt; and not functions -q _roletap_inner_prompt
    functions -c fish_prompt _roletap_inner_prompt
    function fish_prompt
        roletap_prompt
        _roletap_inner_prompt
    end
end
`;
};

/** What `roletap prompt SHELL` prints. `file` is the note of sessions, `program` the installed `roletap-prompt`. */
export const promptText = (shell: PromptShell, file: string, program: string): string => {
  switch (shell) {
    case 'bash':
      return `# For the end of ~/.bashrc: eval "$(roletap prompt bash)"
${segment(file, `\${EPOCHSECONDS:-$(date +%s)}`)}_roletap_prompt() {
  local status=$?
  _roletap_segment
  ROLETAP_PROMPT=\${ROLETAP_PROMPT:+($ROLETAP_PROMPT) }
  return $status
}
case \${PROMPT_COMMAND-} in
*_roletap_prompt*) ;;
# What roletap shell would show.
*ROLETAP_ROLE*) PROMPT_COMMAND=_roletap_prompt ;;
*) PROMPT_COMMAND="_roletap_prompt\${PROMPT_COMMAND:+; $PROMPT_COMMAND}" ;;
esac
case $PS1 in *ROLETAP_PROMPT*) ;; *) PS1='\${ROLETAP_PROMPT-}'$PS1 ;; esac
`;
    case 'zsh':
      return `# For the end of ~/.zshrc: eval "$(roletap prompt zsh)"
zmodload zsh/datetime 2>/dev/null
${segment(file, `\${EPOCHSECONDS:-$(date +%s)}`)}_roletap_prompt() {
  emulate -L zsh
  _roletap_segment
  psvar[7]=$ROLETAP_PROMPT
}
autoload -Uz add-zsh-hook && add-zsh-hook precmd _roletap_prompt
[[ $PROMPT == *%7v* ]] || PROMPT='%(7V.(%7v%) .)'$PROMPT
`;
    case 'fish':
      return fishText(file);
    case 'starship':
      return `# For ~/.config/starship.toml
[custom.roletap]
description = "The AWS role of this shell, and the time left of its session"
command = '''${shellWord(program)}'''
when = '''test -n "$ROLETAP_ROLE$AWS_PROFILE"'''
shell = ["sh"]
style = "yellow"
format = "[$output]($style) "
`;
  }
};
