import type {
  AttestedView,
  KeyAlgorithmName,
  KeyProofView,
  RequestView,
  SetupView,
  SlotLeft,
  UnprovedWhy,
} from '../../../contract/certificates/piv.ts';
import { shellWord } from '../../../contract/text.ts';
import { date, duration, listed, theKey } from '../grammar.ts';
import { algorithmWords, pinPolicyWords, touchPolicyWords } from './piv.ts';

/** What the commands say that set up certificates on YubiKeys. */

const unproved: Readonly<Record<UnprovedWhy, string>> = {
  absent: 'Nicht bewiesen, dass der Schlüssel auf einem YubiKey entstand: Es gibt keine Attestierung.',
  malformed: 'Nicht bewiesen, dass der Schlüssel auf einem YubiKey entstand: Die Attestierung ist nicht lesbar.',
  foreign: 'Nicht bewiesen, dass der Schlüssel auf einem YubiKey entstand: Die Attestierung führt nicht zu Yubico.',
  'other-key': 'Nicht bewiesen, dass der Schlüssel auf einem YubiKey entstand: Die Attestierung betrifft einen anderen Schlüssel.',
  'other-slot': 'Nicht bewiesen, dass der Schlüssel auf einem YubiKey entstand: Die Attestierung betrifft einen anderen Slot.',
};

type Proof = RequestView['proof'];

const proved = ({ serial, firmware, slot, pinPolicy, touchPolicy, root }: AttestedView): string =>
  `Auf ${theKey(serial, 'dem')} entstanden (Firmware ${firmware}, Slot ${slot}) und dort untrennbar gespeichert. PIN: ${pinPolicyWords(pinPolicy)}, Berührung: ${touchPolicyWords(touchPolicy)}. Bewiesen bis ${root}.`;

const next: Readonly<Record<SetupView['waitsFor'], string>> = {
  key: 'noch kein Schlüssel',
  request: 'der Antrag fehlt noch',
  certificate: 'wartet auf sein Zertifikat',
  role: 'seine Rolle ist noch nicht bereit',
};

