import { clockTime, listed } from '../grammar.ts';
import type { Where, WordsFor } from './table.ts';

type ProgramCode =
  | 'touch-wanted'
  | 'asker-refused'
  | 'program-unknown'
  | 'askers-too-many'
  | 'app-missing'
  | 'app-foreign'
  | 'request-bad'
  | 'socket-unsafe'
  | 'port-taken'
  | 'command-missing'
  | 'command-failed'
  | 'console-own-user'
  | 'console-refused'
  | 'console-unknown'
  | 'browser-missing'
  | 'browser-unknown'
  | 'browser-gone'
  | 'browser-locked'
  | 'browser-container'
  | 'service-bad'
  | 'process-clash'
  | 'history-unwritable'
  | 'role-name-bad'
  | 'role-name-taken'
  | 'external-id-bad'
  | 'region-bad'
  | 'duration-bad'
  | 'policy-unclear'
  | 'search-without-mfa';

const whyForeign = {
  'no-document': 'Die Antwort ist kein JSON.',
  'not-understood': 'Dieses Roletap versteht die Antwort nicht.',
} as const;

const whyUnsafe = {
  'folder-link': 'Sein Ordner ist ein Link.',
  'folder-other': 'An der Stelle seines Ordners liegt etwas anderes.',
  'folder-foreign': 'Sein Ordner gehört jemand anderem.',
  'folder-open': 'Andere können seinen Ordner öffnen.',
  'folder-movable': 'Andere können seinen Ordner austauschen.',
  taken: 'Ein anderes Programm benutzt ihn.',
  other: 'An seiner Stelle liegt etwas anderes.',
  silent: 'Er lässt sich nicht öffnen.',
} as const;

const whyBad = {
  version: 'Die Version wird von diesem Roletap nicht unterstützt',
  size: 'Sie ist zu lang',
  bytes: 'Sie ist kein HTTP',
  json: 'Sie ist kein JSON',
  fields: 'Sie hat falsche Felder',
  method: 'Die Methode wird nicht unterstützt',
  path: 'Unter der Adresse gibt es nichts',
  token: 'Das Token ist falsch',
  host: 'Sie nennt einen anderen Host',
  origin: 'Sie kommt von einer Webseite',
  asker: 'Sie gibt sich als anderer Prozess aus',
} as const;

const whyUnclear = {
  'not-json': 'Das ist keine gültige Richtlinie, deshalb hat Roletap sie ignoriert',
  'not-resource': 'Sie erlaubt alle Rollen außer einigen, und die Rollen anderer Konten lassen sich nicht auflisten',
  variable: 'Sie hängt von einem Wert ab, den nur AWS kennt',
} as const;

/** What can be wrong where other programs ask for sessions, with a role by hand, and with the policies in which roles are looked for. */
/** Where every browser profile is listed. */
const allBrowsers = (where: Where): string =>
  where === 'terminal' ? 'Alle auflisten: `roletap browsers`.' : 'Alle zeigt „Konsole öffnen in…“ im Menü der Rolle.';

