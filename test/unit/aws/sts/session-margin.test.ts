import { describe, expect, it } from 'vitest';
import { isStillGood } from '../../../../src-main/aws/sts/session-request.ts';

const credentials = { accessKeyId: 'ASIAEXAMPLE', secretAccessKey: 'x', sessionToken: 'y' };

describe('a held MFA session', () => {
  it.each([
    [30_001, true],
    [30_000, false],
    [-1, false],
  ])('with %i ms left is good to begin something with: %s', (left, isGood) => {
    expect(isStillGood({ credentials: { ...credentials, expires: 1_000_000 + left } }, 1_000_000)).toBe(isGood);
  });
});
