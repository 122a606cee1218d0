import { shellWord } from '../../../contract/text.ts';
import { installationWords } from './installation.ts';
import { reasonOf, type WordsFor } from './table.ts';

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
