import { askDisk } from '../../base/disk.adapter.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import { readPlain } from '../../storage/plain-file.adapter.ts';

/** Bytes. The longest policy that IAM takes has 131,072 characters, an invite far fewer. */
const largest = 1024 * 1024;

const errnoOf = (error: unknown): string => {
  const { code } = error as { readonly code?: unknown };
  return typeof code === 'string' ? code : 'unknown';
};

/** All of standard input. Problem: input-unreadable. */
const wholeInput = async (signal: AbortSignal): Promise<Result<string>> => {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    const stop = () => process.stdin.destroy();
    signal.addEventListener('abort', stop, { once: true });
    for await (const chunk of process.stdin as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      size += chunk.length;
      if (size > largest) return failed({ code: 'input-unreadable', limit: largest });
    }
    signal.removeEventListener('abort', stop);
  } catch (error) {
    return failed(signal.aborted ? { code: 'cancelled' } : { code: 'input-unreadable', errno: errnoOf(error) });
  }
  return signal.aborted ? failed({ code: 'cancelled' }) : ok(Buffer.concat(chunks).toString('utf8'));
};

/** The text of a file that a person named, or of standard input for `-`. Problems: named-file-unreadable, input-unreadable, cancelled. */
export const givenText = async (file: string, signal: AbortSignal): Promise<Result<string>> => {
  if (file === '-') return wholeInput(signal);
  try {
    return ok((await askDisk(file, () => readPlain(file, { limit: largest }))).toString('utf8'));
  } catch (error) {
    return failed({ code: 'named-file-unreadable', file, errno: errnoOf(error) });
  }
};
