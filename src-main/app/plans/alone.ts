import { defined } from '../../base/defined.ts';
import type { InTurn } from '../../base/jobs.ts';
import { failed, ok, type Result } from '../../contract/result.ts';

/**
 * Works on what the journal has under this ID, unless another program of this person's is at it: two that go on from one record would each make what it lacks, and one
 * that undoes it would take away what the other makes. Problem: plan-running, at once, with the other's number where it is known; those of the work.
 */
export const alone = <T>(inTurn: InTurn, id: string, work: () => Promise<Result<T>>): Promise<Result<T>> => {
  const waiting = new AbortController();
  let other: number | undefined;
  const onWait = (pid: number | undefined) => {
    other = pid;
    waiting.abort();
  };
  const turn = { name: `plan ${id}`, limit: Number.POSITIVE_INFINITY, signal: waiting.signal, onWait };
  return inTurn(turn, async () => (waiting.signal.aborted ? failed({ code: 'plan-running', ...defined({ pid: other }) }) : work()));
};

/** The same for whoever lets go by itself, by the function that is given; it resolves when another one may have its turn. */
export const holdAlone = (inTurn: InTurn, id: string): Promise<Result<() => Promise<unknown>>> =>
  new Promise((resolve, reject) => {
    const held = alone(inTurn, id, () => new Promise<Result<void>>((end) => resolve(ok(() => letGo(end)))));
    const letGo = (end: (done: Result<void>) => void): Promise<unknown> => {
      end(ok(undefined));
      return held;
    };
    held.then((ended) => {
      if (!ended.ok) resolve(ended);
    }, reject);
  });
