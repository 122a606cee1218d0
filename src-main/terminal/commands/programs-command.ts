import * as v from 'valibot';
import { failed, ok, type Result } from '../../contract/result.ts';
import { programDocument } from '../../serve/door/answers.ts';
import { programsSaid } from '../../words/terminal.ts';
import type { Arguments } from '../console/arguments.ts';
import type { Output, Run } from '../console/command.ts';
import { type Cell, table } from '../console/tables.ts';

const maybe = v.nullable(v.string());

/** The answer of `POST /1/programs`. */
export const programsAnswer = v.object({
  programs: v.array(
    v.object({
      name: v.string(),
      executable: maybe,
      folder: maybe,
      profile: v.string(),
      said: v.picklist(['yes', 'no']),
      until: v.pipe(v.string(), v.isoTimestamp()),
      silenced: v.boolean(),
    }),
  ),
});
type Said = v.InferOutput<typeof programsAnswer>['programs'][number];

/** What `POST /1/programs` takes for a command line. */
export const programsFields = ({ words: [change, program = ''] }: Pick<Arguments, 'words'>): Readonly<Record<string, string>> =>
  change === undefined ? {} : { [change]: program };

const changed = { forget: 'forgotten', silence: 'silenced' } as const;
const changeOf = (word: string | undefined): keyof typeof changed | undefined =>
  word === 'forget' || word === 'silence' ? word : undefined;

/** What `programs` prints, whoever did it: all that counts, or what was changed. */
export const programsOutput = (programs: readonly Said[], { words: [word] }: Pick<Arguments, 'words'>): Output => {
  const change = changeOf(word);
  if (change !== undefined) {
    const lines = programs.map(({ name, profile }) => programsSaid[changed[change]](name, profile));
    return { json: { [changed[change]]: programs }, text: lines.map((line) => `${line}\n`).join('') };
  }
  const rows = programs.map(({ name, executable, folder, profile, said, until, silenced }): readonly Cell[] => [
    name,
    profile,
    { text: silenced ? programsSaid.notToday : programsSaid[said](Date.parse(until)), tone: said === 'yes' ? 'good' : 'warning' },
    folder ?? '-',
    executable ?? '-',
  ]);
  const text = rows.length === 0 ? `${programsSaid.none}\n` : table([['PROGRAM', 'ROLE', 'YOU SAID', 'FOLDER', 'FILE'], ...rows]);
  return { json: { programs }, text };
};

/** Without the app: who may have the guarded sessions that are kept. What was refused is known to the app alone, and forgotten when it quits. */
export const programs: Run = async (app, args, _signal, console): Promise<Result<Output>> => {
  await app.ready;
  const [word, name = ''] = args.words;
  const change = changeOf(word);
  if (change === undefined) console.note(programsSaid.withoutApp);
  const found =
    change === 'forget' ? app.programs.forget(name) : change === 'silence' ? app.programs.silence(name) : ok(app.programs.list());
  return found.ok ? ok(programsOutput(found.value.map(programDocument), args)) : failed(found.problem);
};
