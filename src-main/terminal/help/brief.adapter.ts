import { version } from '../../../package.json';
import { type Arguments, readArguments } from '../console/arguments.ts';
import type { Output } from '../console/command.ts';
import { exit } from '../console/end-signals.ts';
import { lookOf, plainLook } from '../console/look.ts';
import { jsonLine } from '../console/tables.ts';
import { writerTo } from '../console/writer.adapter.ts';
import { helpFor } from './help.ts';

/** What `help` and `version` say. Undefined for what asks for something else. */
export const briefOutput = ({ command, words }: Arguments): Pick<Output, 'json' | 'text'> | undefined => {
  if (command !== 'help' && command !== 'version') return undefined;
  const text = command === 'help' ? helpFor(words[0]) : () => `${version}\n`;
  return { json: { [command]: text(plainLook).trimEnd() }, text };
};

/**
 * Answers the words behind `roletap` where they ask for help or the version alone, without the rest of the program, which would take twice as long to read.
 * False for all else, and where the answer can't be written: the program has the words for that.
 */
export const answerBriefly = (line: readonly string[]): boolean => {
  const args = readArguments(line);
  const output = args.ok ? briefOutput(args.value) : undefined;
  if (!args.ok || !output) return false;
  let isLost = false;
  const out = writerTo('stdout', (errno) => {
    isLost = true;
    if (errno !== 'EPIPE') process.exitCode = exit.problem;
  });
  const { json, text } = output;
  out(args.value.json ? jsonLine(json) : typeof text === 'string' ? text : text(lookOf(process.env, process.stdout)));
  return !isLost;
};
