import type { FirmwareFeature } from '../../../contract/problems/card.ts';
import type { PivProblem } from '../../../contract/problems/piv.ts';
import { TheKey, theKey } from '../grammar.ts';
import { Again, again, type WordsFor } from './table.ts';

/** At the start of a sentence, before "braucht". */
export const firmwareFeatures: Readonly<Record<FirmwareFeature, string>> = {
  touch: 'Das Verlangen einer Berührung',
  sha512: 'Ein OATH-Konto mit SHA-512',
  rename: 'Das Umbenennen eines OATH-Kontos',
  'name-prefix': 'Ein OATH-Konto, mit dessen Namen ein anderer beginnt,',
  'rsa-long': 'RSA mit 3072 oder 4096 Bit',
  'rsa-safe': 'Ein sicherer RSA-Schlüssel',
  p384: 'Ein P-384-Schlüssel',
  'retired-slot': 'Ein Slot für ausgemusterte Schlüssel',
  'touch-cached': 'Eine Berührung, die 15 Sekunden gilt,',
  'touch-always': 'Das Verlangen einer Berührung je Signatur',
  'pin-never': 'Ein Schlüssel ohne PIN',
  'delete-key': 'Das Löschen eines privaten Schlüssels',
  attestation: 'Der Nachweis, wo ein Schlüssel entstand,',
};

type Facts<C extends PivProblem['code']> = Extract<PivProblem, { readonly code: C }>;
type Lies = Facts<'management-key-other'>['lies'];

/** How many tries are left before the PIN is blocked. */
const triesLeft = (left: number): string => (left === 1 ? 'Nur 1 Versuch bleibt' : `${left} Versuche bleiben`);

