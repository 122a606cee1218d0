import { concatBytes, sameBytes, utf8 } from '../../base/bytes.ts';
import { defined } from '../../base/defined.ts';
import type { FirmwareFeature } from '../../contract/problems/card.ts';
import { CardRefusal, type Command, sendCommand, sendExpectingOk, statusOk } from '../connection/apdu.ts';
import { CardProblem } from '../connection/card-problem.ts';
import { encodeTlv } from '../connection/tlv.ts';
import { formatVersion, isAtLeast, isBetween, type Version } from '../connection/version.ts';
import { type AccountKind, type AccountName, accountIdLimit, accountText, formatAccountId, type HashAlgorithm } from './oath-account.ts';
import { accountPlaces, touchVersion } from './oath-capacity.ts';
import {
  INS_DELETE,
  INS_PUT,
  INS_RENAME,
  INS_RESET,
  INS_SET_CODE,
  PROPERTY_TOUCH,
  SW_NO_SPACE,
  TAG_CHALLENGE,
  TAG_COUNTER,
  TAG_KEY,
  TAG_NAME,
  TAG_PROPERTY,
  TAG_RESPONSE,
} from './oath-constants.ts';
import { accessResponse, oathKey } from './oath-keys.ts';
import { listAccounts, type OathApplet, type RandomBytes, refusalFor } from './oath-session.ts';

/** Commands of the OATH applet that change what is on the key. All want an unlocked applet, but RESET. */

export interface NewAccount extends AccountName {
  readonly kind: AccountKind;
  readonly algorithm: HashAlgorithm;
  readonly digits: 6 | 7 | 8;
  /** The raw seed (not base32). The caller wipes it. */
  readonly seed: Uint8Array;
  readonly touch: boolean;
  /** First HOTP counter; 0 when absent. */
  readonly counter?: number;
  /** Replace an account of the same id; without it that is the problem account-exists. */
  readonly overwrite?: boolean;
}

const kindBits: Readonly<Record<AccountKind, number>> = { hotp: 0x10, totp: 0x20 };
const algorithmBits: Readonly<Record<HashAlgorithm, number>> = { sha1: 1, sha256: 2, sha512: 3 };

const demand = (version: Version, needs: Version, feature: FirmwareFeature): void => {
  if (isAtLeast(version, needs)) return;
  throw new CardProblem({ code: 'firmware-too-old', needs: formatVersion(needs), has: formatVersion(version), feature });
};

/** The whole id as bytes. Problem: account-name-too-long (the card would answer an unclear 6A80). */
export const checkedAccountId = (account: AccountName, kind: AccountKind): Uint8Array<ArrayBuffer> => {
  const text = formatAccountId(account, kind);
  const bytes = utf8(text);
  if (bytes.length > accountIdLimit) {
    throw new CardProblem({ code: 'account-name-too-long', account: text, bytes: bytes.length, limit: accountIdLimit });
  }
  return bytes;
};

const capacity = (version: Version): number | undefined => (isAtLeast(version, [4, 0, 0]) ? accountPlaces(version) : undefined);

const isProperPrefix = (short: Uint8Array, long: Uint8Array): boolean =>
  short.length < long.length && sameBytes(short, long.subarray(0, short.length));

