import { createHmac } from 'node:crypto';
import { sameBytes, u64 } from '../../base/bytes.ts';
import { readTlv } from './apdu.ts';
import { atLeast, type Firmware } from './management.ts';

export type OathAlgorithm = 'sha1' | 'sha256' | 'sha512';

/** One OATH credential as the key holds it. */
export interface StoredAccount {
  /** The whole credential id (`[period/][issuer:]account`), as sent. */
  readonly idBytes: Uint8Array;
  readonly kind: 'totp' | 'hotp';
  readonly algorithm: OathAlgorithm;
  readonly digits: number;
  readonly secret: Uint8Array;
  readonly touch: boolean;
  readonly increasingOnly: boolean;
  /** HOTP: the next counter. */
  readonly counter: number;
  /** Increasing only: the last challenge taken. */
  readonly lastChallenge?: Uint8Array;
}

const algorithms: readonly OathAlgorithm[] = ['sha1', 'sha256', 'sha512'];

/** The byte of PUT and LIST: kind in the high half, algorithm in the low one. */
export const typeByte = (account: StoredAccount): number =>
  (account.kind === 'hotp' ? 0x10 : 0x20) | (algorithms.indexOf(account.algorithm) + 1);

/** `21` -> sha1; undefined for an algorithm that does not exist. */
export const algorithmOf = (type: number): OathAlgorithm | undefined => algorithms[(type & 0x0f) - 1];

export const isName = (name: Uint8Array): boolean => name.length >= 1 && name.length <= 64;

/**
 * The data of PUT: 71 name, 73 type digits key, then 78 property (a tag and one byte, no length) and 7A counter (HOTP only).
 * Undefined when anything is off (6A80). A key shorter than 14 bytes or longer than its hash's block is refused: hosts pad and hash.
 */
export const parsePut = (data: Uint8Array, firmware: Firmware): StoredAccount | undefined => {
  const name = readTlv(data, 0);
  const key = name && readTlv(data, name.next);
  if (name?.tag !== 0x71 || key?.tag !== 0x73 || !isName(name.value)) return undefined;
  const [type = 0, digits = 0] = key.value;
  const secret = key.value.slice(2);
  const algorithm = algorithmOf(type);
  const kind = (type & 0xf0) === 0x10 ? 'hotp' : (type & 0xf0) === 0x20 ? 'totp' : undefined;
  if (!algorithm || !kind || digits < 6 || digits > 8) return undefined;
  if (algorithm === 'sha512' && !atLeast(firmware, 4, 3, 1)) return undefined;
  if (secret.length < 14 || secret.length > (algorithm === 'sha512' ? 128 : 64)) return undefined;
  let at = key.next;
  let property = 0;
  if (data[at] === 0x78) {
    property = data[at + 1] ?? 0xff;
    at += 2;
  }
  if (property > 3 || ((property & 2) !== 0 && !atLeast(firmware, 4, 2, 6))) return undefined;
  let counter = 0;
  if (at < data.length) {
    const tlv = readTlv(data, at);
    if (tlv?.tag !== 0x7a || tlv.value.length !== 4 || kind !== 'hotp' || tlv.next !== data.length) return undefined;
    counter = new DataView(tlv.value.buffer, tlv.value.byteOffset).getUint32(0);
  }
  return {
    idBytes: name.value,
    kind,
    algorithm,
    digits,
    secret,
    touch: (property & 2) !== 0,
    increasingOnly: (property & 1) !== 0,
    counter,
  };
};

export const hmac = (algorithm: OathAlgorithm, key: Uint8Array, data: Uint8Array): Uint8Array =>
  Uint8Array.from(createHmac(algorithm, key).update(data).digest());

/** The HMAC of an account for a challenge; HOTP takes its own counter instead (RFC 4226, 5.2). */
export const responseOf = (account: StoredAccount, challenge: Uint8Array): Uint8Array =>
  hmac(account.algorithm, account.secret, account.kind === 'hotp' ? u64(account.counter) : challenge);

/** Four bytes by dynamic truncation (RFC 4226, 5.3), the top bit not masked: that is the host's work. */
export const truncate = (response: Uint8Array): Uint8Array => {
  const offset = (response.at(-1) ?? 0) & 0x0f;
  return response.slice(offset, offset + 4);
};

/** True when `a` is a larger number than `b`, both big-endian. */
const larger = (a: Uint8Array, b: Uint8Array): boolean =>
  BigInt(`0x0${Buffer.from(a).toString('hex')}`) > BigInt(`0x0${Buffer.from(b).toString('hex')}`);

/** False when an account that only takes increasing challenges has seen this one or a later one. */
export const takesChallenge = (account: StoredAccount, challenge: Uint8Array): boolean =>
  !account.increasingOnly || !account.lastChallenge || larger(challenge, account.lastChallenge);

/** The account after a CALCULATE: counter and last challenge moved on. */
export const afterCalculate = (account: StoredAccount, challenge: Uint8Array): StoredAccount =>
  account.kind === 'hotp' ? { ...account, counter: account.counter + 1 } : { ...account, lastChallenge: challenge };

export const indexOfName = (accounts: readonly StoredAccount[], name: Uint8Array): number =>
  accounts.findIndex((account) => sameBytes(account.idBytes, name));
