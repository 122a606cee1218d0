import type {
  AttestedView,
  KeyAlgorithmName,
  KeyProofView,
  RequestView,
  SetupView,
  SlotLeft,
  UnprovedWhy,
} from '../../contract/certificates/piv.ts';
import { shellWord } from '../../contract/text.ts';
import { date, duration, listed, theKey } from '../grammar.ts';
import { algorithmWords, pinPolicyWords, touchPolicyWords } from './piv.ts';

/** What the commands say that set up certificates on YubiKeys. */

const unproved: Readonly<Record<UnprovedWhy, string>> = {
  absent: 'Not proved that the key was made on a YubiKey: there is no attestation.',
  malformed: 'Not proved that the key was made on a YubiKey: the attestation can’t be read.',
  foreign: 'Not proved that the key was made on a YubiKey: the attestation doesn’t lead to Yubico.',
  'other-key': 'Not proved that the key was made on a YubiKey: the attestation is about another key.',
  'other-slot': 'Not proved that the key was made on a YubiKey: the attestation is about another slot.',
};

type Proof = RequestView['proof'];

const proved = ({ serial, firmware, slot, pinPolicy, touchPolicy, root }: AttestedView): string =>
  `Made on ${theKey(serial)} (firmware ${firmware}, slot ${slot}) and can’t leave it. PIN: ${pinPolicyWords(pinPolicy)}, touch: ${touchPolicyWords(touchPolicy)}. Proved up to ${root}.`;

const next: Readonly<Record<SetupView['waitsFor'], string>> = {
  key: 'no key yet',
  request: 'the request isn’t made yet',
  certificate: 'waiting for its certificate',
  role: 'its role isn’t ready yet',
};

