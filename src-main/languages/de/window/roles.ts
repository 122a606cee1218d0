import { shellWord } from '../../../contract/text.ts';

/** What stands in the list of roles, in a role's menu and in its dialogs and form. */

/** What heads the roles, in the window and in the tray's menu; `all` where no account has more than one. */
export const roleGroupTexts = {
  active: 'Aktiv',
  favourites: 'Favoriten',
  recent: 'Zuletzt verwendet',
  others: 'Andere Konten',
  all: 'Rollen',
  account: (accountId: string): string => `Konto ${accountId}`,
} as const;

export const rowTexts = {
  tapIn: 'Öffnen',
  command: (target: string): string => `aws --profile ${shellWord(target)}`,
  prod: 'prod',
  keptAlive: 'Wird offen gehalten',
  keptAliveHeard: 'wird offen gehalten',
  externalId: 'externe ID',
  nextIn: (seconds: number): string => `, ${seconds} s`,
  end: 'Beenden',
  renew: 'Erneuern',
  renewOf: (profile: string): string => `${profile} erneuern`,
  moreFor: (profile: string): string => `Mehr zu ${profile}`,
  tryAgainOf: (profile: string): string => `Erneut versuchen: ${profile}`,
  typeCode: 'Stattdessen Code eingeben',
  signIn: 'Anmelden',
  tryFresh: 'Mit neuer Berührung versuchen',
  replaceKeys: 'Abgelaufene Schlüssel ersetzen',
  setUpKey: 'Diesen YubiKey einrichten',
} as const;

export const roleMenuTexts = {
  copyProfile: 'aws --profile … kopieren',
  renew: 'Erneuern',
  tapReadOnly: 'Nur zum Lesen öffnen',
  tapFull: 'Mit vollem Zugriff öffnen',
  tapLimited: 'Eingeschränkt öffnen…',
  readOnlyFirst: 'Sonst nur zum Lesen öffnen',
  openConsole: 'Konsole öffnen',
  openConsoleIn: 'Konsole öffnen in…',
  copyEnvironment: 'Umgebung kopieren…',
  useInTools: 'In Tools verwenden…',
  adopt: 'Roletap fragen lassen…',
  favourite: 'Favorit',
  keepAlive: 'Offen halten',
  /** In place of the switch, for sessions that last longer than a role on an MFA session can. */
  notKept: 'Offen halten: Über 1 h braucht jede Sitzung eine Berührung',
  guard: 'Schützen',
  account: 'Name und Farbe des Kontos…',
  edit: 'Bearbeiten…',
  endSession: 'Sitzung beenden',
} as const;

export const roleDialogTexts = {
  account: (accountId: string): string => `Konto ${accountId}`,
  name: 'Name',
  nameExample: 'etwa acme-prod',
  mark: 'Farbe',
  environment: (profile: string): string => `Umgebung für ${profile} kopieren`,
  format: 'Shell',
  how: 'Inhalt',
  keys: { title: 'Schlüssel der Sitzung', text: 'Für jedes Tool, bis die Sitzung endet.' },
  endpoint: { title: 'Endpunkt von Roletap', text: 'Keine Schlüssel: Das SDK fragt Roletap, das sie aktuell hält.' },
  remove: (role: string): string => `${role} entfernen?`,
  removeIt: 'Rolle entfernen',
} as const;

export const roleFormTexts = {
  arn: 'ARN der Rolle',
  name: 'Name',
  nameHelp: 'Steht in der Liste und im Profilnamen.',
  source: 'Quelle',
  sourceHelp: 'Das Profil, dessen Zugriffsschlüssel die Rolle annimmt.',
  noSource: 'Kein Profil hat einen Zugriffsschlüssel.',
  choose: 'Auswählen…',
  externalId: 'Externe ID',
  externalIdHelp: 'Nur wenn die Rolle eine verlangt.',
  region: 'Region',
  regionExample: 'eu-central-1',
  regionHelp: 'Für die Vorgabe leer lassen.',
  duration: 'Dauer der Sitzung',
  add: 'Rolle hinzufügen',
} as const;
