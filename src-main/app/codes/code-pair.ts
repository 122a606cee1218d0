import { type Clock, stepAt, stepSeconds, stepStart } from '../../base/clock.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import type { Millis } from '../../contract/values.ts';
import type { PairedCode } from '../state/enroll-state.ts';
import type { Place } from './accounts.ts';
import type { CodePorts, CodePurpose } from './code-request.ts';
import { touchForCode } from './make-code.ts';
import { askPassword } from './unlock.ts';

export type CodePair = readonly [PairedCode, PairedCode];

/** Steps that are looked through for two free ones in a row: more than a person can have spent. */
const mostSteps = 6;

/** A step with less left is too short to type the first code of a pair. Seconds. */
const typingSeconds = 20;

type PairPorts = Pick<CodePorts, 'keys' | 'questions' | 'time' | 'ledger'>;

/** Which steps, and who hears of the codes as they come. */
export interface PairRequest {
  /**
   * `ended`: the step before this one and this one, for a call that is made at once. `begun`: this one and the next, for a person who types them:
   * both are still good for a while, and the pair comes with the next step when this one is about to end. AWS takes either.
   */
  readonly steps: 'ended' | 'begun';
  readonly onCodes?: (codes: readonly PairedCode[]) => void;
}

/**
 * Two codes in a row of one account, as AWS wants them to enable or resync a device. The key has no clock, so both are made at once and nobody
 * waits; when one of the steps is spent, the next free pair is waited for. Both are claimed in the ledger and given back when no pair came of
 * it. Problems: codes-taken (others took one of each pair), and those of `codeAt`.
 */
export const twoCodes = async (
  ports: PairPorts,
  place: Place,
  mfaSerial: string,
  request: PairRequest,
  purpose: CodePurpose,
  signal: AbortSignal,
): Promise<Result<CodePair>> => {
  const earliest = request.steps === 'ended' ? stepAt(ports.time.now()) - 1 : firstToType(ports.time);
  const claimed = await claimPair(ports, mfaSerial, earliest);
  if (!claimed.ok) return claimed;
  const first = claimed.value;
  const spend = (step: number) => ports.ledger.spend(mfaSerial, step);
  // A call comes when both have begun, a person begins with the first.
  const start = stepStart(request.steps === 'ended' ? first + 1 : first);
  // Who waits for the earliest waits to type: for a call it has begun.
  const toType = first === earliest;
  const pair = await makePair(ports, place, { first, start, toType, spend, onCodes: request.onCodes ?? (() => {}) }, purpose, signal);
  if (!pair.ok) for (const step of [first, first + 1]) await ports.ledger.release(mfaSerial, step);
  return pair;
};

/** The step that has begun, or the next one when too little of it is left. */
const firstToType = (time: Clock): number => {
  const now = time.now();
  const step = stepAt(now);
  return stepStart(step) + (stepSeconds - typingSeconds) * 1000 < now ? step + 1 : step;
};

/** Claims two free steps in a row; gives the first. */
const claimPair = async (ports: Pick<CodePorts, 'ledger'>, mfaSerial: string, earliest: number): Promise<Result<number>> => {
  const { ledger } = ports;
  let last: number | undefined;
  for (let step = earliest, tries = 0; tries < mostSteps; tries++) {
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
  return failed({ code: 'codes-taken', mfaSerial });
};

const makePair = async (
  ports: PairPorts,
  place: Place,
  {
    first,
    start,
    toType,
    spend,
    onCodes,
  }: {
    readonly first: number;
    readonly start: Millis;
    readonly toType: boolean;
    readonly spend: (step: number) => Promise<Result<void>>;
    readonly onCodes: NonNullable<PairRequest['onCodes']>;
  },
  purpose: CodePurpose,
  signal: AbortSignal,
): Promise<Result<CodePair>> => {
  const codes: PairedCode[] = [];
  onCodes(codes);
  const seconds = (start - ports.time.now()) / 1000;
  if (seconds > 0) {
    purpose.onPhase('step', start);
    const answer = await ports.questions.ask({ kind: 'step', for: purpose.for, ...(toType ? { toType } : {}) }, seconds, signal).answer;
    if (answer.kind !== 'over') return failed({ code: 'cancelled' });
  }
  for (const step of [first, first + 1]) {
    const code = await unlockedCode(ports, place, step, purpose, signal);
    if (!code.ok) return code;
    const spent = await spend(step);
    if (!spent.ok) return spent;
    codes.push({ digits: code.value, ends: stepStart(step + 1) });
    onCodes([...codes]);
  }
  const [earlier, later] = codes;
  if (!earlier || !later) throw new Error('two codes were made');
  return ok([earlier, later]);
};

const unlockedCode = async (
  ports: PairPorts,
  place: Place,
  step: number,
  purpose: CodePurpose,
  signal: AbortSignal,
): Promise<Result<string>> => {
  const code = await touchForCode(ports, place, step, purpose, signal);
  if (code.ok || code.problem.code !== 'password-needed') return code;
  const unlocked = await askPassword(ports, place.key, purpose, signal);
  return unlocked.ok ? touchForCode(ports, place, step, purpose, signal) : unlocked;
};
