import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { isatty } from 'node:tty';
import { failed, ok, type Result } from '../../contract/result.ts';

/**
 * Runs a command in the place of this one: standard input, output and error are ours, signals reach it, and its exit code comes back (128 and the
 * signal's number when one ended it, as shells have it). Problem: command-missing.
 */
export const runChild = ([program = '', ...words]: readonly string[], environment: Record<string, string>): Promise<Result<number>> =>
  new Promise((resolve) => {
    const child = spawn(program, words, { stdio: 'inherit', env: environment });
    const pass = (signal: NodeJS.Signals) => void child.kill(signal);
    // Ctrl-C reaches the command by itself where both have the terminal.
    const interrupt = (signal: NodeJS.Signals) => {
      if (!isatty(0)) child.kill(signal);
    };
    const passed = ['SIGTERM', 'SIGHUP'] as const;
    for (const name of passed) process.on(name, pass);
    for (const name of ['SIGINT', 'SIGQUIT'] as const) process.on(name, interrupt);
    const end = (result: Result<number>) => {
      for (const name of passed) process.off(name, pass);
      for (const name of ['SIGINT', 'SIGQUIT'] as const) process.off(name, interrupt);
      resolve(result);
    };
    child.once('error', () => end(failed({ code: 'command-missing', command: program })));
    child.once('exit', (code, signal) => end(ok(code ?? 128 + (signal === null ? 0 : constants.signals[signal]))));
  });
