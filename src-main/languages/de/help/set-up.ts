import type { HelpTable } from './help-table.ts';

const undoOrResume = 'eine unterbrochene Einrichtung fortsetzen oder rückgängig machen';

/** The commands that set things up: access keys, MFA devices and the YubiKeys they are on. */
export const setUpHelp: HelpTable = {
  add: {
    usage: ['add [NAME]'],
    does: 'fügt einen Zugriffsschlüssel hinzu: bei AWS prüfen, im Schlüsselbund aufbewahren, Profil schreiben',
    more: 'ID und Geheimnis eintippen (werden nicht angezeigt) oder je in einer Zeile über die Standardeingabe übergeben.',
    options: {
      '--invite FILE': 'mit der Einladung der Administration beginnen',
      '--csv FILE': 'den Zugriffsschlüssel aus der CSV-Datei der IAM-Konsole lesen',
      '--region REGION': 'die Region des Profils',
      '--passphrase': 'mit einer Passphrase verschlüsseln, wenn es keinen Schlüsselbund gibt',
      '--in-file': 'in der credentials-Datei aufbewahren',
      '--yes': 'das Profil ohne Nachfrage schreiben',
    },
    example: ['add jane --csv ~/Downloads/accessKeys.csv', 'das Profil jane, sein Zugriffsschlüssel im Schlüsselbund'],
  },
  keep: {
    usage: ['keep PROFILE', 'keep PROFILE --undo', 'keep PROFILE --share [--undo]'],
    does: 'verschiebt den Zugriffsschlüssel eines Profils aus den AWS-Dateien in den Schlüsselbund oder zurück',
    options: {
      '--passphrase': 'mit einer Passphrase verschlüsseln, wenn es keinen Schlüsselbund gibt',
      '--share': 'Programmen den Schlüssel selbst geben, ohne MFA; sonst bekommen sie eine MFA-Sitzung',
      '--undo': 'zurückverschieben; mit --share: Programme bekommen wieder eine MFA-Sitzung',
    },
    example: ['keep jane', 'kein Zugriffsschlüssel mehr in einer Datei'],
  },
  unlock: {
    usage: ['unlock'],
    does: 'nimmt die Passphrase für die Zugriffsschlüssel entgegen, einmal pro Anmeldung',
    example: ['unlock', 'fragt danach, ohne sie anzuzeigen'],
  },
  rotate: {
    usage: ['rotate [SOURCE]', 'rotate [SOURCE] --finish', 'rotate [SOURCE] --undo'],
    does: 'ersetzt einen Zugriffsschlüssel mit einer Berührung und deaktiviert den alten',
    options: {
      '--delete-after DAYS': 'wann der alte Schlüssel gelöscht werden kann: 0 bis 90 (Vorgabe: 1); 0 löscht ihn sofort',
      '--drop KEY': 'vorher den zweiten Zugriffsschlüssel des Benutzers löschen',
      '--finish': 'den alten Schlüssel löschen',
      '--undo': 'den alten Schlüssel wieder aktivieren',
    },
    example: ['rotate jane', 'ein neuer Schlüssel für jane, der alte inaktiv'],
  },
  enroll: {
    usage: ['enroll', 'enroll --console', 'enroll --resume ID', 'enroll --undo ID'],
    does: 'richtet einen YubiKey als MFA-Gerät eines IAM-Benutzers ein',
    options: {
      '--source PROFILE': 'das Profil mit dem Zugriffsschlüssel des IAM-Benutzers',
      '--name NAME': 'Name des Geräts (Vorgabe: der Benutzername oder USER-yk-SERIAL)',
      '--no-touch': 'keine Berührung verlangen: Jedes Programm kommt dann an einen Code',
      '--spare [KIND]': 'ein zweiter YubiKey: device (eigenes Gerät, die Vorgabe) oder same-seed (dieselben Codes)',
      '--yes': 'mfa_serial in die Profile schreiben und ein gleichnamiges Konto ersetzen',
      '--console':
        'die AWS-Konsole verwenden, wenn IAM es nicht erlaubt: das Geheimnis eintippen (wird nicht angezeigt) oder über die Standardeingabe übergeben, dann die zwei Codes eingeben',
      '--picture FILE': 'das Geheimnis aus einem Bild des QR-Codes lesen, PNG oder JPEG',
      '--device ARN': 'das Gerät, das AWS erstellt hat, ohne Nachfrage',
      '--resume ID, --undo ID': undoOrResume,
    },
    example: ['enroll --source jane --spare', 'zwei YubiKeys, damit ein Verlust nichts sperrt'],
  },
  import: {
    usage: ['import [ACCOUNT]'],
    does: 'verwendet ein vorhandenes MFA-Gerät: mit einem Code testen und die Profile aktualisieren',
    options: {
      '--secret-stdin':
        'zuerst das Geheimnis auf dem YubiKey speichern: eintippen (wird nicht angezeigt) oder über die Standardeingabe übergeben',
      '--picture FILE': 'dasselbe aus einem Bild des QR-Codes',
      '--no-touch': 'keine Berührung verlangen: Jedes Programm kommt dann an einen Code',
      '--device ARN': 'das Gerät, zu dem es gehört, ohne Nachfrage',
    },
    example: ['import --picture qr.png', 'speichert das Geheimnis aus dem QR-Code auf dem YubiKey'],
  },
  find: {
    usage: ['find'],
    does: 'sucht in IAM nach Rollen, die Ihr IAM-Benutzer annehmen kann',
    options: { '--source PROFILE': 'das Profil mit dem Zugriffsschlüssel des IAM-Benutzers' },
    example: ['find --source jane', 'gefundene Rollen erscheinen danach in `roletap roles`'],
  },
  unfinished: {
    usage: ['unfinished'],
    does: 'listet unterbrochene Einrichtungen und Entfernungen auf und wie es weitergeht',
    example: ['unfinished', 'jede mit dem Befehl, der sie fortsetzt'],
  },
};
