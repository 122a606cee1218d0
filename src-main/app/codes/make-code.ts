import type { CodeProof } from '../../aws/sts/sts.ts';
import { defined } from '../../base/defined.ts';
import { linkAbort } from '../../base/jobs.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import type { Millis } from '../../contract/values.ts';
import type { Settings } from '../ports.ts';
import type { State } from '../state/state.ts';
import { deviceOf, isForAws, matchesFor, type Place } from './accounts.ts';
import { forgetPick, keepPick } from './ask-for-account.ts';
import type { CodePorts, CodePurpose } from './code-request.ts';
import { type LocatedDevice, leaveOutWhere, locateAccount } from './locate-account.ts';
import { askPassword } from './unlock.ts';

/** Seconds that a person has to touch; the key itself gives up after about 15. */
export const touchSeconds = 15;

/** Beyond this the key is taken for stuck. */
const touchLimit = touchSeconds + 10;

/**
 * The device whose ledger an account's steps are spent in: the same for a tap and for a copied code. Undefined for an account that is
 * no AWS device: what GitHub does with its codes is none of the ledger's business.
 */
export const ledgerSerial = (
  { files }: State,
  { pickedAccounts: picked }: Pick<Settings, 'pickedAccounts'>,
  place: Place,
): string | undefined => {
  if (!isForAws(place.account)) return undefined;
  const serials =
    files.kind === 'read' ? [...files.profiles.roles, ...files.profiles.sources].flatMap((profile) => profile.mfaSerial ?? []) : [];
  const used = serials.find((serial) => matchesFor([{ ...place.key, accounts: [place.account] }], serial, picked[serial]).length > 0);
  return used ?? deviceOf(place.account.id);
};

/** A code and when its step is over, in milliseconds since 1970. */
export interface FreshCode {
  readonly code: string;
  readonly ends: Millis;
}

/** A fresh code of this one MFA device. Finds its key, asks what has to be asked. `refused`: accounts whose code AWS did not take. */
export const codeForDevice = async (
  ports: CodePorts,
  mfaSerial: string,
  refused: readonly string[],
  purpose: CodePurpose,
  signal: AbortSignal,
): Promise<Result<CodeProof>> => {
  const place = await locateAccount(ports, mfaSerial, purpose, signal, refused);
  if (!place.ok) return place;
  const located = { mfaSerial, place: place.value };
  return proofAt(ports, { ...located, leaveOut: () => leaveOutWhere(ports, located, refused, purpose) }, purpose, () => {}, signal);
};

/** The code of an account, with what is learned from AWS's answer to it. `onAccepted`: told when AWS took it. */
export const proofAt = async (
  ports: CodePorts,
  { mfaSerial, place, leaveOut }: Omit<LocatedDevice, 'isNamedGone'>,
  purpose: CodePurpose,
  onAccepted: () => void,
  signal: AbortSignal,
): Promise<Result<CodeProof>> => {
  const made = await codeAt(ports, place, mfaSerial, purpose, signal);
  if (!made.ok) return made;
  const told: CodeProof['told'] = (outcome) => {
    if (outcome === 'refused') return forgetPick(ports.settings, mfaSerial, place);
    const known = ports.keys.known.of(mfaSerial);
    const isSame = known?.place.key.id === place.key.id && known.place.account.id === place.account.id;
    if (!(known?.isLearned && isSame)) {
      // With all its accounts, those that were left out as well.
      const state = ports.keys.state();
      const key = state.kind === 'ready' ? state.keys.find(({ id }) => id === place.key.id) : undefined;
      keepPick(ports.settings, mfaSerial, { ...place, ...defined({ key }) });
    }
    onAccepted();
  };
  return ok({ mfaSerial, code: made.value.code, told, leaveOut });
};

/** Passwords that are asked for one code: another program may lock the key again in between, but not forever. */
const unlockTries = 3;

/** A fresh code of an account on a plugged key; asks for the password when the key turns out to be locked. */
export const codeAt = async (
  ports: CodePorts,
  place: Place,
  mfaSerial: string | undefined,
  purpose: CodePurpose,
  signal: AbortSignal,
): Promise<Result<FreshCode>> => {
  for (let tries = 0; ; tries++) {
    if (signal.aborted) return failed({ code: 'cancelled' });
    const made = await codeOfStep(ports, place, mfaSerial, purpose, signal);
    if (made.ok || made.problem.code !== 'password-needed' || tries === unlockTries) return made;
    // No step is held meanwhile: typing takes longer than a step lasts.
    const unlocked = await askPassword(ports, place.key, purpose, signal);
    if (!unlocked.ok) return unlocked;
  }
};

