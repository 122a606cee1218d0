import type { InTurn } from '../../base/jobs.ts';
import { failed, type Result } from '../../contract/result.ts';

/**
 * Works on what the journal has under this ID, unless another program of this person's is at it: two that go on from one record would each make what it lacks, and one
 * that undoes it would take away what the other makes. Problem: plan-running, at once; those of the work.
 */
export const alone = <T>(inTurn: InTurn, id: string, work: () => Promise<Result<T>>): Promise<Result<T>> => {
  const waiting = new AbortController();
  const turn = { name: `plan ${id}`, limit: Number.POSITIVE_INFINITY, signal: waiting.signal, onWait: () => waiting.abort() };
  return inTurn(turn, async () => (waiting.signal.aborted ? failed({ code: 'plan-running' }) : work()));
};
