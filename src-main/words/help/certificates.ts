import type { HelpTable } from './help-table.ts';

/** The commands that care for keys and certificates in the PIV slots of YubiKeys. */
export const certificateHelp: HelpTable = {
  piv: {
    usage: ['piv'],
    does: 'list the keys and certificates in your YubiKeys’ PIV slots',
    example: ['piv', 'PIN tries, factory defaults, and what each slot holds'],
  },
  anywhere: {
    usage: [
      'anywhere setup --subject NAME',
      'anywhere request --subject NAME',
      'anywhere import FILE',
      'anywhere renew ROLE',
      'anywhere add --name PROFILE',
      'anywhere policy --trust-anchor ARN',
      'anywhere roles',
      'anywhere serve ROLE',
      'anywhere sign REQUEST --ca-key SERIAL:SLOT',
      'anywhere sign --list',
    ],
    does: 'set up certificates on YubiKeys for IAM Roles Anywhere',
    more: 'setup makes a key on the YubiKey and a request for its certificate. import stores the certificate that comes back. request makes another request for the same key. sign issues certificates with a YubiKey of your own. add saves a role that a certificate opens, from three ARNs that you name or that --source and --region read from AWS. policy prints the role’s trust policy. serve gives a role to programs by the routes of EC2’s metadata. renew makes another request for the same key, or with --pca or --ca-key the new certificate itself.',
    options: {
      '--slot SLOT': 'the PIV slot: 9a, 9c, 9d, 9e, or 82 to 95 (setup: the first empty one from 82 on)',
      '--algorithm NAME': 'p256 (default), p384, rsa-2048, rsa-3072 or rsa-4096',
      '--touch POLICY': 'cached (default: once in 15 s), always or never',
      '--pin-policy POLICY': 'once (default), always or never: when the key asks for the PIN',
      '--subject NAME': 'whom the certificate is for, such as CN=jane',
      '--request FILE, --output FILE': 'write the result there',
      '--copy': 'setup, request: put the request on the clipboard',
      '--pca ARN': 'setup, renew: the AWS Private CA that issues the certificate',
      '--authority': 'setup: make a key that signs certificates',
      '--ca-key SERIAL:SLOT': 'sign, setup, renew: the YubiKey and slot of the authority’s key',
      '--valid DAYS': 'how long a certificate or list is valid (365)',
      '--unproved': 'sign, setup: also a key that no attestation proves to be on a YubiKey, with PIN and touch',
      '--list': 'sign: list what was signed here',
      '--revoke NUMBER, --crl': 'sign: revoke a certificate, or only make the revocation list',
      '--last-try': 'use up the last try of a PIN',
      '--resume ID, --undo ID': 'continue or undo an interrupted setup',
      '--trust-anchor ARN, --profile ARN, --role ARN':
        'add, setup: what opens the role; sign: the anchor that gets the revocation list, with --source',
      '--duration TIME': 'add, setup: how long its sessions last, up to 12h',
      '--name PROFILE': 'add, setup: the profile to write',
      '--source PROFILE, --region REGION': 'add, setup: whose credentials read in AWS what you don’t name; setup makes what is missing',
      '--format NAME': 'policy: json (default), terraform or cloudformation',
      '--port NUMBER': 'serve: the port on 127.0.0.1 (9911)',
    },
    example: ['anywhere setup --subject CN=jane --request jane.csr', 'a key in slot 82, and a request to give to your administrator'],
  },
};
