import { failed, ok, type Result } from '../../contract/result.ts';
import { usageSaid } from '../../words/help/usage.ts';
import { promptTexts } from '../../words/terminal.ts';
import type { Arguments } from './arguments.ts';
import type { Console } from './console.ts';
import { plain } from './tables.ts';

/** Whether the person says yes; anything else is a no. */
export const agrees = async (console: Pick<Console, 'ask'>, question: string, signal: AbortSignal): Promise<boolean> =>
  /^y(es)?$/i.test((await console.ask(question, false, signal))?.trim() ?? '');

/** One of several, by its number or its name. Undefined for anything else. */
export const choose = async (
  console: Pick<Console, 'ask' | 'note'>,
  question: string,
  choices: readonly string[],
  signal: AbortSignal,
): Promise<string | undefined> => {
  console.note(question);
  for (const [index, choice] of choices.entries()) console.note(plain(`  ${index + 1}  ${choice}`));
  const typed = (await console.ask('Number: ', false, signal))?.trim() ?? '';
  return choices.find((choice) => choice === typed) ?? choices[Number(typed) - 1];
};

type Options = Pick<Arguments, 'passwordStdin' | 'codeStdin' | 'pinStdin' | 'lastTry'>;

/** What came on standard input, each for the first question of its kind. */
export interface GivenAnswers {
  readonly password?: string;
  /** Six digits. */
  readonly code?: string;
  readonly pin?: string;
  /** It may use up the last try. */
  readonly lastTry?: boolean;
  /** What an option promised, and standard input did not have. */
  readonly missing?: 'pin' | 'password';
}

/** Digits as they are typed and pasted, in groups or not. */
export const digitsOf = (typed: string): string => typed.replaceAll(/\s/g, '');

/** The code in what was typed; undefined when it has another length. */
export const readCode = (typed: string): string | undefined => (/^\d{6}$/.test(digitsOf(typed)) ? digitsOf(typed) : undefined);

/** The PIN or PUK in a line of standard input: `echo 123456 | …` of Windows puts a blank behind it, which would use up a try. */
export const pinIn = (line: string): string => line.trim();

/** The line as the options name it. Whether it is wanted shows later: some keys ask for no PIN or password. Problem: usage. */
const answersIn = ({ passwordStdin, codeStdin, pinStdin, lastTry }: Options, line: string): Result<GivenAnswers> => {
  if (pinStdin) return ok(pinIn(line) === '' ? { missing: 'pin' } : { pin: pinIn(line), lastTry });
  if (passwordStdin) return ok(line === '' ? { missing: 'password' } : { password: line });
  if (!codeStdin) return ok({});
  const code = readCode(line);
  if (code !== undefined) return ok({ code });
  return failed({ code: 'usage', message: digitsOf(line) === '' ? usageSaid.nothingCame('code') : promptTexts.codeLength });
};

/**
 * What an option says that standard input has, in its first line. A secret that a person would type at a terminal is asked for when it is wanted, and not shown
 * there. Problems: usage, input-unreadable, cancelled.
 */
export const readAnswers = async (options: Options, console: Console, signal: AbortSignal): Promise<Result<GivenAnswers>> => {
  const { passwordStdin, codeStdin, pinStdin } = options;
  const isTyped = console.isInteractive;
  if (codeStdin && isTyped) console.note(promptTexts.code.trim());
  if (!codeStdin && (isTyped || !(passwordStdin || pinStdin))) return ok({});
  const line = await console.readLine(signal);
  if (signal.aborted) return failed({ code: 'cancelled' });
  return line.ok ? answersIn(options, line.value ?? '') : line;
};