const managementKeys: Readonly<Record<Exclude<Lies, 'nowhere'>, string>> = {
  factory: 'den Management Key des Werks',
  'under-pin': 'den Management Key, den die PIN schützt,',
  key: 'den eingegebenen Management Key',
};

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
  'pin-needed': ({ serial }, where) => ({
    title: 'Der YubiKey braucht seine PIN',
    happened: `Der Schlüssel auf ${theKey(serial, 'dem')} signiert erst nach Eingabe der PIV-PIN.`,
    advice: where === 'terminal' ? 'In einem Terminal eingeben, oder mit `--pin-stdin`.' : 'Die PIN eingeben, wenn danach gefragt wird.',
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
        ? 'Ist die PIN sicher richtig, sie bei der nächsten Frage erneut eingeben oder `--last-try` zu `--pin-stdin` setzen.'
        : `Ist die PIN sicher richtig, sie bestätigen und ${again(where)}.`,
  }),
  'pin-blocked': ({ serial }, where) => ({
    title: 'Die PIN ist gesperrt',
    happened: `Die PIV-PIN auf ${theKey(serial, 'dem')} wurde zu oft falsch eingegeben. Die Zertifikate sind noch da.`,
    advice: `Mit der PUK eine neue setzen: ${
      where === 'terminal' ? '`roletap piv unblock`' : '„PIN entsperren“ auf der Seite der Zertifikate'
    }. Ist auch die PUK gesperrt, muss PIV zurückgesetzt werden, was die Schlüssel löscht.`,
  }),
  'pin-malformed': ({ what }) => ({
    title: what === 'pin' ? 'Eine PIN hat 6–8 Zeichen' : 'Eine PUK hat 6–8 Zeichen',
    happened: `Das ist keine ${what === 'pin' ? 'PIN' : 'PUK'}, die ein YubiKey annimmt. Sie wurde nicht gesendet und hat keinen Versuch gekostet.`,
    advice: '6 bis 8 Ziffern oder Buchstaben ohne Akzente eingeben.',
  }),
  'pin-unsure': ({ serial }, where) => ({
    title: 'Der YubiKey wurde unterbrochen',
    happened: `Die Verbindung brach ab, während ${theKey(serial)} die PIN prüfte. Roletap hat die PIN kein zweites Mal gesendet.`,
    advice: `${where === 'terminal' ? 'Mit `roletap piv`' : 'Auf der Seite der Zertifikate'} prüfen, wie viele Versuche bleiben, dann ${again(where)}.`,
  }),
  'puk-wrong': ({ serial, left }) => ({
    title: 'Falsche PUK',
    happened: `${TheKey(serial)} hat sie nicht akzeptiert. ${triesLeft(left)}, bevor die PUK gesperrt wird.`,
    advice: 'Nur bei sicherer PUK erneut versuchen. Eine gesperrte PUK lässt sich nicht entsperren.',
  }),
  'puk-blocked': ({ serial, isLocked = false }) => ({
    title: 'Die PUK ist gesperrt',
    happened: isLocked
      ? `Die PIN auf ${theKey(serial, 'dem')} ist gesperrt und auch die PUK, die eine neue setzen könnte.`
      : `Die PUK auf ${theKey(serial, 'dem')} wurde zu oft falsch eingegeben. Die PIN gilt weiter.`,
    advice: isLocked
      ? 'Nur ein Zurücksetzen von PIV hilft: `ykman piv reset`. Es löscht die Schlüssel und Zertifikate in den Slots; MFA-Konten bleiben. Danach ein neues Zertifikat einrichten.'
      : 'Die PIN gut aufbewahren: Ist auch sie gesperrt, muss PIV zurückgesetzt werden, was die Schlüssel löscht.',
  }),
  'puk-needed': ({ serial }, where) => ({
    title: 'Die PUK wird gebraucht',
    happened: `${TheKey(serial)} setzt eine neue PIN nur mit seiner PUK.`,
    advice: where === 'terminal' ? 'In einem Terminal eingeben, oder mit `--puk-stdin`.' : 'Im Fenster eingeben.',
  }),
  'puk-last-try': ({ serial }, where) => ({
    title: 'Nur ein PUK-Versuch bleibt',
    happened: `Die PUK auf ${theKey(serial, 'dem')} war schon falsch. Noch eine falsche sperrt sie für immer, deshalb wurde sie nicht gesendet.`,
    advice: `Zuerst die PUK prüfen. Den letzten Versuch ${where === 'terminal' ? 'verbraucht `--last-try`' : 'bei der Eingabe bestätigen'}.`,
  }),
  'puk-unsure': ({ serial }, where) => ({
    title: 'Der YubiKey wurde unterbrochen',
    happened: `Die Verbindung brach ab, während ${theKey(serial)} die PUK prüfte. Roletap hat die PUK kein zweites Mal gesendet.`,
    advice: `${where === 'terminal' ? 'Mit `roletap piv`' : 'Auf der Seite der Zertifikate'} prüfen, wie viele Versuche bleiben, dann ${again(where)}.`,
  }),
  'pin-factory': ({ serial }, where) => ({
    title: 'Die Werks-PIN ist noch gesetzt',
    happened: `Wer ${theKey(serial, 'den')} findet, kennt die PIN 123456. Ein Zertifikat darauf würde nichts schützen.`,
    advice: `Zuerst eine eigene wählen: ${
      where === 'terminal'
        ? '`roletap piv choose-pin`, in einem Terminal oder mit `--pin-stdin`'
        : '„PIN wählen“ auf der Seite der Zertifikate'
    }.`,
  }),
  'management-key-other': ({ serial, lies }) => ({
    title: 'Der Management Key ist ein anderer',
    happened:
      lies === 'nowhere'
        ? `Der Management Key, den die PIN schützen soll, fehlt auf ${theKey(serial, 'dem')}.`
        : `${TheKey(serial)} hat ${managementKeys[lies]} nicht akzeptiert.`,
    advice: 'Bei der Person nachfragen, die den YubiKey eingerichtet hat, und ihn eingeben, wenn danach gefragt wird.',
  }),
  'management-key-malformed': () => ({
    title: 'Das ist kein Management Key',
    happened: 'Ein Management Key hat 32, 48 oder 64 hexadezimale Ziffern.',
    advice: 'Alle eingeben, ohne Leerzeichen.',
  }),
  'slot-taken': ({ serial, slot, subject }, where) => ({
    title: `Slot ${slot} ist belegt`,
    happened: `Im PIV-Slot ${slot} auf ${theKey(serial, 'dem')} liegt schon ${subject === undefined ? 'ein Schlüssel' : `der Schlüssel für ${subject}`}. Er wurde nicht angetastet.`,
    advice:
      where === 'terminal'
        ? 'Mit `--slot` einen leeren Slot wählen. Zeigen, welche belegt sind: `roletap piv`.'
        : 'Einen leeren Slot wählen.',
  }),
  'slot-empty': ({ serial, slot }, where) => ({
    title: `Kein Schlüssel in Slot ${slot}`,
    happened: `${TheKey(serial)} hat keinen privaten Schlüssel im PIV-Slot ${slot}.`,
    advice: `Zeigen, welche Slots einen Schlüssel enthalten: ${where === 'terminal' ? '`roletap piv`' : '„Zertifikate“ im Menü'}.`,
  }),
  'slot-key-other': ({ serial, slot }, where) => ({
    title: `Anderer Schlüssel in Slot ${slot}`,
    happened: `Der Schlüssel im PIV-Slot ${slot} auf ${theKey(serial, 'dem')} gehört nicht zu diesem Zertifikat. Er wurde ersetzt.`,
    advice: `Zeigen, was der Slot enthält: ${
      where === 'terminal' ? '`roletap piv`' : '„Zertifikate“ im Menü'
    }. Danach ein Zertifikat für den neuen Schlüssel speichern.`,
  }),
};
