import type { HandedOut } from '../../app/sessions/credential-broker.ts';
import type { ProgramView } from '../../contract/preferences.ts';
import type { Problem } from '../../contract/problems/problem.ts';
import { harmless } from '../../contract/text.ts';

/** What a command is given: variables of its environment, and a line for its person. */
export interface CommandVariables {
  readonly set: readonly (readonly [name: string, value: string])[];
  /** Settings of the role, for where its person has not set the variable. */
  readonly settings: readonly (readonly [name: string, value: string])[];
  readonly note?: string;
}

/** What goes back over the socket. */
export interface Answer {
  readonly status: number;
  readonly type: 'application/json' | 'text/plain; charset=utf-8';
  readonly body: string;
  /** What is left to do once it is on its way. */
  readonly sent?: () => void;
}

/** RFC 3339 in UTC, whole seconds, rounded down. */
const isoSeconds = (millis: number): string => `${new Date(millis).toISOString().slice(0, 19)}Z`;

/** What a credential_process has to print (https://docs.aws.amazon.com/sdkref/latest/guide/feature-process-credentials.html). Secret. */
export const processDocument = ({ credentials, accountId }: HandedOut) => ({
  Version: 1,
  AccessKeyId: credentials.accessKeyId,
  SecretAccessKey: credentials.secretAccessKey,
  ...(credentials.sessionToken === undefined ? {} : { SessionToken: credentials.sessionToken }),
  Expiration: isoSeconds(credentials.expires),
  ...(accountId === '' ? {} : { AccountId: accountId }),
});

/** What was said to a program, for a program. */
export const programDocument = ({ said, program, profile, until, silenced }: ProgramView) => ({
  name: program.name,
  executable: program.executable ?? null,
  folder: program.folder ?? null,
  profile,
  said,
  until: isoSeconds(until),
  silenced: silenced === true,
});

/** What a container's endpoint answers. SDKs want a token there, and send none that is empty. Secret. */
export const containerDocument = ({ credentials, accountId }: HandedOut) => ({
  AccessKeyId: credentials.accessKeyId,
  SecretAccessKey: credentials.secretAccessKey,
  Token: credentials.sessionToken ?? '',
  Expiration: isoSeconds(credentials.expires),
  ...(accountId === '' ? {} : { AccountId: accountId }),
});

export const jsonAnswer = (document: object, status = 200): Answer => ({
  status,
  type: 'application/json',
  body: `${JSON.stringify(document)}\n`,
});

/** The environment of a command, a line a variable, and what its person should know. Secret: it holds what opens the way to the session. */
export const environmentAnswer = ({ set, settings, note }: CommandVariables): Answer => ({
  status: 200,
  type: 'text/plain; charset=utf-8',
  body: [
    ...set,
    ...settings.map(([name, value]) => ['setting', `${name}=${value}`] as const),
    ...(note === undefined ? [] : [['note', note] as const]),
  ]
    // A value of several lines is none that AWS knows: without it the command has its own.
    .filter(([, value]) => !value.includes('\n'))
    .map(([name, value]) => `${name}=${value}\n`)
    .join(''),
});

const statuses: Partial<Record<Problem['code'], number>> = {
  'program-unknown': 404,
  'request-bad': 400,
  'role-unknown': 404,
  'target-unknown': 404,
  'touch-wanted': 409,
  cancelled: 409,
  'not-touched': 409,
  'asker-refused': 409,
  'askers-too-many': 503,
  'app-missing': 503,
  internal: 500,
};
const badStatuses: Readonly<Record<string, number>> = { method: 405, path: 404, size: 413, host: 403, origin: 403, asker: 403, token: 403 };

/** The HTTP status of a problem; 502 where AWS or the key said no. */
export const statusOf = (problem: Problem): number =>
  (problem.code === 'request-bad' ? badStatuses[problem.why] : undefined) ?? statuses[problem.code] ?? 502;

/** One line that moves no cursor: title, what happened, what to do. */
export const oneLine = (words: { readonly title: string; readonly happened: string; readonly advice: string }): string =>
  harmless(`roletap: ${words.title}. ${words.happened} ${words.advice}`.replaceAll(/\s*\n\s*/g, ' '));

/** `line`: the problem in one line for standard error; undefined answers `{problem}`. */
export const problemAnswer = (problem: Problem, line?: string): Answer =>
  line === undefined
    ? jsonAnswer({ problem }, statusOf(problem))
    : { status: statusOf(problem), type: 'text/plain; charset=utf-8', body: `${line}\n` };
