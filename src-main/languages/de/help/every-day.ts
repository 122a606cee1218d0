import type { HelpTable } from './help-table.ts';

/** The commands that a person types every day: tapping in, codes, and roles in the hands of programs. */
export const everyDayHelp: HelpTable = {
  tap: {
    usage: ['tap [ROLE]'],
    does: 'holt Anmeldeinformationen für eine Rolle und schreibt sie in ein Profil',
    more: 'ROLE ist ein Profil mit role_arn, die ARN einer Rolle oder ein Profil mit Zugriffsschlüssel. Ohne ROLE erscheint eine Liste zum Auswählen.',
    options: {
      '--duration 1h': '15m bis 12h; über 1h braucht einen eigenen Code',
      '--session-name NAME': 'Name der Rollensitzung, steht in CloudTrail',
      '--source PROFILE': 'das Profil mit dem Zugriffsschlüssel',
      '--target NAME': 'das Profil, in das geschrieben wird (Vorgabe: ROLE-tap)',
      '--direct': 'einen neuen Code verwenden, nicht die MFA-Sitzung',
    },
    example: ['tap prod --duration 4h', 'vier Stunden in prod: `aws --profile prod-tap`'],
  },
  console: {
    usage: ['console [ROLE]'],
    does: 'öffnet die AWS-Konsole im Browser, mit einer Rolle angemeldet',
    options: {
      '--print': 'stattdessen den Link ausgeben; wer ihn hat, kann sich 15 Minuten lang anmelden',
      '--service NAME': 'mit einem Dienst beginnen, etwa ec2 oder s3',
      '--region REGION': 'in dieser Region beginnen',
      '--browser NAME': 'ein Browserprofil oder Firefox-Container, für die Rolle gemerkt; system für den üblichen',
    },
    example: ['console prod', 'prod im Browser'],
  },
  browsers: {
    usage: ['browsers'],
    does: 'listet Browserprofile und Firefox-Container für Konsolen nebeneinander auf',
    more: 'Auswählen mit der Option --browser von console; Roletap merkt es sich für die Rolle.',
    example: ['browsers', 'ein Profil für jedes Konto, alle gleichzeitig offen'],
  },
  code: {
    usage: ['code [ACCOUNT]'],
    does: 'gibt einen Code vom YubiKey aus',
    more: 'ACCOUNT ist der Name eines OATH-Kontos oder ein Teil davon.',
    options: { '--copy': 'in die Zwischenablage kopieren, nach 20 s gelöscht (eine Einstellung)' },
    example: ['code jane --copy', 'der Code des einzigen Kontos mit jane im Namen'],
  },
  roles: {
    usage: ['roles'],
    does: 'listet Ihre Rollen auf und welche offen sind',
    example: ['roles', 'Profil, Konto, Rolle und Restzeit'],
  },
  sessions: {
    usage: ['sessions'],
    does: 'listet offene Sitzungen auf und wann sie enden',
    example: ['sessions', 'jede offene Sitzung mit ihrer Restzeit'],
  },
  end: {
    usage: ['end TARGET', 'end --all'],
    does: 'beendet eine Sitzung oder alle',
    more: 'TARGET ist ein Zielprofil, eine Rolle oder ihre ARN.',
    options: { '--all': 'alle, auch MFA-Sitzungen' },
    example: ['end prod', 'nimmt die Anmeldeinformationen von prod aus den AWS-Dateien'],
  },
  exec: {
    usage: ['exec TARGET -- COMMAND...'],
    does: 'führt einen Befehl mit einer Rolle aus und erneuert sie, solange er läuft',
    more: 'TARGET ist ein Profil, eine Rolle oder ihre ARN.',
    options: { '--keys': 'die Schlüssel der Sitzung übergeben, für Programme ohne Endpunkt-Unterstützung; nicht erneuert' },
    example: ['exec prod -- terraform plan', 'kein Schlüssel in einer Datei oder Variable'],
  },
  shell: {
    usage: ['shell TARGET'],
    does: 'öffnet eine Shell mit einer Rolle',
    options: { '--keys': 'die Schlüssel der Sitzung übergeben, für Programme ohne Endpunkt-Unterstützung; nicht erneuert' },
    example: ['shell dev', 'eine Shell, in der jedes Programm dev verwendet'],
  },
  env: {
    usage: ['env ROLE'],
    does: 'gibt die Umgebung einer Rolle aus',
    options: { '--shell FORMAT': 'sh, fish, powershell, cmd, nushell oder dotenv (Vorgabe: diese Shell)' },
    example: ['env dev', 'zu verwenden als `eval "$(roletap env dev)"`'],
  },
  credentials: {
    usage: ['credentials TARGET'],
    does: 'gibt eine Sitzung für credential_process aus',
    more: 'TARGET ist ein Profil, eine Rolle oder ihre ARN.',
    example: ['credentials prod', 'für die Zeile `credential_process = roletap credentials prod`'],
  },
  programs: {
    usage: ['programs', 'programs forget NAME', 'programs silence NAME'],
    does: 'listet Ihre Entscheidungen über andere Programme auf und ändert sie',
    more: 'forget vergisst die Entscheidung über ein Programm. silence lehnt seine Anfragen für den Rest des Tages ab. NAME ist der Name oder die Datei des Programms.',
    example: ['programs forget terraform', 'terraform fragt wieder, bevor es eine geschützte Rolle bekommt'],
  },
  history: {
    usage: ['history'],
    does: 'listet geöffnete, erneuerte, beendete und fehlgeschlagene Sitzungen auf und wer sie angefordert hat',
    options: { '--days N': '1 bis 90 (Vorgabe: 7)', '--csv': 'als CSV' },
    example: ['history --days 30 --csv', 'ein Monat für eine Tabelle'],
  },
  activity: {
    usage: ['activity'],
    does: 'zeigen, was CloudTrail von Ihren Sitzungen gesehen hat und wer sich angemeldet hat',
    more: 'Liest mit den Rollen, die offen sind. CloudTrail kann bis zu 15 Minuten zurückliegen.',
    options: {
      '--days N': '1 bis 90 (Standard: 1)',
      '--role ROLE': 'nur diese Rolle, die dafür geöffnet wird',
      '--region LIST': 'auch diese Regionen, mit Kommas getrennt',
      '--everyone': 'auch die Anmeldungen anderer zeigen',
      '--csv': 'als CSV',
    },
    example: ['activity --role prod --days 7', 'eine Woche prod: Aufrufe, Fehler und von wo'],
  },
};
