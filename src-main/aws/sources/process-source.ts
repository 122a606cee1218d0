import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { redact } from '../../base/log.ts';
import { parsedJson } from '../../base/schema.ts';
import type { Problem } from '../../contract/problems/problem.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import { harmless } from '../../contract/text.ts';
import { splitLine, splitWindowsLine } from './command-line.ts';
import { asksRoletap } from './inner-command.ts';
import type { SourceCredentials, SourceRecipe } from './source-types.ts';

/** How a program that was run ended. `said`: the beginning of what it wrote to standard error. `output` is secret. */
export type ProgramOutcome =
  | { readonly kind: 'ended'; readonly status: number; readonly output: string; readonly said: string }
  /** `slow`: it had not ended after the limit. `too-much`: it wrote more than the limit. Both were ended. */
  | { readonly kind: 'slow' | 'too-much'; readonly said: string }
  | { readonly kind: 'missing' | 'unrunnable'; readonly errno: string }
  | { readonly kind: 'cancelled' };

/** Runs a program without a shell, a terminal or an input, and ends it with all that it started. Never rejects. */
export type RunProgram = (
  words: readonly [string, ...string[]],
  limits: { readonly millis: number; readonly bytes: number },
  signal: AbortSignal,
) => Promise<ProgramOutcome>;

/** `credential_process`, in a profile that has nothing before it. */
export const processSource: SourceRecipe = {
  of: ({ value, isOurProcess }) => {
    const line = value('credential_process');
    return line === undefined || isOurProcess || asksRoletap(line) ? undefined : { kind: 'process', line };
  },
};

/** Tells one line from another; its words may be secret. */
export const processId = (line: string): string => `process-${createHash('sha256').update(line).digest('hex').slice(0, 16)}`;

/** Somebody may have to unlock a vault first. */
const limits = { millis: 60_000, bytes: 64 * 1024 } as const;

/** What a problem repeats of a program's own words, in characters. */
const saidLimit = 200;

type Why = Extract<Problem, { readonly code: 'source-program' }>['why'];

/** A blank or a control character would break the header that it is sent in. */
const plain = v.pipe(v.string(), v.regex(/^[!-~]+$/));

/** What `credential_process` prints (AWS SDKs and Tools Reference Guide, "Process credential provider"). */
const answer = v.object({
  AccessKeyId: plain,
  SecretAccessKey: plain,
  SessionToken: v.nullish(v.union([v.literal(''), plain])),
  Expiration: v.nullish(v.pipe(v.string(), v.transform(Date.parse), v.number())),
});

/** What asks a person in vain, where nobody types: words about a terminal, or a last line that waits for an answer. */
const asks = /\/dev\/tty|not a (?:tty|terminal)|inappropriate ioctl|no tty|(?:pass(?:word|phrase)|pin|code|token|enter)[^\n]*[:?]\s*$/i;

/** The last line that a program wrote, for a person: without what looks like a secret. */
export const lastWords = (said: string): string => {
  const lines = redact(said)
    .split(/[\r\n]+/)
    .map((line) => harmless(line).trim());
  return (lines.filter((line) => line !== '').at(-1) ?? '').slice(0, saidLimit);
};

const isPast = (expires: number | null | undefined, now: number): boolean => expires !== undefined && expires !== null && expires <= now;

/**
 * Credentials from a profile's program. It is run once for all that is done within a minute, see `SourceKeys`. `now`: AWS's time. Problems: source-program,
 * cancelled.
 */
export const runForCredentials = async (
  profile: string,
  line: string,
  { run, now, platform }: { readonly run: RunProgram; readonly now: () => number; readonly platform: string },
  signal: AbortSignal,
): Promise<Result<SourceCredentials>> => {
  const [program, ...words] = (platform === 'win32' ? splitWindowsLine(line) : splitLine(line)) ?? [];
  const refused = (why: Why, facts: { readonly said?: string; readonly status?: number } = {}) =>
    failed({ code: 'source-program', profile, program: fileNameOf(program ?? ''), why, ...facts } as const);
  if (program === undefined || program === '') return refused('line');
  const outcome = await run([program, ...words], limits, signal);
  switch (outcome.kind) {
    case 'cancelled':
      return failed({ code: 'cancelled' });
    case 'missing':
    case 'unrunnable':
      return refused(outcome.kind, { said: outcome.errno });
    case 'slow':
    case 'too-much': {
      const said = lastWords(outcome.said);
      return refused(outcome.kind === 'slow' && asks.test(outcome.said) ? 'asks' : outcome.kind, said === '' ? {} : { said });
    }
    case 'ended':
      break;
  }
  const { status, output } = outcome;
  const said = lastWords(outcome.said);
  const facts = said === '' ? {} : { said };
  if (status !== 0) return refused(asks.test(outcome.said) ? 'asks' : 'exit', { ...facts, status });
  const document = parsedJson(v.looseObject({ Version: v.unknown() }), output);
  if (!document) return refused('garbage', facts);
  if (document.Version !== 1) return refused('version', facts);
  const {
    AccessKeyId: accessKeyId,
    SecretAccessKey: secretAccessKey,
    SessionToken: sessionToken,
    Expiration,
  } = parsedJson(answer, output) ?? {};
  if (accessKeyId === undefined || secretAccessKey === undefined) return refused('garbage', facts);
  if (isPast(Expiration, now())) return refused('expired', facts);
  if (!sessionToken) return ok({ kind: 'long-term', accessKeyId, secretAccessKey });
  return ok({ kind: 'temporary', accessKeyId, secretAccessKey, sessionToken, ...(Expiration ? { expires: Expiration } : {}) });
};

/** Paths are left out: what is told may be shown to others. */
const fileNameOf = (path: string): string => harmless(path.split(/[\\/]/).at(-1) ?? '').slice(0, 60);