export const anywhereSaid = {
  askPin: (serial: number | undefined): string => `PIN of ${theKey(serial)}: `,
  askNewPin: (serial: number | undefined): string => `New PIN for ${theKey(serial)}, 6 to 8 characters: `,
  repeatPin: 'Repeat PIN: ',
  pinsDiffer: 'the PINs don’t match',
  askManagementKey: (serial: number | undefined): string => `Management key of ${theKey(serial)} (hexadecimal): `,
  /** Before the last try of a PIN. */
  lastTry: (serial: number | undefined): string =>
    `One PIN try is left for ${theKey(serial)}. A wrong PIN blocks its certificates. Enter it now? [y/N] `,
  touch: 'Touch your YubiKey while it blinks.',
  /** What a setup will do; the first of its lines. */
  plan: (serial: number | undefined): string => `On ${theKey(serial)}, Roletap will:`,
  planPin: '  replace the factory PIN with yours (can’t be undone: from then on only you know it)',
  planManagement: '  replace the factory management key with a random one under your PIN (can’t be undone)',
  anySubject: 'Without --subject, any certificate of that CA opens the role.',
  noCertificates: (file: string): string => `${file} holds no certificate in PEM, DER or PKCS#7`,
  planExisting: (subject: string, slot: string): string => `  use the certificate for ${subject} in slot ${slot}`,
  planKey: (algorithm: KeyAlgorithmName, slot: string): string => `  make a ${algorithmWords(algorithm)} key in slot ${slot}`,
  planRequest: (subject: string): string => `  sign a certificate request for ${subject}`,
  planAuthority: (subject: string): string => `  make it an authority: ${subject}`,
  planPrivateCa: '  have AWS Private CA issue its certificate',
  planCaKey: (serial: number, slot: string): string => `  have the authority’s YubiKey ${serial} sign its certificate (slot ${slot})`,
  /** Where the caller may look at AWS and change it. */
  planAws: '  find its trust anchor and Roles Anywhere profile in AWS, or make them (takes iam:PassRole for the role)',
  /** A role that is made. */
  planNewRole: (roleArn: string, policies: readonly string[], seconds: number): string =>
    `  make the role ${roleArn} in AWS, for sessions of up to ${duration(seconds)}${policies.length === 0 ? ', without permissions' : `, with ${listed(policies)}`}`,
  planDemand: '    and demand that its certificate proves the key: made on a YubiKey, asking for PIN and touch',
  planRole: (profile: string): string => `  open the role once as a test, and save it as profile “${profile}”`,
  /** What a setup is at. */
  moments: {
    'rsa-key': 'Making the key on the YubiKey. An RSA key can take minutes.',
    'private-ca': 'Waiting for AWS Private CA.',
    sign: 'The authority’s YubiKey signs the certificate.',
    'trust-anchor': 'Making a trust anchor in AWS.',
    role: 'Making a role in AWS.',
    profile: 'Making a Roles Anywhere profile in AWS.',
    proof: 'Opening the role once, as a test.',
    settling: 'AWS doesn’t know the new role everywhere yet. Trying again for up to a minute.',
  },
  made: {
    'trust-anchor': (arn: string): string => `Made in AWS: trust anchor ${arn}`,
    role: (arn: string): string => `Made in AWS: role ${arn}`,
    profile: (arn: string): string => `Made in AWS: profile ${arn}`,
  },
  ready: (profile: string): string => `AWS accepted the certificate. Open the role: roletap tap ${shellWord(profile)}`,
  /** What the trust policy of a role demands beside the subject. */
  demands: ({ asksPin, wantsTouch }: KeyProofView): string =>
    `Its trust policy demands a certificate that proves its key was made on a YubiKey${asksPin || wantsTouch ? ` and asks for ${asksPin && wantsTouch ? 'PIN and touch' : asksPin ? 'the PIN' : 'a touch'}` : ''}.`,
  /** Parts of a subject that AWS drops. */
  lost: (parts: readonly string[]): string => `AWS can’t check ${listed(parts)}, so the trust policy doesn’t demand it.`,
  /** Above a trust policy. */
  byOther: 'Not allowed to make the role? Have an administrator make it with this trust policy:',
  otherFormats: (trustAnchorArn: string, subject: string, isProved: boolean): string =>
    `As Terraform or CloudFormation: roletap anywhere policy --trust-anchor ${trustAnchorArn} --subject ${shellWord(subject)}${isProved ? ' --proved' : ''} --format terraform`,
  thenContinue: (id: string): string => `Then continue: roletap anywhere setup --resume ${id}`,
  copied: 'The request is on the clipboard.',
  unwanted: 'The certificate isn’t revoked. Without its key it opens nothing.',
  stillGood: 'The certificate isn’t revoked, and its key is still there. Ask whoever issued it to revoke it.',
  mayBegin: 'Continue? [y/N] ',
  needsYes: (command: string): string => `anywhere ${command} needs --yes, since it can’t ask here`,
  needsSubject: (command: string): string => `anywhere ${command} needs --subject, such as CN=jane`,
  needsRole: 'name the role whose certificate to renew, or --slot',
  needsFile: (command: string): string => `anywhere ${command} needs a file`,
  needsAuthority: 'anywhere sign needs --ca-key SERIAL:SLOT',
  proof: (proof: Proof): string => ('proved' in proof ? proved(proof.proved) : unproved[proof.why]),
  requestIn: (file: string): string => `Request written to ${file}`,
  handOver: 'Give it to whoever signs certificates for AWS at your organization. Then store what you get back:',
  importCommand: (serial: number | undefined): string => `  roletap anywhere import FILE${serial === undefined ? '' : ` --key ${serial}`}`,
  authorityIn: (file: string): string => `Certificate of the authority written to ${file}`,
  trustIt: 'Give it to AWS as the source of a trust anchor in IAM Roles Anywhere.',
  imported: (subject: string, slot: string, until: number): string =>
    `Stored the certificate for ${subject} in slot ${slot}. Valid until ${date(until)}.`,
  replaced: (subject: string): string => `It replaced the certificate for ${subject}.`,
  undone: (slot: string, left: SlotLeft): string =>
    ({
      nothing: `Undone. Slot ${slot} is empty again. PIN and management key stay as they are.`,
      key: `Undone. The certificate is gone from slot ${slot}. Its key stays, because firmware before 5.7 can’t delete one. PIN and management key stay as they are.`,
      all: `Undone. Slot ${slot}, PIN and management key stay as they are.`,
    })[left],
  waits: ({ id, slot, subject, waitsFor }: SetupView): string => `${subject} in slot ${slot}: ${next[waitsFor]} (${id})`,
  waysOn: ({ id }: Pick<SetupView, 'id'>): string =>
    `continue: roletap anywhere setup --resume ${id}    undo: roletap anywhere setup --undo ${id}`,
  asks: ({ file, subject, algorithm }: RequestView): string =>
    `${file} asks for a certificate for ${subject}, ${algorithmWords(algorithm)} key.`,
  maySign: (days: number): string => `Sign it for ${days} days? [y/N] `,
  signed: (subject: string, number: string, until: number): string => `Signed ${subject} until ${date(until)}, serial number ${number}`,
  signedIn: (file: string): string => `Certificate written to ${file}`,
  noneSigned: 'No certificates signed here',
  revokedOn: (at: number): string => `revoked ${date(at)}`,
  listIn: (file: string): string => `Revocation list written to ${file}`,
  /** AWS learns of a revocation only by the list. */
  listImported: (arn: string): string => `AWS has the revocation list: ${arn}`,
  importList: (file: string): string =>
    `Give it to AWS: aws rolesanywhere import-crl --name NAME --crl-data fileb://${shellWord(file)} --trust-anchor-arn ARN --enabled`,
} as const;
