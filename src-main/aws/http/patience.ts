import { type Clock, sleep } from '../../base/clock.ts';
import type { AwsResult } from '../caller.ts';

/** Milliseconds to wait before the next tries when AWS says that it is asked too often; half a minute together. */
const pauses = [500, 1_000, 2_000, 4_000, 8_000, 16_000] as const;

/** Who wants to be left alone for longer than this, in milliseconds, is not asked again. */
const longestPause = 16_000;

/** Calls under way at a time. */
const atOnce = 4;

/** Runs a read in its turn, and again after a pause for as long as AWS says `throttled`. */
export type Patience = <T>(read: () => Promise<AwsResult<T>>, signal: AbortSignal) => Promise<AwsResult<T>>;

/** For many reads at a time: a few are under way, the others wait for their turn; one that pauses keeps its turn, so that fewer ask meanwhile. */
export const createPatience = (clock: Clock): Patience => {
  let free: number = atOnce;
  const waiting: (() => void)[] = [];
  const turn = (): Promise<void> => {
    if (free === 0) return new Promise((resolve) => waiting.push(resolve));
    free -= 1;
    return Promise.resolve();
  };
  const done = (): void => {
    const next = waiting.shift();
    if (next) next();
    else free += 1;
  };
  return async (read, signal) => {
    await turn();
    try {
      let answer = await read();
      for (const pause of pauses) {
        if (answer.ok || answer.problem.code !== 'throttled') break;
        const wanted = (answer.problem.waitSeconds ?? 0) * 1000;
        if (wanted > longestPause) break;
        await sleep(clock, Math.max(pause, wanted), signal);
        answer = await read();
      }
      return answer;
    } finally {
      done();
    }
  };
};
