import { join } from 'node:path';
import type { TerminalCommand } from './console/arguments.ts';
import { runInSecondProcess } from './programs/launcher.adapter.ts';

/**
 * `roletap` as a person types it (out/cli.cjs). It only decides in which process the terminal's program beside it runs, and is
 * read on the way to every command, so it stays small: what it imports is waited for before the second process even starts.
 */
const program = join(__dirname, 'terminal.cjs');
const line = process.argv.slice(2);

/** The commands that nearly always end at a key that blinks. */
const touchCommands = ['tap', 'enroll', 'resync', 'remove', 'lost'] as const satisfies readonly TerminalCommand[];

/**
 * These nearly always ask for a touch, and `code` does with these options; other codes are tried alone first (alone.ts). A word that only
 * looks like one costs a process, nothing else.
 */
const asksSomebody =
  touchCommands.some((command) => line.includes(command)) ||
  (line.includes('code') && (line.includes('--copy') || line.includes('--password-stdin')));

/** The exit code of a second process that ended without telling one: a problem (docs/terminal.md). */
const problem = 3;

if (asksSomebody) {
  void runInSecondProcess(program, line, problem).then((code) => {
    process.exitCode = code;
  });
} else void import(program);
