import { sleep } from '../../base/clock.ts';
import { defined } from '../../base/defined.ts';
import { linkAbort } from '../../base/jobs.ts';
import type { SignRequest } from '../../card/piv/piv.ts';
import { failed, type Result } from '../../contract/result.ts';
import { touchSeconds } from '../codes/make-code.ts';
import { askPin, type TypedPin } from './ask-pin.ts';
import type { CertificatePorts, CertificatePurpose, KeyCertificate } from './certificate-ports.ts';

export type SignPorts = Pick<CertificatePorts, 'keys' | 'questions' | 'time'>;

/** Beyond this the key is taken for stuck. */
const touchLimit = touchSeconds + 10;

const algorithmOf = ({ facts }: KeyCertificate): SignRequest['algorithm'] => {
  const { kind, bits } = facts.key;
  if (kind === 'ec') return bits === 384 ? 'p384' : 'p256';
  return bits === 3072 ? 'rsa-3072' : bits === 4096 ? 'rsa-4096' : bits === 1024 ? 'rsa-1024' : 'rsa-2048';
};

/** One signature, with the question for the touch where the key says that it blinks. */
const signOnce = async (
  { keys, questions, time }: SignPorts,
  place: KeyCertificate,
  digest: Uint8Array,
  given: { readonly pin?: Uint8Array; readonly lastTry?: boolean },
  purpose: CertificatePurpose,
  signal: AbortSignal,
): Promise<Result<Uint8Array>> => {
  purpose.onPhase('card');
  const giveUp = linkAbort(signal);
  let withdraw = () => {};
  let stuck = false;
  const onTouch = (): void => {
    withdraw();
    purpose.onPhase('touch');
    const asked = { kind: 'touch', for: purpose.for, key: place.key, keyId: place.keyId } as const;
    const question = questions.ask(asked, touchSeconds, giveUp.signal);
    withdraw = question.withdraw;
    void question.answer.then((answer) => {
      if (answer.kind === 'cancelled') giveUp.abort();
    });
    void sleep(time, touchLimit * 1000, giveUp.signal).then(() => {
      stuck ||= !giveUp.signal.aborted;
      giveUp.abort();
    });
  };
  const { keyId, slot } = place;
  const request = {
    keyId,
    slot,
    algorithm: algorithmOf(place),
    hash: 'sha256',
    digest,
    urgent: purpose.urgent ?? false,
    ...given,
  } as const;
  const signed = await keys.piv.sign({ ...request, onTouch, onBusy: () => purpose.onPhase('card'), signal: giveUp.signal });
  withdraw();
  giveUp.unlink();
  const cancelled = giveUp.signal.aborted;
  giveUp.abort();
  if (stuck) return failed({ code: 'not-touched', seconds: touchLimit });
  return cancelled && signed.ok ? failed({ code: 'cancelled' }) : signed;
};

/** Whether a person does something for each signature, apart from the PIN. */
export const takesTouch = ({ touchPolicy }: Pick<KeyCertificate, 'touchPolicy'>): boolean =>
  touchPolicy === 'always' || touchPolicy === 'cached';

/** The PIN that is remembered of the key, where it counts. A guarded role takes a person's act: a touch, or else the PIN anew. */
const known = (
  { keys: { pins } }: Pick<SignPorts, 'keys'>,
  place: KeyCertificate,
  { isGuarded }: CertificatePurpose,
): TypedPin | undefined => {
  const pin = isGuarded && !takesTouch(place) ? undefined : pins.get(place.keyId);
  return pin && { pin, lastTry: false };
};

/**
 * A signature of a SHA-256 digest with a certificate's key: PKCS#1 v1.5, or DER of r and s. The PIN is the one that was typed before, as long as it is kept, else a
 * person is asked. One that was wrong is never sent again: the person types another, sees the tries that are left, and says so when it is the last. Problems: those
 * of the card, pin-needed, pin-wrong where nobody can type another, pin-last-try, pin-blocked, not-touched, cancelled.
 */
export const signWithCertificate = async (
  ports: SignPorts,
  place: KeyCertificate,
  digest: Uint8Array,
  purpose: CertificatePurpose,
  signal: AbortSignal,
): Promise<Result<Uint8Array>> => {
  const { keys, questions } = ports;
  const { pins } = keys;
  const { keyId } = place;
  let { tries } = place;
  let wrong = false;
  if (place.pinPolicy === 'never') return signOnce(ports, place, digest, {}, purpose, signal);
  if (tries === 0) return failed({ code: 'pin-blocked', ...defined({ serial: place.key.serial }) });
  let given = known(ports, place, purpose);
  for (;;) {
    if (!given) {
      const asked = await askPin(ports, place, { ...defined({ tries }), wrong }, purpose, signal);
      if (!asked.ok) return asked;
      given = asked.value;
    }
    const { pin, lastTry } = given;
    const signed = await signOnce(ports, place, digest, { pin, lastTry }, purpose, signal);
    if (signed.ok) {
      pins.keep(keyId, pin);
      purpose.onSigned({ name: place.key.name, ...defined({ serial: place.key.serial }) });
    }
    pin.fill(0);
    if (signed.ok) return signed;
    const { problem } = signed;
    const isAskedAgain =
      problem.code === 'pin-wrong' || problem.code === 'pin-last-try' || problem.code === 'pin-needed' || problem.code === 'pin-malformed';
    if (isAskedAgain || problem.code === 'pin-blocked') pins.forget(keyId);
    // What came on standard input is one PIN, and no person who could type another.
    if (!isAskedAgain || questions.answers !== 'everything' || (problem.code === 'pin-wrong' && problem.left === 0)) return signed;
    wrong = problem.code === 'pin-wrong' || problem.code === 'pin-malformed';
    if (problem.code === 'pin-wrong') tries = problem.left;
    if (problem.code === 'pin-last-try') tries = 1;
    given = undefined;
  }
};
