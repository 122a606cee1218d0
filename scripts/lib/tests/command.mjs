import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { root } from '../run.mjs';

/**
 * Processor seconds of the children that have ended, with all of theirs, as Linux counts them; 0 elsewhere. Node has no call for it: `cutime` and
 * `cstime` of proc_pid_stat(5), in clock ticks of 10 ms, after the program's name in its brackets.
 */
function processorOfChildren() {
  if (process.platform !== 'linux') return 0;
  const fields = readFileSync('/proc/self/stat', 'utf8').split(') ').at(-1).split(' ');
  return (Number(fields[13]) + Number(fields[14])) / 100;
}

/** Each child adds its whole sum when it ends, and is told of at once. What the set-up took is in it already. */
let processorSeen = processorOfChildren();
function processorOfTheLast() {
  const before = processorSeen;
  processorSeen = processorOfChildren();
  return processorSeen - before;
}

/**
 * Runs a command in a process group of its own, so that one that hangs is ended after `minutes` with everything that it started.
 * Answers `{ code, output, processor }`, the processor's seconds; with `live` the output goes to the screen as it comes, and `output` holds only what is said here.
 */
export function runInGroup([command, ...args], { minutes, environment = {}, live = false }) {
  return new Promise((done) => {
    const stdio = live ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'];
    const child = spawn(command, args, { cwd: root, stdio, detached: true, env: { ...process.env, ...environment } });
    const chunks = [];
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => chunks.push(chunk));
    const end = (signal) => {
      try {
        process.kill(-child.pid, signal);
      } catch {
        // already gone
      }
    };
    const limit = setTimeout(() => {
      chunks.push(Buffer.from(`\nEnded after ${minutes} minutes: it hung.\n`));
      end('SIGTERM');
      setTimeout(() => end('SIGKILL'), 5000).unref();
    }, minutes * 60_000);
    running.add(end);
    let processor = 0;
    const ended = (code) => {
      clearTimeout(limit);
      running.delete(end);
      done({ code, output: Buffer.concat(chunks).toString('utf8'), processor });
    };
    child.on('error', (error) => ended(error.message));
    child.on('exit', () => {
      processor = processorOfTheLast();
    });
    child.on('close', (code, signal) => ended(code ?? signal));
  });
}

const running = new Set();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.once(signal, () => {
    for (const end of running) end('SIGTERM');
    process.exit(130);
  });
}
