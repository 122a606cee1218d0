// Running programs from the project's scripts. Plain Node: used before anything is installed.
import { spawn, spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the clone. */
export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

export const say = (text) => process.stdout.write(`${text}\n`);

/** Ends the script with a sentence and no stack: for what a person can put right. */
export function fail(text) {
  process.stderr.write(`\n${text}\n`);
  process.exit(1);
}

/** The path of a program on PATH, or undefined. */
export function which(name) {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    if (folder === '') continue;
    try {
      accessSync(join(folder, name), constants.X_OK);
      return join(folder, name);
    } catch {
      // not in this folder
    }
  }
  return undefined;
}

/** Runs quietly: `{ ok, out, err }`; `err` also says when it could not start or took longer than `seconds`. */
export function capture(command, args, { seconds = 60, ...options } = {}) {
  const ran = spawnSync(command, args, { cwd: root, encoding: 'utf8', timeout: seconds * 1000, maxBuffer: 64 << 20, ...options });
  const err = [ran.stderr ?? '', ran.error === undefined ? '' : ran.error.message].filter((text) => text !== '').join('\n');
  return { ok: ran.status === 0, out: ran.stdout ?? '', err };
}

/** Runs with output shown and no input: the exit code (128 + signal when it was ended by one). */
export function show(command, args, options = {}) {
  const ran = spawnSync(command, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], ...options });
  if (ran.error !== undefined) process.stderr.write(`${command}: ${ran.error.message}\n`);
  return ran.status ?? 1;
}

/** The same while others run. */
export function showBeside(command, args, options = {}) {
  return new Promise((done) => {
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], ...options });
    child.on('error', (error) => {
      process.stderr.write(`${command}: ${error.message}\n`);
      done(1);
    });
    child.on('exit', (code) => done(code ?? 1));
  });
}

/** `npm run setup` as the first step of another script. `level`: `run` or `test`. */
export function setUpOrExit(level) {
  const code = show(process.execPath, ['scripts/setup.mjs', '--for', level]);
  if (code !== 0) process.exit(code);
}

const signalNumbers = { SIGHUP: 1, SIGINT: 2, SIGKILL: 9, SIGTERM: 15 };

/**
 * Runs in the foreground, hands signals on, and resolves with the exit code. Ctrl-C reaches the child by itself in a terminal
 * (same process group), so it is only handed on where there is none.
 */
export function foreground(command, args, options = {}) {
  return new Promise((done) => {
    const child = spawn(command, args, { cwd: root, stdio: 'inherit', ...options });
    const handOn = (signal) => {
      if (signal !== 'SIGINT' || process.stdin.isTTY !== true) child.kill(signal);
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, handOn);
    child.on('error', (error) => {
      process.stderr.write(`${command}: ${error.message}\n`);
      done(1);
    });
    child.on('exit', (code, signal) => done(code ?? 128 + (signalNumbers[signal] ?? 15)));
  });
}
