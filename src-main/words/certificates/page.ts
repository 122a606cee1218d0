import type { CertificateView, PivSlotView } from '../../contract/certificates/piv.ts';
import { date } from '../grammar.ts';
import { algorithmWords, pinPolicyWords, touchPolicyWords } from './piv.ts';

/** What stands on the page of certificates in the window. */

const uses: Readonly<Record<string, string>> = {
  '9a': 'Slot 9a (sign-in)',
  '9c': 'Slot 9c (signatures)',
  '9d': 'Slot 9d (encryption)',
  '9e': 'Slot 9e (door access)',
};

/** A slot with what it is meant for, where it is meant for something. */
export const slotTitle = (slot: string): string => uses[slot] ?? `Slot ${slot}`;

const origins = { generated: 'made on this YubiKey', imported: 'imported', unknown: '' } as const;

/** The private key in a slot: what it is, and when it asks for PIN and touch, as far as the YubiKey tells. */
export const slotKeyWords = ({ key }: PivSlotView): string | undefined => {
  if (key === undefined) return undefined;
  const { algorithm, origin, pinPolicy, touchPolicy } = key;
  const parts = [
    algorithm === undefined ? 'A key that AWS doesn’t accept' : `${algorithmWords(algorithm)} key`,
    origins[origin],
    pinPolicy === 'unknown' ? '' : `PIN: ${pinPolicyWords(pinPolicy)}`,
    touchPolicy === 'unknown' ? '' : `touch: ${touchPolicyWords(touchPolicy)}`,
  ];
  return parts.filter((part) => part !== '').join(', ');
};

/** Who issued a certificate, and for how long. */
export const issuedWords = ({ issuer, subject, from, until }: CertificateView): string =>
  `${issuer === subject ? 'Signed by itself' : `Issued by ${issuer}`}, valid ${date(from)} – ${date(until)}`;

/** In a frame beside a certificate's subject; undefined where it is good for a while. */
export const certificateTag = ({ from, until }: CertificateView, now: number): string | undefined => {
  if (now > until) return 'Expired';
  if (now < from) return 'Not valid yet';
  const days = Math.floor((until - now) / 86_400_000);
  if (days >= 30) return undefined;
  return days === 0 ? 'Ends today' : days === 1 ? 'Ends in 1 day' : `Ends in ${days} days`;
};

export const certificateTexts = {
  title: 'Certificates',
  about: 'AWS opens roles with a certificate on your YubiKey, instead of an access key.',
  noKey: 'Insert a YubiKey to see its certificates.',
  authority: 'CA',
  fingerprint: 'SHA-256 fingerprint',
  serialNumber: 'Serial number',
  details: 'Details',
  detailsOf: (slot: string): string => `Details of slot ${slot}`,
  ofKey: (name: string): string => `Certificates on ${name}`,
  open: 'Certificates on YubiKeys',
} as const;
