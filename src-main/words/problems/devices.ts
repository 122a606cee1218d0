import { either, listed, TheKey } from '../english.ts';
import type { Where, WordsFor } from './table.ts';

type DeviceCode =
  | 'iam-denied'
  | 'iam-mfa-needed'
  | 'device-name-taken'
  | 'device-name-bad'
  | 'device-limit'
  | 'device-in-use'
  | 'device-missing'
  | 'device-unclear'
  | 'no-code-device'
  | 'device-codes-refused'
  | 'device-arn-bad'
  | 'user-missing'
  | 'user-changing'
  | 'spare-is-same-key'
  | 'secret-unusable'
  | 'picture-unusable'
  | 'picture-unreadable'
  | 'clipboard-empty'
  | 'journal-unwritable';

const nameTaken = {
  'not-enabled': {
    happened: 'is there already and nobody uses it: an earlier try was left halfway. Its secret cannot be had again.',
    advice: 'Delete that device and go on, or take another name.',
  },
  enabled: { happened: 'is there already and in use.', advice: 'Take another name; the device that is there stays as it is.' },
  unknown: {
    happened: 'is there already, and whether it is in use could not be seen. AWS gives each name of a device once, capitals or not.',
    advice: 'Take another name. If the device is a leftover of yours, delete it in the IAM console and try again.',
  },
} as const;

const fileReasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'you may not read it',
  EPERM: 'you may not read it',
  EISDIR: 'it is a folder',
};

const secretWords = {
  empty: { happened: 'Nothing was given.', advice: 'In AWS’s page choose “Show secret key”, copy it whole, and paste it here.' },
  'not-base32': {
    happened: 'It has characters that no secret of AWS has: those are made of the letters A to Z and the digits 2 to 7.',
    advice: 'Copy the secret key again, whole and nothing else. Spaces, small letters and `=` at the end do no harm.',
  },
  'too-short': {
    happened: 'It is much shorter than a secret of AWS, so part of it is missing.',
    advice: 'Copy the secret key again, from its first character to its last.',
  },
  'too-long': {
    happened: 'It is longer than a YubiKey can take, and than any secret of AWS.',
    advice: 'Copy the secret key alone, without the text around it.',
  },
  'not-otpauth': {
    happened: 'It is a link, but not one that sets up codes; those begin with `otpauth://totp/`.',
    advice: 'Copy the secret key from AWS’s page, or give a picture of its QR code.',
  },
  hotp: {
    happened: 'It sets up codes that count presses (HOTP). AWS takes only codes that follow the clock (TOTP).',
    advice: 'Take the secret from AWS’s own page: under your user, Security credentials, Assign MFA device, Authenticator app.',
  },
  digits: {
    happened: 'It asks for codes of another length. AWS takes codes of six digits alone.',
    advice: 'Take the secret from AWS’s own page: under your user, Security credentials, Assign MFA device, Authenticator app.',
  },
  algorithm: {
    happened: 'It asks for SHA-256 or SHA-512. AWS takes codes made with SHA-1 alone.',
    advice: 'Take the secret from AWS’s own page: under your user, Security credentials, Assign MFA device, Authenticator app.',
  },
  period: {
    happened: 'It asks for codes that change at another pace. AWS takes codes of 30 seconds alone.',
    advice: 'Take the secret from AWS’s own page: under your user, Security credentials, Assign MFA device, Authenticator app.',
  },
} as const;

const pictureWords = {
  'no-code': {
    happened: 'No QR code was found in it.',
    advice: 'Show the QR code in AWS’s page, take a picture of the screen that has all of it, and give that. Or paste the secret key.',
  },
  'several-codes': {
    happened: 'There is more than one QR code in it, and which one is meant cannot be told.',
    advice: 'Cut the picture down to the QR code of AWS’s page, and give that.',
  },
  'not-a-picture': {
    happened: 'It is not a PNG or JPEG picture that can be read.',
    advice: 'Give a PNG or JPEG, or paste the secret key.',
  },
  'too-large': {
    happened: 'It has more points than are looked through here.',
    advice: 'Cut the picture down to the QR code of AWS’s page, and give that.',
  },
  'not-otpauth': {
    happened: 'Its QR code says something else than how to make codes.',
    advice: 'Choose “Authenticator app” in AWS’s page and give a picture of the QR code that is shown there.',
  },
} as const;

/** Where AWS adds a device for who is signed in there. */
const onConsole = (where: Where): string =>
  `in the IAM console${where === 'terminal' ? ', with `roletap enroll --console` beside it' : ''}: your user, Security credentials, Assign MFA device, Authenticator app`;

