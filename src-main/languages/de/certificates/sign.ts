import type { RequestView, SignedView } from '../../../contract/certificates/piv.ts';
import { counted, date, theKey } from '../grammar.ts';
import { anywhereSaid } from './anywhere.ts';
import { algorithmWords } from './piv.ts';

/** What the window says where a CA on a YubiKey signs requests. */

export const requestWords = ({ subject, algorithm }: RequestView): string =>
  `Ein Zertifikat für ${subject}, ${algorithmWords(algorithm)}-Schlüssel`;

export const signedWords = ({ serialNumber, signedAt, until, keySerial, revokedAt }: SignedView): string => {
  const parts = [
    `Signiert am ${date(signedAt)}, gültig bis ${date(until)}`,
    keySerial === undefined ? '' : `entstanden auf ${theKey(keySerial, 'dem')}`,
    `Seriennummer ${serialNumber}`,
    revokedAt === undefined ? '' : anywhereSaid.revokedOn(revokedAt),
  ];
  return parts.filter((part) => part !== '').join(', ');
};

export const listWords = (revoked: number): string =>
  `Die Sperrliste enthält ${counted(revoked, { one: 'Zertifikat', other: 'Zertifikate' })}.`;

export const signTexts = {
  sign: 'Antrag signieren',
  signWith: (subject: string): string => `Antrag signieren: ${subject}`,
  title: (subject: string): string => `Signieren als ${subject}`,
  open: 'Antrag öffnen',
  openHelp: 'Eine Datei von `roletap anywhere request` oder aus diesem Fenster enthält den Beweis des YubiKeys.',
  drop: 'Antrag hierher ziehen oder',
  choose: 'Antrag wählen …',
  file: 'Antragsdatei',
  paste: 'Oder hier einfügen',
  take: 'Antrag öffnen',
  rules: 'Nur signieren, wenn der YubiKey beweist:',
  origin: 'Der Schlüssel ist auf ihm entstanden',
  pin: 'Der Schlüssel fragt nach der PIN',
  touch: 'Der Schlüssel verlangt eine Berührung',
  days: 'Gültig für Tage',
  signIt: 'Zertifikat signieren',
  signed: (certificate: SignedView): string => anywhereSaid.signed(certificate.subject, certificate.serialNumber, certificate.until),
  saveCertificate: 'Zertifikat speichern …',
  copyCertificate: 'Zertifikat kopieren',
  register: 'Auf diesem Computer signiert',
  none: 'Hier wurden noch keine Zertifikate signiert.',
  revoke: 'Sperren …',
  revokeOf: (subject: string): string => `Sperren … ${subject}`,
  askRevoke: (subject: string): string => `Zertifikat für ${subject} sperren?`,
  revokeHelp:
    'Das lässt sich nicht rückgängig machen. Der YubiKey der CA signiert eine neue Sperrliste, und AWS lehnt das Zertifikat ab, sobald es die Liste hat.',
  revokeIt: 'Zertifikat sperren',
  makeList: 'Sperrliste erstellen',
  listHelp: 'AWS lehnt gesperrte Zertifikate ab, sobald es die Liste hat.',
  giveIt: 'An AWS geben',
  importWith: 'Importieren mit',
  chooseProfile: 'Profil wählen',
  importIt: 'In AWS importieren',
  saveList: 'Sperrliste speichern …',
  copyList: 'Sperrliste kopieren',
} as const;
