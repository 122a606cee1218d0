import type { ChosenPinPolicy, ChosenTouchPolicy } from '../../contract/certificates/piv.ts';

/** When a key that is to be made asks for the PIN and for a touch. */

const pins: Readonly<Record<ChosenPinPolicy, string>> = {
  once: 'Once per session',
  always: 'For each signature',
  never: 'Never',
};
/** A choice of when the key asks for the PIN. */
export const pinChoice = (policy: ChosenPinPolicy): string => pins[policy];

const touches: Readonly<Record<ChosenTouchPolicy, string>> = {
  cached: 'Once every 15 s',
  always: 'For each signature',
  never: 'Never',
};
/** A choice of when the key asks for a touch. */
export const touchChoice = (policy: ChosenTouchPolicy): string => touches[policy];

/** What is weak about a key with these policies; undefined where nothing is. */
export const policyWarning = (policies: {
  readonly pinPolicy: ChosenPinPolicy;
  readonly touchPolicy: ChosenTouchPolicy;
}): string | undefined => {
  const { pinPolicy, touchPolicy } = policies;
  if (pinPolicy === 'never' && touchPolicy === 'never')
    return 'Anyone who has this YubiKey can use the key, and so can any program on this computer, without you noticing.';
  if (pinPolicy === 'never') return 'Anyone who has this YubiKey can use the key. It never asks for the PIN.';
  return touchPolicy === 'never'
    ? 'While the YubiKey is inserted, a program that knows the PIN can use the key without you noticing.'
    : undefined;
};
