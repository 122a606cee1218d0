import type { HelpTable } from './help-table.ts';

/** The administrator's side. */
export const teamHelp: HelpTable = {
  team: {
    usage: [
      'team',
      'team policy FILE',
      'team policy --make KIND',
      'team add NAME',
      'team add --resume ID',
      'team role NAME',
      'team role --resume ID',
      'team unfinished',
      'team enforce GROUP',
    ],
    does: 'zeigt, wer MFA hat, prüft Richtlinien dafür und fügt Personen hinzu',
    more: 'Mit den Rechten einer Rolle oder der MFA-Sitzung eines Benutzers. FILE ist eine Richtlinie oder Vertrauensrichtlinie als JSON; - ist die Standardeingabe.',
    options: {
      '--source PROFILE': 'die Rolle oder der Benutzer, deren Rechte gelten',
      '--csv': 'die Personen als CSV ausgeben',
      '--arn ARN': 'eine verwaltete Richtlinie oder die Vertrauensrichtlinie einer Rolle im eigenen Konto prüfen',
      '--fix': 'die berichtigte Richtlinie ausgeben',
      '--make KIND': 'eine Richtlinie schreiben: self (eigenes MFA verwalten) oder deny (alles andere ohne MFA verbieten)',
      '--with LIST': 'dazu keys (eigene Zugriffsschlüssel) oder password (das erste Passwort ändern) erlauben, durch Kommas getrennt',
      '--path PATH': 'der Pfad der Benutzer, des neuen Benutzers oder der Rolle, etwa /eng/',
      '--group NAME': 'die Person zu dieser Gruppe hinzufügen, eine neue wird erstellt; bei role: die Gruppe die Rolle übernehmen lassen',
      '--boundary ARN': 'die ARN der Berechtigungsgrenze',
      '--policies LIST': 'ARNs verwalteter Richtlinien zum Anhängen, durch Kommas getrennt',
      '--password': 'ein Einmalpasswort für die Konsole erstellen',
      '--access-key': 'einen Zugriffsschlüssel erstellen, verschlüsselt in der Einladung',
      '--invite FILE': 'eine Einladung schreiben, die die neue Person mit `roletap add --invite` öffnet',
      '--roles LIST': 'ARNs von Rollen, die die Einladung nennt, durch Kommas getrennt',
      '--region REGION': 'die Region in der Einladung',
      '--dry-run': 'nur zeigen, was geschähe',
      '--resume ID, --undo ID': 'Unterbrochenes fortsetzen oder rückgängig machen',
      '--trust WHO':
        'wer die Rolle übernehmen darf: own (dieses Konto, Vorgabe), eine Konto-ID, ARNs von Benutzern oder eines Vertrauensankers',
      '--external-id ID': 'die externe ID, die das andere Konto mitschicken muss',
      '--subject PARTS': 'was im Namen des Zertifikats stehen muss, etwa CN=jane',
      '--mfa-age TIME': 'wie lange nach einer Berührung sich die Rolle öffnet, etwa 1h',
      '--max-session TIME': 'die längste Sitzung, 1h bis 12h',
      '--format FORMAT': 'stattdessen die Rolle ausgeben: json, terraform oder cloudformation',
      '--off': 'MFA nicht mehr verlangen',
    },
    example: ['team --source admin', 'alle im Konto: MFA, Zugriffsschlüssel, letzte Nutzung und der nächste Schritt'],
  },
};
