import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concatBytes, fromHex, toHex } from '../../../../src-main/base/bytes.ts';
import { encodeTlv, MalformedReply, parseTlvs, tlvValue } from '../../../../src-main/card/connection/tlv.ts';

describe('TLVs', () => {
  it('writes lengths in one, two and three bytes', () => {
    expect(toHex(encodeTlv(0x71, new Uint8Array(0x7f)).subarray(0, 2))).toBe('717f');
    expect(toHex(encodeTlv(0x71, new Uint8Array(0x80)).subarray(0, 3))).toBe('718180');
    expect(toHex(encodeTlv(0x71, new Uint8Array(0xff)).subarray(0, 3))).toBe('7181ff');
    expect(toHex(encodeTlv(0x71, new Uint8Array(0x100)).subarray(0, 4))).toBe('71820100');
    expect(toHex(encodeTlv(0x71, new Uint8Array(0x1234)).subarray(0, 4))).toBe('71821234');
    expect(toHex(encodeTlv(0x71, new Uint8Array(0xffff)).subarray(0, 4))).toBe('7182ffff');
    expect(() => encodeTlv(0x71, new Uint8Array(0x10000))).toThrow(RangeError);
  });

  it('reads back whatever was written', () => {
    const tlv = fc.record({ tag: fc.integer({ min: 0, max: 255 }), value: fc.uint8Array({ maxLength: 300 }) });
    for (const length of [0x80, 0xff, 0x1234]) {
      expect(parseTlvs(encodeTlv(1, new Uint8Array(length)))).toMatchObject([{ tag: 1, value: { length } }]);
    }
    fc.assert(
      fc.property(fc.array(tlv, { maxLength: 6 }), (tlvs) => {
        const read = parseTlvs(concatBytes(...tlvs.map(({ tag, value }) => encodeTlv(tag, value))));
        expect(read.map(({ tag, value }) => [tag, toHex(value)])).toEqual(tlvs.map(({ tag, value }) => [tag, toHex(value)]));
      }),
    );
  });

  it('says malformed, and nothing else, for bytes that are no TLVs', () => {
    for (const hex of ['71', '7105aabb', '7181', '718205', '7183000001aa', '7180', `7180${'00'.repeat(128)}`, `71ff${'00'.repeat(255)}`]) {
      expect(() => parseTlvs(fromHex(hex)), hex).toThrow(MalformedReply);
    }
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        try {
          parseTlvs(bytes);
        } catch (error) {
          expect(error).toBeInstanceOf(MalformedReply);
        }
      }),
    );
  });

  it('finds the first value of a tag', () => {
    const tlvs = parseTlvs(fromHex('0101aa 0201bb 0101cc'));
    expect(tlvValue(tlvs, 1)).toEqual(fromHex('aa'));
    expect(tlvValue(tlvs, 3)).toBeUndefined();
  });
});
