import type { KeyStoreProblem } from '../../../contract/problems/key-store.ts';
import { shellWord } from '../../../contract/text.ts';
import { Again, type WordsFor } from './table.ts';

type Closed = Extract<KeyStoreProblem, { readonly code: 'key-store-closed' }>['why'];
type Malformed = Extract<KeyStoreProblem, { readonly code: 'access-key-malformed' }>;
type Refused = Extract<KeyStoreProblem, { readonly code: 'access-key-refused' }>;
type Csv = Extract<KeyStoreProblem, { readonly code: 'csv-unusable' }>['why'];

const closed: { readonly [W in Closed]: readonly [happened: string, advice: string] } = {
  absent: [
    'Diese Sitzung hat keinen Speicher für Geheimnisse. Das ist über SSH und in Containern üblich.',
    'In einer Desktop-Sitzung erneut versuchen. Bis dahin kann der Zugriffsschlüssel in der credentials-Datei bleiben.',
  ],
  locked: ['Der Schlüsselbund ist gesperrt und wurde nicht entsperrt.', 'Den Schlüsselbund entsperren, dann erneut versuchen.'],
  unmade: [
    'Dieser Computer hat einen Speicher für Geheimnisse, aber keinen Standard-Schlüsselbund.',
    'In der Passwort-App des Systems einen Schlüsselbund namens „Login“ anlegen, dann erneut versuchen.',
  ],
  silent: [
    'Der Schlüsselbund hat nicht geantwortet. Vielleicht fragt er nach seinem Passwort.',
    'Den Schlüsselbund entsperren, dann erneut versuchen.',
  ],
  refused: ['Der Schlüsselbund hat den Schlüssel nicht gespeichert.', 'In der Passwort-App des Systems nachsehen, dann erneut versuchen.'],
};

const malformed = ({ why, length }: Malformed): readonly [happened: string, advice: string] => {
  switch (why) {
    case 'swapped':
      return ['Das ist das Geheimnis, nicht die Zugriffsschlüssel-ID.', 'Zuerst die Zugriffsschlüssel-ID eingeben. Sie beginnt mit AKIA.'];
    case 'temporary':
      return [
        'IDs, die mit ASIA beginnen, gehören zu temporären Anmeldeinformationen.',
        'Den Zugriffsschlüssel eines IAM-Benutzers verwenden. Seine ID beginnt mit AKIA.',
      ];
    case 'no-id':
      return [
        'Das ist keine Zugriffsschlüssel-ID. IDs haben 16 bis 128 Buchstaben und Ziffern und beginnen mit AKIA.',
        'Neu aus der IAM-Konsole kopieren.',
      ];
    case 'no-secret':
      return ['Der geheime Zugriffsschlüssel fehlt.', 'Hinter der Zugriffsschlüssel-ID eingeben.'];
    case 'odd-secret':
      return length === undefined || length === 40
        ? ['Das Geheimnis enthält ein unerlaubtes Zeichen.', 'Neu kopieren, ohne Leerzeichen oder Anführungszeichen.']
        : [`Das Geheimnis hat ${length} statt 40 Zeichen.`, 'Das ganze Geheimnis neu kopieren.'];
  }
};

const refused = ({ accessKeyId, why }: Refused): readonly [happened: string, advice: string] => {
  switch (why) {
    case 'unknown':
      return [
        `AWS akzeptiert ${accessKeyId} nicht. Der Schlüssel ist inaktiv, gelöscht oder vertippt.`,
        'In der IAM-Konsole prüfen oder dort einen neuen Zugriffsschlüssel erstellen.',
      ];
    case 'secret':
      return [
        `AWS kennt ${accessKeyId}, aber das Geheimnis gehört zu einem anderen Schlüssel oder ist abgeschnitten.`,
        'Das Geheimnis neu kopieren. Ist es verloren, einen neuen Zugriffsschlüssel erstellen.',
      ];
    case 'root':
      return [
        `${accessKeyId} gehört dem Root-Benutzer des Kontos, und der kann keine Rollen annehmen.`,
        'Diesen Schlüssel in AWS löschen und den Zugriffsschlüssel eines IAM-Benutzers verwenden.',
      ];
    case 'not-user':
      return [`${accessKeyId} gehört keinem IAM-Benutzer.`, 'Den Zugriffsschlüssel eines IAM-Benutzers verwenden.'];
  }
};

/** Behind the name of the file and a colon. */
const csv: { readonly [W in Csv]: readonly [happened: string, advice: string] } = {
  'no-key': ['Die Spalten „Access key ID“ und „Secret access key“ fehlen.', 'Die CSV-Datei der IAM-Konsole verwenden.'],
  several: ['Darin steht mehr als ein Zugriffsschlüssel.', 'Unter der Kopfzeile nur eine Zeile lassen, dann erneut versuchen.'],
  unreadable: ['Die Datei ist nicht lesbar.', 'Pfad und Berechtigungen prüfen.'],
};

