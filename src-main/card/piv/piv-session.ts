import { concatBytes, fromHex } from '../../base/bytes.ts';
import {
  CardRefusal,
  type Command,
  isAppletMissing,
  type Reply,
  selectCommand,
  sendCommand,
  sendExpectingOk,
  statusOk,
} from '../connection/apdu.ts';
import type { CardConnection } from '../connection/card-connection.ts';
import { CardProblem } from '../connection/card-problem.ts';
import { encodeTlv, MalformedReply, parseTlvs, type Tlv, tlvValue } from '../connection/tlv.ts';
import { isAtLeast, type Version, versionOf } from '../connection/version.ts';
import type { Tries } from './piv.ts';
import {
  INS_GET_DATA,
  INS_GET_METADATA,
  INS_GET_VERSION,
  INS_VERIFY,
  REFERENCE_PIN,
  SW_BLOCKED,
  SW_NO_OBJECT,
  SW_NO_REFERENCE,
} from './piv-constants.ts';

/** The PIV application as one SELECT found it: without PIN and management key, whatever was before. Every command below wants it to be the last one selected. */
export interface PivApplet {
  readonly connection: CardConnection;
  readonly version: Version;
}

const pivId = fromHex('A000000308');

/** SELECT and GET VERSION. Problem: piv-missing. */
export const selectPiv = async (connection: CardConnection): Promise<PivApplet> => {
  const reply = await sendCommand(connection, selectCommand(pivId));
  if (isAppletMissing(reply.status)) throw new CardProblem({ code: 'piv-missing' });
  if (reply.status !== statusOk) throw new CardRefusal(reply.status, 'select piv');
  const version = versionOf(await sendExpectingOk(connection, { instruction: INS_GET_VERSION }, 'get version'));
  if (!version) throw new MalformedReply('a PIV application without a version');
  return { connection, version };
};

/** Commands of more than 255 bytes are chained, which every firmware knows. */
export const sendPiv = ({ connection }: PivApplet, command: Command): Promise<Reply> => sendCommand(connection, command);

/** GET METADATA of a slot, or of PIN, PUK or management key; undefined where there is nothing, or the firmware (before 5.3) has no such command. */
export const readMetadata = async (applet: PivApplet, reference: number): Promise<readonly Tlv[] | undefined> => {
  if (!hasMetadata(applet)) return undefined;
  const reply = await sendPiv(applet, { instruction: INS_GET_METADATA, p2: reference });
  if (reply.status === SW_NO_REFERENCE) return undefined;
  if (reply.status !== statusOk) throw new CardRefusal(reply.status, 'get metadata');
  return parseTlvs(reply.data);
};

export const hasMetadata = ({ version }: PivApplet): boolean => isAtLeast(version, [5, 3, 0]);

/** 5C with the object's number. */
export const objectTlv = (object: number): Uint8Array<ArrayBuffer> =>
  encodeTlv(0x5c, Uint8Array.of((object >> 16) & 0xff, (object >> 8) & 0xff, object & 0xff));

/** GET DATA: what lies in 53; undefined where nothing is. Some keys refuse objects that they do not know in other words. */
export const readObject = async (applet: PivApplet, object: number): Promise<Uint8Array | undefined> => {
  const reply = await sendPiv(applet, { instruction: INS_GET_DATA, p1: 0x3f, p2: 0xff, data: objectTlv(object) });
  if (reply.status === SW_NO_OBJECT) return undefined;
  if (reply.status !== statusOk) throw new CardRefusal(reply.status, 'get data');
  const value = tlvValue(parseTlvs(reply.data), 0x53);
  return value === undefined || value.length === 0 ? undefined : value;
};

const triesIn = (status: number): number | undefined => {
  if (status === SW_BLOCKED) return 0;
  return status >> 4 === 0x63c ? status & 0x0f : undefined;
};

/** Tries of the PIN or PUK by their metadata; of the PIN also where a firmware has none. Uses up no try. */
export const readTries = async (applet: PivApplet, reference: number): Promise<Tries> => {
  const metadata = await readMetadata(applet, reference);
  if (metadata) {
    const [total, left] = tlvValue(metadata, 0x06) ?? [];
    const isFactory = tlvValue(metadata, 0x05)?.[0] === 1;
    return { isFactory, ...(total === undefined || left === undefined ? {} : { total, left }) };
  }
  if (reference !== REFERENCE_PIN) return {};
  const left = triesIn((await sendPiv(applet, { instruction: INS_VERIFY, p2: REFERENCE_PIN })).status);
  return left === undefined ? {} : { left };
};

/** PIN or PUK as the card takes them: 6 to 8 bytes, filled up with FF. Problem: pin-malformed. The caller wipes it. */
export const padded = (pin: Uint8Array, what: 'pin' | 'puk' = 'pin'): Uint8Array<ArrayBuffer> => {
  if (pin.length < 6 || pin.length > 8 || pin.includes(0xff)) throw new CardProblem({ code: 'pin-malformed', what });
  return concatBytes(pin, new Uint8Array(8 - pin.length).fill(0xff));
};

/** What a status word says of a PIN that was refused. */
export const pinRefusal = (status: number, during: string, what: 'pin' | 'puk' = 'pin'): Error => {
  const left = triesIn(status);
  if (left === undefined) return new CardRefusal(status, during);
  return new CardProblem(left === 0 ? { code: `${what}-blocked` } : { code: `${what}-wrong`, left });
};

/** A secret that is sent once, and checked for tries before. */
interface Sending {
  readonly reference: number;
  readonly what: 'pin' | 'puk';
  /** The last try may be used up. */
  readonly lastTry: boolean;
  readonly sent: PinUse['sent'];
}

/** Sends a command with a PIN or PUK in it, unless its tries are used up. Problems: pin-blocked, pin-last-try, pin-unsure and the refusal, or those of the PUK. */
export const sendOnce = async (
  applet: PivApplet,
  { reference, what, lastTry, sent }: Sending,
  send: () => Promise<void>,
): Promise<void> => {
  const { left } = await readTries(applet, reference);
  if (left === 0) throw new CardProblem({ code: `${what}-blocked` });
  if (left === 1 && !lastTry) throw new CardProblem({ code: `${what}-last-try` });
  if (sent.once) throw new CardProblem({ code: `${what}-unsure` });
  sent.once = true;
  await send();
  // The key said what it thinks of it: the same once more is no other try.
  sent.once = false;
};

export interface PinUse {
  readonly pin: Uint8Array;
  /** The last try may be used up. */
  readonly lastTry: boolean;
  /** A PIN is sent once: asked before, and told when it was sent. Another try of the same job would count as well. */
  readonly sent: { once: boolean };
}

/** VERIFY. Problems: pin-malformed, pin-wrong, pin-last-try, pin-blocked. */
export const verifyPin = async (applet: PivApplet, { pin, lastTry, sent }: PinUse): Promise<void> => {
  const data = padded(pin);
  try {
    await sendOnce(applet, { reference: REFERENCE_PIN, what: 'pin', lastTry, sent }, async () => {
      const { status } = await sendPiv(applet, { instruction: INS_VERIFY, p2: REFERENCE_PIN, data, secret: true });
      if (status !== statusOk) throw pinRefusal(status, 'verify');
    });
  } finally {
    data.fill(0);
  }
};
