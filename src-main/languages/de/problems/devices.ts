import { either, TheKey } from '../grammar.ts';
import type { Where, WordsFor } from './table.ts';

type DeviceCode =
  | 'iam-denied'
  | 'iam-mfa-needed'
  | 'device-name-taken'
  | 'device-name-bad'
  | 'device-limit'
  | 'device-in-use'
  | 'device-missing'
  | 'device-unclear'
  | 'no-code-device'
  | 'device-codes-refused'
  | 'device-arn-bad'
  | 'user-missing'
  | 'user-changing'
  | 'spare-is-same-key'
  | 'secret-unusable'
  | 'picture-unusable'
  | 'screen-unusable'
  | 'picture-unreadable'
  | 'clipboard-empty'
  | 'journal-unwritable';

const nameTaken = {
  'not-enabled': {
    happened: 'gibt es schon, aber es wurde nie aktiviert. Sein Geheimnis lässt sich nicht mehr abrufen.',
    advice: 'Dieses Gerät löschen und weitermachen oder einen anderen Namen verwenden.',
  },
  enabled: { happened: 'gibt es schon, und es wird verwendet.', advice: 'Einen anderen Namen verwenden. Das Gerät bleibt, wie es ist.' },
  unknown: {
    happened: 'gibt es schon, und es wird vielleicht verwendet. Namen müssen sich in mehr als Groß- und Kleinschreibung unterscheiden.',
    advice:
      'Einen anderen Namen verwenden. Ist das Gerät von einem früheren Versuch übrig, in der IAM-Konsole löschen und erneut versuchen.',
  },
} as const;

const fileReasons: Readonly<Record<string, string>> = {
  ENOENT: 'Die Datei existiert nicht',
  EACCES: 'keine Berechtigung',
  EPERM: 'keine Berechtigung',
  EISDIR: 'Das ist ein Ordner',
  ETIMEDOUT: 'Die Festplatte antwortet nicht',
};

const fromConsole =
  'Das Geheimnis aus der AWS-Konsole verwenden: eigener Benutzer, Sicherheitsanmeldeinformationen, MFA-Gerät zuweisen, Authenticator-App.';

const secretWords = {
  empty: {
    happened: 'Es fehlt ein Geheimnis.',
    advice: 'In der AWS-Konsole „Geheimen Schlüssel anzeigen“ wählen, ihn kopieren und hier einfügen.',
  },
  'not-base32': {
    happened: 'Es enthält andere Zeichen als die Buchstaben A bis Z und die Ziffern 2 bis 7, die AWS verwendet.',
    advice: 'Den geheimen Schlüssel neu kopieren und nichts sonst. Leerzeichen, Kleinbuchstaben und ein `=` am Ende sind in Ordnung.',
  },
  'too-short': {
    happened: 'Es ist viel kürzer als die Geheimnisse von AWS, also fehlt ein Teil.',
    advice: 'Den ganzen geheimen Schlüssel neu kopieren.',
  },
  'too-long': {
    happened: 'Es ist länger, als ein YubiKey speichern kann.',
    advice: 'Nur den geheimen Schlüssel kopieren, ohne den Text darum herum.',
  },
  'not-otpauth': {
    happened: 'Das ist ein Link, aber er beginnt nicht mit `otpauth://totp/`.',
    advice: 'Den geheimen Schlüssel aus der AWS-Konsole kopieren oder ein Bild des QR-Codes verwenden.',
  },
  hotp: {
    happened: 'Es ist für gezählte Codes (HOTP). AWS akzeptiert nur zeitbasierte (TOTP).',
    advice: fromConsole,
  },
  digits: {
    happened: 'Es verlangt eine andere Codelänge. AWS akzeptiert nur 6-stellige Codes.',
    advice: fromConsole,
  },
  algorithm: {
    happened: 'Es verwendet SHA-256 oder SHA-512. AWS akzeptiert nur SHA-1.',
    advice: fromConsole,
  },
  period: {
    happened: 'Es verlangt einen anderen Takt. AWS akzeptiert nur Codes, die alle 30 Sekunden wechseln.',
    advice: fromConsole,
  },
} as const;

const pictureWords = {
  'no-code': {
    happened: 'Das Bild enthält keinen QR-Code.',
    advice: 'Den QR-Code in der AWS-Konsole anzeigen und ein Bildschirmfoto davon machen oder den geheimen Schlüssel einfügen.',
  },
  'several-codes': {
    happened: 'Das Bild enthält mehr als einen QR-Code.',
    advice: 'Das Bild auf den QR-Code von AWS zuschneiden.',
  },
  'not-a-picture': {
    happened: 'Das ist kein lesbares PNG oder JPEG.',
    advice: 'Ein PNG oder JPEG verwenden oder den geheimen Schlüssel einfügen.',
  },
  'too-large': {
    happened: 'Das Bild hat zu viele Pixel.',
    advice: 'Das Bild auf den QR-Code von AWS zuschneiden.',
  },
  'not-otpauth': {
    happened: 'Der QR-Code ist nicht für eine Authenticator-App.',
    advice: 'In der AWS-Konsole „Authenticator-App“ wählen und ein Bild dieses QR-Codes verwenden.',
  },
} as const;

