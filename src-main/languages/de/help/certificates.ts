import type { HelpTable } from './help-table.ts';

/** The commands that care for keys and certificates in the PIV slots of YubiKeys. */
export const certificateHelp: HelpTable = {
  piv: {
    usage: ['piv', 'piv unblock', 'piv choose-pin'],
    does: 'listet Schlüssel und Zertifikate auf YubiKeys auf, setzt eine neue PIN',
    options: {
      '--puk-stdin': 'unblock: die PUK von der Standardeingabe lesen, mit --pin-stdin die neue PIN aus der Zeile danach',
      '--pin-stdin': 'choose-pin, unblock: die neue PIN von der Standardeingabe lesen',
      '--last-try': 'den letzten Versuch der PUK verbrauchen',
    },
    example: ['piv', 'PIN-Versuche, Werkseinstellungen und der Inhalt jedes Slots'],
  },
  anywhere: {
    usage: ['anywhere COMMAND'],
    does: 'richtet Zertifikate auf YubiKeys für IAM Roles Anywhere ein',
    common: {
      '--slot SLOT': 'der PIV-Slot: 9a, 9c, 9d, 9e oder 82 bis 95',
      '--subject NAME': 'für wen das Zertifikat ist, etwa CN=jane',
      '--output FILE': 'das Ergebnis dorthin schreiben',
      '--copy': 'den Antrag in die Zwischenablage legen',
      '--pca ARN': 'die AWS Private CA, die das Zertifikat ausstellt, mit --source',
      '--ca-key SERIAL:SLOT': 'YubiKey und Slot des Schlüssels der Zertifizierungsstelle',
      '--valid DAYS': 'wie lange das Zertifikat gilt (365)',
      '--unproved': 'auch einen Schlüssel signieren, für den keine Attestierung YubiKey, PIN und Berührung beweist',
      '--chain FILE': 'die Zertifikate der ausstellenden Stelle, falls sie nicht in derselben Datei sind',
      '--trust-anchor ARN, --profile ARN, --role ARN': 'was die Rolle öffnet',
      '--duration TIME': 'wie lange seine Sitzungen dauern, bis 12h',
      '--name PROFILE': 'das Profil, das geschrieben wird',
      '--source PROFILE': 'wessen Anmeldedaten nicht Genanntes aus AWS lesen',
      '--region REGION': 'wo in AWS',
      '--pin-stdin': 'die PIN der Zertifikate des YubiKeys von der Standardeingabe lesen',
      '--last-try': 'den letzten Versuch der PIN verbrauchen, mit --pin-stdin',
    },
    example: ['anywhere setup --subject CN=jane --request jane.csr', 'ein Schlüssel in Slot 82 und ein Antrag für die Administration'],
    commands: {
      setup: {
        usage: ['anywhere setup --subject NAME', 'anywhere setup --resume ID', 'anywhere setup --undo ID'],
        does: 'erstellt einen Schlüssel auf dem YubiKey, sein Zertifikat und die Rolle, die es öffnet',
        more: 'Ohne --request, --pca, --ca-key oder --authority erstellt es den Antrag und sagt, wie es weitergeht.',
        options: {
          '--slot SLOT': 'der PIV-Slot: 9a, 9c, 9d, 9e oder 82 bis 95 (der erste leere ab 82)',
          '--algorithm NAME': 'p256 (Standard), p384, rsa-2048, rsa-3072 oder rsa-4096',
          '--touch POLICY': 'cached (Standard: einmal in 15 s), always oder never',
          '--pin-policy POLICY': 'once (Standard), always oder never: wann der Schlüssel die PIN verlangt',
          '--request FILE': 'den Antrag auf sein Zertifikat dorthin schreiben',
          '--authority': 'einen Schlüssel erstellen, der Zertifikate signiert',
          '--existing': 'das Zertifikat nehmen, das in --slot liegt, mit --name und --role',
          '--create-role': 'die Rolle anlegen, die --role nennt, mit --source',
          '--policies LIST': 'verwaltete Richtlinien der neuen Rolle, durch Kommas getrennt',
          '--max-session TIME': 'längste Sitzung der neuen Rolle (12h)',
          '--source PROFILE, --region REGION': 'wessen Anmeldedaten nicht Genanntes aus AWS lesen und Fehlendes anlegen',
          '--resume ID, --undo ID': 'eine unterbrochene Einrichtung fortsetzen oder rückgängig machen',
        },
        example: [
          'anywhere setup --subject CN=jane --ca-key 12345678:9c',
          'ein Zertifikat von der eigenen Zertifizierungsstelle auf dem anderen YubiKey',
        ],
      },
      request: {
        usage: ['anywhere request --subject NAME'],
        does: 'erstellt einen weiteren Antrag für einen Schlüssel auf dem YubiKey',
        example: ['anywhere request --slot 82 --subject CN=jane --output jane.csr', 'ein Antrag für die Administration'],
      },
      import: {
        usage: ['anywhere import FILE'],
        does: 'speichert das ausgestellte Zertifikat im Slot seines Schlüssels',
        example: ['anywhere import jane.pem', 'gegen den Schlüssel geprüft, dann gespeichert'],
      },
      renew: {
        usage: ['anywhere renew ROLE', 'anywhere renew --slot SLOT'],
        does: 'erstellt einen weiteren Antrag für den Schlüssel einer Rolle, mit --pca oder --ca-key gleich das neue Zertifikat',
        options: { '--request FILE, --output FILE': 'den Antrag dorthin schreiben' },
        example: ['anywhere renew acme-prod --ca-key 12345678:9c', 'ein neues Zertifikat für denselben Schlüssel'],
      },
      add: {
        usage: ['anywhere add --name PROFILE'],
        does: 'speichert eine Rolle, die ein Zertifikat öffnet, als Profil',
        options: { '--source PROFILE, --region REGION': 'nicht Genanntes mit diesen Anmeldedaten dort aus AWS lesen' },
        example: [
          'anywhere add --name acme-prod --source admin --region eu-central-1',
          'was die Rolle öffnet, aus dem wählen, was AWS hat',
        ],
      },
      adopt: {
        usage: ['anywhere adopt PROFILE', 'anywhere adopt --undo PROFILE'],
        does: 'lässt ein Profil, das aws_signing_helper aufruft, stattdessen Roletap fragen',
        options: { '--undo PROFILE': 'die alte Zeile wiederherstellen' },
        example: ['anywhere adopt acme-prod', 'seine Zeile credential_process vorher und nachher'],
      },
      policy: {
        usage: ['anywhere policy --trust-anchor ARN'],
        does: 'gibt die Vertrauensrichtlinie einer Rolle aus, die Zertifikate öffnen',
        options: {
          '--trust-anchor ARN': 'der Vertrauensanker, dessen Zertifikate die Rolle öffnen',
          '--subject NAME': 'wessen Zertifikat es sein muss, etwa CN=jane',
          '--proved': 'ein Zertifikat verlangen, das den Schlüssel auf einem YubiKey mit PIN und Berührung beweist',
          '--format NAME': 'json (Standard), terraform oder cloudformation',
        },
        example: [
          'anywhere policy --trust-anchor arn:aws:rolesanywhere:eu-central-1:111122223333:trust-anchor/8a5dc4ad-EXAMPLE --subject CN=jane',
          'eine Vertrauensrichtlinie zum Einfügen',
        ],
      },
      roles: {
        usage: ['anywhere roles'],
        does: 'listet die Rollen auf, die Zertifikate öffnen',
        example: ['anywhere roles', 'jeweils mit Zertifikat und Sitzung'],
      },
      serve: {
        usage: ['anywhere serve ROLE'],
        does: 'stellt Programmen eine Rolle über die Wege der EC2-Metadaten bereit',
        options: { '--port NUMBER': 'der Port auf 127.0.0.1 (9911)' },
        example: ['anywhere serve acme-prod', 'AWS_EC2_METADATA_SERVICE_ENDPOINT für Programme, bis zum Beenden'],
      },
      sign: {
        usage: ['anywhere sign REQUEST --ca-key SERIAL:SLOT', 'anywhere sign --revoke NUMBER --ca-key SERIAL:SLOT', 'anywhere sign --list'],
        does: 'stellt mit einem eigenen YubiKey Zertifikate aus und sperrt sie',
        options: {
          '--valid DAYS': 'wie lange ein Zertifikat (365) oder eine Liste gilt',
          '--list': 'auflisten, was hier signiert wurde',
          '--revoke NUMBER': 'das Zertifikat mit dieser Seriennummer sperren',
          '--crl': 'nur die Sperrliste erstellen',
          '--trust-anchor ARN, --source PROFILE': 'die Sperrliste mit diesen Anmeldedaten für diesen Vertrauensanker importieren',
        },
        example: ['anywhere sign jane.csr --ca-key 12345678:9c --output jane.pem', 'was der Schlüssel beweist, dann das Zertifikat'],
      },
    },
  },
};
