import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { electronRuntime } from '../scripts/lib/electron-runtime.mjs';
import type { TestHome } from '../test/support/app/test-home.ts';

type Electron = typeof import('electron');

/** An Electron that runs an app and, in its main process, what the bench asks. */
export interface ElectronApp {
  readonly pid: number;
  /** Runs a function in the main process. It is sent as text, so it sees its arguments alone; the second one goes there as JSON. */
  readonly evaluate: <T, A = undefined>(script: (electron: Electron, argument: A) => T | Promise<T>, argument?: A) => Promise<T>;
  readonly close: () => Promise<void>;
}

export const startElectron = async (options: {
  readonly app: string;
  readonly home: TestHome;
  readonly switches?: readonly string[];
  readonly environment?: Record<string, string>;
}): Promise<ElectronApp> => {
  const words = [
    '--no-sandbox',
    ...(options.switches ?? []),
    '-r',
    join(process.cwd(), 'bench/probe.cjs'),
    `--user-data-dir=${options.home.userData}`,
    options.app,
  ];
  const child: ChildProcess = spawn(electronRuntime().executable, words, {
    env: { ...options.home.environment, ...options.environment },
    stdio: ['ignore', 'ignore', process.env.BENCH_STDERR ? 'inherit' : 'ignore', 'ipc'],
  });
  const ended = once(child, 'exit');
  const asked = new Map<number, { readonly resolve: (value: never) => void; readonly reject: (error: Error) => void }>();
  child.on('message', (answer: { readonly id: number; readonly value?: never; readonly error?: string }) => {
    const question = asked.get(answer.id);
    asked.delete(answer.id);
    if (answer.error === undefined) question?.resolve(answer.value as never);
    else question?.reject(new Error(answer.error));
  });
  void ended.then(() => {
    for (const { reject } of asked.values()) reject(new Error('Electron ended'));
  });
  let last = 0;
  return {
    pid: child.pid ?? 0,
    evaluate: (script, argument) =>
      new Promise((resolve, reject) => {
        last += 1;
        asked.set(last, { resolve, reject });
        child.send({ id: last, script: String(script), argument });
      }),
    close: async () => {
      if (child.exitCode !== null) return;
      child.send({ id: 0, script: '({ app }) => app.quit()' });
      const timer = setTimeout(() => child.kill('SIGKILL'), 5000);
      await ended;
      clearTimeout(timer);
    },
  };
};

export const pause = (millis: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, millis));
