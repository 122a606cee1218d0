import { shellWord } from '../../../contract/text.ts';
import { perPlatform } from '../../../words/platform/reader.ts';
import { listed } from '../grammar.ts';
import { flawWords } from './file-flaws.ts';
import { again, reasonOf, type WordsFor } from './table.ts';

type FileCode =
  | 'aws-files-missing'
  | 'roles-missing'
  | 'file-refused'
  | 'file-unreadable'
  | 'file-read-only'
  | 'disk-full'
  | 'folder-missing'
  | 'symlink-broken'
  | 'file-contested'
  | 'line-end-unclear'
  | 'role-unknown'
  | 'role-arn-bad'
  | 'mfa-serial-missing'
  | 'mfa-serial-bad'
  | 'setting-bad'
  | 'endpoint-refused'
  | 'usage'
  | 'clipboard-missing'
  | 'settings-broken'
  | 'state-unwritable'
  | 'internal';

/** What AWS takes for a setting, behind "Erlaubt:". */
const settingWords = {
  role_session_name: '2 bis 64 Buchstaben, Ziffern und _+=,.@-',
  external_id: '2 bis 1224 Buchstaben, Ziffern und _+=,.@:/-',
  duration_seconds: 'eine ganze Zahl von Sekunden, 900 bis 43200',
  region: 'eine Region, etwa eu-central-1',
} as const;

/** What stands where a virtual MFA device is wanted, as a sentence. */
const serialWords = {
  passkey: 'Das ist ein Passkey oder Sicherheitsschlüssel und erzeugt keine Codes',
  user: 'Das ist kein MFA-Gerät',
  hardware: 'Das ist ein Hardware-Token, kein YubiKey',
  'other-account': 'Das gehört zu einem anderen AWS-Konto',
} as const;

/** Why the system refused a file, as a clause; what is unknown stays the system's own word. */
const reasonWords = (errno: string): string =>
  reasonOf(
    {
      EACCES: 'keine Berechtigung',
      EPERM: 'keine Berechtigung',
      EROFS: 'Die Festplatte ist schreibgeschützt',
      EISDIR: 'Das ist ein Ordner, keine Datei',
      ENOTSUP: 'Das ist keine normale Datei',
      ENOENT: 'Sie existiert nicht',
      EFBIG: 'Sie ist viel zu groß',
      ELOOP: 'Die Links verweisen im Kreis aufeinander',
      EIO: 'Die Festplatte meldet einen Fehler',
      EBUSY: 'Ein anderes Programm verwendet sie',
      ETIMEDOUT: 'Die Festplatte antwortet nicht',
    },
    errno,
  );

const isForbidden = (errno: string): boolean => errno === 'EACCES' || errno === 'EPERM';

