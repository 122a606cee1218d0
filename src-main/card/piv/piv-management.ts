import { createCipheriv, createDecipheriv, timingSafeEqual } from 'node:crypto';
import { concatBytes, fromHex } from '../../base/bytes.ts';
import { CardRefusal, statusOk } from '../connection/apdu.ts';
import { CardProblem } from '../connection/card-problem.ts';
import { encodeTlv, MalformedReply, parseTlvs, type Tlv, tlvValue } from '../connection/tlv.ts';
import { isAtLeast } from '../connection/version.ts';
import type { ManagementAccess, PivApplication } from './piv.ts';
import {
  INS_AUTHENTICATE,
  INS_PUT_DATA,
  INS_SET_MANAGEMENT_KEY,
  OBJECT_NOTES,
  OBJECT_PRINTED,
  SLOT_MANAGEMENT,
  SW_NOT_ALLOWED,
} from './piv-constants.ts';
import { readManagement } from './piv-reading.ts';
import { objectTlv, type PivApplet, readObject, sendPiv } from './piv-session.ts';

type ManagementAlgorithm = PivApplication['managementKey']['algorithm'];

/** Each algorithm's byte, its name for Node, and the bytes of its key and of a block. One block of CBC with an empty start is ECB, which not every build has. */
const ciphers: Readonly<
  Record<ManagementAlgorithm, { readonly byte: number; readonly name: string; readonly key: number; readonly block: number }>
> = {
  '3des': { byte: 0x03, name: 'des-ede3-cbc', key: 24, block: 8 },
  aes128: { byte: 0x08, name: 'aes-128-cbc', key: 16, block: 16 },
  aes192: { byte: 0x0a, name: 'aes-192-cbc', key: 24, block: 16 },
  aes256: { byte: 0x0c, name: 'aes-256-cbc', key: 32, block: 16 },
};

/** What every YubiKey comes with (Yubico's PIV documentation): 3DES before firmware 5.7, AES-192 from then on. */
export const factoryManagementKey = (): Uint8Array<ArrayBuffer> => fromHex('010203040506070801020304050607080102030405060708');

type Crypt = (algorithm: ManagementAlgorithm, key: Uint8Array, block: Uint8Array) => Uint8Array;
const encrypt: Crypt = (algorithm, key, block) => {
  const { name, block: length } = ciphers[algorithm];
  const cipher = createCipheriv(name, key, new Uint8Array(length)).setAutoPadding(false);
  return concatBytes(cipher.update(block), cipher.final());
};
const decrypt: Crypt = (algorithm, key, block) => {
  const { name, block: length } = ciphers[algorithm];
  const cipher = createDecipheriv(name, key, new Uint8Array(length)).setAutoPadding(false);
  return concatBytes(cipher.update(block), cipher.final());
};

/** 88 { 89 key } in what is printed on the card. Problem: management-key-other. */
const keyUnderPin = async (applet: PivApplet): Promise<Uint8Array> => {
  const printed = parseTlvs((await readObject(applet, OBJECT_PRINTED)) ?? new Uint8Array());
  const key = tlvValue(parseTlvs(tlvValue(printed, 0x88) ?? new Uint8Array()), 0x89);
  if (!key) throw new CardProblem({ code: 'management-key-other', lies: 'nowhere' });
  return key;
};

const answerTlvs = (data: Uint8Array): readonly Tlv[] => parseTlvs(tlvValue(parseTlvs(data), 0x7c) ?? new Uint8Array());

/**
 * Mutual authentication with the management key (SP 800-73-4, appendix A.1): the card proves that it knows it, too. It waits for a touch where the key
 * wants one. Problem: management-key-other.
 */
export const openManagement = async (
  applet: PivApplet,
  access: ManagementAccess,
  random: (length: number) => Uint8Array,
  onTouch?: () => void,
): Promise<void> => {
  const { algorithm, touch } = await readManagement(applet);
  const key = access.kind === 'factory' ? factoryManagementKey() : access.kind === 'key' ? access.key : await keyUnderPin(applet);
  try {
    await authenticate(applet, { key, algorithm, touch, lies: access.kind, challenge: random(ciphers[algorithm].block) }, onTouch);
  } finally {
    if (access.kind !== 'key') key.fill(0);
  }
};

