import { stepAt, stepSeconds, stepStart } from '../base/clock.ts';
import { failed, ok, type Result } from '../contract/result.ts';
import type { Millis } from '../contract/snapshot.ts';
import type { Place } from './account-match.ts';
import { type CodePurpose, touchForCode } from './code-for.ts';
import type { Context } from './context.ts';
import { askPassword } from './unlock.ts';

/** A code and when its step is over, in milliseconds since 1970. */
export interface PairedCode {
  readonly digits: string;
  readonly ends: Millis;
}

export type CodePair = readonly [PairedCode, PairedCode];

/** Steps that are looked through for two free ones in a row: more than a person can have spent. */
const mostSteps = 6;

/**
 * Two codes in a row of one account, as AWS wants them to enable or resync a device. The key has no clock, so both are made at once, for the
 * step before this one and this one, and nobody waits; when one of them is spent, the next free pair is waited for. Both steps are claimed in
 * the ledger and given back when no pair came of it. Problems: those of `codeAt`.
 */
export const twoCodes = async (
  context: Context,
  place: Place,
  mfaSerial: string,
  purpose: CodePurpose,
  signal: AbortSignal,
): Promise<Result<CodePair>> => {
  const claimed = await claimPair(context, mfaSerial);
  if (!claimed.ok) return claimed;
  const first = claimed.value;
  const pair = await makePair(context, place, first, purpose, signal);
  if (!pair.ok) for (const step of [first, first + 1]) await context.world.ledger.release(mfaSerial, step);
  return pair;
};

/** Claims two free steps in a row, from the one before now on; gives the first. */
const claimPair = async (context: Context, mfaSerial: string): Promise<Result<number>> => {
  const { ledger } = context.world;
  let last: number | undefined;
  for (let step = stepAt(context.now()) - 1, tries = 0; tries < mostSteps; tries++) {
    const claimed = await ledger.claim(mfaSerial, step);
    if (!claimed.ok) {
      if (last !== undefined) await ledger.release(mfaSerial, last);
      return claimed;
    }
    if (last !== undefined && claimed.value === last + 1) return ok(last);
    if (last !== undefined) await ledger.release(mfaSerial, last);
    last = claimed.value;
    step = last + 1;
  }
  if (last !== undefined) await ledger.release(mfaSerial, last);
  return failed({ code: 'throttled' });
};

const makePair = async (
  context: Context,
  place: Place,
  first: number,
  purpose: CodePurpose,
  signal: AbortSignal,
): Promise<Result<CodePair>> => {
  const codes: PairedCode[] = [];
  const start = stepStart(first + 1);
  if (start > context.now()) {
    purpose.onPhase('step', start);
    const seconds = (start - context.now()) / 1000;
    const answer = await context.desk.ask({ kind: 'step', for: purpose.for }, seconds, signal).answer;
    if (answer.kind !== 'over') return failed({ code: 'cancelled' });
  }
  for (const step of [first, first + 1]) {
    const code = await unlockedCode(context, place, step, purpose, signal);
    if (!code.ok) return code;
    codes.push({ digits: code.value, ends: stepStart(step) + stepSeconds * 1000 });
  }
  const [earlier, later] = codes;
  if (!earlier || !later) throw new Error('two codes were made');
  return ok([earlier, later]);
};

const unlockedCode = async (
  context: Context,
  place: Place,
  step: number,
  purpose: CodePurpose,
  signal: AbortSignal,
): Promise<Result<string>> => {
  const code = await touchForCode(context, place, step, purpose, signal);
  if (code.ok || code.problem.code !== 'password-needed') return code;
  const unlocked = await askPassword(context, place.key, purpose, signal);
  return unlocked.ok ? touchForCode(context, place, step, purpose, signal) : unlocked;
};
