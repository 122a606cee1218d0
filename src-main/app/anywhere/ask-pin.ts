import { defined } from '../../base/defined.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import type { CertificatePorts, CertificatePurpose, KeyCertificate } from './certificate-ports.ts';

/** Seconds that a person has to type a PIN. */
const pinSeconds = 120;

export interface PinAsked {
  /** Tries that are left; absent where the key does not tell. */
  readonly tries?: number | undefined;
  /** The last one was wrong. */
  readonly wrong: boolean;
}

/** A PIN as it was typed. Whoever has it overwrites it. */
export interface TypedPin {
  readonly pin: Uint8Array;
  /** The person knows that it is the last try. */
  readonly lastTry: boolean;
}

/**
 * Asks a person for the PIN, once. Bytes all the way, so that they can be overwritten. Problems: pin-needed when nobody can be asked or nobody answered,
 * cancelled, why the key is gone.
 */
export const askPin = async (
  { questions }: Pick<CertificatePorts, 'questions'>,
  { key, keyId }: Pick<KeyCertificate, 'key' | 'keyId'>,
  { tries, wrong }: PinAsked,
  purpose: Pick<CertificatePurpose, 'for' | 'onPhase'>,
  signal: AbortSignal,
): Promise<Result<TypedPin>> => {
  const needed = failed({ code: 'pin-needed', ...defined({ serial: key.serial }) });
  if (questions.answers !== 'everything' && questions.answers !== 'pins') return needed;
  purpose.onPhase('pin');
  const question = { kind: 'pin', for: purpose.for, key, keyId, wrong, ...defined({ tries }) } as const;
  const answer = await questions.ask(question, pinSeconds, signal).answer;
  if (answer.kind === 'secret') return ok({ pin: answer.bytes, lastTry: answer.lastTry });
  if (answer.kind === 'pulled') return failed(answer.problem);
  return answer.kind === 'over' ? needed : failed({ code: 'cancelled' });
};
