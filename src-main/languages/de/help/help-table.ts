import type { CommandHelp, HelpTable } from '../../../words/help/help-table.ts';

/** What help and the manual page say of a command, as facts that both lay out. Text between backticks is to be typed as it stands. */
export type { CommandHelp, HelpTable };

/** What an option means with each command that says nothing else of it. */
export const sharedOptions: Readonly<Record<string, string>> = {
  '--source PROFILE': 'das Profil mit dem Zugriffsschlüssel des IAM-Benutzers',
  '--yes': 'nicht nachfragen',
  '--key SERIAL': 'der YubiKey, der verwendet wird',
  '--password-stdin': 'das OATH-Passwort des YubiKeys aus der Standardeingabe lesen',
  '--code-stdin': 'einen Code von Handy oder Hardware-Token verwenden, getippt oder über die Standardeingabe',
  '--pin-stdin': 'die PIN für die Zertifikate des YubiKeys von der Standardeingabe lesen',
  '--last-try': 'mit --pin-stdin: den letzten PIN-Versuch verbrauchen',
  '--read-only [audit]': 'nur lesen: ReadOnlyAccess von AWS, mit audit SecurityAudit',
  '--policy FILE': 'zusätzlich nur, was diese IAM-Richtlinie erlaubt (2.048 Zeichen)',
  '--policy-arn ARN': 'zusätzlich nur, was eine verwaltete Richtlinie erlaubt; bis zu 10',
  '--tag KEY=VALUE': 'ein Sitzungs-Tag KEY=VALUE; bis zu 50',
  '--transitive-tag KEY=VALUE': 'dasselbe, bleibt auch in Rollen, die daraus angenommen werden',
  '--source-identity NAME': 'wer es ist, für CloudTrail; später nicht änderbar',
  '--full': 'die ganze Rolle, wenn sie sonst nur zum Lesen öffnet',
  '--json': 'ein JSON-Dokument ausgeben',
  '--help': 'diese Hilfe anzeigen',
};

/** The commands as the overview groups them. */
export const helpGroups: readonly (readonly [title: string, commands: readonly string[]])[] = [
  ['Jeden Tag', ['tap', 'console', 'browsers', 'code', 'roles', 'sessions', 'end']],
  ['Andere Programme', ['exec', 'shell', 'env', 'credentials', 'programs', 'history', 'activity']],
  ['Zugriffsschlüssel', ['add', 'keep', 'unlock', 'rotate']],
  ['MFA-Geräte', ['enroll', 'import', 'devices', 'resync', 'remove', 'lost', 'unfinished', 'find']],
  ['YubiKeys', ['keys', 'accounts', 'piv', 'anywhere', 'rename', 'password']],
  ['Das Team', ['team']],
  ['Roletap', ['doctor', 'prompt', 'completion', 'demo', 'help']],
];

export const helpSaid = {
  /** Behind the program's name. */
  purpose: 'öffnet AWS-Rollen mit dem YubiKey',
  usage: 'Aufruf',
  options: 'Optionen',
  example: 'Beispiel',
  commands: 'Befehle',
  exitCodes: 'Exit-Codes',
  files: 'Dateien',
  anyCommand: 'COMMAND [options]',
  /** The foot of the overview. */
  each: (before?: string): string => `Optionen und ein Beispiel: \`roletap help ${before === undefined ? '' : `${before} `}COMMAND\``,
  codes: [
    ['0', 'erledigt'],
    ['2', 'falscher Aufruf'],
    ['3', 'ein Problem: Die Standardfehlerausgabe sagt, was passiert ist und was zu tun ist'],
    ['4', 'der YubiKey wurde nicht berührt oder es wurde abgebrochen'],
  ],
  environment: 'Umgebung',
  variables: [
    ['AWS_CONFIG_FILE, AWS_SHARED_CREDENTIALS_FILE', 'wo die AWS-Dateien sind, wie bei `aws`'],
    ['NO_COLOR, FORCE_COLOR, CLICOLOR_FORCE', 'keine Farben oder Farben auch in einer Pipe'],
    ['ROLETAP_WAIT', '0: nie auf eine Berührung warten'],
    ['ROLETAP_LOG', '1: ein Protokoll auf die Standardfehlerausgabe schreiben, Geheimnisse unkenntlich'],
  ],
  places: [
    ['~/.aws/config, ~/.aws/credentials', 'die AWS-Profile und Anmeldeinformationen'],
    ['~/.config/Roletap', 'Einstellungen und Verlauf; auf macOS ~/Library/Application Support/Roletap'],
  ],
} as const;
