import { failed, ok, type Result } from '../../contract/result.ts';
import type { LentCredentials } from '../caller.ts';
import type { Variable } from './profile-types.ts';

/** As contract/tools.ts has it; the layers do not let this file import it. */
export type EnvironmentFormat = 'sh' | 'fish' | 'powershell' | 'cmd' | 'nushell' | 'dotenv';

/** What a role session is in an environment. Secret: `keys` holds the session, `endpoint` what opens the way to it. */
export type RoleEnvironment = {
  /** Empty when it is not known: then the reader's own stays. */
  readonly region: string;
  /** What its profile says beside, see `Profiles.variablesOf`. */
  readonly variables?: readonly Variable[];
} & (
  | {
      readonly kind: 'keys';
      readonly credentials: LentCredentials;
      /** Of the role, where it is known: endpoints by account want it. */
      readonly accountId: string;
    }
  | {
      readonly kind: 'endpoint';
      readonly url: string;
      readonly token: string;
      /** Files whose default profile has credentials: they would go before an endpoint, so these files are not to be read. */
      readonly hidden: { readonly config: boolean; readonly credentials: boolean };
      /** What stands for no file: `/dev/null`, `NUL`. */
      readonly noFile: string;
    }
);

export interface EnvironmentChange {
  readonly set: readonly Variable[];
  /** What would go before it in the CLI or an SDK, or belongs to other credentials. */
  readonly unset: readonly string[];
}

const profile = ['AWS_PROFILE', 'AWS_DEFAULT_PROFILE'];
/** botocore takes the old name of a session token before the new one; the scope is of an account, so not of this one. */
const ofOtherKeys = ['AWS_SECURITY_TOKEN', 'AWS_CREDENTIAL_SCOPE'];
const keys = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN', 'AWS_CREDENTIAL_EXPIRATION'];
/** Older names of keys: Go and Java take the first two, Ruby the others. */
const oldKeys = ['AWS_ACCESS_KEY', 'AWS_SECRET_KEY', 'AMAZON_ACCESS_KEY_ID', 'AMAZON_SECRET_ACCESS_KEY', 'AMAZON_SESSION_TOKEN'];
/** Files with keys of older tools: EC2's (botocore still reads it), and Java's name for the credentials file. */
const oldFiles = ['AWS_CREDENTIAL_FILE', 'AWS_CREDENTIAL_PROFILES_FILE'];
const webIdentity = ['AWS_ROLE_ARN', 'AWS_ROLE_SESSION_NAME', 'AWS_WEB_IDENTITY_TOKEN_FILE'];
const otherContainer = ['AWS_CONTAINER_CREDENTIALS_RELATIVE_URI', 'AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE'];

/** What makes an environment one of this role, for the CLI and all SDKs (the orders in which they look: facts of their documentation). */
export const environmentOf = (role: RoleEnvironment): EnvironmentChange => {
  const place: Variable[] = [
    ...(role.region === '' ? [] : ['AWS_REGION', 'AWS_DEFAULT_REGION'].map((name): Variable => [name, role.region])),
    ...(role.variables ?? []),
  ];
  if (role.kind === 'keys') {
    const { accessKeyId, secretAccessKey, sessionToken, expires } = role.credentials;
    const ofSession: readonly Variable[] = sessionToken
      ? [
          ['AWS_SESSION_TOKEN', sessionToken],
          ['AWS_CREDENTIAL_EXPIRATION', new Date(expires).toISOString().replace(/\.\d+Z$/, 'Z')],
        ]
      : [];
    const ofAccount: readonly Variable[] = role.accountId === '' ? [] : [['AWS_ACCOUNT_ID', role.accountId]];
    const set: Variable[] = [
      ['AWS_ACCESS_KEY_ID', accessKeyId],
      ['AWS_SECRET_ACCESS_KEY', secretAccessKey],
      ...ofSession,
      ...ofAccount,
      ...place,
    ];
    const isSet = (name: string) => set.some(([one]) => one === name);
    const ofAnother = ['AWS_SESSION_TOKEN', 'AWS_CREDENTIAL_EXPIRATION', 'AWS_ACCOUNT_ID'].filter((name) => !isSet(name));
    return { set, unset: [...profile, ...ofAnother, ...ofOtherKeys, ...oldKeys] };
  }
  const { url, token, hidden, noFile } = role;
  const set: Variable[] = [
    ['AWS_CONTAINER_CREDENTIALS_FULL_URI', url],
    ['AWS_CONTAINER_AUTHORIZATION_TOKEN', token],
    ...(hidden.config ? [['AWS_CONFIG_FILE', noFile] as const] : []),
    ...(hidden.credentials ? ['AWS_SHARED_CREDENTIALS_FILE', 'AWS_CREDENTIAL_PROFILES_FILE'].map((name): Variable => [name, noFile]) : []),
    // Where this is not set, botocore looks for keys in ~/.boto and /etc/boto.cfg.
    ['BOTO_CONFIG', noFile],
    ...place,
  ];
  const others = [...profile, ...keys, 'AWS_ACCOUNT_ID', ...oldKeys, ...oldFiles, ...ofOtherKeys, ...webIdentity, ...otherContainer];
  return { set, unset: others };
};

