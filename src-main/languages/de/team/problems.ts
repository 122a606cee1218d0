import type { IamQuota } from '../../../contract/problems/aws.ts';
import type { teamProblems as englishProblems } from '../../../words/team/problems.ts';
import { listed } from '../grammar.ts';
import { breakGlassProblem, unsafeProblem } from './enforce.ts';
import { findingWords } from './policy.ts';
import { orphanProblem } from './remove.ts';
import { roleFlaws } from './role.ts';

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
const writeReasons: typeof fileReasons = { ...fileReasons, ENOENT: 'den Ordner gibt es nicht', EEXIST: 'die Datei ist schon da' };

/** What a rescue has to do at once. */
const leftParts = {
  keys: 'Zugriffsschlüssel deaktivieren',
  devices: 'das verlorene MFA-Gerät entfernen',
  sessions: 'offene Sitzungen widerrufen',
} as const;

/** Which of IAM's quotas is reached. */
const limits: { readonly [Q in IamQuota]: (name: string, most: number) => string } = {
  groups: (name, most) => `„${name}“ ist schon in ${most} Gruppen, mehr erlaubt IAM nicht.`,
  policies: (_, most) => `Mehr als ${most} verwaltete Richtlinien hängt IAM nicht an einen Benutzer, eine Gruppe oder eine Rolle.`,
  size: (_, most) =>
    `Die Inline-Richtlinien eines Benutzers, einer Gruppe oder einer Rolle dürfen zusammen ${most} Zeichen ohne Leerraum haben.`,
  users: (_, most) => `Das Konto hat schon ${most} Benutzer.`,
  roles: (_, most) => `Das Konto hat schon ${most} Rollen.`,
};

/** The administrator's side. */
const tagFlaws = {
  many: 'ist ein Tag zu viel: ein Benutzer hat höchstens 50',
  long: 'ist zu lang: ein Schlüssel hat höchstens 128 Zeichen, ein Wert 256',
  letters: 'hat keinen Schlüssel, einen, der mit „aws:“ anfängt, oder andere Zeichen als Buchstaben, Ziffern, Leerzeichen und _.:/=+-@',
  twice: 'hat einen Schlüssel, den ein anderes Tag schon hat',
} as const;

