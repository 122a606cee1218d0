import { concatBytes, utf8 } from '../../../src-main/base/bytes.ts';

/** DER (ITU-T X.690) by hand: what the library would never write, for those that have to refuse it. */

const lengthBytes = (length: number): readonly number[] => {
  if (length < 0x80) return [length];
  if (length <= 0xff) return [0x81, length];
  if (length <= 0xffff) return [0x82, length >> 8, length & 0xff];
  return [0x83, length >> 16, (length >> 8) & 0xff, length & 0xff];
};

/** One value with its tag and length. */
export const der = (tag: number, ...content: readonly Uint8Array[]): Uint8Array<ArrayBuffer> => {
  const value = concatBytes(...content);
  return concatBytes(Uint8Array.of(tag, ...lengthBytes(value.length)), value);
};

export const sequence = (...content: readonly Uint8Array[]) => der(0x30, ...content);
/** A value of its own under a number: `[0] EXPLICIT`. */
export const tagged = (number: number, ...content: readonly Uint8Array[]) => der(0xa0 | number, ...content);

/** SET OF: its parts stand in the order of their bytes. */
export const setOf = (...content: readonly Uint8Array[]) => der(0x31, ...[...content].sort((a, b) => Buffer.compare(a, b)));

/** A whole number that is not negative, given as big-endian bytes or as a number. */
export const integer = (value: Uint8Array | number): Uint8Array<ArrayBuffer> => {
  const bytes = typeof value === 'number' ? numberBytes(value) : value;
  const first = bytes.findIndex((byte) => byte !== 0);
  const digits = first === -1 ? Uint8Array.of(0) : bytes.subarray(first);
  return der(0x02, Uint8Array.of(...((digits[0] ?? 0) >= 0x80 ? [0] : [])), digits);
};

const numberBytes = (value: number): Uint8Array => {
  const digits = value.toString(16);
  return Uint8Array.from(Buffer.from(digits.padStart(digits.length + (digits.length % 2), '0'), 'hex'));
};

/** Whole bytes: no bit is left over. */
export const bitString = (value: Uint8Array, unused = 0) => der(0x03, Uint8Array.of(unused), value);

/** `1.2.840.10045.4.3.2` as an OBJECT IDENTIFIER. */
export const objectId = (text: string): Uint8Array<ArrayBuffer> => {
  const [first = 0, second = 0, ...rest] = text.split('.').map(Number);
  const bytes = [first * 40 + second, ...rest].flatMap((part) => {
    const groups = [part % 128];
    for (let left = Math.floor(part / 128); left > 0; left = Math.floor(left / 128)) groups.unshift((left % 128) + 128);
    return groups;
  });
  return der(0x06, Uint8Array.from(bytes));
};

const twoDigits = (value: number) => String(value).padStart(2, '0');

/** A moment to the second: UTCTime until 2049, GeneralizedTime from then on (RFC 5280 4.1.2.5). `millis` since 1970. */
export const time = (millis: number): Uint8Array<ArrayBuffer> => {
  const date = new Date(millis);
  const year = date.getUTCFullYear();
  const rest = [date.getUTCMonth() + 1, date.getUTCDate(), date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds()];
  const text = `${rest.map(twoDigits).join('')}Z`;
  return year < 2050 ? der(0x17, utf8(twoDigits(year % 100) + text)) : der(0x18, utf8(String(year).padStart(4, '0') + text));
};

/** One value as it was read. `bytes` is all of it, `value` what stands behind tag and length; both are views. */
export interface Der {
  readonly tag: number;
  readonly value: Uint8Array;
  readonly bytes: Uint8Array;
}

/** The values that stand one behind the other and fill `bytes`. Throws. */
export const readAll = (bytes: Uint8Array): readonly Der[] => {
  const found: Der[] = [];
  for (let at = 0; at < bytes.length; ) {
    const [tag = 0, first] = bytes.subarray(at, at + 2);
    if (first === undefined) throw new Error('a value ends too early');
    const count = first < 0x80 ? 0 : first & 0x7f;
    // Nothing here is longer than 16 MB, and BER's open lengths are no DER.
    if (first === 0x80 || count > 3) throw new Error('a length of an unknown form');
    const length = count === 0 ? first : bytes.subarray(at + 2, at + 2 + count).reduce((sum, byte) => sum * 256 + byte, 0);
    const start = at + 2 + count;
    if (start + length > bytes.length) throw new Error('a value is longer than what it stands in');
    found.push({ tag, value: bytes.subarray(start, start + length), bytes: bytes.subarray(at, start + length) });
    at = start + length;
  }
  return found;
};
