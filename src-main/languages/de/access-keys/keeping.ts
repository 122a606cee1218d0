import { shellWord } from '../../../contract/text.ts';
import { listed } from '../grammar.ts';

/** What the terminal says while an access key is added or moved. */
export const accessKeysSaid = {
  askId: 'Zugriffsschlüssel-ID (wird nicht angezeigt): ',
  askSecret: 'Geheimer Zugriffsschlüssel (wird nicht angezeigt): ',
  askName: (offered: string) => `Profilname [${offered}]: `,
  askRegion: (offered: string) => `Region [${offered}]: `,
  belongsTo: (userArn: string) => `AWS hat den Schlüssel akzeptiert. Er gehört ${userArn}.`,
  changes: (file: string) => `Das ändert ${file}:`,
  mayWrite: 'So schreiben? [y/N] ',
  askPassphrase: 'Passphrase (wird nicht angezeigt): ',
  needsPassphrase: 'Eine Passphrase wird gebraucht',
  repeatPassphrase: 'Passphrase wiederholen: ',
  passphrasesDiffer: 'Die Passphrasen stimmen nicht überein',
  noKeyring: 'Dieser Computer hat keinen Schlüsselbund. Wie soll der Zugriffsschlüssel aufbewahrt werden?',
  places: [
    'mit einer Passphrase verschlüsselt, einmal pro Anmeldung abgefragt',
    'in der credentials-Datei, die alle Ihre Programme lesen können',
  ],
  /** Where nobody can be asked and there is no keyring. */
  addElsewhere: 'Hinweis: --passphrase verschlüsselt den Schlüssel mit einer Passphrase, --in-file lässt ihn in der credentials-Datei.',
  keepElsewhere: 'Hinweis: --passphrase verschlüsselt den Schlüssel mit einer Passphrase.',
  unlocked: 'Entsperrt bis zur Abmeldung.',
  needsYes: 'Hier ist keine Rückfrage möglich: mit --yes werden die Änderungen geschrieben',
  needsKey: 'Zugriffsschlüssel-ID und Geheimnis je in einer Zeile über die Standardeingabe übergeben oder --csv FILE verwenden',
  added: (profile: string, kept: 'keyring' | 'passphrase' | 'file') =>
    `„${profile}“ hinzugefügt. Der Zugriffsschlüssel ist ${{ keyring: 'im Schlüsselbund und in keiner Datei', passphrase: 'mit der Passphrase verschlüsselt', file: 'in der credentials-Datei, die alle Ihre Programme lesen können' }[kept]}.`,
  /** `hasDevice`: the user has an MFA device that makes codes. */
  next: (profile: string, hasDevice: boolean) =>
    hasDevice
      ? `Als Nächstes mit dem MFA-Gerät dieses Benutzers eine Sitzung öffnen: \`roletap tap ${shellWord(profile)}\`.`
      : `Als Nächstes den YubiKey zum MFA-Gerät dieses Benutzers machen: \`roletap enroll --source ${shellWord(profile)}\`.`,
  roles: (roles: readonly string[]) =>
    `Das entfernt mfa_serial aus ${listed(roles)}: Das Quellprofil hat jetzt eine MFA-Sitzung, also braucht \`aws\` keinen zweiten Code.`,
  moved: (profile: string, kept: 'keyring' | 'passphrase') =>
    `Der Zugriffsschlüssel von „${profile}“ ist ${kept === 'keyring' ? 'im Schlüsselbund' : 'mit der Passphrase verschlüsselt'} und nicht mehr in den AWS-Dateien.`,
  rotate: (profile: string) => `Backups können ihn noch enthalten. Rotieren macht sie wertlos: \`roletap rotate ${shellWord(profile)}\`.`,
  putBack: (profile: string) => `Der Zugriffsschlüssel von „${profile}“ steht wieder in der credentials-Datei.`,
} as const;
