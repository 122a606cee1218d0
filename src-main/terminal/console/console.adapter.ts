import { closeSync, openSync, writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { onAbort } from '../../base/abort.ts';
import type { Console } from './console.ts';
import { plainLines } from './tables.ts';

/** The terminal of this process. */
export const createConsole = (): Console => {
  // A reader that has seen enough (`roletap roles | head -1`) is no failure.
  const onWriteError = (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  };
  process.stdout.on('error', onWriteError);
  process.stderr.on('error', onWriteError);

  const ask: Console['ask'] = (prompt, secret, signal) =>
    new Promise((resolve) => {
      // A terminal echoes through this stream what is typed; for a secret it goes nowhere.
      const output = secret ? new Writable({ write: (_chunk, _encoding, done) => done() }) : process.stderr;
      const lines = createInterface({ input: process.stdin, output, terminal: true });
      // Not before the terminal has ceased to echo: an answer may come with the prompt.
      process.stderr.write(plainLines(prompt));
      let answered = false;
      let unlink = () => {};
      const finish = (answer: string | undefined) => {
        if (answered) return;
        answered = true;
        unlink();
        lines.close();
        if (secret) process.stderr.write('\n');
        resolve(answer);
      };
      const cancel = () => finish(undefined);
      lines.once('line', finish);
      lines.once('close', cancel);
      unlink = onAbort(signal, cancel);
      // In raw mode Ctrl-C comes here and not as a signal.
      lines.once('SIGINT', () => {
        finish(undefined);
        process.kill(process.pid, 'SIGINT');
      });
    });

  return {
    // Whatever a name holds: nothing that is written here moves a cursor.
    out: (text) => void process.stdout.write(plainLines(text)),
    note: (line) => void process.stderr.write(`${plainLines(line)}\n`),
    isInteractive: process.stdin.isTTY === true && process.stderr.isTTY === true,
    ask,
    readLine: (signal) =>
      new Promise((resolve) => {
        const lines = createInterface({ input: process.stdin });
        const close = () => lines.close();
        let unlink = () => {};
        lines.once('line', (line) => {
          resolve(line);
          close();
        });
        lines.once('close', () => {
          unlink();
          resolve(undefined);
        });
        unlink = onAbort(signal, close);
      }),
  };
};

/** Notes go to the person's terminal as well, where whoever started this process keeps standard error to itself (as `aws` does). */
export const alsoOnTerminal = (console: Console): Console => ({
  ...console,
  note: (line) => {
    console.note(line);
    if (process.stderr.isTTY) return;
    try {
      const terminal = openSync('/dev/tty', 'a');
      writeSync(terminal, `${plainLines(line)}\n`);
      closeSync(terminal);
    } catch {
      // There is none.
    }
  },
});
