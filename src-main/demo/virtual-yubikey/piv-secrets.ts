import { createCipheriv, type createDecipheriv } from 'node:crypto';
import { concatBytes, fromHex, sameBytes, utf8 } from '../../base/bytes.ts';
import { type Answer, empty, ok, readTlv, refuse, writeTlv } from './apdu.ts';
import { atLeast, type Firmware } from './management.ts';

const padded = (text: string): Uint8Array => concatBytes(utf8(text), new Uint8Array(8 - text.length).fill(0xff));

export const factoryPin: Uint8Array = padded('123456');
export const factoryPuk: Uint8Array = padded('12345678');
export const factoryManagementKey: Uint8Array = fromHex('010203040506070801020304050607080102030405060708');

/** PIN or PUK: eight bytes and a counter. */
export interface PivReference {
  readonly total: () => number;
  readonly left: () => number;
  readonly isFactory: () => boolean;
  /** Counts when it is wrong. Undefined when it is right; else what to answer. */
  readonly refused: (value: Uint8Array) => Answer | undefined;
  readonly set: (value: Uint8Array) => void;
  readonly restore: (total?: number) => void;
}

export const createReference = (factory: Uint8Array, initial?: string): PivReference => {
  let value = initial === undefined ? factory : padded(initial);
  let total = 3;
  let left = total;
  return {
    total: () => total,
    left: () => left,
    isFactory: () => sameBytes(value, factory),
    refused: (tried) => {
      if (left === 0) return refuse(0x6983);
      if (sameBytes(tried, value)) {
        left = total;
        return undefined;
      }
      left -= 1;
      return refuse(0x63c0 + Math.min(left, 15));
    },
    set: (next) => {
      value = next.slice();
      left = total;
    },
    restore: (tries = 3) => {
      value = factory;
      total = tries;
      left = tries;
    },
  };
};

/** 3DES and AES by their bytes on the wire, one block at a time: CBC with an empty start is ECB then, and every build of OpenSSL has it. */
const ciphers: Readonly<Record<number, { readonly name: string; readonly key: number; readonly block: number } | undefined>> = {
  3: { name: 'des-ede3-cbc', key: 24, block: 8 },
  8: { name: 'aes-128-cbc', key: 16, block: 16 },
  10: { name: 'aes-192-cbc', key: 24, block: 16 },
  12: { name: 'aes-256-cbc', key: 32, block: 16 },
};

export interface PivManagementKey {
  readonly algorithm: () => number;
  readonly isFactory: () => boolean;
  readonly touch: () => boolean;
  readonly isOpen: () => boolean;
  /** Another SELECT: authentication is over. */
  readonly close: () => void;
  /** GENERAL AUTHENTICATE of 9B: mutual (80, then 80 with 81) or one way (81, then 82). */
  readonly authenticate: (algorithm: number, data: Uint8Array, touched: () => Promise<boolean>) => Promise<Answer>;
  /** SET MANAGEMENT KEY: algorithm, 9B, length, key. */
  readonly replace: (data: Uint8Array, touch: boolean) => Answer;
  readonly restore: () => void;
}

const factoryAlgorithm = (firmware: Firmware) => (atLeast(firmware, 5, 7, 0) ? 0x0a : 0x03);

export const createManagementKey = (firmware: Firmware, random: (length: number) => Uint8Array): PivManagementKey => {
  let algorithm = factoryAlgorithm(firmware);
  let key = factoryManagementKey;
  let touch = false;
  let open = false;
  let waits: { readonly way: 'mutual' | 'one-way'; readonly challenge: Uint8Array } | undefined;

  const crypt = (make: typeof createCipheriv | typeof createDecipheriv, block: Uint8Array): Uint8Array => {
    const { name, block: length } = ciphers[algorithm] ?? { name: 'des-ede3-cbc', block: 8 };
    const cipher = make(name, key, new Uint8Array(length)).setAutoPadding(false);
    return concatBytes(cipher.update(block), cipher.final());
  };
  const encrypt = (block: Uint8Array) => crypt(createCipheriv, block);

  const begin = (way: 'mutual' | 'one-way'): Answer => {
    const challenge = random(ciphers[algorithm]?.block ?? 8);
    waits = { way, challenge };
    return ok(writeTlv(0x7c, way === 'mutual' ? writeTlv(0x80, encrypt(challenge)) : writeTlv(0x81, challenge)));
  };

  const authenticate: PivManagementKey['authenticate'] = async (used, data, touched) => {
    if (used !== algorithm) return refuse(0x6a80);
    const outer = readTlv(data, 0);
    if (outer?.tag !== 0x7c) return refuse(0x6a80);
    const first = readTlv(outer.value, 0);
    const second = first && readTlv(outer.value, first.next);
    if (first?.tag === 0x80 && first.value.length === 0) return begin('mutual');
    if (first?.tag === 0x81 && first.value.length === 0) return begin('one-way');
    const asked = waits;
    waits = undefined;
    if (!first || !asked) return refuse(0x6985);
    const expected = asked.way === 'mutual' ? asked.challenge : encrypt(asked.challenge);
    const block = ciphers[algorithm]?.block ?? 8;
    const wellFormed = asked.way === 'mutual' ? first.tag === 0x80 && second?.tag === 0x81 : first.tag === 0x82;
    if (!wellFormed || !sameBytes(first.value, expected)) return refuse(0x6982);
    if (second && second.value.length !== block) return refuse(0x6a80);
    if (touch && !(await touched())) return refuse(0x6982);
    open = true;
    return ok(second ? writeTlv(0x7c, writeTlv(0x82, encrypt(second.value))) : empty);
  };

  const replace: PivManagementKey['replace'] = (data, wantsTouch) => {
    const [used = 0, slot, length] = data;
    const cipher = ciphers[used];
    const next = data.slice(3);
    const isKnown = cipher !== undefined && (used === 0x03 || atLeast(firmware, 5, 4, 0));
    if (!open) return refuse(0x6982);
    if (!isKnown || slot !== 0x9b || next.length !== length || next.length !== cipher.key) return refuse(0x6a80);
    algorithm = used;
    key = next;
    touch = wantsTouch;
    return ok();
  };

  return {
    algorithm: () => algorithm,
    isFactory: () => algorithm === factoryAlgorithm(firmware) && sameBytes(key, factoryManagementKey),
    touch: () => touch,
    isOpen: () => open,
    close: () => {
      open = false;
      waits = undefined;
    },
    authenticate,
    replace,
    restore: () => {
      algorithm = factoryAlgorithm(firmware);
      key = factoryManagementKey;
      touch = false;
      open = false;
    },
  };
};
