import { timingSafeEqual } from 'node:crypto';
import { concatBytes, fromHex, u64 } from '../../base/bytes.ts';
import { defined } from '../../base/defined.ts';
import {
  CardRefusal,
  type Command,
  type Framing,
  isAppletMissing,
  selectCommand,
  sendCommand,
  sendExpectingOk,
  statusOk,
} from '../connection/apdu.ts';
import type { CardConnection } from '../connection/card-connection.ts';
import { CardProblem } from '../connection/card-problem.ts';
import { encodeTlv, MalformedReply, parseTlvs, tlvValue } from '../connection/tlv.ts';
import { isBetween, type Version, versionOf } from '../connection/version.ts';
import type { AccountKind, HashAlgorithm } from './oath-account.ts';
import {
  INS_CALCULATE,
  INS_CALCULATE_ALL,
  INS_LIST,
  INS_SEND_REMAINING,
  INS_VALIDATE,
  P2_TRUNCATE,
  SW_NO_SUCH_OBJECT,
  SW_WRONG_SYNTAX,
  TAG_CHALLENGE,
  TAG_HOTP,
  TAG_NAME,
  TAG_NAME_LIST,
  TAG_RESPONSE,
  TAG_TOUCH,
  TAG_TRUNCATED,
  TAG_VERSION,
} from './oath-constants.ts';
import { accessResponse, deviceIdOf, truncatedCode } from './oath-keys.ts';

/** The OATH applet as one SELECT found it (YKOATH protocol). Every command below wants it to be the last applet selected. */
export interface OathApplet {
  readonly connection: CardConnection;
  readonly framing: Framing;
  readonly version: Version;
  readonly salt: Uint8Array;
  readonly deviceId: string;
  /** Present when an access key is set: all but VALIDATE and RESET answer 6982 until VALIDATE. */
  readonly challenge?: Uint8Array;
}

export interface ListedAccount {
  readonly id: Uint8Array;
  readonly kind: AccountKind;
  readonly algorithm: HashAlgorithm;
}

export interface CalculatedAccount {
  readonly id: Uint8Array;
  readonly answer: 'code' | 'touch' | 'hotp';
  readonly digits: number;
  /** Only with `answer: 'code'`. A secret for its step. */
  readonly code?: string;
}

/** Draws random bytes; an argument so that tests know them. */
export type RandomBytes = (length: number) => Uint8Array;

const oathId = fromHex('A0000005272101');
const kinds: Readonly<Record<number, AccountKind>> = { 16: 'hotp', 32: 'totp' };
const algorithms: Readonly<Record<number, HashAlgorithm>> = { 1: 'sha1', 2: 'sha256', 3: 'sha512' };

/** SELECT. Problem: oath-disabled. Locks the applet again and draws a new challenge each time. */
export const selectOath = async (connection: CardConnection): Promise<OathApplet> => {
  const reply = await sendCommand(connection, selectCommand(oathId), { remaining: INS_SEND_REMAINING });
  if (isAppletMissing(reply.status)) throw new CardProblem({ code: 'oath-disabled' });
  if (reply.status !== statusOk) throw new CardRefusal(reply.status, 'select oath');
  const tlvs = parseTlvs(reply.data);
  const version = versionOf(tlvValue(tlvs, TAG_VERSION) ?? new Uint8Array());
  const salt = tlvValue(tlvs, TAG_NAME);
  const challenge = tlvValue(tlvs, TAG_CHALLENGE);
  if (!version || !salt) throw new MalformedReply('SELECT of OATH without version or salt');
  const framing = { remaining: INS_SEND_REMAINING, dummyAfterLongReply: isBetween(version, [4, 2, 0], [4, 2, 6]) };
  return { connection, framing, version, salt, deviceId: deviceIdOf(salt), ...defined({ challenge }) };
};

const send = (applet: OathApplet, command: Command, during: string): Promise<Uint8Array> =>
  sendExpectingOk(applet.connection, command, during, applet.framing);

/**
 * VALIDATE: proves the access key to the card, and lets the card prove it to us. Problems: password-wrong (also for a
 * remembered key that the password has left behind), yubikey-untrusted. Does nothing when no key is set.
 */
