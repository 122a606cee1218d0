import type { HelpTable } from './help-table.ts';

/** The commands that care for keys and certificates in the PIV slots of YubiKeys. */
export const certificateHelp: HelpTable = {
  piv: {
    usage: ['piv', 'piv unblock'],
    does: 'listet Schlüssel und Zertifikate auf YubiKeys auf, entsperrt die PIN',
    options: {
      '--puk-stdin': 'unblock: die PUK von der Standardeingabe lesen, mit --pin-stdin die neue PIN aus der Zeile danach',
      '--last-try': 'den letzten Versuch der PUK verbrauchen',
    },
    example: ['piv', 'PIN-Versuche, Werkseinstellungen und der Inhalt jedes Slots'],
  },
  anywhere: {
    usage: [
      'anywhere setup --subject NAME',
      'anywhere request --subject NAME',
      'anywhere import FILE',
      'anywhere renew ROLE',
      'anywhere add --name PROFILE',
      'anywhere adopt PROFILE',
      'anywhere policy --trust-anchor ARN',
      'anywhere roles',
      'anywhere serve ROLE',
      'anywhere sign REQUEST --ca-key SERIAL:SLOT',
      'anywhere sign --list',
    ],
    does: 'richtet Zertifikate auf YubiKeys für IAM Roles Anywhere ein',
    more: 'setup erstellt einen Schlüssel auf dem YubiKey und den Antrag auf sein Zertifikat. import speichert das Zertifikat, das darauf kommt. request erstellt einen weiteren Antrag für denselben Schlüssel. sign stellt Zertifikate mit einem eigenen YubiKey aus. add speichert eine Rolle, die ein Zertifikat öffnet, aus drei ARNs, die genannt oder mit --source und --region aus AWS gelesen werden. adopt lässt ein Profil, das aws_signing_helper aufruft, stattdessen Roletap fragen. policy gibt die Trust Policy der Rolle aus. serve stellt Programmen eine Rolle über die Wege der EC2-Metadaten bereit. renew erstellt einen weiteren Antrag für denselben Schlüssel, mit --pca oder --ca-key gleich das neue Zertifikat.',
    options: {
      '--slot SLOT': 'der PIV-Slot: 9a, 9c, 9d, 9e oder 82 bis 95 (setup: der erste leere ab 82)',
      '--algorithm NAME': 'p256 (Standard), p384, rsa-2048, rsa-3072 oder rsa-4096',
      '--touch POLICY': 'cached (Standard: einmal in 15 s), always oder never',
      '--pin-policy POLICY': 'once (Standard), always oder never: wann der Schlüssel die PIN verlangt',
      '--subject NAME': 'für wen das Zertifikat ist, etwa CN=jane',
      '--request FILE, --output FILE': 'das Ergebnis dorthin schreiben',
      '--copy': 'setup, request: den Antrag in die Zwischenablage legen',
      '--pca ARN': 'setup, renew: die AWS Private CA, die das Zertifikat ausstellt',
      '--authority': 'setup: einen Schlüssel erstellen, der Zertifikate signiert',
      '--ca-key SERIAL:SLOT': 'sign, setup, renew: YubiKey und Slot des Schlüssels der Zertifizierungsstelle',
      '--valid DAYS': 'wie lange ein Zertifikat oder eine Liste gilt (365)',
      '--unproved': 'sign, setup: auch einen Schlüssel, für den keine Attestierung YubiKey, PIN und Berührung beweist',
      '--proved': 'policy: ein Zertifikat verlangen, das den Schlüssel auf einem YubiKey mit PIN und Berührung beweist',
      '--chain FILE': 'import, add: die Zertifikate der ausstellenden Stelle, falls sie nicht in derselben Datei sind',
      '--list': 'sign: auflisten, was hier signiert wurde',
      '--revoke NUMBER, --crl': 'sign: ein Zertifikat sperren oder nur die Sperrliste erstellen',
      '--last-try': 'den letzten PIN-Versuch verbrauchen',
      '--resume ID, --undo ID':
        'eine unterbrochene Einrichtung fortsetzen oder rückgängig machen; adopt: --undo PROFILE stellt die alte Zeile wieder her',
      '--trust-anchor ARN, --profile ARN, --role ARN':
        'add, setup: was die Rolle öffnet; sign: der Trust Anchor, der die Sperrliste bekommt, mit --source',
      '--create-role': 'setup: die Rolle anlegen, die --role nennt, mit --source',
      '--policies LIST': 'setup: verwaltete Policies der neuen Rolle, durch Kommas getrennt',
      '--max-session TIME': 'setup: längste Sitzung der neuen Rolle (12h)',
      '--duration TIME': 'add, setup: wie lange seine Sitzungen dauern, bis 12h',
      '--name PROFILE': 'add, setup: das Profil, das geschrieben wird',
      '--source PROFILE, --region REGION': 'add, setup: wer nicht Genanntes aus AWS liest; setup legt an, was fehlt',
      '--format NAME': 'policy: json (Standard), terraform oder cloudformation',
      '--port NUMBER': 'serve: der Port auf 127.0.0.1 (9911)',
    },
    example: ['anywhere setup --subject CN=jane --request jane.csr', 'ein Schlüssel in Slot 82 und ein Antrag für die Administration'],
  },
};
