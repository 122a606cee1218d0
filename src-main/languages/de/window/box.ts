import { counted } from '../grammar.ts';

/** The box in which everything is found: what it says of what it found, and what can be done with a role or without one. */

export const boxTexts = {
  label: 'Suchen oder Befehl ausführen',
  clear: 'Leeren',
  clearSearch: 'Suche leeren',
  found: 'Ergebnisse',
  roles: 'Rollen',
  actions: 'Aktionen',
  count: (count: number): string => counted(count, { one: 'Ergebnis', other: 'Ergebnisse' }),
  /** Around what was searched for. */
  nothing: { before: 'Keine Ergebnisse für ', after: '. Suchen lässt sich nach Rollen, Konto-IDs und Befehlen wie „Einstellungen“.' },
  /** What Enter does with a role. */
  tapIn: 'Öffnen',
  copyLine: 'Zeile kopieren',
  show: 'Anzeigen',
  tools: 'Tools einrichten',
  more: 'mehr',
  moreFor: (role: string): string => `Aktionen für ${role}`,
  leave: 'zurück',
  copied: 'Kopiert',
  shortcuts: 'Tastenkürzel',
} as const;

export const shortcutTexts = {
  title: 'Tastenkürzel',
  search: 'Von überall suchen',
  searchHow: 'einfach tippen',
  first: 'Auswahl ausführen',
  walk: 'Auswahl bewegen',
  more: 'Weitere Aktionen',
  console: 'Konsole öffnen',
  renew: 'Erneuern',
  end: 'Sitzung beenden',
  settings: 'Einstellungen',
  refresh: 'Aktualisieren',
  larger: 'Vergrößern',
  smaller: 'Verkleinern',
  usual: 'Originalgröße',
  back: 'Leeren, dann ausblenden',
  everywhere: 'Roletap aus jedem Programm öffnen',
} as const;

/** What can be done with a role: how it is told in the box, of the role's name. */
export const roleDeedTexts = {
  tap: (role: string): string => `${role} öffnen`,
  tapReadOnly: (role: string): string => `${role} nur zum Lesen öffnen`,
  tapFull: (role: string): string => `${role} mit vollem Zugriff öffnen`,
  tapLimited: (role: string): string => `${role} eingeschränkt öffnen…`,
  readOnlyFirst: (role: string): string => `${role} sonst nur zum Lesen öffnen`,
  fullFirst: (role: string): string => `${role} sonst mit vollem Zugriff öffnen`,
  copy: (target: string): string => `aws --profile ${target} kopieren`,
  console: (role: string): string => `Konsole als ${role} öffnen`,
  consoleIn: (role: string): string => `Konsole als ${role} öffnen in…`,
  renew: (role: string): string => `${role} erneuern`,
  environment: (role: string): string => `Umgebung für ${role} kopieren…`,
  tools: (role: string): string => `${role} in Tools verwenden…`,
  adopt: (role: string): string => `${role} Roletap fragen lassen…`,
  end: (role: string): string => `${role} beenden`,
  favour: (role: string): string => `${role} zu den Favoriten hinzufügen`,
  unfavour: (role: string): string => `${role} aus den Favoriten entfernen`,
  keep: (role: string): string => `${role} offen halten`,
  unkeep: (role: string): string => `${role} nicht mehr offen halten`,
  guard: (role: string): string => `${role} schützen`,
  unguard: (role: string): string => `${role} nicht mehr schützen`,
  account: (account: string): string => `Name und Farbe von ${account}…`,
  edit: (role: string): string => `${role} bearbeiten…`,
} as const;

/** What else is typed for the same; words with a space between. English ones stay: they are in everybody's fingers. */
export const roleDeedWords = {
  tap: 'öffnen übernehmen anmelden tap assume login',
  tapReadOnly: 'nur lesen öffnen read only readonly',
  tapFull: 'voller zugriff ganz öffnen full',
  tapLimited: 'einschränken richtlinie tag limits policy',
  readOnlyFirst: 'nur lesen vorgabe immer read only default',
  copy: 'kopieren zeile profil copy',
  console: 'konsole öffnen browser web console',
  consoleIn: 'konsole browser profil container dienst region console',
  renew: 'erneuern verlängern renew refresh',
  environment: 'umgebung variablen kopieren shell schlüssel env export',
  tools: 'tools werkzeuge verwenden terraform',
  adopt: 'übernehmen helper aws_signing_helper zertifikat adopt',
  end: 'beenden schließen abmelden end stop logout',
  favourite: 'favorit stern',
  keep: 'offen halten aktiv anheften keep',
  guard: 'schützen schutz guard',
  account: 'konto name farbe alias umbenennen',
  edit: 'bearbeiten ändern entfernen löschen edit',
} as const;

/** What concerns no single role. */
export const deedTexts = {
  devicesOf: (source: string): string => `MFA-Geräte von ${source} anzeigen…`,
  rotate: (source: string): string => `Zugriffsschlüssel von ${source} rotieren…`,
  code: (account: string): string => `Code für ${account} kopieren`,
  unlock: (key: string): string => `${key} entsperren`,
  undo: (what: string): string => `Rückgängig: ${what}`,
  endUnknown: (target: string): string => `${target} beenden`,
  light: 'Helles Design verwenden',
  dark: 'Dunkles Design verwenden',
  system: 'Design des Systems verwenden',
  log: 'Protokolldatei anzeigen',
  folder: 'Ordner von Roletap öffnen',
} as const;

export const deedWords = {
  endAll: 'alle beenden schließen sperren abmelden sitzungen end logout',
  renewAll: 'alle erneuern verlängern sitzungen berühren renew',
  settings: 'einstellungen optionen settings',
  activity: 'aktivität verlauf heute protokoll sitzungen activity history',
  people: 'personen team benutzer mfa iam people',
  addByHand: 'neue rolle hinzufügen add',
  findRoles: 'rollen finden suchen entdecken iam find',
  addKey: 'neuen zugriffsschlüssel hinzufügen access key',
  setUp: 'einrichten yubikey mfa gerät registrieren qr code hinzufügen enroll',
  certificates: 'Zertifikate PIV x509 Roles Anywhere YubiKey Slots CA certificates',
  devices: 'mfa geräte yubikey verloren entfernen synchronisieren',
  rotate: 'zugriffsschlüssel rotieren alt ersetzen rotate',
  code: 'code otp mfa kopieren token',
  unlock: 'entsperren passwort unlock',
  undo: 'rückgängig wiederherstellen undo',
  refresh: 'aktualisieren neu laden refresh reload',
  demo: 'demo ausprobieren testen',
  theme: 'design dunkel hell modus darstellung theme',
  log: 'protokoll datei problem fehler log debug',
  folder: 'ordner dateien verzeichnis',
  shortcuts: 'tastenkürzel tasten kurzbefehle hilfe',
  quit: 'beenden schließen quit exit',
} as const;
