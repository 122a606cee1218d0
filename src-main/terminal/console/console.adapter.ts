import { closeSync, fstatSync, openSync, writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { isatty } from 'node:tty';
import { systemClock } from '../../base/clock.ts';
import { exitAtOnce, isThreadHeld } from '../../base/exit-at-once.adapter.ts';
import { onAbort } from '../../base/jobs.ts';
import type { Problem } from '../../contract/problems/problem.ts';
import { failed } from '../../contract/result.ts';
import { isKeyringAsked } from '../../storage/secrets/keyring.adapter.ts';
import { speakFor } from '../../words/platform/reader.ts';
import type { Console } from './console.ts';
import { lookOf, withPrefix } from './look.ts';
import { createProgress } from './progress.ts';
import { errnoOf, firstLine, writerTo } from './streams.adapter.ts';
import { plainLines } from './tables.ts';

/**
 * The terminal of this process. `handOver`: it is a command's from now on, and nothing that moves a cursor is written. `onLost` hears, once, why the answer is not where it should be: problem output-unwritable. Where standard error takes
 * nothing nobody can be told, and the exit code has to do.
 */
export const createConsole = (onLost: (problem: Problem) => void): Console & { readonly handOver: () => void } => {
  speakFor(process.platform);
  // A reader that has seen enough (`roletap roles | head -1`) is no failure.
  const out = writerTo('stdout', (errno) => errno !== 'EPIPE' && onLost({ code: 'output-unwritable', errno }));
  const write = writerTo('stderr', () => {});
  const canDrawAnew = isatty(2) && process.env.TERM !== 'dumb';
  const progress = canDrawAnew ? createProgress(write, () => lookOf(process.env, process.stderr), systemClock) : undefined;
  const beside = <T>(other: () => T): T => (progress ? progress.around(other) : other());
  const say = (text: string): void => beside(() => write(text));
  let isGuarded = false;
  /** Standard input, whose errors after its last reader (a terminal that goes) are nobody's. Throws for what Node makes no stream of. */
  const input = (): NodeJS.ReadStream => {
    if (!isGuarded) process.stdin.on('error', () => {});
    isGuarded = true;
    return process.stdin;
  };

  const ask: Console['ask'] = (prompt, secret, signal) =>
    new Promise((resolve) => {
      // A terminal echoes through this stream what is typed; for a secret it goes nowhere.
      const output = secret ? new Writable({ write: (_chunk, _encoding, done) => done() }) : process.stderr;
      const lines = createInterface({ input: input(), output, terminal: true });
      // Not before the terminal has ceased to echo: an answer may come with the prompt.
      const takeBack = progress?.giveWay() ?? (() => {});
      write(plainLines(prompt));
      let answered = false;
      let unlink = () => {};
      const finish = (answer: string | undefined) => {
        if (answered) return;
        answered = true;
        unlink();
        lines.close();
        if (secret) write('\n');
        takeBack();
        resolve(answer);
      };
      const cancel = () => finish(undefined);
      lines.once('line', finish);
      lines.once('close', cancel);
      lines.on('error', cancel);
      unlink = onAbort(signal, cancel);
      // In raw mode Ctrl-C comes here and not as a signal.
      lines.once('SIGINT', () => {
        finish(undefined);
        process.kill(process.pid, 'SIGINT');
      });
    });

  return {
    // Whatever a name holds: nothing that is written here moves a cursor.
    out: (text) => beside(() => out(typeof text === 'string' ? plainLines(text) : text(lookOf(process.env, process.stdout)))),
    note: (line) => say(`${withPrefix(plainLines(line), lookOf(process.env, process.stderr))}\n`),
    ...(progress ? { progress: progress.show } : {}),
    handOver: () => void progress?.giveWay(),
    isInteractive: isatty(0) && isatty(2),
    ask,
    pick: async (...asked) => {
      const takeBack = progress?.giveWay();
      const picked = await (await import('./pick.adapter.ts')).pick(...asked);
      takeBack?.();
      return picked;
    },
    readLine: async (signal) => {
      try {
        // To Node a folder is an empty stream.
        if (fstatSync(0).isDirectory()) return failed({ code: 'input-unreadable', errno: 'EISDIR' });
        return await firstLine(input(), signal);
      } catch (error) {
        return failed({ code: 'input-unreadable', errno: errnoOf(error) });
      }
    },
  };
};

/** Notes go to the person's terminal as well, where whoever started this process keeps standard error to itself (as `aws` does). */
export const alsoOnTerminal = (console: Console): Console => ({
  ...console,
  note: (line) => {
    console.note(line);
    if (isatty(2)) return;
    try {
      const terminal = openSync('/dev/tty', 'a');
      writeSync(terminal, `${plainLines(line)}\n`);
      closeSync(terminal);
    } catch {
      // There is none.
    }
  },
});

/** Ends this process while a thread waits for what does not answer: a disk, or a keyring that asks the person. False when none does. */
export const endHeld = (code: number): boolean => {
  if (!isThreadHeld() && !isKeyringAsked()) return false;
  // What exit would have put back.
  if (process.stdin.isTTY) process.stdin.setRawMode(false);
  exitAtOnce(code);
  return true;
};

/** Ends this process at once with this code. */
export const endNow = (code: number): void => {
  if (!endHeld(code)) process.exit(code);
};
