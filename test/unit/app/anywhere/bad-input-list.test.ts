import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

/** What may come in wrong around certificates on YubiKeys, and the test of each. The sentences are in `words/problems`: `piv.ts`, `certificates.ts` and `anywhere.ts`. */
const tested: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'unit/app/anywhere/tap-certificate.test.ts': {
    'PIN wrong': 'never sends a wrong PIN twice, and shows the tries that are left',
    'one try of the PIN left': 'takes the last try only when the person says so',
    'PIN blocked': 'is told that the PIN is blocked',
    'certificate of a CA, without digitalSignature, with SHA-1, when a role is opened':
      'refuses a certificate that AWS would refuse, before a PIN',
    'certificate that no YubiKey has': 'says which certificate is not there, and which are',
    'two keys with the same subject': 'asks which of two keys with the same subject',
    'ARNs of two regions or accounts': 'names regions and accounts that are apart',
    'ARN that is none': 'names an ARN that is none',
    'session name that AWS doesn’t take': 'names a session name that AWS doesn’t take, before a PIN',
    'duration above the role’s': 'finds the session that the role allows, and remembers it',
    'PIN in a URI of the helper’s line': 'opens a role of AWS’s helper with the same certificate, and warns of a PIN in its line',
  },
  'unit/app/piv/bad-input.test.ts': {
    'PUK wrong, and blocked': 'that is wrong is told with the tries that are left, and as blocked after the last',
    'one try of the PUK left, PUK and PIN blocked': 'stays blocked by a wrong PUK, which is sent once',
    'YubiKey cut off while it checks the PUK': 'is not unblocked a second time by itself when the YubiKey is cut off',
    'PIN of 5 characters, with other letters than ASCII’s': 'of %j is refused, and the factory’s stays',
    'PIN with letters, which is right': 'may have letters',
    'management key changed by somebody': 'is asked for, and told where it is another one',
    'YubiKey pulled between key and certificate': 'is asked for again where the YubiKey is pulled between key and certificate',
    'certificate with SHA-1': 'that is signed with SHA-1 is refused',
    'request for an Ed25519, RSA-PSS, DSA, P-521 or RSA-1024 key': 'is told as that, whatever signed it: %s',
    'file of several requests': 'is signed by no authority, which says how many there are',
    'imported key without an attestation': 'is absent for a key that was imported, and no request is signed on it',
  },
  'unit/app/piv/import.test.ts': {
    'certificate expired, not valid yet, of a CA, without digitalSignature': 'is refused as %s before it gets there',
    'file with a byte order mark, CR LF, other text, and the root first':
      'is found in a file whatever stands around it, and in whichever order',
    'certificate of another key, chain that does not fit':
      'is refused for another key, for another slot, behind a stranger, and where it is none',
    'firmware that can’t': 'refuses what the firmware can’t make or prove, before anything is made',
    'slot that holds something': 'leaves a slot alone that holds a key, and refuses RSA where it could be computed',
    'subject malformed': 'says which part of a subject is wrong',
  },
  'unit/terminal/console/anywhere-sign-options.test.ts': {
    'request together with --list, --revoke or --crl': 'is one thing, and says what is beside it: %j %j',
  },
  'unit/aws/anywhere/role-arns.test.ts': {
    'ARNs of two partitions, regions or accounts, whichever are known':
      'don’t where one is none, or of another partition, region or account: %o',
  },
  'unit/aws/anywhere/create-session.test.ts': {
    'anchor or profile disabled': 'is refused while %s is disabled',
    'profile without the role': 'is refused where the profile does not have the role',
    'role that trusts only AssumeRole': 'is refused where the role trusts only AssumeRole, or another subject',
    'anchor of another region': 'names an anchor that this region does not have',
    'session name not accepted': 'sends a session name, which only some profiles accept',
    'certificate without the proof that the role demands':
      'is refused where the role demands what an authority on a YubiKey proves, and the certificate does not',
    'chain missing': 'is refused with the certificate of another authority, or of another key',
    'certificate revoked': 'is refused with a certificate that was revoked',
    'clock off': 'signs with AWS’s time where this computer’s clock is off',
  },
  'unit/card/certificates/attestation.test.ts': {
    'attestation of a foreign maker': 'of another maker proves nothing, nor does one that lacks the authorities between it and its root',
    'attestation of a chain before 5.7 and of 5.7.4': "['4.3.5', '5.4.3', '5.7.1', '5.7.4']",
  },
  'unit/app/anywhere/save-role.test.ts': {
    'ARNs of two partitions': "'arn:aws-us-gov:') }, 'anywhere-apart'",
    'Private CA pending, throttled': 'waits for a private CA, also when that asks for patience',
    'Private CA in the short-lived mode': 'asks a CA of short-lived certificates for 7 days, and one that is off for nothing',
  },
  'unit/x509/certificate-files.test.ts': {
    'file in UTF-16, or within JSON': 'may be UTF-16, as Windows PowerShell writes what a program prints',
  },
  'unit/terminal/console/prompts.test.ts': {
    'PIN with a blank behind it, or none, on standard input': 'what an option says that standard input has',
  },
  'integration/terminal/anywhere.test.ts': {
    'subject of a policy that is empty, chain without certificates': 'has a trust policy to copy',
    'helper’s line that can’t be read, with a PIN in it': 'tells of a helper’s line that can’t be read, and of the PIN in it',
  },
  'unit/aws/anywhere/trust-policy.test.ts': {
    'subject with values that AWS drops': 'tells which parts of a subject no certificate would meet',
  },
  'unit/app/anywhere/adopt-line.test.ts': {
    'helper’s line that can’t be taken over': 'is left alone with %s',
    'helper’s line that stands there twice': 'goes as often as it stands there',
    'helper’s line with a PIN, taken over': 'loses the PIN that stood in it',
  },
  'unit/aws/sources/helper-line.test.ts': {
    'helper’s line with a file': 'names the file of a certificate that lies in one',
    'helper’s line with a broken URI': 'says what is wrong with one that has %s',
    'helper’s line with a PIN': 'tells that a PIN stands in it',
  },
  'unit/app/questions.test.ts': {
    'YubiKey pulled while a question about it is open': 'ends at once when the key is pulled: %s',
  },
  'unit/app/certificates/wrong-pin.test.ts': {
    'PIN wrong on the page of certificates': 'brings the sheet again at once, with the tries that are left, and is sent once',
    'one try of the PIN left there': 'is not tried as the last one unless the person says so, and says at its end that the PIN is blocked',
    'PUK wrong there': 'brings its sheet again, and the new PIN is not asked for twice',
  },
  'unit/app/certificates/management-key.test.ts': {
    'management key of another YubiKey': 'comes again after one that is another key’s, and the setup goes on with the right one',
    'YubiKey pulled over the sheet for a management key': 'ends when the YubiKey is pulled, and what it says is over with the key back',
  },
  'unit/app/piv/set-up-checks.test.ts': {
    'anchor or profile disabled, profile without the role, anchor that isn’t there, before a key is made':
      'is refused before its key is made for %s',
    'anchor disabled while the certificate was waited for': 'looks again when the certificate is there',
  },
  'unit/app/piv/other-role.test.ts': {
    'ARNs that AWS refuses': 'a role that AWS refused can be another one, in the place of the first',
  },
  'integration/renderer/renderer-certificates.test.ts': {
    'ARN of no private CA, nobody to ask it': 'goes with a new key to AWS Private CA, asked with a profile where no role says which',
    'subject missing': 'is requested for a key that has none, with a subject',
  },
  'integration/terminal/anywhere-setup.test.ts': {
    'role that may not be made': 'tells who may not make the role what it has to trust',
    'iam:PassRole missing': 'takes back the role that it made, and tells of iam:PassRole',
    'role of that name, anchor of another account': 'tells a name that is taken, and ARNs of another account, before the key is touched',
  },
};

describe('bad input around certificates', () => {
  const cases = Object.entries(tested).flatMap(([file, inputs]) =>
    Object.entries(inputs).map(([input, name]): readonly [string, string, string] => [input, file, name]),
  );

  it.each(cases)('%s has its test in %s', (_, file, name) => {
    expect(readFileSync(`test/${file}`, 'utf8')).toContain(name);
  });
});
