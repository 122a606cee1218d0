import type { CertificateTold } from '../../contract/certificates/pages.ts';
import type { NewKeyAlgorithm, RequestView, SetupView, UnprovedWhy } from '../../contract/certificates/piv.ts';
import { date, theKey } from '../grammar.ts';
import { anywhereSaid } from './anywhere.ts';
import { algorithmWords, pivSaid } from './piv.ts';

/** What the window says while a key pair is made on a YubiKey and gets its certificate. */

/** A choice of the kind of key. */
export const algorithmChoice = (algorithm: NewKeyAlgorithm): string =>
  algorithm === 'p256' ? 'P-256 (recommended)' : algorithmWords(algorithm);

const unproved: Readonly<Record<UnprovedWhy, string>> = {
  absent: 'There is no attestation.',
  malformed: 'The attestation can’t be read.',
  foreign: 'The attestation doesn’t lead to Yubico.',
  'other-key': 'The attestation is about another key.',
  'other-slot': 'The attestation is about another slot.',
};
/** What a YubiKey's attestation proves of its key: a title, and the rest. */
export const proofWords = (proof: RequestView['proof']): { readonly title: string; readonly text: string } => ({
  title: 'proved' in proof ? 'This key can’t leave the YubiKey' : 'Not proved to be on a YubiKey',
  text: 'proved' in proof ? anywhereSaid.proof(proof) : unproved[proof.why],
});

const next: Readonly<Record<SetupView['waitsFor'], string>> = {
  key: 'No key yet',
  request: 'The request isn’t made yet',
  certificate: 'Waiting for its certificate',
  role: 'Waiting for AWS’s side',
};
/** How far a setup is that has not come to its end. */
export const setupWaits = ({ waitsFor, slot, serial, startedAt }: SetupView): string =>
  `${next[waitsFor]}. Slot ${slot} of ${theKey(serial)}, begun ${date(startedAt)}.`;

/** What was done last. */
export const certificateToldWords = (told: CertificateTold): string => {
  if (told.kind === 'undone') return anywhereSaid.undone(told.slot, told.left);
  if (told.kind === 'unblocked') return pivSaid.unblocked(pivSaid.title(told));
  const { certificate, slot, replaced } = told;
  const stored = anywhereSaid.imported(certificate.subject, slot, certificate.until);
  return replaced === undefined ? stored : `${stored} ${anywhereSaid.replaced(replaced)}`;
};

/** Before what was begun is taken back: what goes, and what stays. */
export const undoQuestion = ({
  subject,
  waitsFor,
  keepsKey,
}: SetupView): { readonly title: string; readonly help: string; readonly button: string } => {
  if (keepsKey !== true) return { title: `Remove the key for ${subject}?`, help: setUpTexts.undoHelp, button: 'Remove key' };
  const help = 'The key and its certificate stay on the YubiKey.';
  if (waitsFor === 'certificate') return { title: `Discard the request for ${subject}?`, help, button: 'Discard request' };
  return { title: `Undo the role for ${subject}?`, help: `${help} What Roletap made for the role in AWS is removed.`, button: 'Undo' };
};

export const setUpTexts = {
  start: 'Set up a certificate',
  startOn: (key: string): string => `Set up a certificate on ${key}`,
  startAuthority: 'Set up a CA',
  startAuthorityOn: (key: string): string => `Set up a CA on ${key}`,
  about: 'The key pair is made on the YubiKey and stays there.',
  aboutAuthority: 'This key signs certificates for others. Use a YubiKey that does nothing else.',
  key: 'YubiKey',
  existing: 'Certificates on this YubiKey can already open roles. Use one of them, or make a new key below:',
  subject: 'Subject',
  subjectHelp: 'Who you are to AWS, such as CN=jane. The trust policy names it.',
  authorityHelp: 'What the CA is called, such as CN=Example CA.',
  slot: 'Slot',
  slotHelp: 'Other programs leave retired slots alone. They sign you in with 9a, sign mail with 9c and decrypt with 9d.',
  retired: 'Retired slots',
  inUse: 'Slots that other programs use',
  gone: 'Insert this YubiKey again to choose a slot.',
  full: 'Every slot holds something. Insert another YubiKey, or free a slot.',
  kind: 'Kind of key',
  slow: 'An RSA key can take minutes.',
  touch: 'Touch',
  pin: 'Asks for the PIN',
  factoryPin: 'This YubiKey still has the factory PIN. You choose yours first, and that can’t be undone.',
  factoryManagement:
    'The factory management key, with which anyone can overwrite the slots, becomes a random one under your PIN. That can’t be undone.',
  make: 'Make key',
  makeAuthority: 'Make CA',
  continue: 'Continue',
  continueOf: (subject: string): string => `Continue: ${subject}`,
  undo: 'Undo',
  undoOf: (subject: string): string => `Undo: ${subject}`,
  store: 'Store certificate…',
  storeOf: (subject: string): string => `Store certificate… ${subject}`,
  storeOn: (key: string): string => `Store certificate… on ${key}`,
  request: 'Show request',
  requestOf: (subject: string): string => `Show request: ${subject}`,
  dropHere: 'When a certificate comes, you can also drop its file on this page.',
  undoHelp:
    'The certificate and, from firmware 5.7 on, the key that it made leave the YubiKey and can’t be restored. PIN and management key stay as they are.',
  stop: 'Stop',
  back: 'Back to certificates',
  unfinished: 'Not finished',
  requestFirst: 'Request a certificate',
  requestFirstFor: (slot: string): string => `Request a certificate for slot ${slot}`,
  requestFirstHelp: 'The key in this slot stays as it is, and gets a certificate.',
  renewHelp: 'The same key gets a new certificate. The old one stays valid until it ends.',
  renewSource: 'Ask AWS with',
  renew: 'Renew',
  renewOf: (subject: string): string => `Renew ${subject}`,
} as const;

export const requestTexts = {
  title: (subject: string): string => `A certificate for ${subject}`,
  send: '1. Send the request',
  sendHelp: 'Give it to whoever signs certificates for AWS at your organization.',
  sendProof: 'The YubiKey’s proof is in it.',
  save: 'Save request…',
  copy: 'Copy request',
  store: '2. Store the certificate',
  storeHelp:
    'PEM or DER. Add the CA certificates that came with it, in any order. You can close this window: the request waits under Certificates until then.',
  drop: 'Drop the files here, or',
  choose: 'Choose files…',
  file: 'Certificate file',
  paste: 'Or paste it',
  storeIt: 'Store certificate',
  tooLarge: 'That’s too large for a certificate.',
  unreadable: 'That file can’t be read.',
  authorityTitle: (subject: string): string => `${subject} is ready`,
  authorityHelp: 'Give its certificate to AWS as the source of a trust anchor in IAM Roles Anywhere.',
  saveCertificate: 'Save certificate…',
  copyCertificate: 'Copy certificate',
} as const;

/** On the sheet that asks for a new PIN, or for the management key. */
export const newPinTexts = {
  newPin: 'New PIN',
  again: 'Repeat PIN',
  differ: 'The PINs don’t match. Repeat the new one.',
  length: 'A PIN has 6 to 8 digits or letters, without accents.',
  pukLength: 'A PUK has 6 to 8 digits or letters, without accents.',
  managementKeyLength: 'A management key has 32, 48 or 64 hexadecimal digits.',
  help: '6 to 8 characters. If you forget it, only the PUK can reset it.',
  set: 'Set PIN',
  managementKey: 'Management key (hexadecimal)',
} as const;
