import { stepAt, stepStart } from '../../base/clock.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import type { PairedCode } from '../state/enroll-state.ts';
import type { Place } from './accounts.ts';
import type { CodePorts, CodePurpose } from './code-request.ts';
import { touchForCode } from './make-code.ts';
import { askPassword } from './unlock.ts';

export type CodePair = readonly [PairedCode, PairedCode];

/** Steps that are looked through for two free ones in a row: more than a person can have spent. */
const mostSteps = 6;

type PairPorts = Pick<CodePorts, 'keys' | 'questions' | 'time' | 'ledger'>;

/** Which steps, and who hears of the codes as they come. */
export interface PairRequest {
  /**
   * `ended`: the step before this one and this one, for a call that is made at once. `begun`: this one and the next, for a person who types them:
   * both are still good for a while. AWS takes either.
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
  const earliest = stepAt(ports.time.now()) - (request.steps === 'ended' ? 1 : 0);
  const claimed = await claimPair(ports, mfaSerial, earliest);
  if (!claimed.ok) return claimed;
  const first = claimed.value;
  const spend = (step: number) => ports.ledger.spend(mfaSerial, step);
  const pair = await makePair(ports, place, { first, earliest, spend, onCodes: request.onCodes ?? (() => {}) }, purpose, signal);
  if (!pair.ok) for (const step of [first, first + 1]) await ports.ledger.release(mfaSerial, step);
  return pair;
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
    earliest,
    spend,
    onCodes,
  }: {
    readonly first: number;
    readonly earliest: number;
    readonly spend: (step: number) => Promise<Result<void>>;
    readonly onCodes: NonNullable<PairRequest['onCodes']>;
  },
  purpose: CodePurpose,
  signal: AbortSignal,
): Promise<Result<CodePair>> => {
  const codes: PairedCode[] = [];
  onCodes(codes);
  // A later pair than the one that was asked for is for a later moment.
  const start = stepStart(stepAt(ports.time.now()) + first - earliest);
  if (first > earliest) {
    purpose.onPhase('step', start);
    const seconds = (start - ports.time.now()) / 1000;
    const answer = await ports.questions.ask({ kind: 'step', for: purpose.for }, seconds, signal).answer;
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
