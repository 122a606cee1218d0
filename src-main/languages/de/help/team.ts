import type { HelpTable } from './help-table.ts';

/** The administrator's side. */
export const teamHelp: HelpTable = {
  team: {
    usage: ['team', 'team COMMAND'],
    does: 'zeigt, wer MFA hat, verlangt es, fügt Personen hinzu, hilft ihnen und entfernt sie',
    more: 'Mit den Rechten einer Rolle oder der MFA-Sitzung eines Benutzers.',
    common: {
      '--source PROFILE': 'die Rolle oder der Benutzer, deren Rechte gelten',
      '--dry-run': 'nur zeigen, was geschähe',
      '--resume ID, --undo ID': 'Unterbrochenes fortsetzen oder rückgängig machen',
      '--boundary ARN': 'die ARN der Berechtigungsgrenze',
      '--policies LIST': 'ARNs verwalteter Richtlinien zum Anhängen, durch Kommas getrennt',
      '--access-key': 'einen Zugriffsschlüssel erstellen, verschlüsselt in der Einladung',
      '--invite FILE': 'eine Einladung schreiben, die die Person mit `roletap add --invite` öffnet',
      '--roles LIST': 'ARNs von Rollen, die die Einladung nennt, durch Kommas getrennt',
      '--region REGION': 'die Region in der Einladung',
      '--with LIST': 'dazu keys (eigene Zugriffsschlüssel) oder password (das erste Passwort ändern) erlauben, durch Kommas getrennt',
    },
    options: { '--csv': 'die Personen als CSV ausgeben' },
    example: ['team --source admin', 'alle im Konto: MFA, Zugriffsschlüssel, letzte Nutzung und der nächste Schritt'],
    commands: {
      add: {
        usage: ['team add NAME', 'team add --resume ID', 'team add --undo ID'],
        does: 'fügt eine Person hinzu: Benutzer, Gruppe, Richtlinien und eine Einladung',
        options: {
          '--path PATH': 'der Pfad des neuen Benutzers, etwa /eng/',
          '--group NAME': 'die Person zu dieser Gruppe hinzufügen, eine neue wird erstellt',
          '--tag KEY=VALUE': 'ein Tag des neuen Benutzers; bis zu 50',
          '--password': 'ein Einmalpasswort für die Konsole erstellen',
        },
        example: [
          'team add kim --group developers --access-key --invite kim.invite',
          'ein Benutzer in der Gruppe und eine verschlüsselte Einladung mit dem Schlüssel',
        ],
      },
      role: {
        usage: ['team role NAME', 'team role --resume ID', 'team role --undo ID'],
        does: 'fügt eine Rolle hinzu, die MFA verlangt, oder gibt sie aus',
        options: {
          '--trust WHO':
            'wer die Rolle übernehmen darf: own (dieses Konto, Vorgabe), eine Konto-ID, ARNs von Benutzern oder eines Vertrauensankers',
          '--external-id ID': 'die externe ID, die das andere Konto mitschicken muss',
          '--subject PARTS': 'was im Namen des Zertifikats stehen muss, etwa CN=jane',
          '--proved': 'ein Zertifikat verlangen, das den Schlüssel auf einem YubiKey mit PIN und Berührung beweist',
          '--mfa-age TIME': 'wie lange nach einer Berührung sich die Rolle öffnet, etwa 1h',
          '--max-session TIME': 'die längste Sitzung, 1h bis 12h',
          '--permissions FILE': 'eine Richtlinie als JSON mit dem, was die Rolle darf',
          '--group NAME': 'diese Gruppe die Rolle übernehmen lassen',
          '--path PATH': 'der Pfad der neuen Rolle, etwa /eng/',
          '--format FORMAT': 'stattdessen die Rolle ausgeben: json, terraform oder cloudformation',
        },
        example: [
          'team role Deploy --mfa-age 1h --group developers',
          'eine Rolle, die sich Mitgliedern der Gruppe bis eine Stunde nach einer Berührung öffnet',
        ],
      },
      enroll: {
        usage: ['team enroll USER', 'team enroll --resume ID', 'team enroll --undo ID'],
        does: 'macht einen YubiKey zum MFA-Gerät eines Benutzers, der nicht da ist',
        options: { '--no-touch': 'der YubiKey gibt Codes ohne Berührung' },
        example: ['team enroll kim', 'der eingesteckte YubiKey wird das MFA-Gerät von kim'],
      },
      rescue: {
        usage: ['team rescue USER', 'team rescue --resume ID', 'team rescue --undo ID'],
        does: 'entfernt, was ein Benutzer verloren hat: MFA-Geräte, Zugriffsschlüssel, offene Sitzungen',
        options: {
          '--device LIST': 'diese MFA-Geräte sind verloren: Seriennummern oder ARNs, durch Kommas getrennt',
          '--all': 'alle MFA-Geräte des Benutzers sind verloren',
        },
        example: [
          'team rescue kim --all --access-key --invite kim.invite',
          'Geräte und Sitzungen von kim enden, und eine Einladung fängt neu an',
        ],
      },
      remove: {
        usage: ['team remove USER', 'team remove --device NAME', 'team remove --resume ID', 'team remove --undo ID'],
        does: 'nimmt einem Benutzer die Anmeldung oder Zugriffsschlüssel, oder löscht ihn',
        more: 'Ohne Option löscht es das Passwort des Benutzers und deaktiviert seine Zugriffsschlüssel.',
        options: {
          '--delete-keys LIST': 'diese Zugriffsschlüssel löschen, durch Kommas getrennt; erst sind sie einen Tag deaktiviert',
          '--now': 'mit --delete-keys: sofort',
          '--delete-user': 'den Benutzer mit allem löschen, was er hat',
          '--device NAME': 'statt eines Benutzers ein virtuelles MFA-Gerät löschen, das niemandem gehört',
        },
        example: ['team remove kim --dry-run', 'was kim hat und was geschähe'],
      },
      enforce: {
        usage: ['team enforce GROUP', 'team enforce --account --except USER', 'team enforce --resume ID', 'team enforce --undo ID'],
        does: 'verlangt MFA von einer Gruppe oder von allen, wenn das niemanden aussperrt',
        options: {
          '--pilot USER': 'MFA zur Probe zuerst von einem Mitglied verlangen',
          '--account': 'MFA von allen im Konto verlangen',
          '--except USER': 'mit --account: der Benutzer, der für Notfälle außen vor bleibt',
          '--off': 'MFA nicht mehr verlangen',
        },
        example: ['team enforce developers --dry-run', 'wer MFA hat, wer ausgesperrt würde und was geschähe'],
      },
      attach: {
        usage: ['team attach KIND GROUP', 'team attach --resume ID', 'team attach --undo ID'],
        does: 'hängt eine Richtlinie, die Roletap schreibt, an eine Gruppe oder entfernt sie',
        more: 'KIND ist self (eigenes MFA verwalten) oder deny (alles andere ohne MFA verbieten).',
        options: { '--path PATH': 'nur für Benutzer mit diesem Pfad, etwa /eng/', '--off': 'die Richtlinie entfernen' },
        example: ['team attach self developers', 'Mitglieder dürfen eigene MFA-Geräte hinzufügen und entfernen'],
      },
      policy: {
        usage: ['team policy FILE', 'team policy --arn ARN', 'team policy --make KIND'],
        does: 'prüft eine Richtlinie, die MFA verlangt, oder schreibt eine',
        more: 'FILE ist eine Richtlinie oder Vertrauensrichtlinie als JSON; - ist die Standardeingabe.',
        options: {
          '--arn ARN': 'eine verwaltete Richtlinie oder die Vertrauensrichtlinie einer Rolle im eigenen Konto prüfen',
          '--fix': 'die berichtigte Richtlinie ausgeben',
          '--make KIND': 'eine Richtlinie schreiben: self (eigenes MFA verwalten) oder deny (alles andere ohne MFA verbieten)',
          '--path PATH': 'mit --make: nur für Benutzer mit diesem Pfad, etwa /eng/',
        },
        example: ['team policy deny.json --fix', 'was darin falsch ist, und die berichtigte Richtlinie'],
      },
      simulate: {
        usage: ['team simulate USER ACTIONS'],
        does: 'fragt IAM, was ein Benutzer mit MFA und ohne darf',
        options: { '--resource LIST': 'ARNs der Ressourcen, an denen die Aktionen geprüft werden, durch Kommas getrennt' },
        example: ['team simulate kim s3:ListAllMyBuckets,iam:ListVirtualMFADevices', 'erlaubt oder verboten, mit MFA und ohne'],
      },
      unfinished: {
        usage: ['team unfinished'],
        does: 'listet auf, was unterbrochen wurde, zum Fortsetzen oder Rückgängigmachen',
        example: ['team unfinished', 'jeweils mit der ID für --resume und --undo'],
      },
    },
  },
};
