import type { CertificateView, PivSlotView } from '../../../contract/certificates/piv.ts';
import { date } from '../grammar.ts';
import { algorithmWords, pinPolicyWords, touchPolicyWords } from './piv.ts';

/** What stands on the page of certificates in the window. */

const uses: Readonly<Record<string, string>> = {
  '9a': 'Slot 9a (Anmeldung)',
  '9c': 'Slot 9c (Signaturen)',
  '9d': 'Slot 9d (Verschlüsselung)',
  '9e': 'Slot 9e (Türöffner)',
};

export const slotTitle = (slot: string): string => uses[slot] ?? `Slot ${slot}`;

const origins = { generated: 'auf diesem YubiKey erzeugt', imported: 'importiert', unknown: '' } as const;

export const slotKeyWords = ({ key }: PivSlotView): string | undefined => {
  if (key === undefined) return undefined;
  const { algorithm, origin, pinPolicy, touchPolicy } = key;
  const parts = [
    algorithm === undefined ? 'Ein Schlüssel, den AWS nicht annimmt' : `${algorithmWords(algorithm)}-Schlüssel`,
    origins[origin],
    pinPolicy === 'unknown' ? '' : `PIN: ${pinPolicyWords(pinPolicy)}`,
    touchPolicy === 'unknown' ? '' : `Berührung: ${touchPolicyWords(touchPolicy)}`,
  ];
  return parts.filter((part) => part !== '').join(', ');
};

export const issuedWords = ({ issuer, subject, from, until }: CertificateView): string =>
  `${issuer === subject ? 'Von sich selbst signiert' : `Ausgestellt von ${issuer}`}, gültig ${date(from)} – ${date(until)}`;

export const certificateTag = ({ from, until }: CertificateView, now: number): string | undefined => {
  if (now > until) return 'Abgelaufen';
  if (now < from) return 'Noch nicht gültig';
  const days = Math.floor((until - now) / 86_400_000);
  if (days >= 30) return undefined;
  return days === 0 ? 'Endet heute' : days === 1 ? 'Endet in 1 Tag' : `Endet in ${days} Tagen`;
};

export const certificateTexts = {
  title: 'Zertifikate',
  about: 'AWS öffnet Rollen mit einem Zertifikat auf Ihrem YubiKey, ohne Zugriffsschlüssel.',
  noKey: 'Einen YubiKey einstecken, um seine Zertifikate zu sehen.',
  authority: 'CA',
  fingerprint: 'SHA-256-Fingerabdruck',
  serialNumber: 'Seriennummer',
  details: 'Details',
  detailsOf: (slot: string): string => `Details zu Slot ${slot}`,
  ofKey: (name: string): string => `Zertifikate auf ${name}`,
  open: 'Zertifikate auf YubiKeys',
} as const;
