import type { RequestView, SignedView } from '../../contract/certificates/piv.ts';
import { counted, date, theKey } from '../grammar.ts';
import { anywhereSaid } from './anywhere.ts';
import { algorithmWords } from './piv.ts';

/** What the window says where a CA on a YubiKey signs requests. */

/** What a request asks for. */
export const requestWords = ({ subject, algorithm }: RequestView): string =>
  `A certificate for ${subject}, ${algorithmWords(algorithm)} key`;

/** A line of the register, under its subject. */
export const signedWords = ({ serialNumber, signedAt, until, keySerial, revokedAt }: SignedView): string => {
  const parts = [
    `Signed ${date(signedAt)}, valid until ${date(until)}`,
    keySerial === undefined ? '' : `made on ${theKey(keySerial)}`,
    `serial number ${serialNumber}`,
    revokedAt === undefined ? '' : anywhereSaid.revokedOn(revokedAt),
  ];
  return parts.filter((part) => part !== '').join(', ');
};

/** The revocation list that was made. */
export const listWords = (revoked: number): string =>
  `The revocation list has ${counted(revoked, { one: 'certificate', other: 'certificates' })}.`;

export const signTexts = {
  sign: 'Sign a request',
  signWith: (subject: string): string => `Sign a request: ${subject}`,
  title: (subject: string): string => `Sign as ${subject}`,
  open: 'Open the request',
  openHelp: 'A file that `roletap anywhere request` or this window made has the YubiKey’s proof in it.',
  drop: 'Drop the request here, or',
  choose: 'Choose request…',
  file: 'Request file',
  paste: 'Or paste it',
  take: 'Open request',
  rules: 'Sign only if the YubiKey proves that',
  origin: 'the key was made on it',
  pin: 'the key asks for the PIN',
  touch: 'the key requires a touch',
  days: 'Valid for days',
  signIt: 'Sign certificate',
  signed: (certificate: SignedView): string => anywhereSaid.signed(certificate.subject, certificate.serialNumber, certificate.until),
  saveCertificate: 'Save certificate…',
  copyCertificate: 'Copy certificate',
  register: 'Signed on this computer',
  none: 'You haven’t signed any certificates yet.',
  revoke: 'Revoke…',
  revokeOf: (subject: string): string => `Revoke… ${subject}`,
  askRevoke: (subject: string): string => `Revoke the certificate for ${subject}?`,
  revokeHelp: 'This can’t be undone. The CA’s YubiKey signs a new revocation list, and AWS refuses the certificate once it has the list.',
  revokeIt: 'Revoke certificate',
  makeList: 'Make revocation list',
  listHelp: 'AWS refuses revoked certificates once it has the list.',
  giveIt: 'Give it to AWS',
  importWith: 'Import with',
  chooseProfile: 'Choose a profile',
  importIt: 'Import into AWS',
  saveList: 'Save revocation list…',
  copyList: 'Copy revocation list',
} as const;
