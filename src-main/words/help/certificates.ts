import type { HelpTable } from './help-table.ts';

/** The commands that care for keys and certificates in the PIV slots of YubiKeys. */
export const certificateHelp: HelpTable = {
  piv: {
    usage: ['piv', 'piv unblock', 'piv choose-pin'],
    does: 'list keys and certificates on YubiKeys, or set a new PIN',
    options: {
      '--puk-stdin': 'unblock: read the PUK from standard input, and with --pin-stdin the new PIN from the line after it',
      '--pin-stdin': 'choose-pin, unblock: read the new PIN from standard input',
      '--last-try': 'use up the last try of the PUK',
    },
    example: ['piv', 'PIN tries, factory defaults, and what each slot holds'],
  },
  anywhere: {
    usage: ['anywhere COMMAND'],
    does: 'set up certificates on YubiKeys for IAM Roles Anywhere',
    common: {
      '--slot SLOT': 'the PIV slot: 9a, 9c, 9d, 9e, or 82 to 95',
      '--subject NAME': 'whom the certificate is for, such as CN=jane',
      '--output FILE': 'write the result there',
      '--copy': 'put the request on the clipboard',
      '--pca ARN': 'the AWS Private CA that issues the certificate, with --source',
      '--ca-key SERIAL:SLOT': 'the YubiKey and slot of the authority’s key',
      '--valid DAYS': 'how long the certificate is valid (365)',
      '--unproved': 'also sign a key that no attestation proves to be on a YubiKey, with PIN and touch',
      '--chain FILE': 'the certificates of whoever issued it, if they aren’t in the same file',
      '--trust-anchor ARN, --profile ARN, --role ARN': 'what opens the role',
      '--duration TIME': 'how long its sessions last, up to 12h',
      '--name PROFILE': 'the profile to write',
      '--source PROFILE': 'whose credentials read in AWS what you don’t name',
      '--region REGION': 'where in AWS',
      '--pin-stdin': 'read the PIN of the YubiKey’s certificates from standard input',
      '--last-try': 'use up the last try of the PIN, with --pin-stdin',
    },
    example: ['anywhere setup --subject CN=jane --request jane.csr', 'a key in slot 82, and a request to give to your administrator'],
    commands: {
      setup: {
        usage: ['anywhere setup --subject NAME', 'anywhere setup --resume ID', 'anywhere setup --undo ID'],
        does: 'make a key on the YubiKey, its certificate, and the role it opens',
        more: 'Without --request, --pca, --ca-key or --authority it makes the request and says how to continue.',
        options: {
          '--slot SLOT': 'the PIV slot: 9a, 9c, 9d, 9e, or 82 to 95 (the first empty one from 82 on)',
          '--algorithm NAME': 'p256 (default), p384, rsa-2048, rsa-3072 or rsa-4096',
          '--touch POLICY': 'cached (default: once in 15 s), always or never',
          '--pin-policy POLICY': 'once (default), always or never: when the key asks for the PIN',
          '--request FILE': 'write the request for its certificate there',
          '--authority': 'make a key that signs certificates',
          '--create-role': 'make the role that --role names, with --source',
          '--policies LIST': 'managed policies of the new role, separated by commas',
          '--max-session TIME': 'longest session of the new role (12h)',
          '--source PROFILE, --region REGION': 'whose credentials read in AWS what you don’t name, and make what is missing',
          '--resume ID, --undo ID': 'continue or undo an interrupted setup',
        },
        example: ['anywhere setup --subject CN=jane --ca-key 12345678:9c', 'a certificate from your authority on the other YubiKey'],
      },
      request: {
        usage: ['anywhere request --subject NAME'],
        does: 'make another request for a key that is on the YubiKey',
        example: ['anywhere request --slot 82 --subject CN=jane --output jane.csr', 'a request to give to your administrator'],
      },
      import: {
        usage: ['anywhere import FILE'],
        does: 'store the certificate that comes back in the slot of its key',
        example: ['anywhere import jane.pem', 'checked against the key, then stored'],
      },
      renew: {
        usage: ['anywhere renew ROLE', 'anywhere renew --slot SLOT'],
        does: 'make another request for a role’s key, or with --pca or --ca-key the new certificate',
        options: { '--request FILE, --output FILE': 'write the request there' },
        example: ['anywhere renew acme-prod --ca-key 12345678:9c', 'a new certificate for the same key'],
      },
      add: {
        usage: ['anywhere add --name PROFILE'],
        does: 'save a role that a certificate opens as a profile',
        options: { '--source PROFILE, --region REGION': 'read in AWS, with these credentials and there, what you don’t name' },
        example: ['anywhere add --name acme-prod --source admin --region eu-central-1', 'choose what opens the role from what AWS has'],
      },
      adopt: {
        usage: ['anywhere adopt PROFILE', 'anywhere adopt --undo PROFILE'],
        does: 'let a profile that calls aws_signing_helper ask Roletap instead',
        options: { '--undo PROFILE': 'give the helper’s line back' },
        example: ['anywhere adopt acme-prod', 'its credential_process line before and after'],
      },
      policy: {
        usage: ['anywhere policy --trust-anchor ARN'],
        does: 'print the trust policy of a role that certificates open',
        options: {
          '--trust-anchor ARN': 'the trust anchor whose certificates open the role',
          '--subject NAME': 'whose certificate it must be, such as CN=jane',
          '--proved': 'demand a certificate that proves its key was made on a YubiKey and asks for PIN and touch',
          '--format NAME': 'json (default), terraform or cloudformation',
        },
        example: [
          'anywhere policy --trust-anchor arn:aws:rolesanywhere:eu-central-1:111122223333:trust-anchor/8a5dc4ad-EXAMPLE --subject CN=jane',
          'a trust policy to paste',
        ],
      },
      roles: {
        usage: ['anywhere roles'],
        does: 'list the roles that certificates open',
        example: ['anywhere roles', 'each with its certificate and its session'],
      },
      serve: {
        usage: ['anywhere serve ROLE'],
        does: 'give a role to programs by the routes of EC2’s metadata',
        options: { '--port NUMBER': 'the port on 127.0.0.1 (9911)' },
        example: ['anywhere serve acme-prod', 'AWS_EC2_METADATA_SERVICE_ENDPOINT for programs, until you end it'],
      },
      sign: {
        usage: ['anywhere sign REQUEST --ca-key SERIAL:SLOT', 'anywhere sign --revoke NUMBER --ca-key SERIAL:SLOT', 'anywhere sign --list'],
        does: 'issue and revoke certificates with a YubiKey of your own',
        options: {
          '--valid DAYS': 'how long a certificate (365) or list is valid',
          '--list': 'list what was signed here',
          '--revoke NUMBER': 'revoke the certificate with this serial number',
          '--crl': 'only make the revocation list',
          '--trust-anchor ARN, --source PROFILE': 'import the revocation list for this anchor, with these credentials',
        },
        example: ['anywhere sign jane.csr --ca-key 12345678:9c --output jane.pem', 'what the key proves, then the certificate'],
      },
    },
  },
};
