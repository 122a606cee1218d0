import type { PivProblem } from '../../../contract/problems/piv.ts';
import { TheKey, theKey } from '../grammar.ts';
import { Again, again, type WordsFor } from './table.ts';

/** How many tries are left before the PIN is blocked. */
const triesLeft = (left: number): string => (left === 1 ? 'Nur 1 Versuch bleibt' : `${left} Versuche bleiben`);

export const pivProblems: WordsFor<PivProblem['code']> = {
  'security-key': ({ serial }) => ({
    title: 'Das ist ein Security Key',
    happened: `${TheKey(serial)} speichert nur FIDO-Anmeldedaten. Für OATH-Konten und Zertifikate hat er keinen Platz.`,
    advice: 'Für AWS-Codes und Zertifikate einen YubiKey der Serie 4 oder 5 verwenden.',
  }),
  'piv-missing': ({ serial }) => ({
    title: 'PIV fehlt auf dem YubiKey',
    happened: `Die PIV-Anwendung auf ${theKey(serial, 'dem')} fehlt oder ist deaktiviert. In ihr liegen die Zertifikate.`,
    advice: 'Aktivieren: `ykman config usb --enable PIV`. Danach den YubiKey abziehen und wieder einstecken.',
  }),
  'pin-needed': ({ serial }) => ({
    title: 'Der YubiKey braucht seine PIN',
    happened: `Der Schlüssel auf ${theKey(serial, 'dem')} signiert erst nach Eingabe der PIV-PIN.`,
    advice: 'Die PIN eingeben, wenn danach gefragt wird.',
  }),
  'pin-wrong': ({ serial, left }, where) => ({
    title: 'Falsche PIN',
    happened: `${TheKey(serial)} hat sie nicht akzeptiert. ${triesLeft(left)}, bevor die PIN gesperrt wird.`,
    advice: `${Again(where)}, aber nur bei sicherer PIN. Gefragt ist die PIV-PIN, nicht das OATH-Passwort oder die FIDO-PIN.`,
  }),
  'pin-last-try': ({ serial }, where) => ({
    title: 'Nur ein PIN-Versuch bleibt',
    happened: `Eine weitere falsche PIN sperrt die Zertifikate auf ${theKey(serial, 'dem')}. Die eingegebene PIN wurde nicht gesendet.`,
    advice:
      where === 'terminal'
        ? 'Ist die PIN sicher richtig, sie bei der nächsten Frage erneut eingeben.'
        : `Ist die PIN sicher richtig, sie bestätigen und ${again(where)}.`,
  }),
  'pin-blocked': ({ serial }) => ({
    title: 'Die PIN ist gesperrt',
    happened: `Die PIV-PIN auf ${theKey(serial, 'dem')} wurde zu oft falsch eingegeben. Die Zertifikate sind noch da.`,
    advice:
      'Mit der PUK entsperren: `ykman piv access unblock-pin`. Ist auch die PUK gesperrt, muss PIV zurückgesetzt werden, was die Schlüssel löscht.',
  }),
  'pin-malformed': ({ what }) => ({
    title: what === 'pin' ? 'Eine PIN hat 6–8 Zeichen' : 'Eine PUK hat 6–8 Zeichen',
    happened: `Das ist keine ${what === 'pin' ? 'PIN' : 'PUK'}, die ein YubiKey annimmt. Sie wurde nicht gesendet und hat keinen Versuch gekostet.`,
    advice: '6 bis 8 Ziffern oder Buchstaben ohne Akzente eingeben.',
  }),
  'pin-unsure': ({ serial }, where) => ({
    title: 'Der YubiKey wurde unterbrochen',
    happened: `Die Verbindung brach ab, während ${theKey(serial)} die PIN prüfte. Roletap hat die PIN kein zweites Mal gesendet.`,
    advice: `Mit \`ykman piv info\` prüfen, wie viele Versuche bleiben, dann ${again(where)}.`,
  }),
  'slot-empty': ({ serial, slot }) => ({
    title: `Kein Schlüssel in Slot ${slot}`,
    happened: `${TheKey(serial)} hat keinen privaten Schlüssel im PIV-Slot ${slot}.`,
    advice: 'Zeigen, welche Slots einen Schlüssel enthalten: `ykman piv info`.',
  }),
  'slot-key-other': ({ serial, slot }) => ({
    title: `Anderer Schlüssel in Slot ${slot}`,
    happened: `Der Schlüssel im PIV-Slot ${slot} auf ${theKey(serial, 'dem')} gehört nicht zu diesem Zertifikat. Er wurde ersetzt.`,
    advice: 'Zeigen, was der Slot enthält: `ykman piv info`. Danach ein Zertifikat für den neuen Schlüssel importieren.',
  }),
};
