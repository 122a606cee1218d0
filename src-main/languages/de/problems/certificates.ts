import type { CertificateProblem, CertificateRefusal } from '../../../contract/problems/certificates.ts';
import { date, theKey } from '../grammar.ts';
import type { WordsFor } from './table.ts';

type Facts<C extends CertificateProblem['code']> = Extract<CertificateProblem, { readonly code: C }>;
type RequestFlaw = Facts<'request-unusable'>['why'];
type Unproved = Facts<'attestation-refused'>['why'];

/** Behind a file's name. */
const requestFlaws: Readonly<Record<RequestFlaw, (count: number) => string>> = {
  unreadable: () => 'enthält keinen Zertifikatsantrag',
  unsigned: () => 'enthält einen Antrag, der nicht mit seinem eigenen Schlüssel signiert ist',
  key: () => 'nennt einen Schlüssel, den AWS nicht annimmt',
  subject: () => 'nennt einen Namen (Subject), der leer oder zu lang ist oder unsichtbare Zeichen enthält',
  many: (count) => `enthält ${count} Anträge, und signiert wird immer nur einer`,
};

/** The kinds of key that a YubiKey makes and AWS takes. */
const goodKeys = 'mit einem Schlüssel für P-256, P-384 oder RSA mit 2048, 3072 oder 4096 Bit';
const requestAdvice = (why: RequestFlaw, inTerminal: boolean): string => {
  if (why === 'many') return 'Den gemeinten in einer eigenen Datei speichern.';
  if (why === 'key')
    return inTerminal
      ? `Einen ${goodKeys} erstellen: \`roletap anywhere setup --subject CN=jane --request jane.csr\`.`
      : `Bei der Person, die ihn geschickt hat, einen ${goodKeys} anfordern.`;
  return inTerminal
    ? 'Einen neuen erstellen: `roletap anywhere request --subject CN=jane`.'
    : 'Bei der Person, die ihn geschickt hat, einen neuen anfordern.';
};

/** Behind the certificate; `where` is a place on the key. */
const refusals: Readonly<Record<CertificateRefusal, (where: string, at?: number) => string>> = {
  unreadable: () => 'ist nicht lesbar',
  attestation: () => 'beweist nur, wo sein Schlüssel entstand, und öffnet nichts',
  key: (where) => `gehört nicht zum Schlüssel ${where}`,
  expired: (_, at = 0) => `ist am ${date(at)} abgelaufen`,
  'not-yet': (_, at = 0) => `gilt erst ab ${date(at)}`,
  ca: () => 'gehört einer Zertifizierungsstelle',
  usage: () => 'ist nicht für digitale Signaturen bestimmt',
  hash: () => 'ist mit SHA-1 oder älter signiert',
  chain: () => 'kam mit einem Zertifikat, das es nicht ausgestellt hat',
  'too-long': () => 'ist zu lang für den YubiKey',
};

const issueAgain = 'Bei der Administration ein neues anfordern. AWS würde dieses ablehnen.';
const refusalAdvice = (inTerminal: boolean): Readonly<Record<CertificateRefusal, string>> => ({
  unreadable: `Die Datei ${inTerminal ? 'angeben' : 'wählen'}, die auf den Antrag hin kam: PEM, DER oder PKCS#7.`,
  attestation: `Das ist der Antrag. Ihn an die Stelle schicken, die Zertifikate signiert, und die Datei ${inTerminal ? 'angeben' : 'wählen'}, die zurückkommt.`,
  key: inTerminal
    ? 'Den YubiKey einstecken, der den Antrag erstellt hat, oder einen neuen Antrag erstellen: `roletap anywhere request --subject CN=jane`.'
    : 'Den YubiKey einstecken, der den Antrag erstellt hat. Wenn sein Slot inzwischen einen anderen Schlüssel enthält, einen neuen Antrag senden.',
  expired: 'Bei der Administration ein neues anfordern oder die Uhr dieses Computers prüfen.',
  'not-yet': 'Bis dahin warten oder die Uhr dieses Computers prüfen.',
  ca: issueAgain,
  usage: issueAgain,
  hash: issueAgain,
  chain: 'Nur die Zertifikate der CAs hinzufügen, die es ausgestellt haben, oder sie weglassen.',
  'too-long': issueAgain,
});

