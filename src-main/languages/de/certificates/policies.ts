import type { ChosenPinPolicy, ChosenTouchPolicy } from '../../../contract/certificates/piv.ts';

/** When a key that is to be made asks for the PIN and for a touch. */

const pins: Readonly<Record<ChosenPinPolicy, string>> = {
  once: 'Einmal je Sitzung',
  always: 'Für jede Signatur',
  never: 'Nie',
};
export const pinChoice = (policy: ChosenPinPolicy): string => pins[policy];

const touches: Readonly<Record<ChosenTouchPolicy, string>> = {
  cached: 'Alle 15 s einmal',
  always: 'Für jede Signatur',
  never: 'Nie',
};
export const touchChoice = (policy: ChosenTouchPolicy): string => touches[policy];

export const policyWarning = (policies: {
  readonly pinPolicy: ChosenPinPolicy;
  readonly touchPolicy: ChosenTouchPolicy;
}): string | undefined => {
  const { pinPolicy, touchPolicy } = policies;
  if (pinPolicy === 'never' && touchPolicy === 'never')
    return 'Wer diesen YubiKey hat, kann den Schlüssel benutzen, und jedes Programm auf diesem Computer kann es unbemerkt.';
  if (pinPolicy === 'never') return 'Wer diesen YubiKey hat, kann den Schlüssel benutzen. Nach der PIN fragt er nie.';
  return touchPolicy === 'never'
    ? 'Solange der YubiKey steckt, kann ein Programm, das die PIN kennt, den Schlüssel unbemerkt benutzen.'
    : undefined;
};
