import type { AnywhereProblem, CertificateFlaw } from '../../contract/problems/anywhere.ts';
import { date, listed, theKey } from '../grammar.ts';
import { Again, again, type WordsFor } from './table.ts';

type Facts<C extends AnywhereProblem['code']> = Extract<AnywhereProblem, { readonly code: C }>;
type Wanted = Pick<Facts<'certificate-missing'>, 'wanted' | 'slot' | 'serial'>;

const flawed: { readonly [F in CertificateFlaw]: (subject: string, at: string) => readonly [title: string, happened: string] } = {
  expired: (subject, at) => ['The certificate has expired', `${subject} was valid until ${at}, and AWS no longer accepts it.`],
  'not-yet': (subject, at) => ['The certificate isn’t valid yet', `${subject} is valid from ${at}, so AWS doesn’t accept it yet.`],
  ca: (subject) => ['That is a CA’s certificate', `${subject} may issue certificates, and AWS opens no role with such a one.`],
  usage: (subject) => [
    'The certificate’s key isn’t for signing',
    `${subject} doesn’t have the key usage digitalSignature, which AWS requires.`,
  ],
  hash: (subject) => ['The certificate’s signature is too weak', `${subject} was issued with MD5 or SHA-1, which AWS refuses.`],
  key: (subject) => ['AWS doesn’t support this key', `The key of ${subject} is neither RSA nor P-256 or P-384.`],
  subject: () => ['The certificate has no subject', 'AWS requires a certificate that names its owner, such as CN=jane.'],
};

const chainWords = ({ profile, file, why, errno }: Facts<'chain-bad'>): string => {
  if (why === 'errno') return `Profile “${profile}” takes its certificates from ${file}, which can’t be read (${errno}).`;
  if (why === 'none') return `Profile “${profile}” takes its certificates from ${file}, which holds none in PEM or DER.`;
  if (why === 'long') return `${file} holds 6 intermediate certificates or more, and AWS accepts 5.`;
  return `A certificate in ${file} didn’t issue the one before it.`;
};

const kinds = { 'trust-anchor': 'trust anchor', profile: 'Roles Anywhere profile', role: 'role' } as const;
const examples = {
  'trust-anchor': 'arn:aws:rolesanywhere:REGION:ACCOUNT:trust-anchor/ID',
  profile: 'arn:aws:rolesanywhere:REGION:ACCOUNT:profile/ID',
  role: 'arn:aws:iam::ACCOUNT:role/NAME',
} as const;

const refusals: { readonly [W in Facts<'certificate-refused'>['why']]: readonly [title: string, happened: string, advice: string] } = {
  untrusted: [
    'AWS doesn’t trust the certificate',
    'No trust anchor of this account issued it, or it was revoked.',
    'If a CA stands between yours and the trust anchor, import your certificate again with that CA’s behind it. Otherwise ask your administrator whether the trust anchor is enabled.',
  ],
  signature: [
    'The key doesn’t fit the certificate',
    'AWS checked the YubiKey’s signature with the certificate’s key, and it failed.',
    'Import the certificate that was issued for the key in this slot.',
  ],
  'session-name': [
    'AWS rejected the session name',
    'The Roles Anywhere profile doesn’t accept role session names.',
    'Remove `role_session_name` from the profile, or ask your administrator to turn on custom role session names.',
  ],
  denied: [
    'AWS denied the role',
    'AWS doesn’t say why. The certificate is valid and fits its key, so it is one of AWS’s own settings.',
    'Ask your administrator: trust anchor and profile enabled, role in the profile, trust policy with AssumeRole, TagSession and SetSourceIdentity.',
  ],
};

/** Behind "with". */
const wantedCertificate = ({ wanted, slot, serial }: Wanted): string =>
  [
    wanted === '' ? `${slot === undefined ? 'a' : 'the'} certificate` : `the certificate ${wanted}`,
    ...(slot === undefined ? [] : [`in slot ${slot}`]),
    ...(serial === undefined ? [] : [`on ${theKey(serial)}`]),
  ].join(' ');

