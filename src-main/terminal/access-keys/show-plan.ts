import type { FilePlan } from '../../aws/files/key-files.adapter.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import { accessKeysSaid } from '../../words/access-keys/keeping.ts';
import { agrees } from '../console/answers.ts';
import type { Arguments } from '../console/arguments.ts';
import type { Console } from '../console/console.ts';
import { plain } from '../console/tables.ts';

const signs = { add: '+', remove: '-', same: ' ' } as const;

/** Shows what would change, and asks whether it may. Problems: cancelled, usage where nobody can be asked. */
export const mayWrite = async (
  plans: readonly FilePlan[],
  { yes }: Pick<Arguments, 'yes'>,
  console: Console,
  signal: AbortSignal,
): Promise<Result<void>> => {
  for (const { file, diff } of plans) {
    console.note(plain(accessKeysSaid.changes(file)));
    for (const { kind, text } of diff) console.note(plain(`${signs[kind]} ${text}`));
  }
  if (yes || plans.length === 0) return ok(undefined);
  if (!console.isInteractive) return failed({ code: 'usage', message: accessKeysSaid.needsYes });
  return (await agrees(console, accessKeysSaid.mayWrite, signal)) ? ok(undefined) : failed({ code: 'cancelled' });
};