/** Names the variables that are settings of a command's role, for a command with another role below it. */
export const settingsVariable = 'ROLETAP_SETTINGS';

/** The same for a command that is run with the role, which can tell whose it is. */
export const commandEnvironment = (profile: string, role: RoleEnvironment): EnvironmentChange => {
  const { set, unset } = environmentOf(role);
  return { set: [...set, ['ROLETAP_ROLE', profile]], unset };
};

/** All that `commandEnvironment` may set for an endpoint, and what it takes out, whatever the role. */
export const commandVariables = (): { readonly set: readonly string[]; readonly unset: readonly string[] } => {
  const any = { region: 'any', url: 'any', token: 'any', noFile: 'any' };
  const { set, unset } = commandEnvironment('any', { kind: 'endpoint', hidden: { config: true, credentials: true }, ...any });
  return { set: set.map(([name]) => name), unset };
};

/** How a format writes; a value that it has no way to write is undefined. */
interface Writer {
  readonly set: (name: string, value: string) => string | undefined;
  readonly unset: (names: readonly string[]) => string;
}

const lines = (each: (name: string) => string) => (names: readonly string[]) => names.map(each).join('\n');
const hasControl = (value: string): boolean => /\p{Cc}/u.test(value);

// A blank in front keeps a pasted line out of the history of many shells.
const writers: Readonly<Record<EnvironmentFormat, Writer>> = {
  sh: {
    set: (name, value) => ` export ${name}='${value.replaceAll("'", "'\\''")}'`,
    unset: (names) => ` unset ${names.join(' ')}`,
  },
  fish: {
    set: (name, value) => ` set -gx ${name} '${value.replace(/[\\']/g, '\\$&')}'`,
    unset: lines((name) => ` set -e ${name}`),
  },
  powershell: {
    // PowerShell takes the typographic quotes for quotes, too.
    set: (name, value) => `$env:${name} = '${value.replace(/['\u2018-\u201b]/g, '$&$&')}'`,
    unset: lines((name) => `Remove-Item Env:${name} -ErrorAction SilentlyContinue`),
  },
  cmd: {
    // At the prompt nothing escapes a percent sign, and in quotes nothing escapes a quote.
    set: (name, value) => (hasControl(value) || /["%!]/.test(value) ? undefined : `set "${name}=${value}"`),
    unset: lines((name) => `set "${name}="`),
  },
  nushell: {
    set: (name, value) =>
      `$env.${name} = "${value.replace(/[\\"]/g, '\\$&').replace(/\p{Cc}/gu, (char) => `\\u{${char.charCodeAt(0).toString(16)}}`)}"`,
    unset: lines((name) => `hide-env --ignore-errors ${name}`),
  },
  dotenv: {
    // Some readers know no quotes, none of them agree about escapes.
    set: (name, value) => {
      if (/^[\w./:+=@,-]*$/.test(value)) return `${name}=${value}`;
      return hasControl(value) || value.includes("'") ? undefined : `${name}='${value}'`;
    },
    // An empty AWS_PROFILE is an error for `aws`.
    unset: (names) => `# Not to be set beside these: ${names.join(', ')}`,
  },
};

/**
 * A role's environment as text for a shell or file. Secret. Problem: internal, for a value that the format cannot write; nothing that AWS sends is one.
 */
export const environmentText = (format: EnvironmentFormat, role: RoleEnvironment): Result<string> => {
  const { set, unset } = environmentOf(role);
  const writer = writers[format];
  // A setting that the format cannot write is left out; a session is whole or an error.
  const extra = new Set(['AWS_REGION', 'AWS_DEFAULT_REGION', ...(role.variables ?? []).map(([name]) => name)]);
  const written = set
    .map(([name, value]) => ({ name, line: value.includes('\0') ? undefined : writer.set(name, value) }))
    .filter(({ name, line }) => line !== undefined || !extra.has(name))
    .map(({ line }) => line);
  if (!written.every((line): line is string => line !== undefined)) return failed({ code: 'internal', where: `aws/environment ${format}` });
  return ok([writer.unset(unset), ...written].map((line) => `${line}\n`).join(''));
};