const unproved: Readonly<Record<Unproved, string>> = {
  absent: 'Der Antrag enthält keine Attestierung, also kann der Schlüssel überall entstanden sein.',
  malformed: 'Die Attestierung im Antrag ist nicht lesbar.',
  foreign: 'Die Attestierung führt nicht zu Yubico, oder das eigene Zertifikat des YubiKeys wurde ersetzt.',
  'other-key': 'Die Attestierung betrifft einen anderen Schlüssel als der Antrag.',
  'other-slot': 'Die Attestierung betrifft einen anderen Slot.',
  pin: 'Der Schlüssel signiert ohne PIN.',
  touch: 'Der Schlüssel signiert ohne Berührung.',
};

export const certificateProblems: WordsFor<CertificateProblem['code']> = {
  'subject-malformed': ({ part }) => ({
    title: 'Dieser Name geht nicht',
    happened: part === '' ? 'Ein Zertifikat braucht einen Namen (Subject).' : `„${part}“ ist kein Teil eines Namens (Subject).`,
    advice: 'So schreiben: `CN=jane,O=Example`. Jeder Teil hat 1 bis 64 Zeichen.',
  }),
  'request-unusable': ({ file, why, count = 0 }, where) => ({
    title: 'Der Antrag ist unbrauchbar',
    happened: `„${file}“ ${requestFlaws[why](count)}.`,
    advice: requestAdvice(why, where === 'terminal'),
  }),
  'certificate-not-stored': ({ serial, slot, subject, why, at }, where) => ({
    title: 'Das Zertifikat wurde nicht gespeichert',
    happened: `${subject === undefined ? 'Es' : `Das Zertifikat für ${subject}`} ${refusals[why](slot === undefined ? `auf ${theKey(serial, 'dem')}` : `im Slot ${slot}`, at)}.`,
    advice: refusalAdvice(where === 'terminal')[why],
  }),
  'attestation-refused': ({ why }, where) => ({
    title: 'Die Herkunft ist nicht bewiesen',
    happened: unproved[why],
    advice: `Nur Anträge signieren, deren Schlüssel auf einem bekannten YubiKey entstand. Trotzdem signieren: ${
      where === 'terminal' ? '`--unproved`' : 'die verletzte Regel abschalten'
    }.`,
  }),
  'authority-missing': ({ serial, slot, expired }, where) => ({
    title: expired === undefined ? `Keine Zertifizierungsstelle in Slot ${slot}` : 'Zertifikat der CA abgelaufen',
    happened:
      expired === undefined
        ? `Im PIV-Slot ${slot} auf ${theKey(serial, 'dem')} liegt kein Zertifikat, das andere signieren darf.`
        : `Das Zertifikat im PIV-Slot ${slot} auf ${theKey(serial, 'dem')} endete am ${date(expired)}, und was es signiert, öffnet nichts.`,
    advice: `Eine einrichten: ${
      where === 'terminal' ? '`roletap anywhere setup --authority --subject CN=Example`' : '„CA einrichten“ auf der Seite der Zertifikate'
    }.`,
  }),
  'signed-unknown': ({ number }) => ({
    title: 'Dieses Zertifikat gibt es nicht',
    happened: `Hier wurde kein Zertifikat mit der Seriennummer ${number} signiert.`,
    advice: 'Die signierten zeigen: `roletap anywhere sign --list`.',
  }),
  'setup-unknown': ({ id }, where) => ({
    title: 'Diese Einrichtung gibt es nicht',
    happened: `Es gibt keine unfertige Einrichtung ${id}.`,
    advice:
      where === 'terminal'
        ? 'Alle zeigen: `roletap unfinished`.'
        : 'Was sich fortsetzen lässt, steht in der Liste unter „Nicht abgeschlossen“.',
  }),
};
