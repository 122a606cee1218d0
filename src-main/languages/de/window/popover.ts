/** What stands around the roles in the popover: its first line, what is missing, what a person should hear of, and the code. */

export const headerTexts = {
  activity: 'Aktivität',
  settings: 'Einstellungen',
  add: 'Hinzufügen',
  more: 'Mehr',
  demo: 'Demo',
  noService: 'Kein Smartcard-Dienst',
  addByHand: 'Rolle von Hand hinzufügen…',
  /** `source` where there is more than one. */
  findRoles: (source?: string): string => (source === undefined ? 'Rollen in IAM suchen' : `Rollen von ${source} in IAM suchen`),
  addKey: 'Zugriffsschlüssel hinzufügen…',
  openInvite: 'Einladung öffnen…',
  setUp: 'Einrichten…',
  addDevice: 'YubiKey einrichten…',
  renewAll: 'Alle mit einer Berührung erneuern',
  endAll: 'Alle Sitzungen beenden',
  tryDemo: 'Demo ausprobieren',
  devices: 'MFA-Geräte…',
  people: 'Personen im Konto…',
  quit: 'Roletap beenden',
} as const;

export const missingTexts = {
  reading: 'Profile werden gelesen',
  example: 'So sieht eine Rolle in der config-Datei aus:',
  /** A role profile as AWS documents it, with account ids that stand for others. */
  configExample: `[profile dev]
role_arn = arn:aws:iam::111122223333:role/Dev
source_profile = default
mfa_serial = arn:aws:iam::111122223333:mfa/jane`,
  /** `title` as in the middle of a sentence. */
  also: (title: string): string => `Außerdem: ${title}.`,
  openFile: 'Datei öffnen',
  addByHand: 'Von Hand hinzufügen…',
  demoNeeds: 'Die Demo braucht weder YubiKey noch AWS-Konto.',
} as const;

export const codeTexts = {
  section: 'Code',
  copy: 'Code kopieren',
  copied: 'Der Code ist in der Zwischenablage.',
  idle: (takesTouch: boolean): string => (takesTouch ? 'mit einer Berührung' : 'mit einem Klick'),
  onClipboard: (seconds: number): string => (seconds === 0 ? 'aus der Zwischenablage gelöscht' : `noch ${seconds} s in der Zwischenablage`),
} as const;

export const stripTexts = {
  alerts: 'Meldungen',
  fewer: 'Weniger anzeigen',
  moreAlerts: (count: number): string => `${count} weitere`,
  answer: (action: string, title: string): string => `${action}: ${title}`,
  discovery: 'Rollen aus IAM',
  show: 'Anzeigen',
  unread: 'Nicht lesbar',
  patterns: 'Über Platzhalter erlaubt: Rollennamen eingeben',
  nameIt: 'Namen eingeben…',
  nameItOf: (pattern: string): string => `Namen eingeben… (${pattern})`,
  notes: 'Hinweise',
  moreNotes: (count: number): string => `${count} Hinweise`,
  unfinished: 'Nicht abgeschlossen',
  resume: 'Fortsetzen',
  resumeOf: (what: string): string => `Fortsetzen: ${what}`,
  ended: 'Gerade beendet',
  undo: 'Rückgängig',
  undoOf: (what: string): string => `Rückgängig: ${what}`,
} as const;
