import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** How long the program may take to quit, in milliseconds. */
const patience = 3000;

/** Electron with the app in `folder`. `ended` is told when it ends by itself, with its exit code. */
export function createProgram({ executable, args }, ended) {
  let child;
  const start = () => {
    const started = spawn(executable, args, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    child = started;
    started.once('error', (error) => process.stderr.write(`${executable}: ${error.message}\n`));
    started.once('close', (code) => {
      if (child === started) ended(code ?? 1);
    });
  };
  const stop = async () => {
    const stopping = child;
    child = undefined;
    if (stopping === undefined || stopping.exitCode !== null || stopping.signalCode !== null) return;
    const gone = once(stopping, 'close');
    stopping.kill('SIGTERM');
    const limit = setTimeout(() => stopping.kill('SIGKILL'), patience);
    await gone;
    clearTimeout(limit);
  };
  return {
    start,
    stop,
    restart: async () => {
      await stop();
      start();
    },
    reload: () => child?.connected && child.send('reload'),
  };
}