const screenWords = {
  'no-code': {
    happened: 'Auf dem Bildschirm ist kein QR-Code oder ein anderes Fenster verdeckt ihn.',
    advice: 'Den QR-Code in der AWS-Konsole anzeigen, dieses Fenster beiseiteschieben und erneut scannen.',
  },
  'several-codes': {
    happened: 'Auf dem Bildschirm ist mehr als ein QR-Code für eine Authenticator-App.',
    advice: 'Die anderen schließen, sodass nur der von AWS zu sehen ist, dann erneut scannen.',
  },
  'not-otpauth': {
    happened: 'Der QR-Code auf dem Bildschirm ist nicht für eine Authenticator-App.',
    advice: 'In der AWS-Konsole „Authenticator-App“ wählen, den QR-Code anzeigen und erneut scannen.',
  },
  refused: {
    happened: 'Das System lässt Roletap den Bildschirm nicht sehen.',
    advice: 'Roletap in den Datenschutzeinstellungen des Systems die Bildschirmaufnahme erlauben oder den geheimen Schlüssel einfügen.',
  },
  unavailable: {
    happened: 'Auf diesem System kann Roletap den Bildschirm nicht sehen.',
    advice: 'Den geheimen Schlüssel einfügen oder ein Bild des QR-Codes verwenden.',
  },
} as const;

/** Where AWS adds a device for who is signed in there. */
const onConsole = (where: Where): string =>
  `in der IAM-Konsole hinzufügen${where === 'terminal' ? ', zusammen mit `roletap enroll --console`' : ''}: eigener Benutzer, Sicherheitsanmeldeinformationen, MFA-Gerät zuweisen, Authenticator-App`;

