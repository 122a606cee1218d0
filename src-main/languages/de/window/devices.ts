import { counted, formFor, fromKey, listed, theKey } from '../grammar.ts';

/** What stands on the page of a user's MFA devices. Names of devices and accounts come as they are shown. */

export const devicesTexts = {
  title: (user?: string): string => (user === undefined ? 'MFA-Geräte' : `MFA-Geräte von ${user}`),
  account: (accountId: string): string => `Konto ${accountId}`,
  profile: 'Profil',
  add: 'YubiKey hinzufügen',
  list: 'Geräte',
  none: 'Dieser Benutzer hat kein MFA-Gerät. Zuerst einen YubiKey hinzufügen.',
  since: (date: string): string => `, seit dem ${date}`,
  resync: 'Neu synchronisieren',
  resyncOf: (name: string): string => `${name} neu synchronisieren`,
  rename: 'Umbenennen',
  renameOf: (name: string): string => `Konto von ${name} umbenennen`,
  nameOn: (serial?: number): string => `Kontoname auf ${theKey(serial, 'dem')}`,
  renameHelp: 'Nur der Name auf dem YubiKey ändert sich. Die Codes und das Gerät in AWS bleiben gleich.',
  lost: 'Verloren?',
  lostOf: (name: string): string => `Verloren? ${name}`,
  /** For an administrator: a virtual device takes two commands. */
  lostHelp: (isVirtual: boolean): string =>
    `Mit einem anderen Gerät: „Entfernen“ wählen. Sonst die AWS-Administration bitten, ${
      isVirtual ? 'dieses Gerät mit zwei Befehlen zu deaktivieren und zu löschen' : 'dieses Gerät mit einem Befehl zu deaktivieren'
    }, und danach aktualisieren.`,
  copyLost: (isVirtual: boolean): string =>
    isVirtual ? 'Befehle für die Administration kopieren' : 'Befehl für die Administration kopieren',
  copiedLost: (isVirtual: boolean): string => (isVirtual ? 'Befehle kopiert' : 'Befehl kopiert'),
  removeOf: (name: string): string => `${name} entfernen`,
  askRemove: (name: string): string => `${name} entfernen?`,
  remove: 'Gerät entfernen',
  removeLast: 'Letztes Gerät entfernen',
  otherWays: 'Andere Zugänge',
} as const;

/** The user's access keys and their rotation. */
export const accessKeyTexts = {
  title: 'Zugriffsschlüssel',
  show: 'Zugriffsschlüssel anzeigen',
  old: (days: number): string => `älter als ${counted(days, { one: 'Tag', other: 'Tage' })}`,
  rotate: 'Zugriffsschlüssel rotieren…',
  rotateNow: 'Zugriffsschlüssel rotieren',
  askRotate: 'Diesen Zugriffsschlüssel rotieren?',
  rotateHelp:
    'Roletap erstellt mit einer Berührung einen neuen Zugriffsschlüssel, testet ihn und verwendet ihn ab dann. Der alte wird deaktiviert und lässt sich bis zum Löschen zurückholen.',
  drop: 'Löschen und rotieren…',
  dropOf: (accessKeyId: string): string => `Löschen und rotieren… ${accessKeyId}`,
  dropNow: 'Löschen und rotieren',
  askDrop: (accessKeyId: string): string => `${accessKeyId} löschen?`,
  dropHelp:
    'AWS erlaubt zwei Zugriffsschlüssel. Das Löschen lässt sich nicht rückgängig machen: Was diesen Schlüssel verwendet, funktioniert dann nicht mehr.',
  grace: 'Alten Schlüssel löschen',
  graceOf: (days: number): string => (days === 0 ? 'Sofort' : `Nach ${counted(days, { one: 'Tag', other: 'Tagen' })}`),
  finish: 'Jetzt löschen…',
  finishNow: 'Alten Schlüssel löschen',
  askFinish: (accessKeyId: string): string => `${accessKeyId} löschen?`,
  finishHelp: 'Das lässt sich nicht rückgängig machen. Was den alten Schlüssel noch verwendet, funktioniert dann nicht mehr.',
  undo: 'Zurückholen',
  working: 'Zugriffsschlüssel wird rotiert…',
} as const;

