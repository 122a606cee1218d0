import type { KeyAlgorithmName, PinPolicyName, PivSlotView, PivView, TouchPolicyName } from '../../../contract/certificates/piv.ts';
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
export const algorithmWords = (algorithm: KeyAlgorithmName | undefined): string =>
  algorithm === undefined ? 'anderer' : algorithms[algorithm];

const pinPolicies: Readonly<Record<PinPolicyName, string>> = {
  never: 'nie',
  once: 'einmal',
  always: 'jedes Mal',
  'match-once': 'Fingerabdruck oder PIN einmal',
  'match-always': 'Fingerabdruck oder PIN jedes Mal',
  unknown: '-',
};
export const pinPolicyWords = (policy: PinPolicyName): string => pinPolicies[policy];

const touchPolicies: Readonly<Record<TouchPolicyName, string>> = {
  never: 'nie',
  always: 'jedes Mal',
  cached: 'alle 15 s',
  unknown: '-',
};
export const touchPolicyWords = (policy: TouchPolicyName): string => touchPolicies[policy];

export const slotWords = ({ certificate, key, isUnreadable }: PivSlotView): string => {
  if (isUnreadable) return 'nicht lesbar';
  if (certificate === undefined)
    return key?.origin === 'imported' ? 'importierter Schlüssel, kein Zertifikat' : 'Schlüssel, kein Zertifikat';
  return certificate.isForKey === false ? `${certificate.subject} (für einen anderen Schlüssel)` : certificate.subject;
};

export const validWords = ({ certificate }: PivSlotView, now: number): string => {
  if (certificate === undefined) return '-';
  if (now > certificate.until) return `abgelaufen am ${date(certificate.until)}`;
  return now < certificate.from ? `ab ${date(certificate.from)}` : date(certificate.until);
};

const triesWords = (name: string, left: number | undefined, total: number | undefined): readonly string[] => {
  if (left === undefined) return [];
  if (left === 0) return [`${name} gesperrt`];
  return [`${name}: noch ${left}${total === undefined ? '' : ` von ${total}`} Versuchen`];
};

export const pinWords = ({ pin, puk }: PivView): string =>
  [...triesWords('PIN', pin.left, pin.total), ...(puk.isGivenUp ? ['keine PUK'] : triesWords('PUK', puk.left, puk.total))].join(', ');

export const factoryWords = ({ pin, puk, managementKey }: PivView): string | undefined => {
  const kept = [...(pin.isFactory ? ['PIN'] : []), ...(puk.isFactory && !puk.isGivenUp ? ['PUK'] : [])];
  const all = [...kept, ...(managementKey.isFactory ? ['Management Key'] : [])];
  return all.length === 0 ? undefined : `Noch ab Werk: ${listed(all)}`;
};

export const pivSaid = {
  title: (key: { readonly name: string; readonly serial?: number }): string => fullName(key),
  empty: 'Keine Schlüssel oder Zertifikate in den PIV-Slots',
  underPin: 'Die PIN schützt den Management Key.',
  heading: 'Zertifikate',
  look: 'Zertifikate zeigen',
  looking: 'PIV-Anwendung wird gelesen…',
  askPuk: (serial: number | undefined): string => `PUK für ${theKey(serial, 'den')}: `,
  lastPukTry: (serial: number | undefined): string =>
    `Nur ein PUK-Versuch bleibt für ${theKey(serial, 'den')}. Eine falsche PUK ist für immer gesperrt. Jetzt eingeben? [y/N] `,
  unblocked: (key: string): string => `Die neue PIN ist gesetzt: ${key}.`,
  pinStays: (key: string, isKnown: boolean): string =>
    `${isKnown ? 'Die PIN ist nicht mehr die ab Werk' : 'Die PIN kann noch die ab Werk sein, die Firmware sagt es nicht'}: ${key}. Nichts wurde geändert.`,
  choosePin: 'PIN wählen',
  choosePinOn: (key: string): string => `PIN wählen: ${key}`,
  unblock: 'PIN entsperren',
  unblockOn: (key: string): string => `PIN entsperren: ${key}`,
  pinBlocked: 'Die PIN ist gesperrt. Mit der PUK lässt sich eine neue setzen.',
  allBlocked:
    'PIN und PUK sind gesperrt. Nur ein Zurücksetzen von PIV hilft, was Schlüssel und Zertifikate in den Slots löscht: ykman piv reset',
  puk: 'PUK',
  next: 'Weiter',
} as const;