/** What can go wrong while devices are made, repaired and removed. */
export const deviceProblems: WordsFor<DeviceCode> = {
  'iam-denied': ({ action, resource, explicit }, where) => ({
    title: 'Your AWS user may not do this',
    happened: explicit
      ? `A policy forbids ${action} on ${resource} outright. Such a policy often lets go once you have signed in with MFA.`
      : `AWS denied ${action} on ${resource}: no policy allows it.`,
    advice: explicit
      ? `If you have an MFA device, use its session. Otherwise ${where === 'terminal' ? 'take the policy that comes with this' : 'copy the policy made here'} and ask whoever manages the account to make an exception for it.`
      : where === 'terminal'
        ? 'Hand the policy that comes with this to whoever manages the account.'
        : 'Copy the policy made here, which holds this and all else that is needed, and hand it to whoever manages the account.',
  }),
  'iam-mfa-needed': ({ action, devices = [] }, where) => ({
    title: 'AWS wants a code first',
    happened: `A user who has an MFA device must have used one before ${action} is allowed. AWS asks this of everybody.${
      devices.length === 0 ? '' : ` No YubiKey plugged in makes the codes of ${either(devices)}.`
    }`,
    advice:
      devices.length === 0
        ? 'Take the key of a device that you have and touch it when asked. If no device works any more, an administrator must remove it.'
        : `Plug in a YubiKey that does and try again. If an app on your phone makes them, add the YubiKey ${onConsole(where)}. If nothing makes them any more, an administrator must remove the device.`,
  }),
  'device-name-taken': ({ deviceName, state }) => ({
    title: 'That device name is taken',
    happened: `A device named “${deviceName}” ${nameTaken[state].happened}`,
    advice: nameTaken[state].advice,
  }),
  'device-name-bad': ({ deviceName }) => ({
    title: 'That device name cannot be used',
    happened: `AWS does not take “${deviceName}” as the name of a device.`,
    advice: 'Use letters without accents, digits and + = , . @ _ - alone, and at most 226 of them.',
  }),
  'device-limit': ({ limit }) => ({
    title: 'Your user has all the devices it may have',
    happened: `AWS allows ${limit} MFA devices for a user, of all kinds together, and this user has that many.`,
    advice: 'Remove a device that you do not use any more, then go on.',
  }),
  'device-in-use': ({ device }) => ({
    title: 'The device is in use',
    happened: `${device} is assigned to a user, so AWS neither assigns it again nor deletes it.`,
    advice: 'If it is yours, look at the list of your devices: it may be what you wanted. Otherwise take another name.',
  }),
  'device-missing': ({ device }) => ({
    title: 'The device is not there',
    happened: `AWS has no ${device}, or it is not assigned to this user. It may have been removed elsewhere.`,
    advice: 'Look at the list of your devices again. An account that is left on the key can be deleted.',
  }),
  'device-unclear': ({ device, choices }) => ({
    title: 'Several devices could be meant',
    happened: `“${device}” fits ${listed(choices)}.`,
    advice: 'Give the whole name of the one you mean.',
  }),
  'no-code-device': ({ user, has }, where) => ({
    title: 'No MFA device that makes codes',
    happened: `${
      has === 'none'
        ? `${user} has no MFA device in AWS.`
        : has === 'passkey'
          ? `${user} signs in to the AWS console with a passkey or security key, which makes no codes.`
          : `${user} has a hardware token only, and no YubiKey makes its codes.`
    } AWS takes only the code of a virtual MFA device outside the console.`,
    // Beside a device that makes no codes AWS lets nobody add one from outside.
    advice:
      has === 'none' ? `Add one: \`roletap enroll\`, or ${onConsole('tray')}.` : `Add a virtual MFA device beside it ${onConsole(where)}.`,
  }),
  'device-codes-refused': ({ device }) => ({
    title: 'AWS refused the two codes',
    happened: `The codes for ${device} were not taken. AWS wants two in a row, both newer than any it took before.`,
    advice: 'Try again: the next two codes are made after a short wait. If they are refused too, the key holds another secret than AWS.',
  }),
  'device-arn-bad': ({ device }) => ({
    title: 'That is not an MFA device',
    happened: `“${device}” is neither the ARN of a virtual MFA device nor something AWS takes for one.`,
    advice: 'Copy “Identifier” from AWS’s page; it looks like `arn:aws:iam::111122223333:mfa/jane`.',
  }),
  'user-missing': ({ user }) => ({
    title: 'AWS does not know that user',
    happened: `There is no IAM user “${user}” in this account. It may have been renamed or deleted a moment ago.`,
    advice: 'Check whose access key the profile holds: `aws sts get-caller-identity`.',
  }),
  'user-changing': ({ user }) => ({
    title: 'AWS is still changing this user',
    happened: `Something about “${user}” is being changed, so AWS takes no other change for now.`,
    advice: 'Wait a minute and try again.',
  }),
  'spare-is-same-key': ({ serial }) => ({
    title: 'That is the same key',
    happened: `${TheKey(serial)} holds the account already. A spare is a second key, to be kept elsewhere.`,
    advice: 'Put in the other key, or go on without a spare; one can be added later.',
  }),
  'secret-unusable': ({ why }) => ({ title: 'That secret cannot be used', ...secretWords[why] }),
  'picture-unusable': ({ why }) => ({ title: 'That picture does not help', ...pictureWords[why] }),
  'picture-unreadable': ({ file, errno }) => ({
    title: 'That picture can’t be read',
    happened: `${file}: ${fileReasons[errno] ?? errno}.`,
    advice: 'Check the path, or give the secret key that AWS’s page shows under “Show secret key”.',
  }),
  'clipboard-empty': () => ({
    title: 'There is nothing to paste',
    happened: 'The clipboard holds neither text nor a picture.',
    advice: 'Copy the secret key, or a picture of the QR code, in AWS’s page, and paste again.',
  }),
  'journal-unwritable': ({ file, errno }) => ({
    title: 'Progress cannot be saved',
    happened: `${file} cannot be written (${errno}), so a run that is cut off could not be found again. Nothing more was changed in AWS or on the key.`,
    advice: 'Make room, or let yourself write that folder, then go on.',
  }),
};
