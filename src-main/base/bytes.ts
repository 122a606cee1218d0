/** Bytes as `Uint8Array` everywhere; these are the few helpers that the standard library lacks on Node 18. */
export const concatBytes = (...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> => {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
};

/** `A0 00 05` or `a00005` -> bytes. Throws on anything else: it is for constants and tests. */
export const fromHex = (hex: string): Uint8Array<ArrayBuffer> => {
  const digits = hex.replace(/\s+/g, '');
  if (digits.length % 2 !== 0 || !/^[0-9a-fA-F]*$/.test(digits)) throw new Error('not hexadecimal');
  return Uint8Array.from(digits.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
};

export const toHex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

/** Unsigned 64-bit big-endian, for the TOTP challenge. */
export const u64 = (value: number): Uint8Array<ArrayBuffer> => {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(value));
  return bytes;
};

export const utf8 = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text) as Uint8Array<ArrayBuffer>;

export const sameBytes = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && a.every((byte, index) => byte === b[index]);

/** One byte of brightness for each pixel, row by row. Whoever has it overwrites it: a secret may be in it. */
export interface ScreenPicture {
  readonly width: number;
  readonly height: number;
  readonly luma: Uint8Array;
}