export const validate = async (applet: OathApplet, accessKey: Uint8Array, random: RandomBytes): Promise<void> => {
  if (!applet.challenge) return;
  const ours = random(8);
  const data = concatBytes(encodeTlv(TAG_RESPONSE, accessResponse(accessKey, applet.challenge)), encodeTlv(TAG_CHALLENGE, ours));
  const reply = await sendCommand(applet.connection, { instruction: INS_VALIDATE, data }, applet.framing);
  if (reply.status === SW_WRONG_SYNTAX) throw new CardProblem({ code: 'password-wrong' });
  if (reply.status !== statusOk) throw new CardRefusal(reply.status, 'validate');
  const answer = tlvValue(parseTlvs(reply.data), TAG_RESPONSE) ?? new Uint8Array();
  const expected = accessResponse(accessKey, ours);
  if (answer.length !== expected.length || !timingSafeEqual(answer, expected)) throw new CardProblem({ code: 'yubikey-untrusted' });
};

/** LIST: type and algorithm of every account. */
export const listAccounts = async (applet: OathApplet): Promise<readonly ListedAccount[]> => {
  const found: ListedAccount[] = [];
  for (const { tag, value } of parseTlvs(await send(applet, { instruction: INS_LIST }, 'list'))) {
    const kind = kinds[(value[0] ?? 0) & 0xf0];
    const algorithm = algorithms[(value[0] ?? 0) & 0x0f];
    // A kind that this program does not know is no account that it can use.
    if (tag === TAG_NAME_LIST && kind && algorithm) found.push({ id: value.slice(1), kind, algorithm });
  }
  return found;
};

/** CALCULATE ALL for one step: never blinks, never advances a counter; tells which accounts want a touch. */
export const calculateAll = async (applet: OathApplet, step: number): Promise<readonly CalculatedAccount[]> => {
  const command = { instruction: INS_CALCULATE_ALL, p2: P2_TRUNCATE, data: encodeTlv(TAG_CHALLENGE, u64(step)) };
  const tlvs = parseTlvs(await send(applet, command, 'calculate all'));
  const found: CalculatedAccount[] = [];
  for (let at = 0; at < tlvs.length; at += 2) {
    const [name, answer] = [tlvs[at], tlvs[at + 1]];
    if (name?.tag !== TAG_NAME || !answer) throw new MalformedReply('CALCULATE ALL without a name');
    const id = name.value.slice();
    const digits = answer.value[0] ?? 6;
    if (answer.tag === TAG_TOUCH) found.push({ id, answer: 'touch', digits });
    else if (answer.tag === TAG_HOTP) found.push({ id, answer: 'hotp', digits });
    else if (answer.tag === TAG_TRUNCATED) found.push({ id, answer: 'code', digits, code: codeOf(answer.value) });
    else throw new MalformedReply('CALCULATE ALL with an unknown answer');
  }
  return found;
};

const codeOf = (value: Uint8Array): string => {
  const digits = value[0] ?? 0;
  if (value.length !== 5 || digits < 6 || digits > 8) throw new MalformedReply('a code of an unknown form');
  return truncatedCode(value.subarray(1), digits);
};

/**
 * CALCULATE: the code of one account. Blocks until the touch where one is wanted; 6982 (as `CardRefusal`) means "not
 * touched" when it took long and "locked" when it did not. `step` is ignored for HOTP, whose counter advances.
 * Problem: account-missing.
 */
export const calculate = async (applet: OathApplet, id: Uint8Array, step: number): Promise<string> => {
  const data = concatBytes(encodeTlv(TAG_NAME, id), encodeTlv(TAG_CHALLENGE, u64(step)));
  const reply = await sendCommand(applet.connection, { instruction: INS_CALCULATE, p2: P2_TRUNCATE, data, touch: true }, applet.framing);
  if (reply.status !== statusOk) throw refusalFor(reply.status, 'calculate', id);
  const value = tlvValue(parseTlvs(reply.data), TAG_TRUNCATED);
  if (!value) throw new MalformedReply('CALCULATE without a code');
  return codeOf(value);
};

/** 6984 where an id was named means that there is no such account. */
export const refusalFor = (status: number, during: string, id: Uint8Array): Error =>
  status === SW_NO_SUCH_OBJECT
    ? new CardProblem({ code: 'account-missing', account: new TextDecoder().decode(id), serials: [] })
    : new CardRefusal(status, during);