/** What can go wrong while devices are made, repaired and removed. */
export const deviceProblems: WordsFor<DeviceCode> = {
  'iam-denied': ({ action, resource, explicit }, where) => ({
    title: 'Dafür fehlt die Berechtigung',
    happened: explicit
      ? `Eine Richtlinie verweigert ${action} auf ${resource} ausdrücklich. Solche Richtlinien erlauben es oft nach einer Anmeldung mit MFA.`
      : `AWS hat ${action} auf ${resource} verweigert: Keine Richtlinie erlaubt es.`,
    advice: explicit
      ? `Gibt es ein MFA-Gerät, dessen Sitzung verwenden. Sonst ${where === 'terminal' ? 'die Richtlinie unten an die AWS-Administration schicken und um' : 'die Richtlinie kopieren und die AWS-Administration um'} eine Ausnahme bitten.`
      : where === 'terminal'
        ? 'Die Richtlinie unten an die AWS-Administration schicken.'
        : 'Die Richtlinie kopieren, die alles Nötige enthält, und an die AWS-Administration schicken.',
  }),
  'iam-mfa-needed': ({ action, devices = [] }, where) => ({
    title: 'AWS verlangt zuerst MFA',
    happened: `Wer ein MFA-Gerät hat, braucht für ${action} eine MFA-Sitzung.${
      devices.length === 0 ? '' : ` Kein angeschlossener YubiKey hat die Codes für ${either(devices)}.`
    }`,
    advice:
      devices.length === 0
        ? 'Bei der Frage ein vorhandenes Gerät verwenden. Funktioniert keines mehr, die AWS-Administration bitten, es zu entfernen.'
        : `Den YubiKey mit den Codes einstecken und erneut versuchen. Sind sie in einer Handy-App, den YubiKey ${onConsole(where)}. Sind sie verloren, das Gerät von der AWS-Administration entfernen lassen.`,
  }),
  'device-name-taken': ({ deviceName, state }) => ({
    title: 'Dieser Gerätename ist vergeben',
    happened: `Ein Gerät namens „${deviceName}“ ${nameTaken[state].happened}`,
    advice: nameTaken[state].advice,
  }),
  'device-name-bad': ({ deviceName }) => ({
    title: 'Dieser Gerätename ist nicht möglich',
    happened: `AWS akzeptiert „${deviceName}“ nicht als Gerätenamen.`,
    advice: 'Erlaubt sind bis zu 226 Buchstaben ohne Umlaute und Akzente, Ziffern und + = , . @ _ -.',
  }),
  'device-limit': ({ limit }) => ({
    title: 'Keine weiteren MFA-Geräte erlaubt',
    happened: `AWS erlaubt ${limit} MFA-Geräte pro Benutzer, und so viele hat dieser schon.`,
    advice: 'Ein nicht mehr verwendetes Gerät entfernen, dann erneut versuchen.',
  }),
  'device-in-use': ({ device }) => ({
    title: 'Das Gerät wird verwendet',
    happened: `${device} ist einem Benutzer zugewiesen und lässt sich nicht noch einmal zuweisen oder löschen.`,
    advice: 'Ist es Ihres, funktioniert es vielleicht schon: die MFA-Geräte prüfen. Sonst einen anderen Namen verwenden.',
  }),
  'device-missing': ({ device }) => ({
    title: 'Das Gerät existiert nicht',
    happened: `AWS kennt ${device} nicht oder es ist diesem Benutzer nicht zugewiesen.`,
    advice: 'Die MFA-Geräte aktualisieren. Ein übrig gebliebenes OATH-Konto lässt sich dort aufräumen.',
  }),
  'device-unclear': ({ device, choices }) => ({
    title: 'Mehrere Geräte passen',
    happened: `„${device}“ könnte ${either(choices)} sein.`,
    advice: 'Den vollen Namen eingeben.',
  }),
  'no-code-device': ({ user, has }, where) => ({
    title: 'Kein MFA-Gerät mit Codes',
    happened: `${
      has === 'none'
        ? `${user} hat kein MFA-Gerät in AWS.`
        : has === 'passkey'
          ? `${user} hat nur einen Passkey oder Sicherheitsschlüssel, der keine Codes erzeugt.`
          : `${user} hat nur einen Hardware-Token, der kein YubiKey ist.`
    } Außerhalb der Konsole akzeptiert AWS nur Codes.`,
    // Beside a device that makes no codes AWS lets nobody add one from outside.
    advice:
      has === 'none'
        ? `${where === 'terminal' ? '`roletap enroll` ausführen' : '„YubiKey einrichten…“ wählen'} oder eines ${onConsole('tray')}.`
        : `Ein virtuelles MFA-Gerät ${onConsole(where)}.`,
  }),
  'device-codes-refused': ({ device }) => ({
    title: 'AWS hat beide Codes abgelehnt',
    happened: `${device} braucht zwei Codes nacheinander, beide neuer als alle, die AWS schon akzeptiert hat.`,
    advice: 'Mit den nächsten zwei Codes erneut versuchen. Lehnt AWS auch die ab, haben YubiKey und AWS verschiedene Geheimnisse.',
  }),
  'device-arn-bad': ({ device }) => ({
    title: 'Das ist kein MFA-Gerät',
    happened: `„${device}“ ist nicht die ARN eines virtuellen MFA-Geräts.`,
    advice: 'Den „Bezeichner“ aus der AWS-Konsole kopieren. Er sieht so aus: `arn:aws:iam::111122223333:mfa/jane`.',
  }),
  'user-missing': ({ user }) => ({
    title: 'AWS kennt diesen Benutzer nicht',
    happened: `In diesem Konto gibt es keinen IAM-Benutzer „${user}“. Vielleicht wurde er umbenannt oder gelöscht.`,
    advice: 'Prüfen, wessen Zugriffsschlüssel das Profil hat: `aws sts get-caller-identity`.',
  }),
  'user-changing': ({ user }) => ({
    title: 'AWS ändert diesen Benutzer gerade',
    happened: `Eine Änderung an „${user}“ läuft noch, also nimmt AWS keine weitere an.`,
    advice: 'Eine Minute warten, dann erneut versuchen.',
  }),
  'spare-is-same-key': ({ serial }) => ({
    title: 'Das ist derselbe YubiKey',
    happened: `${TheKey(serial)} hat dieses OATH-Konto schon. Ein Ersatz ist ein zweiter, der woanders aufbewahrt wird.`,
    advice: 'Den zweiten YubiKey einstecken oder ohne Ersatz weitermachen und ihn später hinzufügen.',
  }),
  'secret-unusable': ({ why }) => ({ title: 'Dieses Geheimnis ist unbrauchbar', ...secretWords[why] }),
  'picture-unusable': ({ why }) => ({ title: 'Kein brauchbarer QR-Code', ...pictureWords[why] }),
  'screen-unusable': ({ why }) => ({ title: 'Kein QR-Code gescannt', ...screenWords[why] }),
  'picture-unreadable': ({ file, errno }) => ({
    title: 'Dieses Bild ist nicht lesbar',
    happened: `${file}: ${fileReasons[errno] ?? errno}.`,
    advice: 'Den Pfad prüfen oder den geheimen Schlüssel verwenden: in der AWS-Konsole „Geheimen Schlüssel anzeigen“ wählen.',
  }),
  'clipboard-empty': () => ({
    title: 'Nichts einzufügen',
    happened: 'In der Zwischenablage ist weder Text noch ein Bild.',
    advice: 'In der AWS-Konsole den geheimen Schlüssel oder den QR-Code kopieren, dann erneut einfügen.',
  }),
  'journal-unwritable': ({ file, errno }) => ({
    title: 'Der Fortschritt lässt sich nicht speichern',
    happened: `${file} ist nicht beschreibbar (${errno}), deshalb hat Roletap angehalten, bevor sich in AWS oder auf dem YubiKey noch etwas änderte.`,
    advice: 'Freien Speicherplatz und Berechtigungen dieses Ordners prüfen, dann erneut versuchen.',
  }),
};
