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

/** The same by its name, where the only one is meant, too. Problems: source-unclear, source-without-keys, those of the files, cancelled. */
export const namedSource = async (
  app: Pick<App, 'ready' | 'snapshot'>,
  args: Pick<Arguments, 'source'>,
  console: Console,
  signal: AbortSignal,
): Promise<Result<string>> => {
  const source = await whichSource(app, args, console, signal);
  if (!source.ok || source.value !== '') return source;
  const { discovery, files } = app.snapshot();
  const choices = discovery.map((entry) => entry.source);
  const [only] = choices;
  if (only === undefined) return failed(files.problem ?? { code: 'source-without-keys', source: '' });
  return choices.length === 1 ? ok(only) : failed({ code: 'source-unclear', role: '', choices });
};
