import { givenKey, keyFromCsv } from '../../app/key-store/given-key.ts';
import type { LongTermKeys } from '../../aws/sources/source-types.ts';
import { failed, type Result } from '../../contract/result.ts';
import { readPlain } from '../../storage/plain-file.adapter.ts';
import { accessKeysSaid } from '../../words/access-keys/keeping.ts';
import type { Arguments } from '../console/arguments.ts';
import type { Console } from '../console/console.ts';

/** More than the console's file has, in bytes. */
const largest = 64 * 1024;

const fromFile = async (file: string): Promise<Result<LongTermKeys>> => {
  const bytes = await readPlain(file, { limit: largest }).catch(() => undefined);
  if (!bytes) return failed({ code: 'csv-unusable', file, why: 'unreadable' });
  const key = keyFromCsv(file, bytes.toString('utf8'));
  bytes.fill(0);
  return key;
};

/**
 * The access key that a person gives: in the console's file, typed where a terminal is (neither half is shown: one may be typed in the place of the other), else
 * on standard input, a line each. Problems: csv-unusable, access-key-malformed, input-unreadable, cancelled, usage.
 */
export const readGivenKey = async (
  { csvFile }: Pick<Arguments, 'csvFile'>,
  console: Console,
  signal: AbortSignal,
): Promise<Result<LongTermKeys>> => {
  if (csvFile !== undefined) return fromFile(csvFile);
  const lines: string[] = [];
  for (const prompt of [accessKeysSaid.askId, accessKeysSaid.askSecret]) {
    if (console.isInteractive) {
      const typed = await console.ask(prompt, true, signal);
      if (typed === undefined) return failed({ code: 'cancelled' });
      lines.push(typed);
    } else {
      const line = await console.readLine(signal);
      if (!line.ok) return line;
      if (signal.aborted) return failed({ code: 'cancelled' });
      if (line.value === undefined && lines.length === 0) return failed({ code: 'usage', message: accessKeysSaid.needsKey });
      lines.push(line.value ?? '');
    }
  }
  const [id = '', secret = ''] = lines;
  return givenKey(id, secret);
};