/** Where the source's access key is kept, and the way into the key store and back. */
export const keyPlaceTexts = {
  places: {
    file: 'In den AWS-Dateien, wo jedes Programm ihn lesen kann.',
    keyring: 'Im Schlüsselspeicher, mit dem Schlüsselbund verschlüsselt.',
    passphrase: 'Im Schlüsselspeicher, mit der Passphrase verschlüsselt.',
    process: 'Ein anderes Programm liefert ihn (`credential_process`).',
    login: 'Anmeldung mit `aws login`.',
    sso: 'Anmeldung mit IAM Identity Center.',
  },
  keep: 'In den Schlüsselspeicher verschieben…',
  putBack: 'Zurück in die Datei verschieben…',
  working: 'Zugriffsschlüssel wird verschoben…',
  plan: {
    keep: 'Diesen Zugriffsschlüssel in den Schlüsselspeicher verschieben?',
    'put-back': 'Diesen Zugriffsschlüssel zurück in die Datei verschieben?',
  },
  yes: { keep: 'Schlüssel verschieben', 'put-back': 'Schlüssel zurückverschieben' },
  no: 'Nichts ändern',
  done: {
    keep: 'In den Schlüsselspeicher verschoben. Backups können den Schlüssel noch enthalten. Rotieren macht sie wertlos.',
    'put-back': 'Der Zugriffsschlüssel steht wieder in der credentials-Datei.',
  },
  keepRoles: (roles: readonly string[]): string =>
    `Entfernt mfa_serial aus ${listed(roles)}: Das Quellprofil hat jetzt eine MFA-Sitzung, also braucht \`aws\` keinen zweiten Code.`,
  putBackRoles: (roles: readonly string[]): string => `Setzt mfa_serial wieder in ${listed(roles)}.`,
  passphrase: 'Passphrase',
  passphraseHelp:
    'Stattdessen verschlüsselt eine Passphrase den Schlüssel. Roletap fragt einmal pro Anmeldung danach. Eine vergessene Passphrase lässt sich nicht zurücksetzen.',
} as const;

/** Profiles that name a device that is gone. */
export const mendTexts = {
  title: (profiles: number): string =>
    formFor(profiles, { one: 'Ein Profil nennt ein anderes MFA-Gerät', other: 'Profile nennen ein anderes MFA-Gerät' }),
  about: (gone: string, device: string, profiles: readonly string[]): string =>
    `${gone} gehört nicht zu den MFA-Geräten dieses Benutzers. Diese Änderungen setzen ${device} in ${listed(profiles)}.`,
  write: 'Profile aktualisieren',
} as const;

export const leftoverTexts = {
  title: 'Übrig geblieben',
  device: 'Ein MFA-Gerät in AWS, das nie aktiviert wurde. Es blockiert nur seinen Namen.',
  account: (serial?: number): string => `Ein OATH-Konto auf ${theKey(serial, 'dem')} ohne Gerät in AWS.`,
  cleanUp: 'Aufräumen',
  cleanUpOf: (name: string): string => `${name} aufräumen`,
  importable: 'Auf Ihren YubiKeys, von keinem Profil verwendet',
  importIt: 'Verwenden…',
  importOf: (name: string): string => `Verwenden… ${name}`,
} as const;

export const keyPasswordTexts = {
  title: 'Angeschlossene YubiKeys',
  firmware: (version: string, state: string): string =>
    [version === '' ? '' : `Firmware ${version}`, state].filter((part) => part !== '').join(', '),
  password: 'Passwort',
  passwordOf: (serial?: number): string => `Passwort für ${theKey(serial, 'den')}`,
  new: 'Neues Passwort',
  again: 'Passwort wiederholen',
  differ: 'Die Passwörter stimmen nicht überein. Das neue bitte noch einmal eingeben.',
  remember: 'Auf diesem Computer merken',
  set: 'Passwort festlegen',
  help: 'Steht im Schlüsselbund des Systems, ohne Schlüsselbund nur bis zum Beenden von Roletap im Speicher. Ist es vergessen, hilft nur ein Zurücksetzen, das alle OATH-Konten löscht.',
  askRemove: 'Passwort entfernen…',
  removeOf: (serial?: number): string => `Passwort ${fromKey(serial)} entfernen?`,
  remove: 'Passwort entfernen',
  removeHelp: 'Wer den YubiKey hat, kann dann seine OATH-Konten lesen und Codes erzeugen. Die Konten bleiben.',
  forget: 'Auf diesem Computer vergessen',
} as const;
