import type { App } from '../../app/app.ts';
import type { EnrollView } from '../../contract/enroll.ts';
import { factCells, undoWords } from '../../words/enroll/facts.ts';
import { workWords } from '../../words/enroll/pages.ts';
import { enrollSaid } from '../../words/terminal.ts';
import type { Output } from '../console/command.ts';
import type { Console } from '../console/console.ts';
import { plain } from '../console/tables.ts';

/** Says on standard error how far the wizard is. */
export const followEnroll = (app: App, console: Console): { readonly last: () => EnrollView | undefined; readonly stop: () => void } => {
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
export const tellWhatIsThere = (view: EnrollView | undefined, console: Console): void => {
  if (!view || view.undoes.length === 0) return;
  const cells = factCells(view).filter(({ state }) => state !== '');
  for (const { title, text, state } of cells) console.note(plain(`${title}: ${text}, ${state}`));
  for (const action of view.undoes) console.note(plain(enrollSaid.undoWould(undoWords(action))));
  console.note(plain(enrollSaid.waysOn(view)));
};

/** What a run made that came to its end. */
export const enrolledOutput = ({
  device,
  spare,
  profiles,
  left,
}: Omit<Extract<EnrollView['page'], { readonly kind: 'done' }>, 'kind'>): Output => {
  const lines = [
    enrollSaid.enrolled(device),
    ...(spare === undefined ? [] : [enrollSaid.spareDevice(spare)]),
    ...profiles.map(enrollSaid.written),
    ...(profiles.length === 0 ? [enrollSaid.notWritten(device)] : []),
    ...left.map(enrollSaid.left),
  ];
  return { json: { device, spare: spare ?? null, profiles, left }, text: `${lines.map(plain).join('\n')}\n` };
};
