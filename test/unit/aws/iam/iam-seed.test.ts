import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { takeSeed } from '../../../../src-main/aws/iam/iam-seed.ts';

/** Base32 by bits in a string, apart from the decoder under test. */
const base32 = (bytes: Uint8Array): string =>
  (
    [...bytes]
      .map((byte) => byte.toString(2).padStart(8, '0'))
      .join('')
      .match(/.{1,5}/g) ?? []
  )
    .map((bits) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.charAt(Number.parseInt(bits.padEnd(5, '0'), 2)))
    .join('');

const bytesOf = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'latin1'));
const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');
const answer = (seed: string, picture = 'iVBORw0KGgo='): Uint8Array =>
  bytesOf(`<R><V><SerialNumber>s</SerialNumber><Base32StringSeed>${seed}</Base32StringSeed><QRCodePNG>${picture}</QRCodePNG></V></R>`);
const wire = (letters: string): string => Buffer.from(letters, 'latin1').toString('base64');

describe('the seed in an answer', () => {
  it('comes out as its bytes, and leaves nothing of itself or its picture behind', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 10, maxLength: 70 }), (seed) => {
        const body = answer(wire(base32(seed)));
        const length = body.length;
        expect(takeSeed(body)).toEqual(seed);
        expect(body).toHaveLength(length);
        expect(textOf(body)).toMatch(/<Base32StringSeed>A+<\/Base32StringSeed><QRCodePNG>A+<\/QRCodePNG><\/V><\/R>$/);
      }),
    );
  });

  it('may be padded, and broken into lines', () => {
    const seed = Uint8Array.from({ length: 11 }, (_, at) => at * 7);
    const lines = (wire(`${base32(seed)}======`).match(/.{1,9}/g) ?? []).join('\r\n  ');
    expect(takeSeed(answer(lines))).toEqual(seed);
  });

  it.each([
    ['none', '<R><QRCodePNG>AAAA</QRCodePNG></R>'],
    ['an empty one', textOf(answer(''))],
    ['one that is not base32', textOf(answer(wire('ABC1')))],
    ['one that is not base64', textOf(answer('AB%C'))],
    ['one that is cut off', '<R><Base32StringSeed>QUFB'],
  ])('is undefined when there is %s', (_name, body) => expect(takeSeed(bytesOf(body))).toBeUndefined());

  it.each([
    [textOf(answer('QUJD%')), '<Base32StringSeed>AAAAA</'],
    ['<R><Base32StringSeed>QUJD', '<R><Base32StringSeed>AAAA'],
  ])('is overwritten in the answer even when it could not be read: %s', (sent, left) => {
    const body = bytesOf(sent);
    takeSeed(body);
    expect(textOf(body)).toContain(left);
  });

  it('is found in a part of a larger buffer, and nothing else of that is touched', () => {
    const seed = new Uint8Array(20).fill(9);
    const inner = answer(wire(base32(seed)));
    const outer = new Uint8Array(inner.length + 20).fill(0x7a);
    outer.set(inner, 10);
    expect(takeSeed(outer.subarray(10, 10 + inner.length))).toEqual(seed);
    expect([...outer.subarray(0, 10), ...outer.subarray(-10)]).toEqual(new Array(20).fill(0x7a));
  });
});
