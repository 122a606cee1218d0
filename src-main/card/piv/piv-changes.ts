import { concatBytes } from '../../base/bytes.ts';
import { CardRefusal, statusOk } from '../connection/apdu.ts';
import { CardProblem } from '../connection/card-problem.ts';
import { encodeTlv, MalformedReply, parseTlvs } from '../connection/tlv.ts';
import type { NewKey } from './piv.ts';
import { checkNewKey, tooOld } from './piv-checks.ts';
import {
  algorithmByte,
  certificateObject,
  INS_CHANGE_REFERENCE,
  INS_GENERATE,
  INS_MOVE_KEY,
  INS_RESET_RETRY,
  keyDeletion,
  pinPolicyByte,
  REFERENCE_PIN,
  REFERENCE_PUK,
  touchPolicyByte,
} from './piv-constants.ts';
import { writeObject } from './piv-management.ts';
import { publicKeyOf } from './piv-reading.ts';
import { type PivApplet, padded, pinRefusal, sendOnce, sendPiv } from './piv-session.ts';

/** Commands of the PIV application that change what is on the key. All but those of PIN and PUK want the management key to be open. */

/** GENERATE: a key pair in the slot, whatever was in it. Gives SubjectPublicKeyInfo. RSA takes its time, and the long ones minutes. */
export const generateKey = async (applet: PivApplet, wanted: NewKey): Promise<Uint8Array> => {
  const old = checkNewKey(applet.version, wanted);
  if (old) throw new CardProblem(old);
  const algorithm = encodeTlv(0x80, Uint8Array.of(algorithmByte(wanted.algorithm)));
  const pin = encodeTlv(0xaa, Uint8Array.of(pinPolicyByte(wanted.pinPolicy)));
  const touch = encodeTlv(0xab, Uint8Array.of(touchPolicyByte(wanted.touchPolicy)));
  const data = encodeTlv(0xac, concatBytes(algorithm, pin, touch));
  const reply = await sendPiv(applet, { instruction: INS_GENERATE, p2: wanted.slot, data, slow: true });
  if (reply.status !== statusOk) throw new CardRefusal(reply.status, 'generate');
  // 7F49 is a tag of two bytes: what follows its first is a TLV like any other.
  const publicKey = publicKeyOf(parseTlvs(parseTlvs(reply.data.subarray(1))[0]?.value ?? new Uint8Array()));
  if (reply.data[0] !== 0x7f || !publicKey) throw new MalformedReply('a new key without its public half');
  return publicKey;
};

/** DELETE KEY, from firmware 5.7 on. Problem: firmware-too-old. */
export const deleteKey = async (applet: PivApplet, slot: number): Promise<void> => {
  const old = tooOld(applet.version, keyDeletion, 'delete-key');
  if (old) throw new CardProblem(old);
  const { status } = await sendPiv(applet, { instruction: INS_MOVE_KEY, p1: 0xff, p2: slot });
  if (status !== statusOk) throw new CardRefusal(status, 'delete key');
};

/** The certificate in its slot's object, uncompressed: every program reads that. */
export const storeCertificate = (applet: PivApplet, slot: number, certificate: Uint8Array): Promise<void> => {
  const content = concatBytes(encodeTlv(0x70, certificate), encodeTlv(0x71, Uint8Array.of(0)), encodeTlv(0xfe));
  return writeObject(applet, certificateObject(slot), content);
};

export const deleteCertificate = (applet: PivApplet, slot: number): Promise<void> =>
  writeObject(applet, certificateObject(slot), new Uint8Array());

/** CHANGE REFERENCE. Problems: pin-malformed, pin-wrong or puk-wrong with the tries left, pin-blocked, puk-blocked. The caller wipes both. */
export const changeReference = async (applet: PivApplet, what: 'pin' | 'puk', old: Uint8Array, next: Uint8Array): Promise<void> => {
  const before = padded(old, what);
  const after = padded(next, what);
  const data = concatBytes(before, after);
  try {
    const p2 = what === 'pin' ? REFERENCE_PIN : REFERENCE_PUK;
    const { status } = await sendPiv(applet, { instruction: INS_CHANGE_REFERENCE, p2, data, secret: true });
    if (status !== statusOk) throw pinRefusal(status, 'change reference', what);
  } finally {
    for (const secret of [before, after, data]) secret.fill(0);
  }
};

/** RESET RETRY COUNTER: a new PIN by the PUK, whether or not the PIN is blocked. Problems: pin-malformed, puk-wrong, puk-last-try, puk-blocked. The caller wipes both. */
export const unblockPin = async (
  applet: PivApplet,
  {
    puk,
    next,
    lastTry,
    sent,
  }: { readonly puk: Uint8Array; readonly next: Uint8Array; readonly lastTry: boolean; readonly sent: { once: boolean } },
): Promise<void> => {
  const before = padded(puk, 'puk');
  const after = padded(next);
  const data = concatBytes(before, after);
  try {
    await sendOnce(applet, { reference: REFERENCE_PUK, what: 'puk', lastTry, sent }, async () => {
      const { status } = await sendPiv(applet, { instruction: INS_RESET_RETRY, p2: REFERENCE_PIN, data, secret: true });
      if (status !== statusOk) throw pinRefusal(status, 'reset retry', 'puk');
    });
  } finally {
    for (const secret of [before, after, data]) secret.fill(0);
  }
};
