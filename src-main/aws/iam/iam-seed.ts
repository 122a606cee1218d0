/** The 64 and 32 characters of RFC 4648, as bytes. */
const base64 = new TextEncoder().encode('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/');
const base32 = new TextEncoder().encode('ABCDEFGHIJKLMNOPQRSTUVWXYZ234567');

const upperA = 0x41;
const padding = 0x3d;
const isSpace = (byte: number): boolean => byte === 0x20 || (byte >= 0x09 && byte <= 0x0d);

/**
 * Decodes characters that stand for `bits` bits each; white space and padding are skipped. Undefined for any other character. No string is
 * made: a string cannot be overwritten. The caller owns what it gets.
 */
const decode = (text: Uint8Array, alphabet: Uint8Array, bits: 5 | 6): Uint8Array | undefined => {
  const found = new Uint8Array(Math.floor((text.length * bits) / 8));
  let length = 0;
  let held = 0;
  let count = 0;
  for (const byte of text) {
    if (isSpace(byte) || byte === padding) continue;
    const value = alphabet.indexOf(byte);
    if (value < 0) {
      found.fill(0);
      return undefined;
    }
    held = ((held << bits) | value) & 0xfff;
    count += bits;
    if (count < 8) continue;
    count -= 8;
    found[length] = (held >> count) & 0xff;
    length += 1;
  }
  const exact = found.slice(0, length);
  found.fill(0);
  return exact;
};

/** The bytes between `<name>` and the next `<`, in place; undefined when there is no such element, or not all of it. */
const contentOf = (body: Uint8Array, name: string): Uint8Array | undefined => {
  const view = Buffer.from(body.buffer, body.byteOffset, body.length);
  const tag = `<${name}>`;
  const at = view.indexOf(tag);
  if (at < 0) return undefined;
  const start = at + tag.length;
  const end = view.indexOf('<', start);
  if (end >= 0) return body.subarray(start, end);
  // Cut off: of no use, and still not for anybody to keep.
  body.fill(upperA, start);
  return undefined;
};

/**
 * Takes the seed out of an answer of CreateVirtualMFADevice: raw bytes, which the caller owns and overwrites. In the answer, seed and picture
 * of it (QRCodePNG) are overwritten in place, with letters that still are base64. Undefined when there is no seed that can be read.
 */
export const takeSeed = (body: Uint8Array): Uint8Array | undefined => {
  contentOf(body, 'QRCodePNG')?.fill(upperA);
  const sent = contentOf(body, 'Base32StringSeed');
  if (sent === undefined) return undefined;
  // The seed is base32 (for people), and base64 on the wire (as all bytes are).
  const letters = decode(sent, base64, 6);
  sent.fill(upperA);
  const seed = letters && decode(letters, base32, 5);
  letters?.fill(0);
  return seed === undefined || seed.length === 0 ? undefined : seed;
};
