import type { App } from '../../app/app.ts';
import { defined } from '../../base/defined.ts';
import type { AccessKeysView, RotationView } from '../../contract/access-keys/rotation.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import { accessKeyWords, alsoInWords, otherUserWords, rotationSaid, rotationWords } from '../../words/access-keys/rotation.ts';
import { agrees, choose } from '../console/answers.ts';
import type { Arguments } from '../console/arguments.ts';
import type { Output, Run } from '../console/command.ts';
import type { Console } from '../console/console.ts';
import { isoSeconds, plain } from '../console/tables.ts';
import { hasOwnKey, namedSource } from '../devices/which-source.ts';

/** Days that the old key stays, inactive, unless said. */
const usualGraceDays = 1;

const outputOf = (done: Result<RotationView>, more: object = {}): Result<Output> => {
  if (!done.ok) return done;
  const { deletesAt, ...view } = done.value;
  return ok({
    json: { ...view, deletesAt: deletesAt === undefined ? null : isoSeconds(deletesAt), ...more },
    text: `${plain(rotationWords(done.value))}\n`,
  });
};

/** Of two keys, the one that the person wants to be rid of. Problem: access-keys-two. */
const whichGoes = async (
  { source, user, keys }: AccessKeysView,
  args: Arguments,
  now: number,
  console: Console,
  signal: AbortSignal,
): Promise<Result<string | undefined>> => {
  const other = keys.find(({ isOwn }) => !isOwn);
  if (other === undefined || args.drop !== undefined) return ok(args.drop);
  const two = failed({ code: 'access-keys-two', source, user, keys } as const);
  if (!console.isInteractive) return two;
  const line = accessKeyWords(other, now);
  return (await choose(console, rotationSaid.whichGoes, [line, rotationSaid.neither], signal)) === line ? ok(other.accessKeyId) : two;
};

/** The one question, with all that is known of the keys before it. */
const mayRotate = async (
  seen: AccessKeysView,
  args: Arguments,
  now: number,
  console: Console,
  signal: AbortSignal,
): Promise<Result<void>> => {
  for (const key of seen.keys) {
    const warning = key.isOwn ? otherUserWords(key, now) : undefined;
    if (warning !== undefined) console.note(plain(warning));
  }
  const also = alsoInWords(seen.alsoIn);
  if (also !== undefined) console.note(plain(also));
  if (args.yes) return ok(undefined);
  if (!console.isInteractive) return failed({ code: 'usage', message: rotationSaid.needsYes });
  return (await agrees(console, rotationSaid.confirm, signal)) ? ok(undefined) : failed({ code: 'cancelled' });
};

const finish = async (
  app: App,
  source: string,
  seen: AccessKeysView,
  args: Arguments,
  console: Console,
  signal: AbortSignal,
): Promise<Result<Output>> => {
  const { rotation } = seen;
  if (!rotation) return failed({ code: 'rotation-missing', source });
  if (rotation.oldKeyState === 'deleted') return outputOf(ok(rotation));
  const isDue = rotation.deletesAt !== undefined && rotation.deletesAt <= app.snapshot().now;
  if (!isDue && !args.yes) {
    if (!console.isInteractive) return failed({ code: 'usage', message: rotationSaid.needsYes });
    if (!(await agrees(console, rotationSaid.finishEarly, signal))) return failed({ code: 'cancelled' });
  }
  return outputOf(await app.rotations.finish(source, signal));
};

/** `roletap rotate`: a new access key for a source, with one touch. */
export const rotate: Run = async (app, args, signal, console) => {
  const named = await namedSource(app, defined({ source: args.words[0] ?? args.source }), console, signal);
  if (!named.ok) return named;
  const source = named.value;
  if (!hasOwnKey(app.snapshot(), source)) return failed({ code: 'rotation-foreign', source });
  if (args.putBack) return outputOf(await app.rotations.undo(source, signal));
  const seen = await app.rotations.look(source, signal);
  if (!seen.ok) return seen;
  const { now } = app.snapshot();
  for (const key of seen.value.keys) console.note(plain(accessKeyWords(key, now)));
  if (args.finish) return finish(app, source, seen.value, args, console, signal);
  const { rotation } = seen.value;
  const isBegun = rotation !== undefined && rotation.oldKeyState === 'active';
  if (isBegun) console.note(rotationSaid.goesOn);
  const goes = isBegun ? ok(undefined) : await whichGoes(seen.value, args, now, console, signal);
  if (!goes.ok) return goes;
  const may = isBegun ? ok(undefined) : await mayRotate(seen.value, args, now, console, signal);
  if (!may.ok) return may;
  console.note(rotationSaid.working);
  const request = { source, graceDays: args.graceDays ?? usualGraceDays, ...defined({ drop: goes.value }) };
  return outputOf(await app.rotations.rotate(request, signal), { alsoUpdated: seen.value.alsoIn });
};