export const programProblems: WordsFor<ProgramCode> = {
  'touch-wanted': ({ profile }, where) => ({
    title: 'Eine Berührung ist nötig',
    happened: `„${profile}“ hat keine offene Sitzung, und das Öffnen braucht eine Berührung.`,
    advice: `${profile} in Roletap öffnen${where === 'terminal' ? ` oder \`roletap tap ${profile}\` ausführen` : ''}, dann erneut versuchen.`,
  }),
  'asker-refused': ({ profile, until }) => ({
    title: 'Noch nicht wieder gefragt',
    happened: `Die Anfrage dieses Programms nach „${profile}“ wurde abgelehnt, deshalb darf es vor ${clockTime(until)} nicht wieder fragen.`,
    advice: `${profile} in Roletap öffnen oder das Programm in den Einstellungen unter „Andere Programme“ wieder zulassen, dann erneut versuchen.`,
  }),
  'program-unknown': ({ program, known }, where) => ({
    title: 'Keine Entscheidung über dieses Programm',
    happened: `${program} wurde weder erlaubt noch abgelehnt${known.length === 0 ? '' : `, nur ${listed(known)}`}.`,
    advice:
      where === 'terminal'
        ? 'Die Entscheidungen auflisten: `roletap programs`.'
        : 'Die Entscheidungen stehen in den Einstellungen unter „Andere Programme“.',
  }),
  'askers-too-many': ({ limit }) => ({
    title: 'Zu viele Programme warten',
    happened: `${limit} Programme warten schon auf eine Sitzung, deshalb wurde dieses abgewiesen.`,
    advice: 'Den YubiKey berühren oder abbrechen, dann erneut versuchen.',
  }),
  'app-missing': ({ path, quit }) => ({
    title: 'Roletap läuft nicht',
    happened: quit ? 'Es wurde beendet, bevor die Sitzung offen war.' : `Unter ${path} antwortet nichts.`,
    advice: 'Roletap starten und erneut versuchen.',
  }),
  'app-foreign': ({ path, why, errno = '' }) => ({
    title: 'Etwas anderes als Roletap hat geantwortet',
    happened: `${path}: ${why === 'errno' ? `Das System lehnte es ab (${errno}).` : whyForeign[why]}`,
    advice: 'Roletap beenden und neu starten, damit beide dieselbe Version haben.',
  }),
  'request-bad': ({ why }) => ({
    title: 'Roletap hat die Anfrage nicht verstanden',
    happened: `Roletap hat sie abgelehnt: ${whyBad[why]}.`,
    advice: 'Das Programm aktualisieren, das sie geschickt hat, oder seine Zeile neu aus Roletap kopieren.',
  }),
  'socket-unsafe': ({ path, why, errno = '' }) => ({
    title: 'Der Socket von Roletap ist unbrauchbar',
    happened: `${path}: ${why === 'errno' ? `Das System lehnte es ab (${errno}).` : whyUnsafe[why]}`,
    advice: 'Ihn verschieben und Roletap neu starten.',
  }),
  'port-taken': ({ port }) => ({
    title: 'Der Endpunkt lässt sich nicht öffnen',
    happened: port === 0 ? 'Dieser Computer hat keinen freien Port.' : `Port ${port} ist schon belegt.`,
    advice: 'Ein Programm beenden, das nicht gebraucht wird, dann erneut versuchen.',
  }),
  'command-missing': ({ command }) => ({
    title: 'Programm nicht gefunden',
    happened: `Ein Programm ${command} gibt es nicht.`,
    advice: 'Die Schreibweise prüfen, und ob es installiert ist.',
  }),
  'command-failed': ({ command, detail, exit }) => ({
    title: 'Die Prüfung ist fehlgeschlagen',
    happened: `Von ${command} kamen keine Anmeldeinformationen${exit === undefined ? '' : `, das Programm endete mit Code ${exit}`}${detail === '' ? '' : `: ${detail}`}.`,
    advice: 'Dem Rat des Programms folgen und erneut prüfen.',
  }),
  'console-unknown': ({ partition }) => ({
    title: 'Keine Konsole bekannt',
    happened: `Roletap kennt die Adresse der Konsole für ${partition} nicht.`,
    advice: 'Dort so anmelden, wie es in Ihrer Organisation üblich ist. Im Terminal funktioniert die Rolle.',
  }),
  'console-own-user': ({ profile }) => ({
    title: 'Die Konsole braucht eine Rolle',
    happened: `AWS gibt keinen Anmeldelink für „${profile}“, Ihren eigenen Benutzer mit MFA.`,
    advice: 'An der Konsole mit dem Passwort anmelden oder dort eine Rolle öffnen.',
  }),
  'console-refused': ({ status }) => ({
    title: 'AWS gab keinen Anmeldelink',
    happened: `Die Anmeldeseite von AWS hat die Sitzung abgelehnt (Status ${status}).`,
    advice: 'Die Rolle erneuern und die Konsole noch einmal öffnen.',
  }),
  'browser-missing': ({ detail }, where) => ({
    title: 'Kein Browser lässt sich öffnen',
    happened: `Das System hat keinen Browser geöffnet${detail === '' ? '' : ` (${detail})`}.`,
    advice: `Einen Standardbrowser festlegen oder ${where === 'terminal' ? 'den Link ausgeben: `roletap console ROLE --print`' : 'mit „Konsole öffnen in…“ einen wählen'}.`,
  }),
  'browser-unknown': ({ browser, known, near }, where) => ({
    title: 'Diesen Browser gibt es nicht',
    happened: `Kein Browserprofil passt zu „${browser}“.`,
    advice:
      near !== undefined
        ? `Am nächsten kommt ${near}. ${allBrowsers(where)}`
        : known.length === 0
          ? `Chrome, Chromium, Edge, Brave, Vivaldi oder Firefox installieren oder ${where === 'terminal' ? '`--browser` weglassen' : '„Browser des Systems“ wählen'}.`
          : allBrowsers(where),
  }),
  'browser-gone': ({ browser }, where) => ({
    title: 'Dieser Browser ist nicht mehr da',
    happened: `„${browser}“ war für diese Konsole gewählt, aber den Browser oder das Profil gibt es nicht mehr.`,
    advice: `Einen anderen wählen oder den des Systems: ${where === 'terminal' ? '`roletap console ROLE --browser system`' : '„Konsole öffnen in…“'}.`,
  }),
  'browser-locked': ({ browser, computer }) => ({
    title: 'Das Browserprofil ist in Gebrauch',
    happened:
      computer === undefined
        ? `${browser} meldet, dass das Profil anderswo in Gebrauch ist.`
        : `${browser} ist auf einem anderen Computer offen (${computer}).`,
    advice: 'Dort schließen oder ein anderes Profil wählen.',
  }),
  'browser-container': ({ browser }) => ({
    title: 'Firefox kann keine Container öffnen',
    happened: `${browser}: Firefox öffnet Links nur mit einem Add-on in einem Container, und dieses Profil hat es nicht.`,
    advice: 'In Firefox „Open external links in a container“ installieren oder stattdessen ein Profil wählen.',
  }),
  'service-bad': ({ service }) => ({
    title: 'Das ist kein Dienst',
    happened: `„${service}“ ist kein Dienstname, wie ihn die Adressen der Konsole haben.`,
    advice: 'Einen Namen wie ec2, s3 oder cloudwatch verwenden.',
  }),
  'process-clash': ({ target, key, file, line }) => ({
    title: `„${target}“ wird schon anders verwendet`,
    happened: `${file}, Zeile ${line}: „${target}“ hat ${key}, und das legt fest, woher die Anmeldeinformationen kommen. Es wurde nichts geschrieben.`,
    advice: 'Diese Zeile entfernen oder für die Rolle einen anderen Profilnamen verwenden.',
  }),
  'history-unwritable': ({ file, errno }) => ({
    title: 'Der Verlauf lässt sich nicht speichern',
    happened: `${file} lässt sich nicht lesen oder schreiben (${errno}). Sitzungen funktionieren trotzdem.`,
    advice: 'Freien Speicherplatz und Berechtigungen dieses Ordners prüfen.',
  }),
  'role-name-bad': ({ name }) => ({
    title: 'Dieser Name ist nicht möglich',
    happened:
      name === '' ? 'Die Rolle hat keinen Namen.' : `„${name}“ enthält Zeichen, die aws und SDKs in einem Profilnamen nicht erlauben.`,
    advice: 'Buchstaben, Ziffern, Punkte, Binde- und Unterstriche verwenden.',
  }),
  'role-name-taken': ({ name }) => ({
    title: 'Dieser Name ist vergeben',
    happened: `Eine Rolle oder ein Profil namens „${name}“ gibt es schon.`,
    advice: 'Einen anderen Namen wählen.',
  }),
  'external-id-bad': ({ externalId }) => ({
    title: 'Das ist keine externe ID',
    happened: `„${externalId}“ ist nicht erlaubt. Möglich sind 2 bis 1224 Buchstaben, Ziffern und _+=,.@:/-.`,
    advice: 'Genau so kopieren, wie sie vom Eigentümer der Rolle kam.',
  }),
  'region-bad': ({ region, partition }) => ({
    title: 'Das ist keine Region',
    happened: `Die Partition ${partition} hat keine Region „${region}“.`,
    advice: 'Wie bei AWS schreiben, etwa `eu-central-1`, oder leer lassen.',
  }),
  'duration-bad': ({ seconds }) => ({
    title: 'Diese Dauer ist nicht möglich',
    happened: `Eine Rollensitzung dauert 15 Minuten bis 12 Stunden, nicht ${seconds} Sekunden.`,
    advice: 'Eine Dauer in diesem Bereich wählen oder leer lassen.',
  }),
  'search-without-mfa': ({ source, action }) => ({
    title: 'Mit MFA zeigt IAM vielleicht mehr',
    happened: `AWS hat ${action} für „${source}“ verweigert, da es ohne MFA verwendet wurde.`,
    advice: `Irgendeine Rolle öffnen, die ${source} verwendet, dann erneut suchen.`,
  }),
  'policy-unclear': ({ policy, why }) => ({
    title: 'Eine Richtlinie ist nicht ganz auswertbar',
    happened: `${policy}: ${whyUnclear[why]}.`,
    advice: 'Fehlt eine Rolle, sie von Hand hinzufügen. Das Öffnen zeigt, ob AWS sie erlaubt.',
  }),
};
