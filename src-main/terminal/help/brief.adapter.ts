import { type Arguments, readArguments } from '../console/arguments.ts';
import { lookOf, plainLook } from '../console/look.ts';
import { writerTo } from '../console/streams.adapter.ts';
import { jsonLine } from '../console/tables.ts';
import { helpFor } from './help.ts';

/** What `help` says. */
export const helpOutput = ({ words }: Arguments) => {
  const text = helpFor(words[0], words[1]);
  return { json: { help: text(plainLook).trimEnd() }, text };
};

/**
 * Answers the words behind `roletap` where they ask for help, without the rest of the program, which would take twice as long to read.
 * False for all else. `onLost`: the answer can't be written, and the program has the words for that.
 */
export const answerBriefly = (line: readonly string[], onLost: () => void): boolean => {
  const args = readArguments(line);
  if (!args.ok || args.value.command !== 'help') return false;
  const out = writerTo('stdout', (errno) => errno !== 'EPIPE' && onLost());
  const { json, text } = helpOutput(args.value);
  out(args.value.json ? jsonLine(json) : text(lookOf(process.env, process.stdout)));
  return true;
};
