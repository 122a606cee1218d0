import fc from 'fast-check';
import { expect, it } from 'vitest';
import { measureOffset, unknownOffset } from '../../../../src-main/aws/http/clock-offset.ts';

const date = (millis: number) => ({ date: new Date(millis).toUTCString() });

it('keeps a right clock at exactly zero', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2e12 }), fc.nat(5000), fc.nat(5000), (sentAt, there, back) => {
      const measured = measureOffset(unknownOffset, date(sentAt + there), sentAt, sentAt + there + back);
      expect(measured).toEqual({ offsetMillis: 0, measured: true });
    }),
  );
});

it('finds any offset to half a second and half the way there and back', () => {
  fc.assert(
    fc.property(fc.integer({ min: -1e9, max: 1e9 }), fc.nat(3000), fc.nat(3000), (offset, there, back) => {
      const sentAt = 1_800_000_000_000;
      const found = measureOffset(unknownOffset, date(sentAt + there + offset), sentAt, sentAt + there + back).offsetMillis;
      expect(Math.abs(found - offset)).toBeLessThanOrEqual(there + back + 1000);
      if (Math.abs(offset) > 10_000) expect(Math.abs(found - offset)).toBeLessThanOrEqual((there + back + 1000) / 2 + 1);
    }),
  );
});

it('does not wander while answers agree with what is known', () => {
  const known = { offsetMillis: 7300, measured: true };
  expect(measureOffset(known, date(107_000), 100_000, 100_200)).toEqual(known);
});

it.each([[{}], [{ date: 'yesterday' }], [{ ...date(500_000_000), age: '3' }]])('learns nothing from %j', (headers) => {
  expect(measureOffset(unknownOffset, headers, 1000, 2000)).toEqual(unknownOffset);
});
