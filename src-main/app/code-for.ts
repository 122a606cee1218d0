import { sleep, stepAt, stepStart } from '../base/clock.ts';
import { failed, ok, type Result } from '../contract/result.ts';
import type { Millis, WaitingFor } from '../contract/snapshot.ts';
import { awsOwner, isForAws, matchesFor, type Place } from './account-match.ts';
import type { Context } from './context.ts';
import { findPlace } from './find-place.ts';
import { askPassword } from './unlock.ts';

/** For whom a code is made, and what to show meanwhile. */
export interface CodePurpose {
  readonly for: WaitingFor;
  /** A YubiKey that was named, by serial. */
  readonly keySerial?: number;
  /** Told what is waited for. */
  readonly onPhase: (phase: CodePhase, until?: Millis) => void;
}

export type CodePhase = 'card' | 'touch' | 'step' | 'password' | 'insert' | 'pick';

/** Seconds that a person has to touch; the key itself gives up after about 15 (facts/yubikey 3). */
export const touchSeconds = 15;

/** Beyond this the key is taken for stuck. */
const touchLimit = touchSeconds + 10;

/** The device whose ledger an account's steps are spent in: the same for a tap and for a copied code. */
export const ledgerSerial = (context: Context, place: Place): string => {
  const { files } = context.store.state();
  const picked = context.world.settings.get().pickedAccounts;
  const serials =
    files.kind === 'read' ? [...files.profiles.roles, ...files.profiles.sources].flatMap((profile) => profile.mfaSerial ?? []) : [];
  const used = serials.find((serial) => matchesFor([{ ...place.key, accounts: [place.account] }], serial, picked[serial]).length > 0);
  const owner = awsOwner(place.account.id);
  return used ?? (owner ? `arn:aws:iam::${owner.accountId}:mfa/${owner.user}` : place.account.id);
};

/** A fresh code of an MFA device. Finds its key, asks what has to be asked. */
export const codeForDevice = async (
  context: Context,
  mfaSerial: string,
  purpose: CodePurpose,
  signal: AbortSignal,
): Promise<Result<string>> => {
  const place = await findPlace(context, mfaSerial, purpose, signal);
  return place.ok ? codeAt(context, place.value, mfaSerial, purpose, signal) : place;
};

/**
 * A fresh code of an account on a plugged key. For AWS accounts the step is claimed before the key is asked, so that no other tap,
 * run or front end makes the same code, and given back when no code came of it.
 */
export const codeAt = async (
  context: Context,
  place: Place,
  mfaSerial: string,
  purpose: CodePurpose,
  signal: AbortSignal,
): Promise<Result<string>> => {
  const { world } = context;
  if (signal.aborted) return failed({ code: 'cancelled' });
  const current = stepAt(context.now());
  if (!isForAws(place.account))
    return touchForCode(context, place, Math.floor(context.now() / 1000 / place.account.period), purpose, signal);
  const claimed = await world.ledger.claim(mfaSerial, current);
  if (!claimed.ok) return claimed;
  const step = claimed.value;
  const waited = await waitForStep(context, step, purpose, signal);
  const code = waited.ok ? await touchForCode(context, place, step, purpose, signal) : waited;
  if (!code.ok) await world.ledger.release(mfaSerial, step);
  return code;
};

const waitForStep = async (context: Context, step: number, purpose: CodePurpose, signal: AbortSignal): Promise<Result<void>> => {
  const start = stepStart(step);
  const millis = start - context.now();
  if (millis <= 0) return ok(undefined);
  purpose.onPhase('step', start);
  // The deadline of the question is the start of the step, so its end by itself is the good one.
  const answer = await context.desk.ask({ kind: 'step', for: purpose.for }, millis / 1000, signal).answer;
  if (answer.kind === 'over') return ok(undefined);
  return failed({ code: 'cancelled' });
};

const touchForCode = async (
  context: Context,
  place: Place,
  step: number,
  purpose: CodePurpose,
  signal: AbortSignal,
  tries = 3,
): Promise<Result<string>> => {
  const { world, desk } = context;
  purpose.onPhase('card');
  const giveUp = new AbortController();
  const abort = () => giveUp.abort();
  signal.addEventListener('abort', abort, { once: true });
  if (signal.aborted) abort();
  let withdraw = () => {};
  let stuck = false;
  const onTouch = () => {
    purpose.onPhase('touch');
    const { name, serial } = place.key;
    const question = desk.ask(
      { kind: 'touch', for: purpose.for, key: { name, ...(serial === undefined ? {} : { serial }) } },
      touchSeconds,
      giveUp.signal,
    );
    withdraw = question.withdraw;
    void question.answer.then((answer) => {
      if (answer.kind === 'cancelled') giveUp.abort();
    });
    void sleep(world.clock, touchLimit * 1000, giveUp.signal).then(() => {
      stuck ||= !giveUp.signal.aborted;
      giveUp.abort();
    });
  };
  const onBusy = () => purpose.onPhase('card');
  const answer = await world.keys.code({ keyId: place.key.id, account: place.account.id, step, onTouch, onBusy, signal: giveUp.signal });
  withdraw();
  signal.removeEventListener('abort', abort);
  const cancelled = giveUp.signal.aborted;
  giveUp.abort();
  if (answer.ok && !cancelled) return ok(answer.value.code);
  if (stuck) return failed({ code: 'not-touched', seconds: touchLimit });
  if (answer.ok) return failed({ code: 'cancelled' });
  if (answer.problem.code !== 'password-needed' || tries === 0) return answer;
  const unlocked = await askPassword(context, place.key, purpose, signal);
  return unlocked.ok ? touchForCode(context, place, step, purpose, signal, tries - 1) : unlocked;
};
