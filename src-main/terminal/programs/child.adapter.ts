import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { isatty } from 'node:tty';
import { withTheirDumps } from '../../base/no-dump.adapter.ts';
import { findProgram } from '../../base/program-path.adapter.ts';
import type { Problem } from '../../contract/problems/problem.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import { isFolder } from '../../storage/login-file.adapter.ts';

/**
 * Runs a command in the place of this one: standard input, output and error are ours, signals reach it, and its exit code comes back (128 and the
 * signal's number when one ended it, as shells have it). From `onStart` on it decides when it ends. Problems: command-missing, command-unrunnable.
 */
export const runChild = async (
  [program = '', ...words]: readonly string[],
  environment: Record<string, string>,
  onStart: () => void = () => {},
): Promise<Result<number>> => {
  // Windows has endings of its own, and looks in the working folder first.
  const found = process.platform === 'win32' ? 'missing' : await findProgram(program, environment.PATH ?? usualPath);
  if (found === 'silent') return failed({ code: 'command-unrunnable', command: program, errno: 'ETIMEDOUT' });
  onStart();
  // What is not there is the system's to refuse, in its own words.
  return runFile(program, found === 'missing' ? program : found.file, words, environment);
};

/** Where programs are looked for without a PATH (execvp(3)). */
const usualPath = '/bin:/usr/bin';

const runFile = (program: string, file: string, words: readonly string[], environment: Record<string, string>): Promise<Result<number>> =>
  new Promise((resolve) => {
    let child: ChildProcess;
    try {
      child = withTheirDumps(() => spawn(file, words, { argv0: program, stdio: 'inherit', env: environment }));
    } catch (error) {
      return resolve(failed(whyNotRun(program, error)));
    }
    const stop = passSignals(child);
    const end = (result: Result<number>) => {
      stop();
      resolve(result);
    };
    // Later ones are of signals that did not reach it: it may be another user's by then, as under sudo.
    child.on('error', (error) => child.pid === undefined && end(failed(whyNotRun(program, error))));
    child.once('exit', (code, signal) => end(ok(code ?? 128 + (signal === null ? 0 : constants.signals[signal]))));
  });

const whyNotRun = (program: string, error: unknown): Problem => {
  const { code: errno = 'unknown' } = error as NodeJS.ErrnoException;
  if (errno === 'EACCES' && isFolder(program)) return { code: 'command-unrunnable', command: program, errno: 'EISDIR' };
  const isMissing = errno === 'ENOTDIR' || (errno === 'ENOENT' && !(program.includes('/') && existsSync(program)));
  return isMissing ? { code: 'command-missing', command: program } : { code: 'command-unrunnable', command: program, errno };
};

/** What a terminal sends to all of its programs at once, and so to the command by itself. */
const fromTerminal = ['SIGINT', 'SIGQUIT', 'SIGWINCH'] as const;

/** What only this process gets. Left out are those that no program can hear, and those of its own faults; for real-time ones Node has no names. */
const fromOthers = [
  ...(['SIGTERM', 'SIGHUP', 'SIGUSR1', 'SIGUSR2', 'SIGALRM', 'SIGVTALRM', 'SIGPROF', 'SIGABRT', 'SIGCONT'] as const),
  ...(['SIGURG', 'SIGIO', 'SIGPWR', 'SIGSTKFLT', 'SIGXCPU', 'SIGINFO'] as const),
];

/** On Windows all but these end a program. */
const windowsKnows: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** Passes signals on; the answer ends that. */
const passSignals = (child: ChildProcess): (() => void) => {
  const pass = (signal: NodeJS.Signals) => void child.kill(signal);
  const passUnlessHeard = (signal: NodeJS.Signals) => void (sharesTerminal() || child.kill(signal));
  /** Ctrl-Z, or somebody who wants both to pause: what the system does with it by default is done here, too. */
  const pause = (signal: NodeJS.Signals) => {
    passUnlessHeard(signal);
    process.off(signal, pause);
    process.kill(process.pid, signal);
    setImmediate(() => isOver || process.on(signal, pause));
  };
  let isOver = false;
  const isKnown = (name: string) =>
    process.platform === 'win32' ? windowsKnows.some((known) => known === name) : name in constants.signals;
  const heard = [
    ...fromTerminal.map((name) => [name, passUnlessHeard] as const),
    ...fromOthers.map((name) => [name, pass] as const),
  ].filter(([name]) => isKnown(name));
  if (isKnown('SIGTSTP')) process.on('SIGTSTP', pause);
  for (const [name, listener] of heard) process.on(name, listener);
  return () => {
    isOver = true;
    process.off('SIGTSTP', pause);
    for (const [name, listener] of heard) process.off(name, listener);
  };
};

/** Whether the terminal's keys reach the command by themselves: it is in the group that has the terminal now (proc(5), stat: pgrp and tpgid). */
const sharesTerminal = (): boolean => {
  try {
    const stat = readFileSync('/proc/self/stat', 'latin1');
    const [, , group, , , foreground] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return group === foreground;
  } catch {
    return isatty(0) || isatty(1) || isatty(2);
  }
};
