import type { AwsResult } from '../../../aws/caller.ts';
import type { ReadList } from '../../../aws/iam/iam-pages.ts';
import type { Problem } from '../../../contract/problems/problem.ts';

/** How many are asked for at a time; the calls themselves take turns. */
const atOnce = 8;

/** So many refusals from the first on, and the rest is not asked for: what is denied for one is mostly denied for all. */
const mostDenied = 20;

/** Which problems end everything: nothing else would go better. */
export const endsAll = ({ code }: Problem): boolean =>
  ['cancelled', 'aws-unreachable', 'session-expired', 'keys-refused', 'not-aws', 'clock-off'].includes(code);

/** What was found out of many, one call for each. */
export interface Asked<T, R> {
  readonly found: ReadonlyMap<T, R>;
  /** Why some are not among them, the first one first; `missing`: how many. */
  readonly refused: readonly Problem[];
  readonly missing: number;
  /** What ended it before all were asked. */
  readonly problem?: Problem;
}

/** Asks for each of many. `isEnough`: the rest need not be asked for. A problem of the caller or of the way to AWS ends it. */
export const askEach = async <T, R>(
  all: readonly T[],
  ask: (one: T) => Promise<AwsResult<R>>,
  onProgress: (done: number) => void,
  { signal, isEnough = () => false }: { readonly signal: AbortSignal; readonly isEnough?: () => boolean },
): Promise<Asked<T, R>> => {
  const rest = [...all].reverse();
  const found = new Map<T, R>();
  const refused: Problem[] = [];
  let problem: Problem | undefined;
  let done = 0;
  const work = async (): Promise<void> => {
    for (let one = rest.pop(); one !== undefined && !problem && !signal.aborted; one = rest.pop()) {
      const answer = await ask(one);
      if (answer.ok) found.set(one, answer.value);
      else if (endsAll(answer.problem)) problem = answer.problem;
      else refused.push(answer.problem);
      done += 1;
      if ((refused.length >= mostDenied && refused.length === done) || isEnough()) rest.length = 0;
      onProgress(done);
    }
  };
  onProgress(0);
  await Promise.all(Array.from({ length: atOnce }, work));
  if (signal.aborted) problem = { code: 'cancelled' };
  return { found, refused, missing: all.length - found.size, ...(problem ? { problem } : {}) };
};

/** A list that counts only when it was read to its end. */
export const whole = <T>({ members, problem, unclear }: ReadList<T>): AwsResult<readonly T[]> =>
  problem ? { ok: false, problem, unclear } : { ok: true, value: members };
