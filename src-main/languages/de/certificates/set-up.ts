import type { CertificateTold } from '../../../contract/certificates/pages.ts';
import type { NewKeyAlgorithm, RequestView, SetupView, UnprovedWhy } from '../../../contract/certificates/piv.ts';
import { date, theKey } from '../grammar.ts';
import { anywhereSaid } from './anywhere.ts';
import { algorithmWords, pivSaid } from './piv.ts';

/** What the window says while a key pair is made on a YubiKey and gets its certificate. */

export const algorithmChoice = (algorithm: NewKeyAlgorithm): string =>
  algorithm === 'p256' ? 'P-256 (empfohlen)' : algorithmWords(algorithm);

const unproved: Readonly<Record<UnprovedWhy, string>> = {
  absent: 'Es gibt keine Attestierung.',
  malformed: 'Die Attestierung ist nicht lesbar.',
  foreign: 'Die Attestierung führt nicht zu Yubico.',
  'other-key': 'Die Attestierung betrifft einen anderen Schlüssel.',
  'other-slot': 'Die Attestierung betrifft einen anderen Slot.',
};
export const proofWords = (proof: RequestView['proof']): { readonly title: string; readonly text: string } => ({
  title: 'proved' in proof ? 'Dieser Schlüssel kann den YubiKey nicht verlassen' : 'Nicht bewiesen, dass er auf einem YubiKey ist',
  text: 'proved' in proof ? anywhereSaid.proof(proof) : unproved[proof.why],
});

const next: Readonly<Record<SetupView['waitsFor'], string>> = {
  key: 'Noch kein Schlüssel',
  request: 'Der Antrag fehlt noch',
  certificate: 'Wartet auf sein Zertifikat',
  role: 'Wartet auf die Seite von AWS',
};
export const setupWaits = ({ waitsFor, slot, serial, startedAt }: SetupView): string =>
  `${next[waitsFor]}. Slot ${slot} auf ${theKey(serial, 'dem')}, begonnen am ${date(startedAt)}.`;

export const certificateToldWords = (told: CertificateTold): string => {
  if (told.kind === 'undone') return anywhereSaid.undone(told.slot, told.left);
  if (told.kind === 'unblocked') return pivSaid.unblocked(pivSaid.title(told));
  const { certificate, slot, replaced } = told;
  const stored = anywhereSaid.imported(certificate.subject, slot, certificate.until);
  return replaced === undefined ? stored : `${stored} ${anywhereSaid.replaced(replaced)}`;
};

export const undoQuestion = ({
  subject,
  waitsFor,
  keepsKey,
}: SetupView): { readonly title: string; readonly help: string; readonly button: string } => {
  if (keepsKey !== true) return { title: `Schlüssel für ${subject} entfernen?`, help: setUpTexts.undoHelp, button: 'Schlüssel entfernen' };
  const help = 'Schlüssel und Zertifikat bleiben auf dem YubiKey.';
  if (waitsFor === 'certificate') return { title: `Antrag für ${subject} verwerfen?`, help, button: 'Antrag verwerfen' };
  return {
    title: `Rolle für ${subject} rückgängig machen?`,
    help: `${help} Was Roletap dafür in AWS angelegt hat, wird gelöscht.`,
    button: 'Rückgängig',
  };
};

