import type { Readable } from 'node:stream';
import { onAbort } from '../../base/jobs.ts';
import { failed, ok, type Result } from '../../contract/result.ts';

/** Bytes; no password and no link is nearly as long. */
const longest = 64 * 1024;

const lineFeed = 10;
const carriageReturn = 13;

/** The next line of a stream, which is left paused with what is behind that line; undefined when it has none or the signal aborts. Problem: input-unreadable. */
export const firstLine = (input: Readable, signal: AbortSignal): Promise<Result<string | undefined>> =>
  new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const finish = (result: Result<string | undefined>) => {
      unlink();
      input.off('data', take).off('end', end).off('error', fail).pause();
      resolve(result);
    };
    // Behind the byte order mark that some shells put before what they pipe.
    const text = () =>
      Buffer.concat(chunks)
        .toString('utf8')
        .replace(/^\uFEFF/, '');
    const take = (chunk: Buffer) => {
      const until = chunk.findIndex((byte) => byte === lineFeed || byte === carriageReturn);
      const part = until < 0 ? chunk : chunk.subarray(0, until);
      chunks.push(part);
      size += part.length;
      if (size > longest) finish(failed({ code: 'input-unreadable', limit: longest }));
      else if (until >= 0) {
        const isPair = chunk[until] === carriageReturn && chunk[until + 1] === lineFeed;
        finish(ok(text()));
        const rest = chunk.subarray(until + (isPair ? 2 : 1));
        if (rest.length > 0) input.unshift(rest);
      }
    };
    const end = () => finish(ok(size === 0 ? undefined : text()));
    const fail = ({ code = 'unknown' }: NodeJS.ErrnoException) => finish(failed({ code: 'input-unreadable', errno: code }));
    if (signal.aborted || input.readableEnded || input.destroyed) return resolve(ok(undefined));
    const unlink = onAbort(signal, () => finish(ok(undefined)));
    input.on('data', take).once('end', end).once('error', fail).resume();
  });

/** The errno of what Node throws, `unknown` for anything else. */
export const errnoOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? 'unknown';

/** Writes as far as that goes; why it does not is told once, whether the stream throws it (a file) or tells it later (a pipe, a terminal). */
export const writerTo = (name: 'stdout' | 'stderr', onLost: (errno: string) => void): ((text: string) => void) => {
  let listens = false;
  let lost = false;
  const lose = (error: unknown) => {
    if (!lost) onLost(errnoOf(error));
    lost = true;
  };
  return (text) => {
    try {
      const stream = process[name];
      if (!listens) stream.on('error', lose);
      listens = true;
      stream.write(text);
    } catch (error) {
      lose(error);
    }
  };
};