export const anywhereProblems: WordsFor<AnywhereProblem['code']> = {
  'certificate-missing': ({ profile, has, ...facts }, where) => ({
    title: 'The certificate isn’t on this YubiKey',
    happened: `Profile “${profile}” is opened with ${wantedCertificate(facts)}. Found: ${listed(has)}.`,
    advice: `Insert the YubiKey that has it, then ${again(where)}.`,
  }),
  'certificates-several': ({ profile, choices }, where) => ({
    title: 'Several certificates fit',
    happened: `Profile “${profile}” could be opened with any of these: ${listed(choices)}.`,
    advice: `Leave only one of these YubiKeys connected${where === 'terminal' ? ', or name one: `--key SERIAL`' : ''}.`,
  }),
  'certificate-flawed': ({ subject, why, at }, where) => {
    const [title, happened] = flawed[why](subject, at === undefined ? '' : date(at));
    const advice =
      why === 'not-yet' ? `${Again(where)} then, or check this computer’s clock.` : 'Ask your administrator for a new certificate.';
    return { title, happened, advice };
  },
  'chain-bad': (facts) => {
    // The file may hold the certificate itself, or its chain.
    const isFile = facts.why === 'errno' || facts.why === 'none';
    return {
      title: isFile ? 'A certificate file can’t be used' : 'The certificate chain is incomplete',
      happened: chainWords(facts),
      advice: isFile
        ? 'Correct the path in the profile, or put the certificates there.'
        : 'Put the intermediate certificates there as PEM, the one that issued yours first.',
    };
  },
  'anywhere-arn-bad': ({ profile, what, value }) => ({
    title: `That isn’t a ${what === 'trust-anchor' ? 'trust anchor' : what}’s ARN`,
    happened:
      profile === undefined
        ? `${value === '' ? 'Nothing' : value} was given as the ${kinds[what]}.`
        : value === ''
          ? `Profile “${profile}” names no ${kinds[what]}.`
          : `Profile “${profile}” names ${value} as its ${kinds[what]}.`,
    advice: `Use one like this: \`${examples[what]}\`.`,
  }),
  'anywhere-apart': ({ profile, what, values: [one, other] }) => ({
    title: `The ARNs name two ${what}s`,
    happened:
      what === 'region'
        ? `${profile === undefined ? 'They name' : `“${profile}” names`} the regions ${one} and ${other}. AWS requires trust anchor, Roles Anywhere profile and session in one region.`
        : what === 'partition'
          ? `${profile === undefined ? 'They are' : `“${profile}” names ARNs`} of the partitions ${one} and ${other}. AWS requires trust anchor, profile, role and region in one partition.`
          : `${profile === undefined ? 'They name' : `“${profile}” names`} accounts ${one} and ${other}. AWS requires trust anchor, profile and role in one account.`,
    advice:
      profile === undefined
        ? 'Copy the ARNs again, from one account and region.'
        : 'Ask your administrator for the three ARNs that belong together.',
  }),
  'helper-line-bad': ({ profile, option, why }, where) => ({
    title: why === 'none' ? 'No aws_signing_helper line there' : 'The aws_signing_helper line can’t be used',
    happened:
      why === 'missing'
        ? `The credential_process of “${profile}” has no ${option}.`
        : why === 'uri'
          ? `The ${option} of “${profile}” isn’t a complete PKCS#11 URI.`
          : why === 'none'
            ? `Profile “${profile}” doesn’t call aws_signing_helper, and Roletap didn’t take over such a line from it.`
            : why === 'script'
              ? `The credential_process of “${profile}” calls it from a shell script that does more than that, which Roletap doesn’t read.`
              : `The credential_process of “${profile}” takes its certificate from ${option}, which Roletap doesn’t read.`,
    advice:
      why === 'none'
        ? where === 'terminal'
          ? 'List the roles that certificates open: `roletap anywhere roles`.'
          : 'Open “Use in tools…” again to see how the profile works now.'
        : why === 'script'
          ? 'Have the line call aws_signing_helper directly. Until then, the profile works as before.'
          : why === 'store'
            ? 'Name the certificate on the YubiKey with a PKCS#11 URI. Until then, the profile works as before.'
            : 'Correct the line in the profile, as the helper’s documentation has it.',
  }),
  'certificate-refused': ({ profile, why }) => {
    const [title, happened, advice] = refusals[why];
    return { title, happened: `Profile “${profile}”: ${happened}`, advice };
  },
  'pin-in-file': ({ profile, file, line }) => ({
    title: 'A file contains your PIN',
    happened: `${file}, line ${line}: the credential_process of “${profile}” contains your YubiKey’s PIN, which anyone who reads the file learns.`,
    advice: 'Remove `pin-value` from the line. Roletap asks for the PIN instead.',
  }),
  'anywhere-not-ready': ({ profile, what, arn, why }) => ({
    title: why === 'role' ? 'The profile doesn’t have the role' : `The ${kinds[what]} is disabled`,
    happened:
      why === 'role'
        ? `${arn} doesn’t list the role that “${profile}” opens.`
        : `${arn} is disabled, so AWS opens no role through it for “${profile}”.`,
    advice:
      why === 'role' ? 'Add the role to the Roles Anywhere profile, or name another profile.' : 'Enable it in AWS, or name another one.',
  }),
  'subject-undemandable': ({ subject }) => ({
    title: 'AWS can’t check this subject',
    happened: `AWS drops ${subject} from what a trust policy can demand, so any certificate of the same CA would open the role.`,
    advice: 'Use only letters, digits and spaces in the common name.',
  }),
  'private-ca-refused': ({ awsCode }) =>
    awsCode === 'ResourceNotFoundException'
      ? {
          title: 'AWS doesn’t know that private CA',
          happened: 'There is no private CA with this ARN, and no certificate was issued.',
          advice: 'Check the account, the region and the ID in the ARN.',
        }
      : {
          title: 'AWS Private CA refused the request',
          happened: `AWS Private CA answered ${awsCode}, and no certificate was issued.`,
          advice: 'Check that the CA is active and of a kind that issues end-entity certificates.',
        },
  'anywhere-unknown': ({ profile, region }) => ({
    title: 'AWS doesn’t know the trust anchor',
    happened: `“${profile}” names a trust anchor or a Roles Anywhere profile that doesn’t exist in ${region}.`,
    advice: 'Ask your administrator for the ARNs as they are now.',
  }),
};
