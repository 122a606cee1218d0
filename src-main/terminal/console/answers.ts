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
