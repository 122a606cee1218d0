import type { CertificateMoment } from '../../../contract/certificates/pages.ts';
import type { SetUpRoleView } from '../../../contract/certificates/piv.ts';
import { listed } from '../grammar.ts';

/** What the window says of AWS's side of a certificate: who signs it, and the role that it opens. */

const moments: Readonly<Record<CertificateMoment, string>> = {
  'rsa-key': 'Der Schlüssel entsteht auf dem YubiKey, mit RSA kann das Minuten dauern…',
  'private-ca': 'AWS Private CA stellt das Zertifikat aus …',
  sign: 'Der YubiKey der CA signiert …',
  'trust-anchor': 'Der Vertrauensanker wird angelegt …',
  role: 'Die Rolle wird angelegt …',
  profile: 'Das Profil von Roles Anywhere wird angelegt …',
  proof: 'Die Rolle wird einmal geöffnet …',
  settling: 'Warten, bis AWS die neue Rolle kennt, bis zu einer Minute …',
};
export const momentWords = (moment: CertificateMoment): string => moments[moment];

export const resourceChoice = ({ name, enabled }: { readonly name: string; readonly enabled: boolean }): string =>
  enabled ? name : `${name} (deaktiviert)`;

export const madeWords = ({ made }: SetUpRoleView): string | undefined => {
  const names = { 'trust-anchor': 'der Vertrauensanker', role: 'die Rolle', profile: 'das Profil von Roles Anywhere' } as const;
  return made.length === 0 ? undefined : `In AWS angelegt: ${listed(made.map((what) => names[what]))}.`;
};

export const wayTexts = {
  legend: 'Zertifikat',
  request: 'Antrag senden',
  requestHelp: 'Jemand in der Organisation signiert ihn, und Sie speichern das Zertifikat, wenn es kommt.',
  privateCa: 'AWS Private CA',
  privateCaHelp: 'AWS stellt es sofort aus.',
  privateCaArn: 'ARN der privaten CA',
  notPrivateCa: 'Das ist nicht die ARN einer Private CA, etwa arn:aws:acm-pca:eu-central-1:111122223333:certificate-authority/1111….',
  caKey: 'Eine CA auf einem YubiKey',
  caKeyHelp: 'Ihr YubiKey signiert hier, mit eigener PIN und Berührung.',
  noCaKey: 'Den YubiKey mit der CA einstecken.',
  ca: 'CA',
  proved: 'Nur signieren, wenn der YubiKey den Schlüssel beweist',
  days: 'Gültig für Tage',
  daysRange: 'Eine ganze Zahl von Tagen, von 1 bis 9999.',
} as const;

export const awsRoleTexts = {
  legend: 'AWS-Rolle',
  wanted: 'Damit eine AWS-Rolle öffnen',
  title: (subject: string): string => `Eine Rolle für ${subject}`,
  forRole: 'Für eine Rolle verwenden',
  forRoleOf: (subject: string): string => `Für eine Rolle verwenden: ${subject}`,
  name: 'Profilname',
  nameHelp: 'So heißt die Rolle in ~/.aws/config und in Roletap.',
  roleArn: 'ARN der Rolle',
  create: 'Diese Rolle in AWS anlegen',
  policies: 'Verwaltete Richtlinien',
  policiesHelp: 'Ihre ARNs, durch Kommas getrennt. Ohne eine darf die Rolle noch nichts.',
  longest: 'Längste Sitzung',
  source: 'In AWS nachsehen mit',
  nobody: 'Keinem Profil: ARNs sind bekannt',
  sourceHelp:
    'Ein Profil, das Vertrauensanker und Profile von Roles Anywhere auflisten darf. Was fehlt, wird angelegt, wenn es das darf. Ein Profil braucht iam:PassRole für die Rolle.',
  region: 'Region',
  list: 'Aus AWS auflisten',
  anchorArn: 'ARN des Vertrauensankers',
  profileArn: 'ARN des Profils von Roles Anywhere',
  arnOrSource: 'Die ARN einfügen oder oben ein Profil wählen, mit dem sie gesucht wird.',
  foundOrMade: 'Bleibt es leer, wird es gefunden oder angelegt.',
  policy: 'Vertrauensrichtlinie der Rolle',
  policyHelp: 'Die Rolle muss Roles Anywhere vertrauen und Ihren Namen nennen. Sonst öffnet sie jedes Zertifikat dieser CA.',
  policyMade: 'Roletap legt sie mit der Rolle an.',
  byOther: 'Keine Erlaubnis, die Rolle anzulegen? Sie mit dieser Vertrauensrichtlinie anlegen lassen, dann hier weitermachen.',
  copyJson: 'Als JSON kopieren',
  copyTerraform: 'Als Terraform kopieren',
  copyCloudFormation: 'Als CloudFormation kopieren',
  noMfa: 'Eine Sitzung von Roles Anywhere hat keinen MFA-Kontext. Eine Richtlinie, die MFA verlangt, lehnt sie ab.',
  prove: 'Testen und speichern',
  doneTitle: (profile: string): string => `${profile} steht in der Liste`,
  done: (subject: string, roleArn: string): string => `AWS hat das Zertifikat für ${subject} angenommen und ${roleArn} geöffnet.`,
  doneHelp: 'Zum Öffnen in der Liste von Roletap anklicken.',
} as const;
