import type { CertificateMoment } from '../../contract/certificates/pages.ts';
import type { SetUpRoleView } from '../../contract/certificates/piv.ts';
import { listed } from '../grammar.ts';

/** What the window says of AWS's side of a certificate: who signs it, and the role that it opens. */

const moments: Readonly<Record<CertificateMoment, string>> = {
  'rsa-key': 'Making the key on the YubiKey, which can take minutes for RSA…',
  'private-ca': 'Waiting for AWS Private CA…',
  sign: 'Signing with the CA’s YubiKey…',
  'trust-anchor': 'Making the trust anchor…',
  role: 'Making the role…',
  profile: 'Making the profile of Roles Anywhere…',
  proof: 'Opening the role once…',
  settling: 'Waiting until AWS knows the new role, up to a minute…',
};
/** What a setup is at that takes a while. */
export const momentWords = (moment: CertificateMoment): string => moments[moment];

/** A trust anchor or a profile of AWS's, as a choice. */
export const resourceChoice = ({ name, enabled }: { readonly name: string; readonly enabled: boolean }): string =>
  enabled ? name : `${name} (disabled)`;

/** What was made in AWS for a role; undefined where everything was there. */
export const madeWords = ({ made }: SetUpRoleView): string | undefined => {
  const names = { 'trust-anchor': 'the trust anchor', role: 'the role', profile: 'the profile of Roles Anywhere' } as const;
  return made.length === 0 ? undefined : `Made in AWS: ${listed(made.map((what) => names[what]))}.`;
};

export const wayTexts = {
  legend: 'Certificate',
  request: 'Send a request',
  requestHelp: 'Your organization signs it, and you store the certificate when it comes.',
  privateCa: 'AWS Private CA',
  privateCaHelp: 'AWS issues it right away.',
  privateCaArn: 'ARN of the private CA',
  notPrivateCa: 'That isn’t the ARN of a private CA, such as arn:aws:acm-pca:eu-central-1:111122223333:certificate-authority/1111….',
  caKey: 'A CA on a YubiKey',
  caKeyHelp: 'Its YubiKey signs here, with its own PIN and touch.',
  noCaKey: 'Insert the YubiKey that holds the CA.',
  ca: 'CA',
  proved: 'Sign only if the YubiKey proves the key',
  days: 'Valid for days',
  daysRange: 'A whole number of days, from 1 to 9999.',
} as const;

export const awsRoleTexts = {
  legend: 'AWS role',
  wanted: 'Open an AWS role with it',
  title: (subject: string): string => `A role for ${subject}`,
  forRole: 'Use for a role',
  forRoleOf: (subject: string): string => `Use for a role: ${subject}`,
  name: 'Profile name',
  nameHelp: 'How the role is called in ~/.aws/config and in Roletap.',
  roleArn: 'Role ARN',
  create: 'Create this role in AWS',
  policies: 'Managed policies',
  policiesHelp: 'Their ARNs, separated by commas. Without one, the role has no permissions yet.',
  longest: 'Longest session',
  source: 'Look at AWS with',
  nobody: 'No profile: I have the ARNs',
  sourceHelp:
    'A profile that may list trust anchors and profiles of Roles Anywhere. What is missing is made, if it may do that. A profile takes iam:PassRole for the role.',
  region: 'Region',
  list: 'List from AWS',
  anchorArn: 'Trust anchor ARN',
  profileArn: 'ARN of the profile of Roles Anywhere',
  arnOrSource: 'Paste the ARN, or choose a profile above to look it up with.',
  foundOrMade: 'Leave it empty to have it found or made.',
  policy: 'The role’s trust policy',
  policyHelp: 'The role has to trust Roles Anywhere, and name your subject. Otherwise any certificate of that CA opens it.',
  policyMade: 'Roletap makes it with the role.',
  byOther: 'Not allowed to create the role? Have it created with this trust policy, then continue here.',
  copyJson: 'Copy as JSON',
  copyTerraform: 'Copy as Terraform',
  copyCloudFormation: 'Copy as CloudFormation',
  noMfa: 'A session of Roles Anywhere has no MFA context. A policy that demands MFA denies it.',
  prove: 'Test and save',
  doneTitle: (profile: string): string => `${profile} is in your list`,
  done: (subject: string, roleArn: string): string => `AWS accepted the certificate for ${subject} and opened ${roleArn}.`,
  doneHelp: 'Click it in Roletap’s list to open it.',
} as const;
