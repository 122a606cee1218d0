import type { Clock } from '../../base/clock.ts';
import { isRsa, rsaBlock, rsaBytes } from '../certificates/signing.ts';
import { CardRefusal, statusOk } from '../connection/apdu.ts';
import { CardFault } from '../connection/card-connection.ts';
import { CardProblem } from '../connection/card-problem.ts';
import { encodeTlv, MalformedReply, parseTlvs, tlvValue } from '../connection/tlv.ts';
import { type SignRequest, slotName } from './piv.ts';
import { algorithmByte, algorithmNamed, INS_AUTHENTICATE, SW_NOT_ALLOWED, SW_WRONG_DATA, touchPolicyNamed } from './piv-constants.ts';
import { hasMetadata, type PinUse, type PivApplet, readMetadata, sendPiv, verifyPin } from './piv-session.ts';

export interface SignWork extends Pick<SignRequest, 'slot' | 'algorithm' | 'hash' | 'digest' | 'onTouch' | 'signal'> {
  readonly pin?: PinUse;
  readonly clock: Clock;
}

/** A key that nobody touches answers 6982 after about 15 s, one without PIN at once. */
const touchSilence = 5_000;
/** Firmware before 5.3 does not tell whether a key wants a touch: after this silence it does. */
const unknownSilence = 700;

/** The bytes that are signed: an RSA key takes a whole block, a curve a digest of at most its own length (FIPS 186-5, 6.4.1). */
const blockOf = ({ algorithm, hash, digest }: SignWork): Uint8Array =>
  isRsa(algorithm) ? rsaBlock(digest, hash, rsaBytes(algorithm)) : digest.subarray(0, algorithm === 'p256' ? 32 : 48);

const untouched = (millis: number) => ({ code: 'not-touched', seconds: Math.round(millis / 1000), what: 'signature' }) as const;

/** Windows' own time-out: see `oath-work.ts`. */
const isTimeout = (error: unknown): boolean =>
  (error instanceof CardRefusal && error.status === SW_NOT_ALLOWED) ||
  (error instanceof CardFault && error.kind === 'transport' && (error.detail === '8010002f' || error.detail === 'unknown'));

/**
 * VERIFY and GENERAL AUTHENTICATE on the application that was just selected. Problems: those of `verifyPin`, and pin-needed, slot-empty,
 * slot-key-other, not-touched.
 */
export const signInSlot = async (applet: PivApplet, work: SignWork): Promise<Uint8Array> => {
  const { slot, algorithm, clock, signal } = work;
  const metadata = await readMetadata(applet, slot);
  if (!metadata && hasMetadata(applet)) throw new CardProblem({ code: 'slot-empty', slot: slotName(slot) });
  if (metadata && algorithmNamed(tlvValue(metadata, 0x01)?.[0]) !== algorithm) {
    throw new CardProblem({ code: 'slot-key-other', slot: slotName(slot) });
  }
  if (work.pin) await verifyPin(applet, work.pin);
  const touch = touchPolicyNamed(tlvValue(metadata ?? [], 0x02)?.[1]);
  const tell = () => {
    if (!signal?.aborted) work.onTouch?.();
  };
  // A touch that counts still is not told by the key: it only blinks for longer than a signature takes.
  const stop = touch === 'never' ? () => {} : clock.after(touch === 'always' ? 0 : unknownSilence, tell);
  const started = clock.now();
  try {
    const data = encodeTlv(0x7c, Uint8Array.of(...encodeTlv(0x82), ...encodeTlv(0x81, blockOf(work))));
    const reply = await sendPiv(applet, {
      instruction: INS_AUTHENTICATE,
      p1: algorithmByte(algorithm),
      p2: slot,
      data,
      touch: touch !== 'never',
    });
    if (reply.status !== statusOk) throw new CardRefusal(reply.status, 'sign');
    const signature = tlvValue(parseTlvs(tlvValue(parseTlvs(reply.data), 0x7c) ?? new Uint8Array()), 0x82);
    if (!signature) throw new MalformedReply('a signature without a signature');
    return signature.slice();
  } catch (error) {
    const waited = clock.now() - started;
    if (isTimeout(error) && waited > touchSilence) throw new CardProblem(untouched(waited));
    if (error instanceof CardRefusal && error.status === SW_NOT_ALLOWED) {
      throw new CardProblem(work.pin && touch !== 'never' ? untouched(waited) : { code: 'pin-needed' });
    }
    if (error instanceof CardRefusal && error.status === SW_WRONG_DATA && !metadata) {
      throw new CardProblem({ code: 'slot-empty', slot: slotName(slot) });
    }
    throw error;
  } finally {
    stop();
  }
};
