import { spawn } from 'node:child_process';
import { root } from '../run.mjs';

/**
 * Runs a command in a process group of its own, so that one that hangs is ended after `minutes` with everything that it started.
 * Answers `{ code, output }`; with `live` the output goes to the screen as it comes, and `output` holds only what is said here.
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
    const ended = (code) => {
      clearTimeout(limit);
      running.delete(end);
      done({ code, output: Buffer.concat(chunks).toString('utf8') });
    };
    child.on('error', (error) => ended(error.message));
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