export const teamProblems: typeof englishProblems = {
  'named-file-unreadable': ({ file, errno }) => ({
    title: 'Datei nicht lesbar',
    happened: `${file} lässt sich nicht lesen: ${fileReasons[errno] ?? `das System meldet ${errno}`}.`,
    advice: 'Pfad und Berechtigungen prüfen. Erneut versuchen.',
  }),
  'named-file-unwritable': ({ file, errno }) => ({
    title: 'Datei nicht beschreibbar',
    happened: `${file} lässt sich nicht schreiben: ${writeReasons[errno] ?? `das System meldet ${errno}`}.`,
    advice: 'Ordner und Berechtigungen prüfen, oder eine andere Datei nennen.',
  }),
  'report-late': () => ({
    title: 'AWS hat den Bericht noch nicht',
    happened: 'AWS erstellt einen Anmeldeinformationsbericht sonst in Sekunden, dieser war nach einer Minute nicht fertig.',
    advice: 'Eine Minute warten, dann: Erneut versuchen.',
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
        : `„${value}“ hat ${why === 'long' ? `mehr als ${what === 'group' ? 128 : 64} Zeichen` : 'andere Zeichen als Buchstaben, Ziffern und _+=,.@-'}.`,
    advice: 'Einen anderen wählen.',
  }),
  'arn-partition': ({ arn, partition }) => ({
    title: 'ARN aus einer anderen Partition',
    happened: `Das Konto ist in der Partition „${partition}“, in der „${arn}“ nicht verwendet werden kann.`,
    advice: `Einen ARN verwenden, der mit \`arn:${partition}:\` beginnt.`,
  }),
  'team-tag-bad': ({ tag, why }) => ({
    title: 'IAM nimmt dieses Tag nicht',
    happened: `„${tag}“ ${tagFlaws[why]}.`,
    advice: 'Es ändern oder weglassen.',
  }),
  'role-wish-bad': ({ what, value }, where) => ({
    title: 'Diese Rolle lässt sich nicht erstellen',
    ...roleFlaws[what](value, where === 'terminal'),
  }),
  'team-policy-long': ({ what, length, limit }, where) => ({
    title: 'Die Richtlinie ist zu lang',
    happened: `Sie hat ${length} Zeichen ohne Leerraum, IAM erlaubt ${limit}.`,
    advice: {
      trust: 'Dem Konto vertrauen und statt vieler Benutzer eine Gruppe angeben.',
      permissions: `Einen Teil in eine verwaltete Richtlinie legen und sie ${where === 'terminal' ? 'mit `--policies` anhängen' : 'unter „Verwaltete Richtlinien“ eintragen'}.`,
    }[what],
  }),
  'role-permissions-bad': ({ why, line }, where) => ({
    title: 'Diese Berechtigungen gehen nicht',
    happened: {
      'not-json': `${where === 'terminal' ? 'Die Datei' : 'Das'} ist kein JSON: siehe Zeile ${line ?? 1}.`,
      'not-a-policy': `${where === 'terminal' ? 'Die Datei' : 'Das'} ist keine Richtlinie: siehe Zeile ${line ?? 1}.`,
      trust:
        where === 'terminal'
          ? 'Die Datei ist eine Vertrauensrichtlinie: sie hat einen Principal. `--trust` sagt, wer die Rolle übernehmen darf.'
          : 'Das ist eine Vertrauensrichtlinie: sie hat einen Principal. Oben wählen, wer die Rolle übernehmen darf.',
      refused: 'IAM hat die Richtlinie abgelehnt: eine Aktion, eine Ressource oder eine Bedingung darin ist falsch.',
    }[why],
    advice: `${where === 'terminal' ? 'Mit `roletap team policy FILE`' : 'Unter Einrichten, Richtlinien'} prüfen, dann noch einmal versuchen.`,
  }),
  'role-permissions-refused': ({ rule, line, about }, where) => {
    const { title, why } = findingWords({ rule, level: 'error', line, about: about ?? [] });
    return {
      title,
      happened: why,
      advice: `Siehe Zeile ${line}. Alles prüfen: ${where === 'terminal' ? '`roletap team policy FILE`' : 'unter Einrichten, Richtlinien'}.`,
    };
  },
  'role-principal-missing': ({ names }) => ({
    title: 'IAM kennt den Vertrauten nicht',
    happened: `IAM findet ${listed(names.slice(0, 8))} nicht.`,
    advice: 'ARN oder Konto-ID prüfen. Ein eben erstellter Benutzer kann einen weiteren Versuch brauchen.',
  }),
  'name-unknown': ({ of, name }, where) => ({
    title: `AWS kennt ${{ user: 'diesen Benutzer', group: 'diese Gruppe', policy: 'diese Richtlinie', role: 'diese Rolle' }[of]} nicht`,
    happened: `In diesem Konto gibt es ${{ user: 'keinen IAM-Benutzer', group: 'keine IAM-Gruppe', policy: 'keine IAM-Richtlinie', role: 'keine IAM-Rolle' }[of]} „${name}“.`,
    advice:
      where === 'terminal'
        ? `Den Namen prüfen: \`${{ user: 'roletap team', group: 'aws iam list-groups', policy: 'aws iam list-policies', role: 'aws iam list-roles' }[of]}\` listet sie auf.`
        : 'Den Namen prüfen.',
  }),
  'team-missing': ({ name }) => ({
    title: 'Etwas ist nicht mehr da',
    happened: `IAM findet „${name}“ oder eine nötige Richtlinie nicht.`,
    advice: 'In der IAM-Konsole nachsehen, dann: Erneut versuchen.',
  }),
  'team-limit': ({ name, quota }) => ({
    title: 'Eine Grenze von IAM ist erreicht',
    happened:
      quota === undefined
        ? `Benutzer, Gruppen pro Benutzer (10), Richtlinien oder Zugriffsschlüssel sind für „${name}“ ausgeschöpft.`
        : limits[quota.of](name, quota.most),
    advice: 'In der IAM-Konsole Platz schaffen oder AWS um mehr bitten, dann: Erneut versuchen.',
  }),
  'password-refused': ({ name }, where) => ({
    title: 'Die Passwortrichtlinie lehnt ab',
    happened: `Die Passwortrichtlinie des Kontos verlangt mehr als die 24 Zeichen, die Roletap für „${name}“ erzeugt hat.`,
    advice: `Die Person ohne ${where === 'terminal' ? '`--password`' : 'Einmalpasswort'} hinzufügen und ein Passwort in der IAM-Konsole setzen.`,
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
  'rescue-self': ({ user }, where) => ({
    title: 'Das sind die Rechte desselben Benutzers',
    happened: `„${user}“ ist der Benutzer dieses Profils und würde auf halbem Weg ausgesperrt.`,
    advice:
      where === 'terminal'
        ? 'Ein anderes Profil oder eine Rolle verwenden: `--source PROFILE`.'
        : 'Auf der Seite der Personen ein anderes Profil oder eine Rolle wählen.',
  }),
  'rescue-device-other': ({ user, device }, where) => ({
    title: 'Dieses Gerät gehört nicht dazu',
    happened: `„${user}“ hat kein MFA-Gerät „${device}“.`,
    advice:
      where === 'terminal'
        ? '`--dry-run` zeigt die Geräte. ARN, Name oder Seriennummer eines YubiKeys angeben.'
        : 'Schließen und neu beginnen, um die übrigen Geräte zu sehen.',
  }),
  'rescue-keys-full': ({ user }, where) => ({
    title: 'Kein Platz für einen Schlüssel',
    happened: `„${user}“ hat schon zwei Zugriffsschlüssel, einen dritten erlaubt IAM nicht.`,
    advice: `Einen in der IAM-Konsole löschen oder ${where === 'terminal' ? '`--access-key` weglassen' : 'keinen Zugriffsschlüssel erstellen'}.`,
  }),
  'remove-more': ({ user }) => ({
    title: 'IAM löscht den Benutzer noch nicht',
    happened: `„${user}“ hat noch etwas, das zuerst entfernt werden muss.`,
    advice: 'Das in der IAM-Konsole entfernen, dann fortsetzen.',
  }),
  'orphan-unknown': orphanProblem,
  'remove-nothing': ({ user }) => ({
    title: 'Es gibt nichts zu entfernen',
    happened: `„${user}“ hat davon nichts mehr.`,
    advice: 'Etwas anderes wählen.',
  }),
  'rescue-device-unsaid': ({ user, devices }, where) => ({
    title: 'Welches MFA-Gerät ist verloren?',
    happened: `„${user}“ hat ${listed(devices.map((one) => `„${one}“`))}.`,
    advice: where === 'terminal' ? 'Mit `--device` oder `--all` neu beginnen.' : 'Die verlorenen wählen.',
  }),
  'rescue-partly': ({ user, id, left }, where) => ({
    title: 'Noch nicht alles ist gesperrt',
    happened: `Nicht alles ist erlaubt, daher öffnet AWS vielleicht noch, was „${user}“ verloren hat. Nicht erledigt: ${listed(left.map(({ step, action }) => `${leftParts[step]}${action === undefined ? '' : ` (${action})`}`))}.`,
    advice: `Wer diese Rechte hat, erledigt es jetzt in der IAM-Konsole, oder mit den Rechten ${where === 'terminal' ? `\`roletap team rescue --resume ${id}\` ausführen` : 'hier fortsetzen'}.`,
  }),
  'plan-missing': ({ id }, where) => ({
    title: 'Es gibt nichts fortzusetzen',
    happened: `Keine unterbrochene Arbeit hat die ID „${id}“.`,
    advice:
      where === 'terminal'
        ? '`roletap team unfinished` zeigt, was unterbrochen wurde.'
        : 'Die Seite der Personen neu öffnen: Sie zeigt, was unterbrochen wurde.',
  }),
  'plan-running': ({ pid }) => ({
    title: 'Läuft schon',
    happened: `Ein anderes Fenster oder ein anderer Befehl von Roletap${pid === undefined ? '' : ` (Prozess ${pid})`} arbeitet daran. Hier wurde nichts geändert.`,
    advice: 'Warten, bis es fertig ist, oder es dort abbrechen.',
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
    happened: `${file} lässt sich nicht schreiben: ${writeReasons[errno] ?? `das System meldet ${errno}`}.`,
    advice: 'Platz schaffen oder die Datei verschieben, dann fortsetzen.',
  }),
  'invite-other-user': ({ invited, given }) => ({
    title: 'Der Zugriffsschlüssel gehört jemand anderem',
    happened: `Die Einladung ist für ${invited}, der Zugriffsschlüssel gehört ${given}.`,
    advice: 'Den Zugriffsschlüssel des Benutzers aus der Einladung verwenden.',
  }),
  'enforce-pilot-other': ({ group, user }) => ({
    title: 'Der Pilot ist nicht dabei',
    happened: `„${user}“ ist kein Mitglied von „${group}“.`,
    advice: 'Eines der Mitglieder wählen.',
  }),
  'enforce-break-glass': breakGlassProblem,
  'enforce-unsafe': (facts, where) => unsafeProblem(facts, where === 'terminal'),
};
