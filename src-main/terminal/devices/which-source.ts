import type { App } from '../../app/app.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import type { Snapshot } from '../../contract/snapshot.ts';
import { devicesSaid } from '../../words/terminal.ts';
import { choose } from '../console/answers.ts';
import type { Arguments } from '../console/arguments.ts';
import type { Console } from '../console/console.ts';

type View = Pick<Snapshot, 'discovery'>;

const isOwn = ({ sourceKind }: View['discovery'][number]): boolean => sourceKind === undefined || sourceKind === 'store';

/** Sources that may be meant where none is named: those whose access key is at hand, else those of other programs and sign-ins. */
const likely = ({ discovery }: View): readonly string[] => {
  const own = discovery.filter(isOwn);
  return (own.length > 0 ? own : discovery).map((entry) => entry.source);
};

/** Whether a source's access key is in a file or in our key store; one that is not known counts as such. */
export const hasOwnKey = ({ discovery }: View, source: string): boolean =>
  discovery.every((entry) => entry.source !== source || isOwn(entry));

/** The profile whose user is meant: the one that was named, else the only one (`''`), else the one that the person picks. Problem: cancelled. */
export const whichSource = async (
  app: Pick<App, 'ready' | 'snapshot'>,
  { source }: Pick<Arguments, 'source'>,
  console: Console,
  signal: AbortSignal,
): Promise<Result<string>> => {
  await app.ready;
  const sources = likely(app.snapshot());
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
  const { files } = app.snapshot();
  const choices = likely(app.snapshot());
  const [only] = choices;
  if (only === undefined) return failed(files.problem ?? { code: 'source-without-keys', source: '' });
  return choices.length === 1 ? ok(only) : failed({ code: 'source-unclear', role: '', choices });
};