/**
 * For AWS accounts the step is claimed before the key is asked, so that no other tap, run or front end makes the same code, and
 * given back when no code came of it.
 */
const codeOfStep = async (
  ports: CodePorts,
  place: Place,
  mfaSerial: string | undefined,
  purpose: CodePurpose,
  signal: AbortSignal,
): Promise<Result<FreshCode>> => {
  const { ledger, time } = ports;
  const { period } = place.account;
  /** The first millisecond of a step. */
  const startOf = (step: number): Millis => step * period * 1000;
  const fresh = (code: string, step: number) => ok({ code, ends: startOf(step + 1) });
  const present = Math.floor(time.now() / startOf(1));
  if (mfaSerial === undefined) {
    const code = await touchForCode(ports, place, present, purpose, signal);
    return code.ok ? fresh(code.value, present) : code;
  }
  const claimed = await ledger.claim(mfaSerial, present);
  if (!claimed.ok) return claimed;
  const step = claimed.value;
  const make = async (): Promise<Result<FreshCode>> => {
    const waited = await waitUntil(ports, startOf(step), purpose, signal);
    const code = waited.ok ? await touchForCode(ports, place, step, purpose, signal) : waited;
    if (!code.ok) return code;
    const spent = await ledger.spend(mfaSerial, step);
    return spent.ok ? fresh(code.value, step) : spent;
  };
  const made = await make();
  if (!made.ok) await ledger.release(mfaSerial, step);
  return made;
};

/** Waits for the start of a step that lies ahead. */
const waitUntil = async (
  ports: Pick<CodePorts, 'questions' | 'time'>,
  start: Millis,
  purpose: CodePurpose,
  signal: AbortSignal,
): Promise<Result<void>> => {
  const { time, questions } = ports;
  const millis = start - time.now();
  if (millis <= 0) return ok(undefined);
  purpose.onPhase('step', start);
  // The deadline of the question is the start of the step, so its end by itself is the good one.
  const answer = await questions.ask({ kind: 'step', for: purpose.for, ...defined({ after: purpose.after }) }, millis / 1000, signal)
    .answer;
  if (answer.kind === 'over') return ok(undefined);
  return failed({ code: 'cancelled' });
};

/** The code of a step as the key makes it, with the question for the touch. The ledger is the caller's to mind. */
export const touchForCode = async (
  ports: Pick<CodePorts, 'questions' | 'time'> & { readonly keys: Pick<CodePorts['keys'], 'code'> },
  place: Place,
  step: number,
  purpose: CodePurpose,
  signal: AbortSignal,
): Promise<Result<string>> => {
  const { keys, questions, time } = ports;
  purpose.onPhase('card');
  const giveUp = linkAbort(signal);
  let stuck = false;
  const { name, serial, formFactor } = place.key;
  const touchedKey = { name, ...defined({ serial }) };
  let blinked = false;
  /** Takes the question back, with its limit. */
  let withdraw = () => {};
  const onTouch = () => {
    // A job that was tried again after a reset blinks again, and the person has the whole time again.
    withdraw();
    blinked = true;
    purpose.onPhase('touch');
    const asked = {
      kind: 'touch',
      for: purpose.for,
      key: { ...touchedKey, formFactor },
      keyId: place.key.id,
      ...defined({ after: purpose.after }),
    } as const;
    const question = questions.ask(asked, touchSeconds, giveUp.signal);
    const stopLimit = time.after(touchLimit * 1000, () => {
      stuck = true;
      giveUp.abort();
    });
    withdraw = () => {
      question.withdraw();
      stopLimit();
    };
    void question.answer.then((answer) => {
      if (answer.kind === 'cancelled') giveUp.abort();
    });
  };
  const onBusy = () => {
    // Another program took the key after a reset: it does not blink until that lets go.
    withdraw();
    purpose.onPhase('card');
  };
  const request = { keyId: place.key.id, account: place.account.id, step, urgent: purpose.urgent ?? false };
  const answer = await keys.code({ ...request, onTouch, onBusy, signal: giveUp.signal });
  withdraw();
  giveUp.unlink();
  const cancelled = giveUp.signal.aborted;
  if (answer.ok && blinked && !cancelled) purpose.onTouched?.(touchedKey);
  if (answer.ok && !cancelled) return ok(answer.value.code);
  if (stuck) return failed({ code: 'not-touched', seconds: touchLimit });
  return answer.ok ? failed({ code: 'cancelled' }) : answer;
};
