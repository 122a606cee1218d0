import type { FirmwareFeature, CardProblem as Told } from '../../contract/problems/card.ts';
import { isRsa } from '../certificates/signing.ts';
import { formatVersion, isAtLeast, isBetween, type Version } from '../connection/version.ts';
import type { NewKey } from './piv.ts';

type TooOld = Extract<Told, { readonly code: 'firmware-too-old' }>;

/** Why this firmware is too old for something; undefined when it isn't. */
export const tooOld = (version: Version, needs: Version, feature: FirmwareFeature): TooOld | undefined =>
  isAtLeast(version, needs) ? undefined : { code: 'firmware-too-old', needs: formatVersion(needs), has: formatVersion(version), feature };

/** Why this firmware cannot make such a key, or should not (RSA keys of 4.2.0 to 4.3.4 can be computed: CVE-2017-15361); undefined when it can. */
export const checkNewKey = (version: Version, { slot, algorithm, pinPolicy, touchPolicy }: NewKey): TooOld | undefined => {
  const wants: (TooOld | undefined)[] = [];
  if (algorithm === 'rsa-3072' || algorithm === 'rsa-4096') wants.push(tooOld(version, [5, 7, 0], 'rsa-long'));
  if (algorithm === 'p384') wants.push(tooOld(version, [4, 0, 0], 'p384'));
  if (slot <= 0x95) wants.push(tooOld(version, [4, 0, 0], 'retired-slot'));
  if (touchPolicy === 'cached') wants.push(tooOld(version, [4, 3, 0], 'touch-cached'));
  if (touchPolicy === 'always') wants.push(tooOld(version, [4, 0, 0], 'touch-always'));
  if (pinPolicy === 'never' && isBetween(version, [4, 4, 0], [4, 4, 255])) wants.push(tooOld(version, [5, 0, 0], 'pin-never'));
  if (isRsa(algorithm) && isBetween(version, [4, 2, 0], [4, 3, 4])) wants.push(tooOld(version, [4, 3, 5], 'rsa-safe'));
  return wants.find((problem) => problem !== undefined);
};
