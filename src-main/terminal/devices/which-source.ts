import type { App } from '../../app/app.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import { devicesSaid } from '../../words/terminal.ts';
import { choose } from '../console/answers.ts';
import type { Arguments } from '../console/arguments.ts';
import type { Console } from '../console/console.ts';

/** The profile whose user is meant: the one that was named, else the only one (`''`), else the one that the person picks. Problem: cancelled. */
export const whichSource = async (
  app: Pick<App, 'ready' | 'snapshot'>,
  { source }: Pick<Arguments, 'source'>,
  console: Console,
  signal: AbortSignal,
): Promise<Result<string>> => {
  await app.ready;
  const sources = app.snapshot().discovery.map((entry) => entry.source);
  // Where nobody can be asked, the problem has the names.
  if (source !== undefined || sources.length < 2 || !console.isInteractive) return ok(source ?? '');
  const chosen = await choose(console, devicesSaid.whichSource, sources, signal);
  return chosen === undefined ? failed({ code: 'cancelled' }) : ok(chosen);
};
