import type { WordsFor } from './table.ts';

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
  'access-key-limit': ({ user }) => ({
    title: 'Dieser Benutzer hat zwei Zugriffsschlüssel',
    happened: `AWS erlaubt ${user} zwei Zugriffsschlüssel, und beide gibt es schon.`,
    advice: '`roletap rotate` zeigt beide und fragt, welcher gelöscht werden soll.',
  }),
  'access-keys-two': ({ user, keys }) => {
    const other = keys.find(({ isOwn }) => !isOwn)?.accessKeyId ?? '';
    return {
      title: 'Dieser Benutzer hat zwei Zugriffsschlüssel',
      happened: `AWS erlaubt ${user} nur zwei, also ist kein Platz für einen neuen. Es wurde nichts geändert.`,
      advice: `Wenn nichts mehr ${other} braucht, diesen zuerst löschen: \`roletap rotate --drop ${other}\`.`,
    };
  },
  'new-key-unusable': ({ accessKeyId, seconds }) => ({
    title: 'Der neue Zugriffsschlüssel funktioniert nicht',
    happened: `AWS hat ${accessKeyId} erstellt, aber ${seconds} s lang nicht akzeptiert. Roletap hat ihn gelöscht, und der alte Schlüssel funktioniert weiter.`,
    advice: 'In ein paar Minuten erneut versuchen.',
  }),
  'rotation-missing': ({ source }) => ({
    title: 'Keine Rotation zum Fortsetzen',
    happened: `Roletap hat den Zugriffsschlüssel von „${source}“ nicht rotiert oder der alte ist schon gelöscht.`,
    advice: 'Eine beginnen: `roletap rotate`.',
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
