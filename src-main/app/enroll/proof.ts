import type { Millis } from '../../contract/values.ts';
import type { WaitUntil } from '../plans/plan.ts';

/** STS knows a device that IAM enabled 8 to 14 s later, in milliseconds. */
const propagationMillis = 10_000;

/** Codes that are tried until STS knows the device, one per step. */
const proofTries = 5;

/**
 * When a device can be proved by a code at STS. `enabledAt`: when AWS enabled it, if this run saw that. A device that was in use before is known
 * everywhere: nothing is gained by another try.
 */
export const untilStsKnows = (enabledAt: () => Millis | undefined, wasInUse = false): WaitUntil => ({
  from: () => {
    const at = enabledAt();
    return at === undefined ? undefined : at + propagationMillis;
  },
  tries: wasInUse ? 1 : proofTries,
  isEarly: ({ problem, unclear }) => unclear === true || problem.code === 'serial-refused' || problem.code === 'code-refused',
});
