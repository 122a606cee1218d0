import { closeSync } from 'node:fs';

/**
 * A YubiKey that waits for a touch cannot be told that nobody wants the code any more, and Node does not end while its thread waits for the
 * card. So commands that may ask for a touch run in a second process: after Ctrl-C this one ends at once, and the second one stays
 * behind, silent and without its terminal, until the key gives up (at most 15 seconds).
 */

const mark = 'ROLETAP_SECOND_PROCESS';

/** True in the second process. */
export const isSecondProcess = (): boolean => process.env[mark] === '1' && process.send !== undefined;

/** Runs the same command line in a second process; gives its exit code as soon as that is known. */
export const runInSecondProcess = async (script: string, line: readonly string[], onFailure: number): Promise<number> => {
  // Most runs do without.
  const { fork } = await import('node:child_process');
  return new Promise((resolve) => {
    const child = fork(script, line, { stdio: 'inherit', env: { ...process.env, [mark]: '1' } });
    // Ctrl-C reaches both; what it means is said by the second one. Other signals come to this one alone.
    process.on('SIGINT', () => {});
    process.on('SIGTERM', () => child.kill('SIGTERM'));
    const end = (code: number) => {
      if (child.connected) child.disconnect();
      child.unref();
      resolve(code);
    };
    child.once('message', (code) => end(typeof code === 'number' ? code : onFailure));
    child.once('error', () => end(onFailure));
    child.once('exit', (code) => end(code ?? onFailure));
  });
};

/** Tells the first process how it went, and lets go of its terminal or pipes. Call it when all is written. */
export const reportExitCode = (code: number): Promise<void> =>
  new Promise((resolve) => {
    process.send?.(code, () => {
      // It is gone when the first process was killed.
      if (process.connected) process.disconnect();
      for (const descriptor of [0, 1, 2]) {
        try {
          closeSync(descriptor);
        } catch {
          // Closed by whoever started us.
        }
      }
      resolve();
    });
  });