export const anywhereSaid = {
  askPin: (serial: number | undefined): string => `PIN für ${theKey(serial, 'den')}: `,
  askNewPin: (serial: number | undefined): string => `Neue PIN für ${theKey(serial, 'den')}, 6 bis 8 Zeichen: `,
  repeatPin: 'PIN wiederholen: ',
  pinsDiffer: 'die PINs stimmen nicht überein',
  askManagementKey: (serial: number | undefined): string => `Management Key für ${theKey(serial, 'den')} (hexadezimal): `,
  lastTry: (serial: number | undefined): string =>
    `Nur ein PIN-Versuch bleibt für ${theKey(serial, 'den')}. Eine falsche PIN sperrt die Zertifikate. Jetzt eingeben? [y/N] `,
  touch: 'Den YubiKey berühren, während er blinkt.',
  plan: (serial: number | undefined): string => `Roletap wird auf ${theKey(serial, 'dem')}:`,
  planPin: '  die Werks-PIN durch die eigene ersetzen (nicht umkehrbar: danach kennt niemand sonst sie)',
  planManagement: '  den Management Key des Werks durch einen zufälligen unter der PIN ersetzen (nicht umkehrbar)',
  anySubject: 'Ohne --subject öffnet jedes Zertifikat dieser CA die Rolle.',
  noCertificates: (file: string): string => `${file} enthält kein Zertifikat in PEM, DER oder PKCS#7`,
  planExisting: (subject: string, slot: string): string => `  das Zertifikat für ${subject} in Slot ${slot} verwenden`,
  planKey: (algorithm: KeyAlgorithmName, slot: string): string =>
    `  einen ${algorithmWords(algorithm)}-Schlüssel in Slot ${slot} erstellen`,
  planRequest: (subject: string): string => `  einen Zertifikatsantrag für ${subject} signieren`,
  planAuthority: (subject: string): string => `  ihn zur Zertifizierungsstelle machen: ${subject}`,
  planPrivateCa: '  sein Zertifikat von AWS Private CA ausstellen lassen',
  planCaKey: (serial: number, slot: string): string =>
    `  sein Zertifikat vom YubiKey der Zertifizierungsstelle signieren lassen (${serial}, Slot ${slot})`,
  planAws: '  Vertrauensanker und Roles-Anywhere-Profil in AWS finden oder anlegen (braucht iam:PassRole für die Rolle)',
  planNewRole: (roleArn: string, policies: readonly string[], seconds: number): string =>
    `  die Rolle ${roleArn} in AWS anlegen, für Sitzungen bis ${duration(seconds)}${policies.length === 0 ? ', ohne Rechte' : `, mit ${listed(policies)}`}`,
  planDemand: '    und verlangen, dass das Zertifikat beweist: auf einem YubiKey entstanden, mit PIN und Berührung',
  planRole: (profile: string): string => `  die Rolle einmal zur Probe öffnen und als Profil „${profile}“ speichern`,
  moments: {
    'rsa-key': 'Der Schlüssel entsteht auf dem YubiKey. Ein RSA-Schlüssel kann Minuten dauern.',
    'private-ca': 'Warten auf AWS Private CA.',
    sign: 'Der YubiKey der Zertifizierungsstelle signiert das Zertifikat.',
    'trust-anchor': 'In AWS entsteht ein Vertrauensanker.',
    role: 'In AWS entsteht eine Rolle.',
    profile: 'In AWS entsteht ein Roles-Anywhere-Profil.',
    proof: 'Die Rolle wird einmal zur Probe geöffnet.',
    settling: 'AWS kennt die neue Rolle noch nicht überall. Neue Versuche bis zu einer Minute lang.',
  },
  made: {
    'trust-anchor': (arn: string): string => `In AWS angelegt: Vertrauensanker ${arn}`,
    role: (arn: string): string => `In AWS angelegt: Rolle ${arn}`,
    profile: (arn: string): string => `In AWS angelegt: Profil ${arn}`,
  },
  ready: (profile: string): string => `AWS hat das Zertifikat akzeptiert. Rolle öffnen: roletap tap ${shellWord(profile)}`,
  demands: ({ asksPin, wantsTouch }: KeyProofView): string =>
    `Ihre Vertrauensrichtlinie verlangt ein Zertifikat, das beweist: Der Schlüssel entstand auf einem YubiKey${asksPin || wantsTouch ? ` und verlangt ${asksPin && wantsTouch ? 'PIN und Berührung' : asksPin ? 'die PIN' : 'eine Berührung'}` : ''}.`,
  lost: (parts: readonly string[]): string => `AWS kann ${listed(parts)} nicht prüfen, deshalb verlangt die Vertrauensrichtlinie es nicht.`,
  byOther: 'Keine Erlaubnis, die Rolle anzulegen? Die Administration kann sie mit dieser Vertrauensrichtlinie anlegen:',
  otherFormats: (trustAnchorArn: string, subject: string, isProved: boolean): string =>
    `Als Terraform oder CloudFormation: roletap anywhere policy --trust-anchor ${trustAnchorArn} --subject ${shellWord(subject)}${isProved ? ' --proved' : ''} --format terraform`,
  thenContinue: (id: string): string => `Danach fortsetzen: roletap anywhere setup --resume ${id}`,
  copied: 'Der Antrag liegt in der Zwischenablage.',
  unwanted: 'Das Zertifikat ist nicht gesperrt. Ohne seinen Schlüssel öffnet es nichts.',
  stillGood: 'Das Zertifikat ist nicht gesperrt, und sein Schlüssel ist noch da. Die ausstellende Stelle bitten, es zu sperren.',
  mayBegin: 'Fortfahren? [y/N] ',
  needsYes: (command: string): string => `anywhere ${command} braucht --yes, denn hier lässt sich nichts fragen`,
  needsSubject: (command: string): string => `anywhere ${command} braucht --subject, etwa CN=jane`,
  needsRole: 'die Rolle nennen, deren Zertifikat erneuert wird, oder --slot',
  needsFile: (command: string): string => `anywhere ${command} braucht eine Datei`,
  needsAuthority: 'anywhere sign braucht --ca-key SERIAL:SLOT',
  proof: (proof: Proof): string => ('proved' in proof ? proved(proof.proved) : unproved[proof.why]),
  requestIn: (file: string): string => `Antrag geschrieben in ${file}`,
  handOver: 'An die Person geben, die in der Organisation Zertifikate für AWS signiert. Danach speichern, was zurückkommt:',
  importCommand: (serial: number | undefined): string => `  roletap anywhere import FILE${serial === undefined ? '' : ` --key ${serial}`}`,
  authorityIn: (file: string): string => `Zertifikat der Zertifizierungsstelle geschrieben in ${file}`,
  trustIt: 'AWS als Quelle eines Vertrauensankers in IAM Roles Anywhere geben.',
  imported: (subject: string, slot: string, until: number): string =>
    `Zertifikat für ${subject} in Slot ${slot} gespeichert. Gültig bis ${date(until)}.`,
  replaced: (subject: string): string => `Es ersetzt das Zertifikat für ${subject}.`,
  undone: (slot: string, left: SlotLeft): string =>
    ({
      nothing: `Rückgängig gemacht. Slot ${slot} ist wieder leer. PIN und Management Key bleiben, wie sie sind.`,
      key: `Rückgängig gemacht. Das Zertifikat ist nicht mehr in Slot ${slot}. Sein Schlüssel bleibt, denn Firmware vor 5.7 kann keinen löschen. PIN und Management Key bleiben, wie sie sind.`,
      all: `Rückgängig gemacht. Slot ${slot}, PIN und Management Key bleiben, wie sie sind.`,
    })[left],
  waits: ({ id, slot, subject, waitsFor }: SetupView): string => `${subject} in Slot ${slot}: ${next[waitsFor]} (${id})`,
  waysOn: ({ id }: Pick<SetupView, 'id'>): string =>
    `fortsetzen: roletap anywhere setup --resume ${id}    rückgängig: roletap anywhere setup --undo ${id}`,
  asks: ({ file, subject, algorithm }: RequestView): string =>
    `${file} beantragt ein Zertifikat für ${subject}, ${algorithmWords(algorithm)}-Schlüssel.`,
  maySign: (days: number): string => `Für ${days} Tage signieren? [y/N] `,
  signed: (subject: string, number: string, until: number): string => `${subject} signiert bis ${date(until)}, Seriennummer ${number}`,
  signedIn: (file: string): string => `Zertifikat geschrieben in ${file}`,
  noneSigned: 'Hier wurden keine Zertifikate signiert',
  revokedOn: (at: number): string => `gesperrt am ${date(at)}`,
  listIn: (file: string): string => `Sperrliste geschrieben in ${file}`,
  listImported: (arn: string): string => `AWS hat die Sperrliste: ${arn}`,
  importList: (file: string): string =>
    `AWS geben: aws rolesanywhere import-crl --name NAME --crl-data fileb://${shellWord(file)} --trust-anchor-arn ARN --enabled`,
} as const;