/** What can be wrong in the files of the user, in a profile, or in this program. */
export const fileProblems: WordsFor<FileCode> = {
  'aws-files-missing': ({ config, credentials, named }, where) => ({
    title: named ? 'Die AWS-Dateien existieren nicht' : 'Noch keine AWS-Profile',
    happened: `Weder ${config} noch ${credentials} existiert.`,
    advice: named
      ? `${listed(named)} korrigieren oder ${named.length === 1 ? 'die Datei' : 'die Dateien'} anlegen.`
      : `Den Zugriffsschlüssel des IAM-Benutzers mit ${where === 'terminal' ? '`roletap add`' : '`aws configure`'} hinzufügen, dann eine Rolle in die config-Datei schreiben.`,
  }),
  'roles-missing': ({ config, named = [] }) =>
    named.includes('AWS_CONFIG_FILE')
      ? {
          title: 'Die config-Datei existiert nicht',
          happened: `AWS_CONFIG_FILE nennt ${config}, aber diese Datei existiert nicht.`,
          advice: 'AWS_CONFIG_FILE korrigieren oder die Datei anlegen.',
        }
      : {
          title: 'Noch keine Rollen',
          happened: `Kein Profil in ${config} hat eine role_arn, die ein Zugriffsschlüssel öffnen kann.`,
          advice: 'Für jede Rolle ein Profil hinzufügen. Es erscheint hier, sobald die Datei gespeichert ist.',
        },
  'file-refused': ({ file, line, flaw, detail }) => {
    const { what } = flawWords(flaw);
    const named = detail === undefined ? '' : ` (${detail})`;
    return {
      title: 'Eine Datei wird von aws abgelehnt',
      happened: `${file}, Zeile ${line}: ${what}${named}. Bis sie korrigiert ist, funktioniert der Befehl aws nicht.`,
      advice: `Zeile ${line} korrigieren und die Datei speichern. Roletap liest sie dann neu.`,
    };
  },
  'file-unreadable': ({ file, errno }) => ({
    title: 'Eine Datei ist nicht lesbar',
    happened: `${file} ist nicht lesbar: ${reasonWords(errno)}.`,
    advice: isForbidden(errno)
      ? `Prüfen, ob sie Ihnen gehört: \`ls -l ${shellWord(file)}\`.`
      : errno === 'ETIMEDOUT'
        ? 'Liegt sie auf einem Netzlaufwerk, es neu verbinden oder eine Datei an anderer Stelle verwenden.'
        : 'Durch eine Textdatei ersetzen oder AWS_CONFIG_FILE oder AWS_SHARED_CREDENTIALS_FILE auf die richtige setzen.',
  }),
  'file-read-only': ({ file, errno }, where) => ({
    title: 'Die Anmeldeinformationen lassen sich nicht speichern',
    happened: `${file} ist nicht beschreibbar: ${reasonWords(errno)}. ${errno === 'ETIMEDOUT' ? 'Sie kann sich noch ändern, sobald die Festplatte antwortet.' : 'Die Datei blieb unverändert.'}`,
    advice: isForbidden(errno)
      ? `Das Schreiben in Datei und Ordner erlauben: \`chmod u+w ${shellWord(file)}\`. Dann ${again(where)}.`
      : `Beschreibbar machen oder AWS_SHARED_CREDENTIALS_FILE auf eine Datei an anderer Stelle setzen. Dann ${again(where)}.`,
  }),
  'disk-full': ({ file }, where) => ({
    title: 'Die Festplatte ist voll',
    happened: `Um ${file} zu schreiben, fehlt der Platz. Die Datei blieb unverändert.`,
    advice: `Platz schaffen und ${again(where)}.`,
  }),
  'folder-missing': ({ folder, errno }, where) => ({
    title: 'Ein Ordner fehlt',
    happened:
      errno === 'ENOTDIR'
        ? `${folder} lässt sich nicht anlegen: Einer der Ordner in diesem Pfad ist eine Datei.`
        : `Weder ${folder} noch der Ordner darüber existiert.`,
    advice:
      errno === 'ENOTDIR'
        ? 'Diese Datei verschieben oder AWS_SHARED_CREDENTIALS_FILE auf eine andere Stelle setzen.'
        : `Anlegen: \`mkdir -p -m 700 ${shellWord(folder)}\`. Dann ${again(where)}.`,
  }),
  'symlink-broken': ({ file, to }) => ({
    title: 'Ein Link führt ins Leere',
    happened: `${file} verweist auf ${to}, aber diese Datei existiert nicht.`,
    advice: 'Diese Datei wiederherstellen oder den Link entfernen.',
  }),
  'file-contested': ({ file }, where) => ({
    title: 'Ein anderes Programm ändert die Datei',
    happened: `${file} hat sich bei jedem Versuch zu speichern geändert, deshalb hat Roletap nichts geschrieben.`,
    advice: `Warten, bis das andere Programm fertig ist, dann ${again(where)}.`,
  }),
  'line-end-unclear': ({ file, line }, where) => ({
    title: 'Ein Zeilenende ist mehrdeutig',
    happened: `${file}, Zeile ${line}: Ein Wagenrücklauf ohne Zeilenvorschub beendet die Zeile für \`aws\`, aber nicht für SDKs. Roletap hat nichts geändert.`,
    advice: `Die Datei mit normalen Zeilenenden speichern, dann ${again(where)}.`,
  }),
  'role-unknown': ({ role, near }, where) => ({
    title: 'Diese Rolle gibt es nicht',
    happened: `„${role}“ ist weder die ARN einer Rolle noch ein Profil, das Roletap öffnen kann.`,
    advice: `${near === undefined ? '' : `Ist „${near}“ gemeint? `}${where === 'terminal' ? 'Die Rollen auflisten: `roletap roles`.' : 'Eine Rolle aus der Liste wählen.'}`,
  }),
  'role-arn-bad': ({ profile, roleArn }, where) => ({
    title: 'Das ist keine Rollen-ARN',
    happened:
      where !== 'form'
        ? `Das Profil „${profile}“ hat role_arn = ${roleArn}, und das ist keine Rolle.`
        : roleArn === ''
          ? 'Die ARN fehlt.'
          : `${roleArn} ist keine Rolle.`,
    advice: 'Die ARN aus der IAM-Konsole kopieren. Sie sieht so aus: `arn:aws:iam::111122223333:role/Admin`.',
  }),
  'mfa-serial-missing': ({ profile }) => ({
    title: 'Das Profil hat kein MFA-Gerät',
    happened: `Weder „${profile}“ noch das Quellprofil hat eine mfa_serial.`,
    advice: 'Eine Zeile hinzufügen, etwa `mfa_serial = arn:aws:iam::111122223333:mfa/jane`.',
  }),
  'mfa-serial-bad': ({ profile, mfaSerial, why }) => ({
    title: why === undefined ? 'Die mfa_serial ist keine ARN' : 'Diese mfa_serial ist unbrauchbar',
    happened: `Das Profil „${profile}“ hat mfa_serial = ${mfaSerial}. ${why === undefined ? 'Das akzeptiert AWS nicht' : serialWords[why]}.`,
    advice: 'Den Bezeichner des Geräts aus der IAM-Konsole kopieren. Er sieht so aus: `arn:aws:iam::111122223333:mfa/jane`.',
  }),
  'setting-bad': ({ profile, setting, value }) => ({
    title: 'AWS akzeptiert eine Einstellung nicht',
    happened: `Das Profil „${profile}“ hat ${setting} = ${value}. Erlaubt: ${settingWords[setting]}.`,
    advice: `\`${setting}\` in diesem Profil korrigieren oder entfernen.`,
  }),
  'endpoint-refused': ({ url, setting, why }) => ({
    title: 'Der eingestellte Endpunkt ist nicht sicher',
    happened:
      why === 'plain-http'
        ? `${setting} ist ${url}. Ohne https könnten andere die Anmeldeinformationen unterwegs lesen.`
        : `${setting} ist „${url}“, und das ist keine URL.`,
    advice: `https verwenden oder ${setting} entfernen. http ohne Verschlüsselung geht nur für diesen Computer selbst.`,
  }),
  usage: ({ message, command }) => ({
    title: 'Dieser Befehl lässt sich nicht ausführen',
    happened: message.endsWith('?') ? message : `${message.replace(/[.\s]+$/, '')}.`,
    advice: command === undefined ? 'Alle Befehle: `roletap help`.' : `So wird er verwendet: \`roletap help ${command}\`.`,
  }),
  'clipboard-missing': (_, where) => ({
    title: 'Keine Zwischenablage verfügbar',
    happened: 'Roletap kann in dieser Sitzung nicht in eine Zwischenablage schreiben.',
    advice: `${perPlatform({
      linux: 'xclip oder wl-clipboard installieren, dann erneut versuchen.',
      mac: 'Erneut versuchen.',
      windows: 'Erneut versuchen.',
    })}${where === 'terminal' ? ' Ohne `--copy` gibt der Befehl den Code aus.' : ''}`,
  }),
  'settings-broken': ({ file, movedTo }) => ({
    title: 'Die Einstellungen waren beschädigt',
    happened: `Roletap hat ${file} nach ${movedTo} verschoben und mit den Vorgaben begonnen.`,
    advice: 'Die Einstellungen neu vornehmen, geschützte Rollen zuerst, oder jene Datei reparieren und zurückkopieren.',
  }),
  'state-unwritable': ({ file, errno }) => ({
    title: 'Roletap kann seinen Zustand nicht speichern',
    happened: `${file} ist nicht beschreibbar (${errno}). Roletap funktioniert, vergisst seinen Zustand aber beim Beenden.`,
    advice: 'Freien Speicherplatz und Berechtigungen dieses Ordners prüfen.',
  }),
  internal: ({ where }) => ({
    title: 'In Roletap ging etwas schief',
    happened: `Ein unerwarteter Fehler ist aufgetreten (${where}). Ihre Dateien blieben unverändert.`,
    advice: 'Erneut versuchen. Bleibt es dabei, mit den Worten in Klammern melden.',
  }),
};