/** PUT. Gives the id stored. Problems: account-exists, account-name-too-long, firmware-too-old, yubikey-full. */
export const putAccount = async (applet: OathApplet, account: NewAccount): Promise<Uint8Array> => {
  const { version } = applet;
  const id = checkedAccountId(account, account.kind);
  if (account.touch) demand(version, touchVersion, 'touch');
  if (account.algorithm === 'sha512') demand(version, [4, 3, 1], 'sha512');
  const existing = await listAccounts(applet);
  if (!account.overwrite && existing.some((other) => sameBytes(other.id, id))) {
    throw new CardProblem({ code: 'account-exists', account: accountText(id) });
  }
  // Firmware 4.0.1 to 4.3.4 overwrites the wrong account then.
  if (isBetween(version, [4, 0, 1], [4, 3, 4]) && existing.some((other) => isProperPrefix(id, other.id))) {
    throw new CardProblem({ code: 'firmware-too-old', needs: '4.3.5', has: formatVersion(version), feature: 'name-prefix' });
  }
  const key = oathKey(account.seed, account.algorithm);
  const typed = concatBytes(Uint8Array.of(kindBits[account.kind] | algorithmBits[account.algorithm], account.digits), key);
  const keyTlv = encodeTlv(TAG_KEY, typed);
  // The property is a tag and one byte, without a length.
  const property = account.touch ? Uint8Array.of(TAG_PROPERTY, PROPERTY_TOUCH) : new Uint8Array();
  const counter = new Uint8Array(4);
  new DataView(counter.buffer).setUint32(0, account.counter ?? 0);
  const start = account.kind === 'hotp' && account.counter ? encodeTlv(TAG_COUNTER, counter) : new Uint8Array();
  const data = concatBytes(encodeTlv(TAG_NAME, id), keyTlv, property, start);
  try {
    const reply = await sendCommand(applet.connection, { instruction: INS_PUT, data, secret: true }, applet.framing);
    const neoFull = reply.status === 0x6f00 && version[0] === 3;
    if (reply.status === SW_NO_SPACE || neoFull) {
      const limit = capacity(version);
      throw new CardProblem({ code: 'yubikey-full', ...defined({ limit }) });
    }
    if (reply.status !== statusOk) throw new CardRefusal(reply.status, 'put');
    return id;
  } finally {
    for (const secret of [key, typed, keyTlv, data]) secret.fill(0);
  }
};

const change = async (applet: OathApplet, command: Command, during: string, id: Uint8Array): Promise<void> => {
  const reply = await sendCommand(applet.connection, command, applet.framing);
  if (reply.status !== statusOk) throw refusalFor(reply.status, during, id);
};

/** DELETE. Problem: account-missing. */
export const deleteAccount = (applet: OathApplet, id: Uint8Array): Promise<void> =>
  change(applet, { instruction: INS_DELETE, data: encodeTlv(TAG_NAME, id) }, 'delete', id);

/** RENAME (firmware 5.3.1). Problems: firmware-too-old, account-name-too-long, account-exists, account-missing. */
export const renameAccount = async (applet: OathApplet, id: Uint8Array, to: AccountName, kind: AccountKind): Promise<Uint8Array> => {
  demand(applet.version, [5, 3, 1], 'rename');
  const newId = checkedAccountId(to, kind);
  if ((await listAccounts(applet)).some((other) => sameBytes(other.id, newId))) {
    throw new CardProblem({ code: 'account-exists', account: accountText(newId) });
  }
  await change(applet, { instruction: INS_RENAME, data: concatBytes(encodeTlv(TAG_NAME, id), encodeTlv(TAG_NAME, newId)) }, 'rename', id);
  return newId;
};

/** RESET: every account and the password go, the salt changes. Works on a locked key. SELECT again after it. */
export const resetOath = async (applet: OathApplet): Promise<void> => {
  await sendExpectingOk(applet.connection, { instruction: INS_RESET, p1: 0xde, p2: 0xad }, 'reset', applet.framing);
};

/** SET CODE with an access key (16 bytes, see `deriveAccessKey`). The caller wipes it. SELECT and VALIDATE again after it. */
export const setAccessKey = async (applet: OathApplet, accessKey: Uint8Array, random: RandomBytes): Promise<void> => {
  const challenge = random(8);
  const typed = concatBytes(Uint8Array.of(0x21), accessKey);
  const key = encodeTlv(TAG_KEY, typed);
  const data = concatBytes(key, encodeTlv(TAG_CHALLENGE, challenge), encodeTlv(TAG_RESPONSE, accessResponse(accessKey, challenge)));
  try {
    await sendExpectingOk(applet.connection, { instruction: INS_SET_CODE, data, secret: true }, 'set code', applet.framing);
  } finally {
    for (const secret of [typed, key, data]) secret.fill(0);
  }
};

/** SET CODE without a key: the password goes. */
export const removeAccessKey = async (applet: OathApplet): Promise<void> => {
  await sendExpectingOk(applet.connection, { instruction: INS_SET_CODE, data: encodeTlv(TAG_KEY) }, 'set code', applet.framing);
};
