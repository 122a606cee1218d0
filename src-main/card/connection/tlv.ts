import { concatBytes } from '../../base/bytes.ts';

/** Tag, length, value as the YubiKey's applets write them: a one-byte tag, a BER length (ISO 7816-4 5.2.2). */
export interface Tlv {
  readonly tag: number;
  readonly value: Uint8Array;
}

/** A card answered something that is not what its protocol says. */
export class MalformedReply extends Error {}

const encodeLength = (length: number): readonly number[] => {
  if (length < 0x80) return [length];
  if (length <= 0xff) return [0x81, length];
  if (length <= 0xffff) return [0x82, length >> 8, length & 0xff];
  throw new RangeError('a TLV value of more than 65535 bytes');
};

/** One TLV. The value is copied: who passes a secret wipes both. */
export const encodeTlv = (tag: number, value: Uint8Array = new Uint8Array()): Uint8Array<ArrayBuffer> =>
  concatBytes(Uint8Array.of(tag, ...encodeLength(value.length)), value);

/** The TLVs of a whole reply, in order; values are views of `bytes`. Throws `MalformedReply` when they do not fill it exactly. */
export const parseTlvs = (bytes: Uint8Array): readonly Tlv[] => {
  const found: Tlv[] = [];
  let at = 0;
  const next = () => {
    const byte = bytes[at++];
    if (byte === undefined) throw new MalformedReply('a TLV ends too early');
    return byte;
  };
  while (at < bytes.length) {
    const tag = next();
    const first = next();
    let length = first;
    if (first === 0x81) length = next();
    else if (first === 0x82) length = next() * 256 + next();
    else if (first >= 0x80) throw new MalformedReply('a TLV has a length of an unknown form');
    if (at + length > bytes.length) throw new MalformedReply('a TLV is longer than its reply');
    found.push({ tag, value: bytes.subarray(at, at + length) });
    at += length;
  }
  return found;
};

/** The first value with this tag. */
export const tlvValue = (tlvs: readonly Tlv[], tag: number): Uint8Array | undefined => tlvs.find((tlv) => tlv.tag === tag)?.value;
