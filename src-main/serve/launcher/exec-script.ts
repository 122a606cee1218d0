import { askingInto, type LauncherFacts, withoutApp } from './launcher-scripts.ts';

export interface ExecFacts extends LauncherFacts {
  /** The variables that an answer may set, and those that the command loses. */
  readonly variables: { readonly set: readonly string[]; readonly unset: readonly string[] };
}

/** What the app is told: what is asked for, and where this process, which becomes the command, would find AWS's files. */
const fields = [
  '--data-urlencode "role=$roletap_role"',
  '--data-urlencode "folder=$PWD"',
  `--data-urlencode "home=\${HOME-}"`,
  `--data-urlencode "config=\${AWS_CONFIG_FILE-}"`,
  `--data-urlencode "credentials=\${AWS_SHARED_CREDENTIALS_FILE-}"`,
  `-d "pid=$$&wait=\${ROLETAP_WAIT:-1}"`,
];

/**
 * `roletap exec` without a runtime, as text for sh: it becomes the command, so signals, terminal and exit code are the command's own. The answer is lines
 * of variables, of which it takes those that it knows; nothing of it is run. Its own variables begin with `roletap_`, since a name that the
 * environment has already would be passed on with what is put into it.
 */
export const shellExec = (facts: ExecFacts): string => `#!/bin/sh
# roletap-exec ROLE -- COMMAND...: runs a command with a role. Roletap writes this file anew when it starts.
if [ $# -lt 3 ] || [ "$2" != -- ]; then
  echo 'usage: roletap-exec ROLE -- COMMAND...' >&2
  exit 2
fi
roletap_role=$1
shift 2
case $1 in
'' | -*)
  printf 'roletap: “%s” isn’t a command.\\n' "$1" >&2
  exit 2
  ;;
esac
if ! command -v "$1" >/dev/null 2>&1; then
  printf 'roletap: Program not found. There is no program %s. Check the spelling and that it is installed.\\n' "$1" >&2
  exit 127
fi
${askingInto('roletap_answer', facts.socket, 'lease', fields)}
case $roletap_answer in
*200) ;;
000 | '')
${withoutApp(facts, 'exec "$roletap_role" -- "$@"', 3)}
  ;;
*)
  printf '%s' "\${roletap_answer%???}" >&2
  # Asked for a touch, that means that nobody gave it.
  case \${ROLETAP_WAIT:-1}:$roletap_answer in 0:* | false:*) ;; *409) exit 4 ;; esac
  exit 3
  ;;
esac
unset ${facts.variables.unset.join(' ')}
# Settings of an outer command's role are none of this one's.
for roletap_name in $ROLETAP_SETTINGS; do
  case $roletap_name in *[!A-Z0-9_]*) ;; AWS_* | BOTOCORE_*) unset "$roletap_name" ;; esac
done
unset ROLETAP_SETTINGS
roletap_settings=
roletap_end='
'
roletap_answer=\${roletap_answer%200}
while [ -n "$roletap_answer" ]; do
  roletap_line=\${roletap_answer%%"$roletap_end"*}
  roletap_answer=\${roletap_answer#"$roletap_line"}
  roletap_answer=\${roletap_answer#"$roletap_end"}
  case $roletap_line in
  ${facts.variables.set.map((name) => `${name}=*`).join(' | ')}) export "$roletap_line" ;;
  setting=*)
    # What the person set goes first.
    roletap_line=\${roletap_line#setting=}
    roletap_name=\${roletap_line%%=*}
    case $roletap_name in
    *[!A-Z0-9_]*) ;;
    AWS_* | BOTOCORE_*)
      if [ "$roletap_name" = AWS_IGNORE_CONFIGURED_ENDPOINT_URLS ] && env | grep -q '^AWS_ENDPOINT_URL'; then :
      elif eval "[ -z "\\\${$roletap_name+set}" ]"; then
        roletap_settings="$roletap_settings\${roletap_settings:+ }$roletap_name" && export "$roletap_line"
      fi
      ;;
    esac
    ;;
  note=*) printf '%s\\n' "\${roletap_line#note=}" >&2 ;;
  esac
done
if [ -n "$roletap_settings" ]; then export ROLETAP_SETTINGS="$roletap_settings"; fi
unset roletap_role roletap_answer roletap_line roletap_end roletap_name roletap_settings
exec "$@"
`;
