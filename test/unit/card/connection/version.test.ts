import { describe, expect, it } from 'vitest';
import { isAtLeast, isBetween, versionIn, versionOf } from '../../../../src-main/card/connection/version.ts';

describe('a firmware version', () => {
  it('is found in a text, with numbers of any length', () => {
    expect(versionIn('Virtual mgr - FW version 10.20.30')).toEqual([10, 20, 30]);
    expect(versionIn('5.4')).toBeUndefined();
  });

  it('is the first three bytes, and none where one is missing', () => {
    expect(versionOf(Uint8Array.of(5, 4, 3, 9))).toEqual([5, 4, 3]);
    for (const bytes of [[], [5], [5, 4]]) expect(versionOf(Uint8Array.from(bytes))).toBeUndefined();
  });

  it('of a development build has every feature and no known fault', () => {
    expect(isAtLeast([0, 0, 1], [5, 7, 0])).toBe(true);
    expect(isBetween([0, 0, 1], [0, 0, 0], [9, 0, 0])).toBe(false);
  });

  it('lies in a range with both its ends', () => {
    const within = (patch: number) => isBetween([4, 2, patch], [4, 2, 1], [4, 2, 3]);
    expect([0, 1, 3, 4].map(within)).toEqual([false, true, true, false]);
  });
});
