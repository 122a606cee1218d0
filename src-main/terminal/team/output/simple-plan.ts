import { ok, type Result } from '../../../contract/result.ts';
import { planSaid } from '../../../words/team/plan.ts';
import type { Arguments } from '../../console/arguments.ts';
import type { Output } from '../../console/command.ts';
import type { Console } from '../../console/console.ts';
import { drawn, joined, plainLook } from '../../console/look.ts';
import { plain, plainLines } from '../../console/tables.ts';
import { agreedTo, canBegin, type ShownStep, stepTable, stepTeller, undoesOf } from './plan-output.ts';

/** Hears of each step. */
export interface Watch<V> {
  readonly onStep: (view: V) => void;
}

/** A plan that hands nothing over, as a command shows it and carries it out. */
export interface SimplePlan<V> {
  readonly plan: (signal: AbortSignal) => Promise<Result<V>>;
  readonly carry: (watch: Watch<V>, signal: AbortSignal) => Promise<Result<V>>;
}

/** How plans of one kind are continued and told. */
export interface SimpleKind<V> {
  readonly resume: (id: string, watch: Watch<V>, signal: AbortSignal) => Promise<Result<V>>;
  readonly undo: (id: string, signal: AbortSignal) => Promise<Result<V>>;
  readonly list: () => Promise<readonly V[]>;
  readonly shown: (view: V) => readonly ShownStep[];
  readonly document: (view: V) => object;
  /** Before its steps, and what to know under them. */
  readonly about: (view: V) => readonly [string, ...string[]];
  readonly done: (view: V) => readonly string[];
  readonly undone: (view: V) => readonly string[];
  readonly waysOn: (id: string) => string;
}

type Id = { readonly id?: string };

/** Continues or undoes one that was interrupted. */
export const carryOn = async <V extends Id>(
  kind: SimpleKind<V>,
  { resume, undo = '' }: Pick<Arguments, 'resume' | 'undo'>,
  console: Console,
  signal: AbortSignal,
): Promise<Result<Output>> => {
  const tell = stepTeller(console);
  const onStep = (view: V) => tell(kind.shown(view));
  const done = await (resume === undefined ? kind.undo(undo, signal) : kind.resume(resume, { onStep }, signal));
  if (!done.ok) return done;
  const lines = resume === undefined ? kind.undone(done.value) : kind.done(done.value);
  return ok({ json: kind.document(done.value), text: `${lines.map(plain).join('\n')}\n` });
};

/** Shows a plan, asks, and carries it out. What stops on its way is told with how to go on. */
export const carryOutPlan = async <V extends Id>(
  kind: SimpleKind<V>,
  { plan, carry }: SimplePlan<V>,
  args: Arguments,
  console: Console,
  signal: AbortSignal,
): Promise<Result<Output>> => {
  const { shown, document, about, waysOn } = kind;
  const begin = canBegin(args, console, planSaid.needsYesHere);
  if (!begin.ok) return begin;
  const seen = await plan(signal);
  if (!seen.ok) return seen;
  const [first, ...more] = about(seen.value);
  const steps = shown(seen.value);
  const undoes = undoesOf(steps);
  const under = [...more, ...(undoes.length === 0 ? [] : [planSaid.undoes(undoes)])];
  const text = joined([`${plain(first)}\n`, stepTable(steps), `${under.map(plainLines).join('\n')}\n`]);
  if (args.team?.['dry-run']) return ok({ json: document(seen.value), text });
  const agreed = await agreedTo(args, console, drawn(text, plainLook).trimEnd(), planSaid.confirm, signal);
  if (!agreed.ok) return agreed;
  const before = new Set((await kind.list()).map(({ id }) => id));
  const tell = stepTeller(console);
  const done = await carry({ onStep: (view) => tell(shown(view)) }, signal);
  if (done.ok) return ok({ json: document(done.value), text: `${kind.done(done.value).map(plain).join('\n')}\n` });
  for (const { id } of await kind.list()) if (id !== undefined && !before.has(id)) console.note(waysOn(id));
  return done;
};
