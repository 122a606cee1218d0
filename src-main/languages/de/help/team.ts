import type { HelpTable } from './help-table.ts';

/** The administrator's side. */
export const teamHelp: HelpTable = {
  team: {
    usage: ['team', 'team policy FILE', 'team policy --arn ARN', 'team policy --make KIND'],
    does: 'zeigt, wer MFA hat, und prüft oder schreibt Richtlinien dafür',
    more: 'Mit den Rechten einer Rolle oder der MFA-Sitzung eines Benutzers. FILE ist eine Richtlinie oder Vertrauensrichtlinie als JSON; - ist die Standardeingabe.',
    options: {
      '--source PROFILE': 'die Rolle oder der Benutzer, deren Rechte gelten',
      '--csv': 'die Personen als CSV ausgeben',
      '--arn ARN': 'eine verwaltete Richtlinie oder die Vertrauensrichtlinie einer Rolle im eigenen Konto prüfen',
      '--fix': 'die berichtigte Richtlinie ausgeben',
      '--make KIND': 'eine Richtlinie schreiben: self (eigenes MFA verwalten) oder deny (alles andere ohne MFA verbieten)',
      '--with LIST': 'dazu keys (eigene Zugriffsschlüssel) oder password (das erste Passwort ändern) erlauben, durch Kommas getrennt',
      '--path PATH': 'nur für Benutzer mit diesem Pfad, etwa /eng/',
    },
    example: ['team --source admin', 'alle im Konto: MFA, Zugriffsschlüssel, letzte Nutzung und der nächste Schritt'],
  },
};
