import type { App } from '../../app/app.ts';
import { defined } from '../../base/defined.ts';
import { ok, type Result } from '../../contract/result.ts';
import type { EnrollForView, EnrollForWish } from '../../contract/team/enroll.ts';
import { enrollForSaid, enrollForStepWords } from '../../words/team/enroll.ts';
import { planSaid } from '../../words/team/plan.ts';
import type { Output, Run } from '../console/command.ts';
import type { Console } from '../console/console.ts';
import { drawn, joined, plainLook } from '../console/look.ts';
import { plain } from '../console/tables.ts';
import { whichSource } from '../devices/which-source.ts';
import { agreedTo, canBegin, type ShownStep, stepTable, stepTeller, undoesOf } from './output/plan-output.ts';

const shown = ({ steps }: EnrollForView): readonly ShownStep[] => steps.map((step) => ({ ...step, words: enrollForStepWords(step) }));

export const enrollForDocument = ({ unread: _, id, keySerial, ...view }: EnrollForView) => ({
  ...view,
  id: id ?? null,
  keySerial: keySerial ?? null,
});

const planText = (view: EnrollForView) =>
  joined([`${plain(enrollForSaid.plan(view))}\n`, stepTable(shown(view)), `${planSaid.undoes(undoesOf(view.steps))}\n`]);

const watching = (console: Console) => {
  const tell = stepTeller(console);
  return { onStep: (view: EnrollForView) => tell(shown(view)) };
};

const doneOutput = (view: EnrollForView): Output => ({
  json: enrollForDocument(view),
  text: `${plain(enrollForSaid.done(view))}\n`,
});

const carriedOn = async (id: string, isUndone: boolean, app: App, console: Console, signal: AbortSignal): Promise<Result<Output>> => {
  const { enrolling } = app.team;
  if (!isUndone) {
    const done = await enrolling.resume(id, watching(console), signal);
    return done.ok ? ok(doneOutput(done.value)) : done;
  }
  const undone = await enrolling.undo(id, signal);
  return undone.ok ? ok({ json: enrollForDocument(undone.value), text: `${plain(enrollForSaid.undone(undone.value))}\n` }) : undone;
};

/** `roletap team enroll USER`: a YubiKey that is here becomes the MFA device of a user who is not. */
export const enrollFor: Run = async (app, args, signal, console): Promise<Result<Output>> => {
  await app.ready;
  await app.keysRead();
  const { enrolling } = app.team;
  const id = args.resume ?? args.undo;
  if (id !== undefined) return carriedOn(id, args.undo !== undefined, app, console, signal);
  const begin = canBegin(args, console, enrollForSaid.needsYes);
  if (!begin.ok) return begin;
  const [, user = ''] = args.words;
  const source = await whichSource(app, args, console, signal);
  if (!source.ok) return source;
  const wish: EnrollForWish = { user, touch: !args.noTouch, ...defined({ keySerial: args.key }) };
  const plan = await enrolling.plan(source.value, wish, signal);
  if (!plan.ok) return plan;
  if (args.team?.['dry-run']) return ok({ json: enrollForDocument(plan.value), text: planText(plan.value) });
  const agreed = await agreedTo(args, console, drawn(planText(plan.value), plainLook).trimEnd(), planSaid.confirm, signal);
  if (!agreed.ok) return agreed;
  const before = new Set((await enrolling.list()).map((one) => one.id));
  const done = await enrolling.enroll(source.value, wish, watching(console), signal);
  if (done.ok) return ok(doneOutput(done.value));
  for (const left of await enrolling.list()) if (left.id !== undefined && !before.has(left.id)) console.note(enrollForSaid.waysOn(left.id));
  return done;
};