/** The key store, and access keys that a person gives. */
export const keyStoreProblems: WordsFor<KeyStoreProblem['code']> = {
  'key-store-closed': ({ why }) => {
    const [happened, advice] = closed[why];
    return { title: 'Der Schlüsselbund lässt sich nicht öffnen', happened, advice };
  },
  'kept-key-unusable': ({ source, why }) => ({
    title: 'Der Zugriffsschlüssel lässt sich nicht öffnen',
    happened:
      why === 'other-key'
        ? `„${source}“ wurde mit einem anderen Schlüsselbund gespeichert.`
        : `Der gespeicherte Zugriffsschlüssel für „${source}“ ist beschädigt.`,
    advice:
      why === 'other-key'
        ? 'Jenen Schlüsselbund entsperren oder in AWS einen neuen Zugriffsschlüssel erstellen.'
        : 'In AWS einen neuen Zugriffsschlüssel erstellen und den alten löschen.',
  }),
  'key-store-broken': ({ file }) => ({
    title: 'Ihre Zugriffsschlüssel sind nicht lesbar',
    happened: `${file} ist beschädigt. Die Datei blieb unverändert.`,
    advice: 'Aus einem Backup wiederherstellen oder die Datei verschieben und die Zugriffsschlüssel neu hinzufügen.',
  }),
  'key-store-unwritable': ({ file, errno }) => ({
    title: 'Ihre Zugriffsschlüssel lassen sich nicht speichern',
    happened: `${file} ist nicht beschreibbar (${errno}). Es wurde nichts geändert.`,
    advice: 'Freien Speicherplatz und Berechtigungen dieses Ordners prüfen, dann erneut versuchen.',
  }),
  'passphrase-needed': ({ source }, where) => ({
    title: 'Die Passphrase wird gebraucht',
    happened: `Der Zugriffsschlüssel von ${source} ist mit Ihrer Passphrase verschlüsselt, die seit der Anmeldung noch nicht eingegeben wurde.`,
    advice: where === 'terminal' ? '`roletap unlock` ausführen, dann erneut versuchen.' : `${Again(where)} und die Passphrase eingeben.`,
  }),
  'passphrase-wrong': ({ folder }) => ({
    title: 'Das ist nicht Ihre Passphrase',
    happened: 'Damit lässt sich nichts öffnen. Eine verlorene Passphrase lässt sich nicht zurücksetzen.',
    advice: `Erneut versuchen. Ist sie verloren, passphrase.json und access-keys.json in ${folder} löschen und die Schlüssel neu hinzufügen.`,
  }),
  'passphrase-unset': () => ({
    title: 'Es gibt keine Passphrase',
    happened: 'Hier ist nichts mit einer Passphrase verschlüsselt.',
    advice: 'Einen Zugriffsschlüssel mit einer verschlüsseln: `roletap add --passphrase`.',
  }),
  'access-key-malformed': (facts) => {
    const [happened, advice] = malformed(facts);
    return { title: 'Das ist kein Zugriffsschlüssel', happened, advice };
  },
  'access-key-refused': (facts) => {
    const [happened, advice] = refused(facts);
    return { title: 'AWS hat den Zugriffsschlüssel abgelehnt', happened, advice };
  },
  'csv-unusable': ({ file, why }) => {
    const [happened, advice] = csv[why];
    return { title: 'Diese Datei ist unbrauchbar', happened: `${file}: ${happened}`, advice };
  },
  'profile-exists': ({ profile }, where) => ({
    title: 'Dieses Profil gibt es schon',
    happened: `In den AWS-Dateien steht schon ein Profil „${profile}“.`,
    advice: `Einen anderen Namen wählen. Steht der Zugriffsschlüssel in diesem Profil, übernimmt ihn ${where === 'terminal' ? `\`roletap keep ${shellWord(profile)}\`` : '„In den Schlüsselspeicher verschieben…“ unter „MFA-Geräte“'}.`,
  }),
  'profile-name-bad': ({ profile }) => ({
    title: 'So kann kein Profil heißen',
    happened: `„${profile}“ enthält Zeichen, die AWS-Tools verschieden lesen.`,
    advice: 'Buchstaben, Ziffern, Binde- und Unterstriche verwenden.',
  }),
  'key-not-in-file': ({ source, kept }, where) => ({
    title: 'Kein Schlüssel zum Verschieben',
    happened: kept
      ? `Roletap bewahrt den Zugriffsschlüssel von „${source}“ schon auf.`
      : `Das Profil „${source}“ hat keinen Zugriffsschlüssel in den AWS-Dateien.`,
    advice: kept
      ? `${where === 'terminal' ? `\`roletap keep ${shellWord(source)} --undo\`` : '„Zurück in die Datei verschieben…“'} verschiebt ihn zurück in die Datei.`
      : `Mit ${where === 'terminal' ? '`roletap add`' : '„Zugriffsschlüssel hinzufügen…“'} einen hinzufügen.`,
  }),
  'key-not-kept': ({ source }, where) => ({
    title: 'Roletap bewahrt diesen Schlüssel nicht auf',
    happened: `Der Zugriffsschlüssel von „${source}“ ist nicht im Schlüsselspeicher von Roletap.`,
    advice: `${where === 'terminal' ? `\`roletap keep ${shellWord(source)}\`` : '„In den Schlüsselspeicher verschieben…“'} verschiebt ihn aus den AWS-Dateien dorthin.`,
  }),
};

type RotationCode =
  | 'access-key-missing'
  | 'access-key-limit'
  | 'access-keys-two'
  | 'new-key-unusable'
  | 'rotation-missing'
  | 'rotation-other-user'
  | 'rotation-foreign';

/** What can go wrong while an access key is rotated. */
export const rotationProblems: WordsFor<RotationCode> = {
  'access-key-missing': ({ accessKeyId }) => ({
    title: 'Diesen Zugriffsschlüssel gibt es nicht mehr',
    happened: `AWS hat den Zugriffsschlüssel ${accessKeyId} für diesen Benutzer nicht mehr.`,
    advice: 'In der IAM-Konsole nachsehen: eigener Benutzer, Sicherheitsanmeldeinformationen.',
  }),
  'access-key-limit': ({ user }, where) => ({
    title: 'Dieser Benutzer hat zwei Zugriffsschlüssel',
    happened: `AWS erlaubt ${user} zwei Zugriffsschlüssel, und beide gibt es schon.`,
    advice:
      where === 'terminal'
        ? '`roletap rotate` zeigt beide und fragt, welcher gelöscht werden soll.'
        : 'Zuerst einen löschen: in der IAM-Konsole oder den eigenen mit „Löschen und rotieren…“ unter „MFA-Geräte“.',
  }),
  'access-keys-two': ({ user, keys }, where) => {
    const other = keys.find(({ isOwn }) => !isOwn)?.accessKeyId ?? '';
    return {
      title: 'Dieser Benutzer hat zwei Zugriffsschlüssel',
      happened: `AWS erlaubt ${user} nur zwei, also ist kein Platz für einen neuen. Es wurde nichts geändert.`,
      advice: `Wenn nichts mehr ${other} braucht, diesen zuerst löschen: ${where === 'terminal' ? `\`roletap rotate --drop ${other}\`` : '„Löschen und rotieren…“'}.`,
    };
  },
  'new-key-unusable': ({ accessKeyId, seconds }) => ({
    title: 'Der neue Zugriffsschlüssel funktioniert nicht',
    happened: `AWS hat ${accessKeyId} erstellt, aber ${seconds} s lang nicht akzeptiert. Roletap hat ihn gelöscht, und der alte Schlüssel funktioniert weiter.`,
    advice: 'In ein paar Minuten erneut versuchen.',
  }),
  'rotation-missing': ({ source }, where) => ({
    title: 'Keine Rotation zum Fortsetzen',
    happened: `Roletap hat den Zugriffsschlüssel von „${source}“ nicht rotiert oder der alte ist schon gelöscht.`,
    advice: `Eine beginnen: ${where === 'terminal' ? '`roletap rotate`' : '„Zugriffsschlüssel rotieren…“ unter „MFA-Geräte“'}.`,
  }),
  'rotation-other-user': ({ source, userArn, oldKey }) => ({
    title: 'Das Profil hat einen neuen Benutzer',
    happened: `Roletap hat einen Schlüssel von ${userArn} rotiert, aber „${source}“ hat jetzt einen fremden Zugriffsschlüssel. Es wurde nichts geändert.`,
    advice: `Den Schlüssel dieses Benutzers zurück ins Profil schreiben oder ${oldKey} in der IAM-Konsole löschen.`,
  }),
  'rotation-foreign': ({ source }) => ({
    title: 'Roletap verwaltet diesen Schlüssel nicht',
    happened: `Die Anmeldeinformationen von „${source}“ kommen aus einem anderen Programm, in das Roletap nicht schreiben kann.`,
    advice: 'Den Schlüssel mit diesem Programm rotieren.',
  }),
};
