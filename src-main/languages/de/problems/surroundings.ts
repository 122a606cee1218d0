import type { TeamProblem } from '../../../contract/problems/team.ts';
import { shellWord } from '../../../contract/text.ts';
import { listed } from '../grammar.ts';
import { installationWords } from './installation.ts';
import { Again, reasonOf, type WordsFor } from './table.ts';

type SurroundingsCode =
  | 'input-unreadable'
  | 'output-unwritable'
  | 'home-missing'
  | 'working-folder-missing'
  | 'installation-incomplete'
  | 'setup-unfit'
  | 'command-unrunnable';

/** Why nothing can be read from or written to a stream, as a clause about it; what is unknown stays the system's own word. */
const streamWords = (errno: string): string =>
  reasonOf(
    {
      EISDIR: 'Sie ist ein Ordner',
      EBADF: 'Sie ist geschlossen oder falsch geöffnet',
      EIO: 'Das Terminal oder die Festplatte ist weg',
      ENXIO: 'Das Terminal ist weg',
      ENOSPC: 'Die Festplatte ist voll',
      EDQUOT: 'Ihr Kontingent auf der Festplatte ist aufgebraucht',
      EFBIG: 'Die Datei würde zu groß',
    },
    errno,
  );

/** Why the system starts no program, the same way. */
const programWords = (errno: string): string =>
  reasonOf(
    {
      EACCES: 'keine Berechtigung',
      EISDIR: 'Das ist ein Ordner',
      ENOENT: 'Das Programm in der ersten Zeile existiert nicht',
      ENOEXEC: 'Das ist kein Programm für diesen Computer',
      E2BIG: 'Argumente und Umgebung sind zu lang',
      ENAMETOOLONG: 'Der Name ist zu lang',
      ELOOP: 'Die Links verweisen im Kreis aufeinander',
      ETXTBSY: 'Ein anderes Programm schreibt gerade hinein',
      EAGAIN: 'Es laufen zu viele Programme',
      ENOMEM: 'Der Speicher ist voll',
      EMFILE: 'Zu viele Dateien sind offen',
      ETIMEDOUT: 'Die Festplatte, auf der es sein könnte, antwortet nicht',
    },
    errno,
  );

/** What can be wrong with what a program is started with. */
export const surroundingsProblems: WordsFor<SurroundingsCode> = {
  'input-unreadable': (facts) =>
    'limit' in facts
      ? {
          title: 'Die Standardeingabe ist zu lang',
          happened: `Die Zeile ist länger als ${facts.limit / 1024} kB.`,
          advice: 'Eine einzelne Textzeile übergeben.',
        }
      : {
          title: 'Die Standardeingabe ist nicht lesbar',
          happened: `Aus der Standardeingabe kommt nichts: ${streamWords(facts.errno)}.`,
          advice: 'Die Zeile über eine Pipe oder aus einer Datei übergeben: `command < FILE`.',
        },
  'output-unwritable': ({ errno }) => ({
    title: 'Die Antwort lässt sich nicht schreiben',
    happened: `Die Standardausgabe nimmt nichts an: ${streamWords(errno)}.`,
    advice: 'Die Ausgabe woandershin leiten und den Befehl noch einmal ausführen. Was er getan hat, bleibt getan.',
  }),
  'home-missing': ({ user, home }) => ({
    title: 'Roletap findet Ihr Home-Verzeichnis nicht',
    happened:
      home === undefined
        ? `HOME ist nicht gesetzt, und das System kennt für den Benutzer ${user} kein Home-Verzeichnis.`
        : `HOME ist „${home}“. Das ist kein vollständiger Pfad.`,
    advice: 'Auf das eigene setzen: `export HOME=/home/you`.',
  }),
  'working-folder-missing': ({ setting, file }) => ({
    title: 'Der aktuelle Ordner wurde entfernt',
    happened: `${setting} ist „${file}“, relativ zu diesem Ordner, und deshalb nicht zu finden.`,
    advice: `Mit \`cd\` in einen anderen Ordner wechseln oder ${setting} auf einen vollständigen Pfad setzen.`,
  }),
  'installation-incomplete': ({ part }) => installationWords(part),
  'setup-unfit': ({ why }) =>
    why === 'open'
      ? {
          title: 'Andere Einrichtung ist offen',
          happened: 'Sie ist in einem anderen Fenster oder Terminal offen oder schon beendet.',
          advice: 'Zuerst diese beenden oder schließen.',
        }
      : {
          title: 'Hierfür wird die AWS-Konsole gebraucht',
          happened: 'Diese Einrichtung läuft neben der Seite von AWS weiter, auf der das Gerät hinzugefügt wird.',
          advice: 'Ohne `--yes` in einem Terminal oder im Fenster fortsetzen.',
        },
  'command-unrunnable': ({ command, errno }) => ({
    title: 'Dieses Programm lässt sich nicht ausführen',
    happened: `${command} lässt sich nicht ausführen: ${programWords(errno)}.`,
    advice:
      errno === 'EACCES'
        ? `Falls es ein Programm ist, ausführbar machen: \`chmod u+x ${shellWord(command)}\`.`
        : 'Die Schreibweise prüfen, und was für eine Datei das ist.',
  }),
};