interface Authentication {
  readonly key: Uint8Array;
  readonly algorithm: ManagementAlgorithm;
  readonly touch: boolean;
  readonly lies: ManagementAccess['kind'];
  /** A block for the card to encrypt. */
  readonly challenge: Uint8Array;
}

const authenticate = async (applet: PivApplet, { key, algorithm, touch, lies, challenge }: Authentication, onTouch?: () => void) => {
  const { byte, key: keyLength, block } = ciphers[algorithm];
  const refused = new CardProblem({ code: 'management-key-other', lies });
  if (key.length !== keyLength) throw refused;
  const header = { instruction: INS_AUTHENTICATE, p1: byte, p2: SLOT_MANAGEMENT };
  const ask = await sendPiv(applet, { ...header, data: encodeTlv(0x7c, encodeTlv(0x80)) });
  if (ask.status !== statusOk) throw new CardRefusal(ask.status, 'authenticate');
  const witness = tlvValue(answerTlvs(ask.data), 0x80);
  if (witness?.length !== block) throw new MalformedReply('a witness of a wrong length');
  const opened = decrypt(algorithm, key, witness);
  if (touch) onTouch?.();
  const data = encodeTlv(0x7c, concatBytes(encodeTlv(0x80, opened), encodeTlv(0x81, challenge)));
  const reply = await sendPiv(applet, { ...header, data, touch });
  if (reply.status === SW_NOT_ALLOWED) throw refused;
  if (reply.status !== statusOk) throw new CardRefusal(reply.status, 'authenticate');
  const answer = tlvValue(answerTlvs(reply.data), 0x82) ?? new Uint8Array();
  const expected = encrypt(algorithm, key, challenge);
  if (answer.length !== expected.length || !timingSafeEqual(answer, expected)) throw new CardProblem({ code: 'yubikey-untrusted' });
};

/** PUT DATA; nothing in it deletes the object. Wants the management key. A secret is overwritten. */
export const writeObject = async (applet: PivApplet, object: number, content: Uint8Array, secret = false): Promise<void> => {
  const stored = encodeTlv(0x53, content);
  const data = concatBytes(objectTlv(object), stored);
  try {
    const { status } = await sendPiv(applet, { instruction: INS_PUT_DATA, p1: 0x3f, p2: 0xff, data, secret });
    if (status !== statusOk) throw new CardRefusal(status, 'put data');
  } finally {
    if (secret) for (const bytes of [content, stored, data]) bytes.fill(0);
  }
};

/** Sets the flag of `piv-reading.ts` that says where the management key lies, and leaves the others. */
const noteUnderPin = async (applet: PivApplet): Promise<void> => {
  const notes = parseTlvs((await readObject(applet, OBJECT_NOTES)) ?? new Uint8Array());
  const known = parseTlvs(tlvValue(notes, 0x80) ?? new Uint8Array()).filter(({ tag }) => tag !== 0x82);
  const flags = (tlvValue(known, 0x81)?.[0] ?? 0) | 2;
  const rest = known.filter(({ tag }) => tag !== 0x81).map(({ tag, value }) => encodeTlv(tag, value));
  await writeObject(applet, OBJECT_NOTES, encodeTlv(0x80, concatBytes(encodeTlv(0x81, Uint8Array.of(flags)), ...rest)));
};

/**
 * A random management key that the PIN gives out, as ykman's `--protect` does it. It is stored under the PIN before it counts, so that whatever cuts this
 * off leaves a key that somebody has. Wants the old management key to be open and the PIN to be verified.
 */
export const protectManagement = async (applet: PivApplet, random: (length: number) => Uint8Array): Promise<void> => {
  const { algorithm: before } = await readManagement(applet);
  const algorithm = before === '3des' && isAtLeast(applet.version, [5, 4, 0]) ? 'aes192' : before;
  const { byte, key: length } = ciphers[algorithm];
  const key = random(length);
  const data = concatBytes(Uint8Array.of(byte, SLOT_MANAGEMENT, length), key);
  const printed = encodeTlv(0x89, key);
  try {
    await writeObject(applet, OBJECT_PRINTED, encodeTlv(0x88, printed), true);
    await noteUnderPin(applet);
    const { status } = await sendPiv(applet, { instruction: INS_SET_MANAGEMENT_KEY, p1: 0xff, p2: 0xff, data, secret: true });
    if (status !== statusOk) throw new CardRefusal(status, 'set management key');
  } finally {
    for (const bytes of [key, data, printed]) bytes.fill(0);
  }
};
