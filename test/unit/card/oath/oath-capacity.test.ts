import { describe, expect, it } from 'vitest';
import { oathLimits } from '../../../../src-main/card/oath/oath-capacity.ts';

describe('what the firmware lets OATH accounts do', () => {
  it.each([
    ['3.5.0', 32, false],
    ['4.2.5', 32, false],
    ['4.2.6', 32, true],
    ['5.6.9', 32, true],
    ['5.7.0', 64, true],
    ['0.0.1', 64, true],
    [undefined, 64, true],
  ] as const)('%s holds %i accounts, and asks for a touch: %s', (firmware, places, canTouch) => {
    expect(oathLimits(firmware)).toEqual({ places, canTouch });
  });
});
