import type { App } from '../../app/app.ts';
import { parseArn } from '../../aws/arn.ts';
import type { Result } from '../../contract/result.ts';
import { type RemovePlanView, type RemoveWish, waitsToDelete } from '../../contract/team/remove.ts';
import { asSentence } from '../../words/grammar.ts';
import { goneWords, removeSaid, removeStepWords } from '../../words/team/remove.ts';
import type { Output, Run } from '../console/command.ts';
import { isoSeconds } from '../console/tables.ts';
import { whichSource } from '../devices/which-source.ts';
import { listOf } from '../options/team-options.ts';
import { carryOn, carryOutPlan, type SimpleKind, type Watch } from './output/simple-plan.ts';

const shortNames = (on: string): string =>
  on
    .split(', ')
    .map((one) => parseArn(one)?.name ?? one)
    .join(', ');

export const removeDocument = ({ unread, id, deleteAt, steps, ...view }: RemovePlanView) => ({
  ...view,
  id: id ?? null,
  deleteAt: deleteAt === undefined ? null : isoSeconds(deleteAt),
  steps: steps.map((step) => ({ ...step, undo: step.undo ?? null })),
  unread: unread.map((problem) => ({ problem: problem.code, action: problem.code === 'iam-denied' ? problem.action : null })),
});

const kindOf = ({ team: { removing } }: App): SimpleKind<RemovePlanView> => ({
  ...removing,
  shown: (view) =>
    view.steps.map((step) => {
      const isLater = step.name === 'delete-keys' && view.what === 'keys' && !view.isNow && step.state === 'todo';
      return { ...step, words: removeStepWords({ ...step, on: shortNames(step.on), isLater }) };
    }),
  document: removeDocument,
  about: (view) => [removeSaid.plan(view), ...goneWords(view), ...(view.what === 'access' ? [removeSaid.sessions(view.user)] : [])],
  done: (view) => {
    const { id = '', deleteAt, user, what } = view;
    const waits = waitsToDelete(view) && deleteAt !== undefined;
    return [
      asSentence(removeSaid.done(view)),
      ...(waits ? [removeSaid.laterAt(id, deleteAt)] : []),
      ...(what === 'access' ? [removeSaid.sessions(user)] : []),
    ];
  },
  undone: (view) => [asSentence(removeSaid.undone(view.user)), ...goneWords(view, true)],
  waysOn: removeSaid.waysOn,
});

/** `roletap team remove USER`: password and access keys, chosen access keys, the user, or a device that nobody has. Continued, finished and undone by its ID. */
export const removeUser: Run = async (app, args, signal, console): Promise<Result<Output>> => {
  await app.ready;
  const kind = kindOf(app);
  if (args.resume !== undefined || args.undo !== undefined) return carryOn(kind, args, console, signal);
  const [, user = ''] = args.words;
  const { 'delete-keys': keys, 'delete-user': isWhole = false, now: isNow = false } = args.team ?? {};
  const source = await whichSource(app, args, console, signal);
  if (!source.ok) return source;
  const { removing } = app.team;
  const { device } = args;
  const wish: RemoveWish =
    device === undefined
      ? { user, what: isWhole ? 'user' : keys === undefined ? 'access' : 'keys', keys: listOf(keys), isNow }
      : { user: device, what: 'device', keys: [], isNow: true };
  const plan = {
    plan: (until: AbortSignal) => removing.plan(source.value, wish, until),
    carry: (watch: Watch<RemovePlanView>, until: AbortSignal) => removing.remove(source.value, wish, watch, until),
  };
  return carryOutPlan(kind, plan, args, console, signal);
};
