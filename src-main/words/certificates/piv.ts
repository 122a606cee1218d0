import type { KeyAlgorithmName, PinPolicyName, PivSlotView, PivView, TouchPolicyName } from '../../contract/certificates/piv.ts';
import { date, fullName, listed, theKey } from '../grammar.ts';

/** What is said of a YubiKey's PIV application, in window and terminal. */

const algorithms: Readonly<Record<KeyAlgorithmName, string>> = {
  p256: 'P-256',
  p384: 'P-384',
  'rsa-1024': 'RSA-1024',
  'rsa-2048': 'RSA-2048',
  'rsa-3072': 'RSA-3072',
  'rsa-4096': 'RSA-4096',
};

/** A kind of key as people know it; one that AWS doesn't accept has no name here. */
export const algorithmWords = (algorithm: KeyAlgorithmName | undefined): string =>
  algorithm === undefined ? 'other' : algorithms[algorithm];

const pinPolicies: Readonly<Record<PinPolicyName, string>> = {
  never: 'never',
  once: 'once',
  always: 'each time',
  'match-once': 'fingerprint or PIN once',
  'match-always': 'fingerprint or PIN each time',
  unknown: '-',
};
/** When a key asks for the PIN. */
export const pinPolicyWords = (policy: PinPolicyName): string => pinPolicies[policy];

const touchPolicies: Readonly<Record<TouchPolicyName, string>> = {
  never: 'never',
  always: 'each time',
  cached: 'every 15 s',
  unknown: '-',
};
/** When a key asks for a touch. */
export const touchPolicyWords = (policy: TouchPolicyName): string => touchPolicies[policy];

/** What stands in a slot, in a few words. */
export const slotWords = ({ certificate, key, isUnreadable }: PivSlotView): string => {
  if (isUnreadable) return 'can’t be read';
  if (certificate === undefined) return key?.origin === 'imported' ? 'imported key, no certificate' : 'key, no certificate';
  return certificate.isForKey === false ? `${certificate.subject} (for another key)` : certificate.subject;
};

/** Until when a certificate is valid, on `now`'s day. */
export const validWords = ({ certificate }: PivSlotView, now: number): string => {
  if (certificate === undefined) return '-';
  if (now > certificate.until) return `expired ${date(certificate.until)}`;
  return now < certificate.from ? `from ${date(certificate.from)}` : date(certificate.until);
};

const triesWords = (name: string, left: number | undefined, total: number | undefined): readonly string[] => {
  if (left === undefined) return [];
  if (left === 0) return [`${name} blocked`];
  return [`${left}${total === undefined ? '' : ` of ${total}`} ${name} tries left`];
};

/** PIN and PUK in a line: `3 of 3 PIN tries left, PUK blocked`. */
export const pinWords = ({ pin, puk }: PivView): string =>
  [...triesWords('PIN', pin.left, pin.total), ...(puk.isGivenUp ? ['no PUK'] : triesWords('PUK', puk.left, puk.total))].join(', ');

/** What of the factory's is still in place; undefined when nothing is, or nobody knows. */
export const factoryWords = ({ pin, puk, managementKey }: PivView): string | undefined => {
  const kept = [...(pin.isFactory ? ['PIN'] : []), ...(puk.isFactory && !puk.isGivenUp ? ['PUK'] : [])];
  const all = [...kept, ...(managementKey.isFactory ? ['management key'] : [])];
  return all.length === 0 ? undefined : `Factory default: ${listed(all)}`;
};

export const pivSaid = {
  title: (key: { readonly name: string; readonly serial?: number }): string => fullName(key),
  empty: 'No keys or certificates in the PIV slots',
  underPin: 'The PIN protects the management key.',
  /** Above the slots in the window. */
  heading: 'Certificates',
  look: 'Show certificates',
  looking: 'Reading the PIV application…',
  askPuk: (serial: number | undefined): string => `PUK of ${theKey(serial)}: `,
  lastPukTry: (serial: number | undefined): string =>
    `One PUK try is left for ${theKey(serial)}. A wrong PUK is blocked for good. Enter it now? [y/N] `,
  unblocked: (key: string): string => `The new PIN is set on ${key}.`,
  /** `isKnown`: the YubiKey tells that its PIN isn't the factory's. */
  pinStays: (key: string, isKnown: boolean): string =>
    `The PIN of ${key} ${isKnown ? 'isn’t the factory’s' : 'may be the factory’s: its firmware doesn’t tell'}. Nothing was changed.`,
  choosePin: 'Choose PIN',
  choosePinOn: (key: string): string => `Choose PIN: ${key}`,
  unblock: 'Unblock PIN',
  unblockOn: (key: string): string => `Unblock PIN: ${key}`,
  pinBlocked: 'The PIN is blocked. The PUK sets a new one.',
  allBlocked: 'PIN and PUK are blocked. Only a reset of PIV helps, which deletes the keys and certificates in the slots: ykman piv reset',
  puk: 'PUK',
  next: 'Next',
} as const;
