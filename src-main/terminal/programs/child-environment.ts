import { posix, win32 } from 'node:path';
import type { HandedOut } from '../../app/sessions/credential-broker.ts';
import type { HiddenFiles } from '../../aws/files/hidden-files.adapter.ts';
import { commandEnvironment, type RoleEnvironment, settingsVariable } from '../../aws/profiles/environment.ts';
import { harmless } from '../../contract/text.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** The role as the environment has it: its keys, or the way to an endpoint. */
type Way = Omit<Extract<RoleEnvironment, { kind: 'keys' }>, Place> | Omit<Extract<RoleEnvironment, { kind: 'endpoint' }>, Place>;
type Place = 'region' | 'variables';

/** The environment of a command with a role. A variable that the person set goes before what the role's profile says, as it does for `aws --profile`. */
const withRole = (env: Environment, handed: Pick<HandedOut, 'profile' | 'region' | 'variables'>, way: Way): Record<string, string> => {
  const ofOuter = env[settingsVariable]?.split(' ') ?? [];
  const before = Object.fromEntries(Object.entries(env).filter(([name]) => name !== settingsVariable && !ofOuter.includes(name)));
  const goesWithout = (name: string): boolean =>
    before[name] !== undefined || (name === 'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS' && saysEndpoint(before));
  const variables = handed.variables.filter(([name]) => !goesWithout(name));
  const { set, unset } = commandEnvironment(handed.profile, { ...way, region: handed.region, variables });
  const kept = Object.entries(before).filter((entry): entry is [string, string] => entry[1] !== undefined && !unset.includes(entry[0]));
  const names = variables.map(([name]) => name).join(' ');
  return {
    ...Object.fromEntries(kept),
    ...Object.fromEntries(set),
    ...(names === '' ? {} : { [settingsVariable]: names }),
  };
};

/** The environment of a command that uses a role by way of an endpoint. `nothing` is the path of the empty file. */
export const childEnvironment = (
  env: Environment,
  handed: Pick<HandedOut, 'profile' | 'region' | 'variables'>,
  { url, token }: { readonly url: string; readonly token: string },
  hidden: HiddenFiles,
  nothing: string,
): Record<string, string> => withRole(env, handed, { kind: 'endpoint', url, token, hidden, noFile: nothing });

/** The environment of a command that knows no endpoint: the keys of the session, until its end. Secret. */
export const keysEnvironment = (env: Environment, handed: HandedOut): Record<string, string> =>
  withRole(env, handed, { kind: 'keys', credentials: handed.credentials, accountId: handed.accountId });

const saysEndpoint = (env: Environment): boolean => Object.keys(env).some((name) => name.startsWith('AWS_ENDPOINT_URL'));

/** The person's shell, and what shows the role in its prompt; others have it in ROLETAP_ROLE alone. A prompt never holds the name itself where the shell would run it. */
export const shellCommand = (
  env: Environment,
  platform: string,
  role: string,
): { readonly command: readonly string[]; readonly environment: Readonly<Record<string, string>> } => {
  if (platform === 'win32') {
    const program = env.ComSpec ?? 'cmd.exe';
    const plainName = /^[\w.@+=, -]+$/.test(role) && win32.basename(program).toLowerCase() === 'cmd.exe';
    return { command: [program], environment: plainName ? { PROMPT: `(${role}) $P$G` } : {} };
  }
  const program = env.SHELL || '/bin/sh';
  // A shell prints its prompt as it is.
  if (harmless(role) !== role) return { command: [program], environment: {} };
  const name = posix.basename(program);
  if (name === 'bash' && env.PROMPT_COMMAND === undefined) {
    // Once, after its own files have set the prompt.
    return {
      command: [program],
      environment: { PROMPT_COMMAND: 'case $PS1 in *ROLETAP_PROMPT*) ;; *) PS1="(\\$ROLETAP_ROLE) $PS1" ;; esac; unset PROMPT_COMMAND' },
    };
  }
  if (name === 'fish') {
    const prompt =
      'if not functions -q roletap_prompt; functions -q fish_prompt; and functions -c fish_prompt roletap_inner_prompt; function fish_prompt; printf "(%s) " $ROLETAP_ROLE; functions -q roletap_inner_prompt; and roletap_inner_prompt; end; end';
    return { command: [program, '-C', prompt], environment: {} };
  }
  if (['sh', 'dash', 'ksh', 'ash'].includes(name)) return { command: [program], environment: { PS1: '($ROLETAP_ROLE) $ ' } };
  return { command: [program], environment: {} };
};
