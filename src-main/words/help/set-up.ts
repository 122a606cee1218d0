import type { HelpTable } from './help-table.ts';

const undoOrResume = 'continue or undo an interrupted setup';

/** The commands that set things up: access keys, MFA devices and the YubiKeys they are on. */
export const setUpHelp: HelpTable = {
  add: {
    usage: ['add [NAME]'],
    does: 'add an access key: check it with AWS, keep it in your keyring, write the profile',
    more: 'Type the ID and the secret (not shown), or pass them on standard input, one per line.',
    options: {
      '--invite FILE': 'start from the invite your administrator sent',
      '--csv FILE': 'read the access key from the IAM console’s CSV file',
      '--region REGION': 'the profile’s region',
      '--passphrase': 'seal it with a passphrase, if there is no keyring',
      '--in-file': 'keep it in the credentials file',
      '--yes': 'write the profile without asking',
    },
    example: ['add jane --csv ~/Downloads/accessKeys.csv', 'the profile jane, its access key in your keyring'],
  },
  keep: {
    usage: ['keep PROFILE', 'keep PROFILE --undo', 'keep PROFILE --share [--undo]'],
    does: 'move a profile’s access key from your AWS files into your keyring, or back',
    options: {
      '--passphrase': 'seal it with a passphrase, if there is no keyring',
      '--share': 'let programs have the kept key itself, without MFA; they get an MFA session otherwise',
      '--undo': 'move it back; with --share: programs get an MFA session again',
    },
    example: ['keep jane', 'jane’s access key is no longer in a file'],
  },
  unlock: {
    usage: ['unlock'],
    does: 'enter the passphrase for your access keys, once per login',
    example: ['unlock', 'asks for it without showing it'],
  },
  rotate: {
    usage: ['rotate [SOURCE]', 'rotate [SOURCE] --finish', 'rotate [SOURCE] --undo'],
    does: 'replace an access key with one touch and deactivate the old one',
    options: {
      '--delete-after DAYS': 'days to keep the old key: 0 to 90 (default: 1); 0 deletes it right away',
      '--drop KEY': 'delete the user’s second access key first',
      '--finish': 'delete the old key',
      '--undo': 'activate the old key again',
    },
    example: ['rotate jane', 'a new key for jane, the old one inactive'],
  },
  enroll: {
    usage: ['enroll', 'enroll --console', 'enroll --resume ID', 'enroll --undo ID'],
    does: 'set up a YubiKey as an IAM user’s MFA device',
    options: {
      '--source PROFILE': 'the profile with the IAM user’s access key',
      '--name NAME': 'device name (default: the user name, or USER-yk-SERIAL)',
      '--no-touch': 'don’t require touch: any program can then get a code',
      '--spare [KIND]': 'a second YubiKey: device (its own device, the default) or same-seed (the same codes)',
      '--yes': 'write mfa_serial to the profiles and replace an account with the same name',
      '--console':
        'use the AWS console, if IAM doesn’t allow you to: type the secret (not shown) or pass it on standard input, then enter the two codes',
      '--picture FILE': 'read the secret from a picture of the QR code, PNG or JPEG',
      '--device ARN': 'the device AWS created, without asking',
      '--resume ID, --undo ID': undoOrResume,
    },
    example: ['enroll --source jane --spare', 'two YubiKeys, so losing one doesn’t lock you out'],
  },
  import: {
    usage: ['import [ACCOUNT]'],
    does: 'use an existing MFA device: test it with a code and update your profiles',
    options: {
      '--secret-stdin': 'store the secret on the YubiKey first: type it (not shown) or pass it on standard input',
      '--picture FILE': 'the same from a picture of the QR code',
      '--no-touch': 'don’t require touch: any program can then get a code',
      '--device ARN': 'the device it belongs to, without asking',
    },
    example: ['import --picture qr.png', 'stores the secret of the QR code on your YubiKey'],
  },
  find: {
    usage: ['find'],
    does: 'search IAM for roles your IAM user can assume',
    options: { '--source PROFILE': 'the profile with the IAM user’s access key' },
    example: ['find --source jane', 'found roles then appear in `roletap roles`'],
  },
  unfinished: {
    usage: ['unfinished'],
    does: 'list interrupted setups and removals, and how to continue',
    example: ['unfinished', 'each with the command that continues it'],
  },
};
