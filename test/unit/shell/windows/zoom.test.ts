import { describe, expect, it } from 'vitest';
import { zoomFor } from '../../../../src-main/shell/windows/zoom.ts';

describe('the zoom that a key asks for', () => {
  it.each([
    ['+', 100, 110],
    ['=', 110, 125],
    ['+', 300, 300],
    ['-', 100, 90],
    ['_', 50, 50],
    ['0', 175, 100],
    ['z', 100, undefined],
  ])('%s at %d is %s', (key, now, wanted) => expect(zoomFor(key, now)).toBe(wanted));
});