export const setUpTexts = {
  start: 'Zertifikat einrichten',
  startOn: (key: string): string => `Zertifikat einrichten auf ${key}`,
  startAuthority: 'CA einrichten',
  startAuthorityOn: (key: string): string => `CA einrichten auf ${key}`,
  about: 'Das Schlüsselpaar entsteht auf dem YubiKey und bleibt dort.',
  aboutAuthority: 'Dieser Schlüssel signiert Zertifikate für andere. Am besten auf einem YubiKey, der nichts anderes tut.',
  key: 'YubiKey',
  existing: 'Zertifikate auf diesem YubiKey können schon Rollen öffnen. Eines davon verwenden, oder unten einen neuen Schlüssel erstellen:',
  subject: 'Subject (Name)',
  subjectHelp: 'Wer Sie für AWS sind, etwa CN=jane. Die Vertrauensrichtlinie nennt ihn.',
  authorityHelp: 'Wie die CA heißt, etwa CN=Example CA.',
  slot: 'Slot',
  slotHelp: 'Retired Slots lassen andere Programme in Ruhe. Mit 9a melden sie an, mit 9c signieren sie Mails, mit 9d entschlüsseln sie.',
  retired: 'Retired Slots',
  inUse: 'Slots, die andere Programme verwenden',
  gone: 'Diesen YubiKey wieder einstecken, um einen Slot zu wählen.',
  full: 'Alle Slots sind belegt. Einen anderen YubiKey einstecken oder einen Slot freigeben.',
  kind: 'Art des Schlüssels',
  slow: 'Ein RSA-Schlüssel kann Minuten dauern.',
  touch: 'Berührung',
  pin: 'Fragt nach der PIN',
  factoryPin: 'Dieser YubiKey hat noch die PIN ab Werk. Sie wählen zuerst Ihre eigene, und das lässt sich nicht rückgängig machen.',
  factoryManagement:
    'Den Management Key ab Werk, mit dem jeder die Slots überschreiben kann, ersetzt ein zufälliger unter Ihrer PIN. Das lässt sich nicht rückgängig machen.',
  make: 'Schlüssel erstellen',
  makeAuthority: 'CA erstellen',
  continue: 'Fortsetzen',
  continueOf: (subject: string): string => `Fortsetzen: ${subject}`,
  undo: 'Rückgängig',
  undoOf: (subject: string): string => `Rückgängig: ${subject}`,
  store: 'Zertifikat speichern …',
  storeOf: (subject: string): string => `Zertifikat speichern … ${subject}`,
  storeOn: (key: string): string => `Zertifikat speichern … auf ${key}`,
  request: 'Antrag zeigen',
  requestOf: (subject: string): string => `Antrag zeigen: ${subject}`,
  dropHere: 'Wenn ein Zertifikat da ist, können Sie seine Datei auch auf diese Seite ziehen.',
  undoHelp:
    'Das Zertifikat und ab Firmware 5.7 auch der Schlüssel, die dabei entstanden, verschwinden vom YubiKey und sind nicht wiederherstellbar. PIN und Management Key bleiben, wie sie sind.',
  stop: 'Abbrechen',
  back: 'Zurück zu den Zertifikaten',
  unfinished: 'Nicht abgeschlossen',
  requestFirst: 'Zertifikat beantragen',
  requestFirstFor: (slot: string): string => `Zertifikat für Slot ${slot} beantragen`,
  requestFirstHelp: 'Der Schlüssel in diesem Slot bleibt, wie er ist, und bekommt ein Zertifikat.',
  renewHelp: 'Derselbe Schlüssel bekommt ein neues Zertifikat. Das alte gilt bis zu seinem Ende.',
  renewSource: 'AWS fragen mit',
  renew: 'Erneuern',
  renewOf: (subject: string): string => `${subject} erneuern`,
} as const;

export const requestTexts = {
  title: (subject: string): string => `Ein Zertifikat für ${subject}`,
  send: '1. Antrag senden',
  sendHelp: 'An die Person geben, die in der Organisation Zertifikate für AWS signiert.',
  sendProof: 'Der Beweis des YubiKeys steht darin.',
  save: 'Antrag speichern …',
  copy: 'Antrag kopieren',
  store: '2. Zertifikat speichern',
  storeHelp:
    'PEM oder DER, dazu die CA-Zertifikate, die mitkamen, in beliebiger Reihenfolge. Dieses Fenster darf geschlossen werden: Der Antrag wartet so lange unter Zertifikate.',
  drop: 'Dateien hierher ziehen oder',
  choose: 'Dateien wählen …',
  file: 'Zertifikatsdatei',
  paste: 'Oder hier einfügen',
  storeIt: 'Zertifikat speichern',
  tooLarge: 'Das ist zu groß für ein Zertifikat.',
  unreadable: 'Diese Datei ist nicht lesbar.',
  authorityTitle: (subject: string): string => `${subject} ist bereit`,
  authorityHelp: 'Dieses Zertifikat in AWS als Quelle eines Vertrauensankers in IAM Roles Anywhere angeben.',
  saveCertificate: 'Zertifikat speichern …',
  copyCertificate: 'Zertifikat kopieren',
} as const;

/** On the sheet that asks for a new PIN, or for the management key. */
export const newPinTexts = {
  newPin: 'Neue PIN',
  again: 'PIN wiederholen',
  differ: 'Die PINs stimmen nicht überein. Die neue noch einmal eingeben.',
  length: 'Eine PIN hat 6 bis 8 Ziffern oder Buchstaben, ohne Umlaute.',
  pukLength: 'Eine PUK hat 6 bis 8 Ziffern oder Buchstaben, ohne Umlaute.',
  managementKeyLength: 'Ein Management Key hat 32, 48 oder 64 hexadezimale Ziffern.',
  help: '6 bis 8 Zeichen. Eine vergessene PIN kann nur die PUK zurücksetzen.',
  set: 'PIN festlegen',
  managementKey: 'Management Key (hexadezimal)',
} as const;
