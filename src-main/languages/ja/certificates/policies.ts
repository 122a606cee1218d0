import type { ChosenPinPolicy, ChosenTouchPolicy } from '../../../contract/certificates/piv.ts';

/** When a key that is to be made asks for the PIN and for a touch. */

const pins: Readonly<Record<ChosenPinPolicy, string>> = {
  once: 'セッションごとに 1 回',
  always: '署名ごと',
  never: '不要',
};
export const pinChoice = (policy: ChosenPinPolicy): string => pins[policy];

const touches: Readonly<Record<ChosenTouchPolicy, string>> = {
  cached: '15 秒ごとに 1 回',
  always: '署名ごと',
  never: '不要',
};
export const touchChoice = (policy: ChosenTouchPolicy): string => touches[policy];

export const policyWarning = (policies: {
  readonly pinPolicy: ChosenPinPolicy;
  readonly touchPolicy: ChosenTouchPolicy;
}): string | undefined => {
  const { pinPolicy, touchPolicy } = policies;
  if (pinPolicy === 'never' && touchPolicy === 'never')
    return 'この YubiKey を持つ人は誰でも、またこのコンピューター上のどのプログラムも、気付かれずに鍵を使えます。';
  if (pinPolicy === 'never') return 'この YubiKey を持つ人は誰でも鍵を使えます。PIN は求められません。';
  return touchPolicy === 'never' ? 'YubiKey を挿している間、PIN を知っているプログラムは気付かれずに鍵を使えます。' : undefined;
};
