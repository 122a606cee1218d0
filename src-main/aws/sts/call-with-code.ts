import type { Problem } from '../../contract/problems/problem.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import type { AwsResult } from '../caller.ts';
import type { Failure } from '../http/aws-errors.ts';
import type { CodeProof, MfaProof } from './sts.ts';

/** How one request gets its code and shows how far it is. A request that joins another's work leaves both to that one. */
export interface SessionHooks {
  /**
   * A fresh code of one of the user's devices: finds the key, waits for step and touch. Never the same code twice. `refused`: devices that AWS does not
   * know as this user's, by serial, and accounts whose code it refused, as their proof names them. `after`: why the code before did not do, to be told to the person who waits.
   */
  readonly codeFor: (refused: readonly string[], signal: AbortSignal, after?: Problem) => Promise<Result<CodeProof>>;
  /** Told when only AWS is waited for. `after`: what went wrong before, where it is tried once more. */
  readonly onAws: (after?: Problem) => void;
  /** Told when another process asks for the same session, which is waited for then; without it nobody is. */
  readonly onTurn?: () => void;
}

/** Who asks for a touch has this long, in milliseconds: to fetch a key, type a password or wait for a code, and touch. */
export const turnMillis = 180_000;

/** Whether one more touch may be asked for than a request takes by itself; true once, or never. */
export type MayRepeat = () => boolean;

export const createMayRepeat = (times: 0 | 1 = 1): MayRepeat => {
  let left: number = times;
  return () => left-- > 0;
};

/** What a call with a code takes beside itself. */
export interface CodeCall {
  readonly hooks: SessionHooks;
  readonly mayRepeat: MayRepeat;
  /** A call that takes no code, to see whether AWS answers again. */
  readonly ping: (signal: AbortSignal) => Promise<AwsResult<unknown>>;
}

/** Who asks for a longer pause than this, in seconds, is not asked again: nobody waits that long with a finger on the key. */
const longestWait = 30;

/** Whether the same call may meet a better answer soon. */
const isSoonBetter = ({ problem, unclear }: Failure): boolean =>
  unclear && !('waitSeconds' in problem && (problem.waitSeconds ?? 0) > longestWait);

/** What is not to be asked again after a refusal, where something else could do. */
const leftOut = ({ problem }: Failure, { mfaSerial, leaveOut }: CodeProof): string | undefined => {
  if (problem.code === 'serial-refused') return mfaSerial;
  return problem.code === 'code-refused' ? leaveOut?.() : undefined;
};

/**
 * One call with a code. A typed one that AWS refused is asked for again, as often as the person types. An unclear outcome takes one more, fresh code, once AWS answers a call that needs none: a touch is asked for only where it may
 * help. Another device is asked where AWS does not know the first as this user's, another account where it refused the first one's code.
 */
export const withCode = async <T>(
  { hooks, mayRepeat, ping }: CodeCall,
  signal: AbortSignal,
  call: (proof: MfaProof) => Promise<AwsResult<T>>,
): Promise<Result<{ readonly value: T; readonly mfaSerial: string }>> => {
  const refused: string[] = [];
  for (let first: Problem | undefined; ; ) {
    const proof = await hooks.codeFor(refused, signal, first);
    // That no other device is there is no news: what AWS said of the first is.
    if (!proof.ok) return refused.length > 0 && first && !signal.aborted ? failed(first) : proof;
    hooks.onAws();
    const { mfaSerial, code, told } = proof.value;
    const answer = await call({ mfaSerial, code });
    if (answer.ok) {
      told('accepted');
      return ok({ value: answer.value, mfaSerial });
    }
    const { problem } = answer;
    if (problem.code === 'code-refused' || problem.code === 'serial-refused') told('refused');
    if (signal.aborted) return failed(problem);
    // A slip of the finger: the person says when it is enough.
    if (proof.value.typed && problem.code === 'code-refused') {
      first = problem;
      continue;
    }
    const wrong = leftOut(answer, proof.value);
    if ((wrong === undefined && !isSoonBetter(answer)) || !mayRepeat()) return failed(problem);
    first = problem;
    if (wrong !== undefined) {
      refused.push(wrong);
      continue;
    }
    hooks.onAws(problem);
    const who = await ping(signal);
    if (signal.aborted) return failed({ code: 'cancelled' });
    if (!who.ok) return failed(problem);
  }
};
