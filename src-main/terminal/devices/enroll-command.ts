import type { App } from '../../app/app.ts';
import { defined } from '../../base/defined.ts';
import type { EnrollView } from '../../contract/enroll.ts';
import { failed, ok } from '../../contract/result.ts';
import { factCells, undoWords } from '../../words/enroll/facts.ts';
import { workWords } from '../../words/enroll/pages.ts';
import { enrollSaid } from '../../words/terminal.ts';
import { agrees } from '../console/answers.ts';
import type { Run } from '../console/command.ts';
import type { Console } from '../console/console.ts';
import { plain } from '../console/tables.ts';
import { whichSource } from './which-source.ts';

/** Says on standard error how far the wizard is. */
const followEnroll = (app: App, console: Console): { readonly last: () => EnrollView | undefined; readonly stop: () => void } => {
  let last: EnrollView | undefined;
  let said = '';
  const say = (line: string) => {
    if (line !== said) console.note(plain(line));
    said = line;
  };
  const look = () => {
    const { enroll } = app.snapshot();
    if (!enroll) return;
    last = enroll;
    const { page } = enroll;
    if (page.kind === 'working') say(`${workWords(page.what).title}…`);
    if (page.kind === 'codes') say(enrollSaid.codes(page.refused));
    if (page.kind === 'spare' && page.keys.every((key) => key.problem)) say(enrollSaid.spare);
    if (page.kind === 'profiles' && said !== page.file) {
      for (const { kind, text } of page.diff) console.note(plain(`${kind === 'add' ? '+' : kind === 'remove' ? '-' : ' '} ${text}`));
      said = page.file;
    }
  };
  const stop = app.subscribe(look);
  look();
  return { last: () => last, stop };
};

/** What exists when a run did not come to its end, and the ways on from there. */
const tellWhatIsThere = (view: EnrollView | undefined, console: Console): void => {
  if (!view || view.undoes.length === 0) return;
  const cells = factCells(view).filter(({ state }) => state !== '');
  for (const { title, text, state } of cells) console.note(plain(`${title}: ${text}, ${state}`));
  for (const action of view.undoes) console.note(plain(enrollSaid.undoWould(undoWords(action))));
  console.note(plain(enrollSaid.waysOn(view)));
};

export const enroll: Run = async (app, args, signal, console) => {
  await app.ready;
  const { name, key, spare, resume, undo } = args;
  const id = resume ?? undo;
  if (id !== undefined && !app.snapshot().unfinished.some((entry) => entry.id === id))
    return failed({ code: 'usage', message: enrollSaid.noSuchRun(id) });
  const source = id === undefined ? await whichSource(app, args, console, signal) : ok('');
  if (!source.ok) return source;
  const asks = !args.yes && console.isInteractive && undo === undefined;
  const mayWrite = asks && (await agrees(console, enrollSaid.mayWrite, signal));
  if (signal.aborted) return failed({ code: 'cancelled' });
  const resumed = id === undefined ? {} : { resume: { id, choice: undo === undefined ? ('go-on' as const) : ('undo' as const) } };
  const progress = followEnroll(app, console);
  const enrolled = await app.enroll(
    {
      touch: !args.noTouch,
      spare: spare ?? 'none',
      replace: args.yes,
      profiles: args.yes || mayWrite ? 'all' : 'none',
      ...defined({ source: source.value || undefined, name, keySerial: key }),
      ...resumed,
    },
    signal,
  );
  progress.stop();
  if (!enrolled.ok) {
    tellWhatIsThere(progress.last(), console);
    return enrolled;
  }
  const { device, spare: second, profiles, left } = enrolled.value;
  if (undo !== undefined) return ok({ json: { undone: id, left }, text: `${enrollSaid.undone(left)}\n` });
  const lines = [
    enrollSaid.enrolled(device),
    ...(second === undefined ? [] : [enrollSaid.spareDevice(second)]),
    ...profiles.map(enrollSaid.written),
    ...(profiles.length === 0 ? [enrollSaid.notWritten(device)] : []),
    ...left.map(enrollSaid.left),
  ];
  return ok({ json: { device, spare: second ?? null, profiles, left }, text: `${lines.map(plain).join('\n')}\n` });
};
