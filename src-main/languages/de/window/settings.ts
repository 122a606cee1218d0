/** What stands on the page of settings: each setting with its help, in the order of the page. */

export const settingsTexts = {
  title: 'Einstellungen',
} as const;

export const sessionSettings = {
  mfaSession: 'Eine Berührung gilt',
  mfaSessionHelp: 'So lange bleibt eine MFA-Sitzung offen. Bis dahin öffnen und erneuern sich Rollen ohne weitere Berührung.',
  role: 'Eine Rollensitzung dauert',
  roleHelp: 'Gilt, wenn das Profil keine Dauer angibt. Über 1 h braucht jede Rolle eine eigene Berührung.',
  renewal: 'Automatisch erneuern',
  renewalHelp: '15 Minuten vor dem Ende, ohne Berührung, solange die MFA-Sitzung offen ist.',
  inUse: 'Eine Rolle gilt als verwendet für',
  inUseHelp: 'Seit sie zuletzt geöffnet oder von einem Programm angefordert wurde.',
  endAll: 'Alle Sitzungen beenden',
  onLock: 'Beim Sperren des Bildschirms',
  keepPin: 'PIN merken',
  keepPinHelp: 'So lange behält Roletap sie im Speicher, nie auf der Festplatte. Mit dem YubiKey geht sie immer.',
  onRemoval: 'Beim Abziehen des YubiKeys',
  onQuit: 'Beim Beenden von Roletap',
  kept: 'Wo offene Sitzungen aufbewahrt werden',
} as const;

export const guardSettings = {
  duration: 'Eine geschützte Sitzung dauert',
  none: 'Keine geschützten Rollen',
  noneHelp: 'Schützen lässt sich eine Rolle in ihrem Menü in der Liste.',
  remove: 'Entfernen',
  /** Heard after it. */
  removeOf: (role: string): string => `: Schutz von ${role}`,
} as const;

export const fileSettings = {
  noFiles: 'Keine Anmeldeinformationen in Dateien',
  noFilesHelp:
    'Programme fragen Roletap über credential_process, und in die credentials-Datei wird nichts geschrieben. Jede Rolle einmal einrichten: „In Tools verwenden…“ in ihrem Menü.',
  suffix: 'Profil-Suffix',
  suffixHelp: (suffix: string): string => `„prod“ steht als Profil „prod${suffix}“ bereit.`,
  region: 'Region',
  regionHelp: 'Gilt, wenn eine Rolle keine Region angibt. Leer lassen für die des Quellprofils.',
  regionExample: 'eu-central-1',
} as const;

export const generalSettings = {
  shortcut: 'Tastenkürzel',
  shortcutHelp: 'Öffnet die Rollenliste aus jedem Programm.',
  noShortcut: 'Keins',
  pressKeys: 'Tasten drücken…',
  listening: 'Tastenkürzel: Tasten drücken',
  changeShortcut: (keys: string): string => `Tastenkürzel: ${keys}. Ändern`,
  clear: 'Löschen',
  clearMore: ': Tastenkürzel',
  login: 'Bei der Anmeldung starten',
  noLogin: 'Auf diesem System nicht möglich.',
  theme: 'Darstellung',
  language: 'Sprache',
  systemLanguage: 'Wie das System',
  languageChanged: 'Die Sprache wechselt beim nächsten Start von Roletap',
  restart: 'Roletap neu starten',
  notifications: 'Benachrichtigungen',
  notificationsHelp: 'Wenn eine Berührung nötig ist, eine Sitzung bald endet oder eine Erneuerung fehlgeschlagen ist.',
  otherTokens: 'Token anderer Marken',
  otherTokensHelp:
    'Token verwenden, die Codes wie ein YubiKey erzeugen (OATH über einen Smartcard-Leser). Roletap probiert dann jede Karte in einem Leser.',
  accessKeys: 'An das Rotieren von Zugriffsschlüsseln erinnern nach',
  accessKeysHelp: 'Ein Hinweis erscheint, wenn ein verwendeter Schlüssel älter ist.',
  clipboard: 'Zwischenablage leeren nach',
  clipboardHelp: 'Codes und Geheimnisse werden gelöscht, außer es wurde inzwischen etwas anderes kopiert.',
} as const;

export const programSettings = {
  /** The path of the socket stands between backticks. */
  open: (path: string): string => `Nur Programme, die unter Ihrem Benutzer laufen, können sich verbinden, über \`${path}\`.`,
  closed: 'Container-Endpunkt und credential_process funktionieren nur, solange das eingeschaltet ist.',
  said: 'Ihre Entscheidungen über Programme',
  none: 'Keine Entscheidungen',
  noneHelp:
    'Eine Berührung für eine geschützte Rolle erlaubt sie dem Programm, das gefragt hat. Nach jedem Abbrechen muss ein Programm länger warten, bis es wieder fragen darf.',
  /** `terraform für prod`. */
  label: (program: string, role: string): string => `${program} für ${role}`,
  yes: (until: string): string => `Erlaubt bis ${until}.`,
  no: (until: string): string => `Darf vor ${until} nicht wieder fragen.`,
  takeBack: 'Vergessen',
  /** Heard after it. */
  takeBackOf: (program: string, role: string): string => `: Entscheidung über ${program} für ${role}`,
} as const;

/** What ends in `More` is heard after the button's own word. */
export const dataSettings = {
  folder: 'Dateien von Roletap',
  openFolder: 'Öffnen',
  openFolderMore: ': Ordner',
  log: 'Protokoll',
  logHelp: 'Was Roletap getan hat und was fehlgeschlagen ist, für Fehlerberichte. Geheimnisse sind unkenntlich gemacht.',
  openLog: 'Protokoll öffnen',
  export: 'Einstellungen exportieren',
  exportHelp: 'Als JSON-Datei. Sie enthält keine Geheimnisse.',
  exportButton: 'Exportieren…',
  reset: 'Einstellungen zurücksetzen',
  resetHelp: 'Setzt diese Seite auf die Vorgaben zurück.',
  resetButton: 'Zurücksetzen…',
  buttonMore: ': Einstellungen',
  askReset: 'Einstellungen zurücksetzen?',
  keep: 'Einstellungen behalten',
  resetNow: 'Vorgaben wiederherstellen',
  asAtFirst: 'Wird zurückgesetzt:',
  stays: 'Bleibt:',
} as const;

export const aboutSettings = {
  version: (version: string): string => `Roletap ${version}`,
  command: 'Der Befehl roletap',
  places: {
    system: 'Das Paket hat ihn in den PATH gelegt.',
    installed: 'Er liegt in ~/.local/bin.',
    absent: 'Legt ihn für das Terminal in ~/.local/bin ab.',
    other: 'In ~/.local/bin belegt ein anderes Programm seinen Platz.',
    none: 'Zu dieser Kopie von Roletap gehört kein Befehl.',
  },
  install: 'Installieren',
  remove: 'Entfernen',
  commandMore: ' (Befehl roletap)',
  licences: 'Lizenzen',
  licencesHelp: 'Die Lizenz von Roletap und von allem, was es enthält.',
  openLicences: 'Lizenzen anzeigen',
  diagnostics: 'Diagnose',
  diagnosticsHelp: 'Für Fehlerberichte: was `roletap doctor` findet, ohne Geheimnisse und Namen.',
  withAccounts: 'Mit Konto-IDs',
  copyDiagnostics: 'Diagnose kopieren',
  copied: 'Kopiert',
} as const;
