import { type ChildProcess, spawn } from 'node:child_process';
import type { Clock } from '../../base/clock.ts';
import { onAbort } from '../../base/jobs.ts';
import { findProgram } from '../../base/program-path.adapter.ts';
import type { ProgramOutcome, RunProgram } from './process-source.ts';

/** How much of standard error is kept, in bytes. */
const saidLimit = 4096;

/** The program with all that it started: it leads a group of its own, which has no terminal. */
const end = (child: ChildProcess, platform: string): void => {
  try {
    if (platform === 'win32' || child.pid === undefined) child.kill('SIGKILL');
    else process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
};

interface RunNeeds {
  readonly clock: Clock;
  readonly env: NodeJS.ProcessEnv;
  readonly platform: string;
}

export const createRunProgram =
  (needs: RunNeeds): RunProgram =>
  async (command, limits, signal) => {
    // Starting it would have the whole process wait for a disk that does not answer.
    const found = needs.platform === 'win32' ? 'missing' : await findProgram(command[0], needs.env.PATH);
    if (found === 'silent') return { kind: 'unrunnable', errno: 'ETIMEDOUT' };
    return runFile(needs, found === 'missing' ? command[0] : found.file, command, limits, signal);
  };

const runFile = (
  { clock, env, platform }: RunNeeds,
  file: string,
  [program, ...words]: Parameters<RunProgram>[0],
  { millis, bytes }: Parameters<RunProgram>[1],
  signal: AbortSignal,
): Promise<ProgramOutcome> =>
  new Promise((resolve) => {
    if (signal.aborted) return resolve({ kind: 'cancelled' });
    let child: ChildProcess;
    const notRun = (error: unknown): ProgramOutcome => {
      const { code: errno = 'unknown' } = error as NodeJS.ErrnoException;
      return { kind: errno === 'ENOENT' ? 'missing' : 'unrunnable', errno };
    };
    try {
      child = spawn(file, words, {
        argv0: program,
        detached: platform !== 'win32',
        windowsHide: true,
        stdio: ['ignore', 'pipe', 'pipe'],
        // A program that asks Roletap in its turn gets what is there, and nobody waits for a touch.
        env: { ...env, ROLETAP_WAIT: '0' },
      });
    } catch (error) {
      return resolve(notRun(error));
    }
    const output: Buffer[] = [];
    let size = 0;
    let said = Buffer.alloc(0);
    // Also where a bug ends this process: what runs in a group of its own would be nobody's.
    const endWithUs = () => end(child, platform);
    process.once('exit', endWithUs);
    const settle = (outcome: ProgramOutcome): void => {
      process.off('exit', endWithUs);
      stop();
      stay();
      for (const chunk of output) chunk.fill(0);
      output.length = 0;
      resolve(outcome);
    };
    const text = () => said.toString('utf8');
    const giveUp = (outcome: ProgramOutcome): void => {
      end(child, platform);
      child.stdout?.destroy();
      child.stderr?.destroy();
      settle(outcome);
    };
    const stop = clock.after(millis, () => giveUp({ kind: 'slow', said: text() }));
    const stay = onAbort(signal, () => giveUp({ kind: 'cancelled' }));
    child.stdout?.on('data', (chunk: Buffer) => {
      size += chunk.length;
      output.push(chunk);
      if (size > bytes) giveUp({ kind: 'too-much', said: text() });
    });
    child.stderr?.on('data', (chunk: Buffer) => {
      if (said.length < saidLimit) said = Buffer.concat([said, chunk]).subarray(0, saidLimit);
    });
    child.on('error', (error) => child.pid === undefined && settle(notRun(error)));
    child.once('close', (code) =>
      settle({ kind: 'ended', status: code ?? 128, output: Buffer.concat(output).toString('utf8'), said: text() }),
    );
  });