/** Why a file that somebody named can't be read, as a clause. */
const fileReasons: Readonly<Record<string, string>> = {
  ENOENT: 'sie ist nicht vorhanden',
  EACCES: 'keine Berechtigung',
  EPERM: 'keine Berechtigung',
  EISDIR: 'das ist ein Ordner',
  ENOTSUP: 'das ist keine gewöhnliche Datei',
  EFBIG: 'sie ist viel zu groß',
  ETIMEDOUT: 'der Datenträger antwortet nicht',
};

/** The administrator's side. */
export const teamProblems: WordsFor<TeamProblem['code']> = {
  'named-file-unreadable': ({ file, errno }, where) => ({
    title: 'Datei nicht lesbar',
    happened: `${file} lässt sich nicht lesen: ${fileReasons[errno] ?? `das System meldet ${errno}`}.`,
    advice: `Pfad und Berechtigungen prüfen. ${Again(where)}.`,
  }),
  'report-late': (_, where) => ({
    title: 'AWS hat den Bericht noch nicht',
    happened: 'AWS erstellt einen Anmeldeinformationsbericht sonst in Sekunden, dieser war nach einer Minute nicht fertig.',
    advice: `Eine Minute warten, dann: ${Again(where)}.`,
  }),
  'policy-arn-bad': ({ arn }) => ({
    title: 'Das ist keine Richtlinie oder Rolle',
    happened: `„${arn}“ ist weder die ARN einer verwalteten Richtlinie noch die einer Rolle.`,
    advice: 'Die ARN aus der IAM-Konsole kopieren, etwa `arn:aws:iam::111122223333:policy/deny-without-mfa`.',
  }),
  'team-name-taken': ({ name }) => ({
    title: 'Dieser Name ist vergeben',
    happened: `Das Konto hat schon „${name}“, vielleicht in anderer Groß- und Kleinschreibung.`,
    advice: 'Einen anderen Namen wählen.',
  }),
  'team-wish-bad': ({ what, value, why }) => ({
    title: 'IAM nimmt diesen Namen nicht',
    happened:
      what === 'path'
        ? `„${value}“ ist kein Pfad. Er muss mit einem Schrägstrich anfangen und enden.`
        : `„${value}“ hat ${why === 'long' ? `mehr als ${what === 'user' ? 64 : 128} Zeichen` : 'andere Zeichen als Buchstaben, Ziffern und _+=,.@-'}.`,
    advice: 'Einen anderen wählen.',
  }),
  'team-missing': ({ name }, where) => ({
    title: 'Etwas ist nicht mehr da',
    happened: `IAM findet „${name}“ oder eine nötige Richtlinie nicht.`,
    advice: `In der IAM-Konsole nachsehen, dann: ${Again(where)}.`,
  }),
  'team-limit': ({ name }, where) => ({
    title: 'Eine Grenze von IAM ist erreicht',
    happened: `Benutzer, Gruppen pro Benutzer (10), Richtlinien oder Zugriffsschlüssel sind für „${name}“ ausgeschöpft.`,
    advice: `In der IAM-Konsole Platz schaffen oder AWS um mehr bitten, dann: ${Again(where)}.`,
  }),
  'password-refused': ({ name }) => ({
    title: 'Die Passwortrichtlinie lehnt ab',
    happened: `Die Passwortrichtlinie des Kontos verlangt mehr als die 24 Zeichen, die Roletap für „${name}“ erzeugt hat.`,
    advice: 'Die Person ohne `--password` hinzufügen und ein Passwort in der IAM-Konsole setzen.',
  }),
  'team-call-refused': ({ awsCode }) => ({
    title: 'IAM lehnt die Anfrage ab',
    happened: `IAM antwortet ${awsCode}.`,
    advice: 'Die angegebenen ARNs prüfen: Sie müssen zu diesem Konto und dieser Partition gehören.',
  }),
  'team-other-account': ({ accountId }) => ({
    title: 'Das Profil führt woanders hin',
    happened: `Begonnen wurde im Konto ${accountId}.`,
    advice: 'Das Profil wieder auf dieses Konto setzen, dann fortsetzen oder rückgängig machen.',
  }),
  'plan-missing': ({ id }) => ({
    title: 'Es gibt nichts fortzusetzen',
    happened: `Keine unterbrochene Arbeit hat die ID „${id}“.`,
    advice: '`roletap team unfinished` zeigt, was unterbrochen wurde.',
  }),
  'invite-unusable': ({ file, why }) => ({
    title: 'Diese Einladung ist nicht brauchbar',
    happened: `${file} ${{ 'not-an-invite': 'ist keine Einladung von Roletap', newer: 'stammt von einer neueren Version von Roletap', damaged: 'ist beschädigt' }[why]}.`,
    advice: why === 'newer' ? 'Roletap aktualisieren, dann erneut versuchen.' : 'Die Administration bitten, sie noch einmal zu schicken.',
  }),
  'invite-passphrase-wrong': ({ file }) => ({
    title: 'Die Einladung lässt sich nicht öffnen',
    happened: `Die Passphrase öffnet ${file} nicht, oder die Datei wurde verändert.`,
    advice: 'Die Passphrase mit der Administration vergleichen, dann erneut versuchen.',
  }),
  'invite-unwritable': ({ file, errno }) => ({
    title: 'Einladung nicht schreibbar',
    happened: `${file} lässt sich nicht schreiben: ${errno === 'EEXIST' ? 'die Datei ist schon da' : `das System meldet ${errno}`}.`,
    advice: 'Platz schaffen oder die Datei verschieben, dann fortsetzen.',
  }),
  'invite-other-user': ({ invited, given }) => ({
    title: 'Der Zugriffsschlüssel gehört jemand anderem',
    happened: `Die Einladung ist für ${invited}, der Zugriffsschlüssel gehört ${given}.`,
    advice: 'Den Zugriffsschlüssel des Benutzers aus der Einladung verwenden.',
  }),
  'enforce-unsafe': ({ group, names }) => ({
    title: 'Noch haben nicht alle MFA',
    happened: `Ausgesperrt wären: ${listed(names.slice(0, 8))}${names.length > 8 ? ` und ${names.length - 8} weitere` : ''}. Für „${group}“ wurde nichts verboten.`,
    advice: 'Diese Personen können jetzt MFA einrichten. Danach den Befehl wiederholen.',
  }),
};
