import { either, listed, TheKey } from '../grammar.ts';
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
  | 'screen-unusable'
  | 'picture-unreadable'
  | 'clipboard-empty'
  | 'journal-unwritable';

const nameTaken = {
  'not-enabled': {
    happened: 'already exists but was never enabled. Its secret can’t be retrieved.',
    advice: 'Delete that device and continue, or use another name.',
  },
  enabled: { happened: 'already exists and is in use.', advice: 'Use another name. The existing device stays as it is.' },
  unknown: {
    happened: 'already exists and may be in use. Device names must be unique, regardless of capitals.',
    advice: 'Use another name. If it’s an old device of yours, delete it in the IAM console and try again.',
  },
} as const;

const fileReasons: Readonly<Record<string, string>> = {
  ENOENT: 'it doesn’t exist',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EISDIR: 'it is a folder',
  ETIMEDOUT: 'its disk doesn’t answer',
};

const secretWords = {
  empty: { happened: 'There is no secret.', advice: 'In the AWS console choose “Show secret key”, copy it and paste it here.' },
  'not-base32': {
    happened: 'It contains characters that AWS doesn’t use: only letters A to Z and digits 2 to 7 are valid.',
    advice: 'Copy the secret key again and nothing else. Spaces, lowercase letters and a final `=` are fine.',
  },
  'too-short': {
    happened: 'It is much shorter than AWS’s secrets, so part of it is missing.',
    advice: 'Copy the whole secret key again.',
  },
  'too-long': {
    happened: 'It is longer than a YubiKey can store.',
    advice: 'Copy only the secret key, without the text around it.',
  },
  'not-otpauth': {
    happened: 'It is a link, but doesn’t start with `otpauth://totp/`.',
    advice: 'Copy the secret key from the AWS console, or use a picture of its QR code.',
  },
  hotp: {
    happened: 'It is for counted codes (HOTP). AWS accepts only time-based ones (TOTP).',
    advice: 'Use the secret from the AWS console: your user, Security credentials, Assign MFA device, Authenticator app.',
  },
  digits: {
    happened: 'It asks for another code length. AWS accepts only 6-digit codes.',
    advice: 'Use the secret from the AWS console: your user, Security credentials, Assign MFA device, Authenticator app.',
  },
  algorithm: {
    happened: 'It uses SHA-256 or SHA-512. AWS accepts only SHA-1.',
    advice: 'Use the secret from the AWS console: your user, Security credentials, Assign MFA device, Authenticator app.',
  },
  period: {
    happened: 'It asks for another interval. AWS accepts only codes that change every 30 seconds.',
    advice: 'Use the secret from the AWS console: your user, Security credentials, Assign MFA device, Authenticator app.',
  },
} as const;

const pictureWords = {
  'no-code': {
    happened: 'It contains no QR code.',
    advice: 'Show the QR code in the AWS console and take a screenshot of all of it, or paste the secret key.',
  },
  'several-codes': {
    happened: 'It contains more than one QR code.',
    advice: 'Crop the picture to AWS’s QR code.',
  },
  'not-a-picture': {
    happened: 'It isn’t a readable PNG or JPEG.',
    advice: 'Use a PNG or JPEG, or paste the secret key.',
  },
  'too-large': {
    happened: 'It has too many pixels.',
    advice: 'Crop the picture to AWS’s QR code.',
  },
  'not-otpauth': {
    happened: 'Its QR code isn’t one for an authenticator app.',
    advice: 'Choose “Authenticator app” in the AWS console and use a picture of its QR code.',
  },
} as const;

const screenWords = {
  'no-code': {
    happened: 'There is no QR code on your screen, or another window covers it.',
    advice: 'Show the QR code in the AWS console, move this window aside and scan again.',
  },
  'several-codes': {
    happened: 'Your screen shows more than one QR code for an authenticator app.',
    advice: 'Close the others, so that only AWS’s is in sight, then scan again.',
  },
  'not-otpauth': {
    happened: 'The QR code on your screen isn’t one for an authenticator app.',
    advice: 'Choose “Authenticator app” in the AWS console, show its QR code and scan again.',
  },
  refused: {
    happened: 'Your system doesn’t let Roletap see the screen.',
    advice: 'Allow screen recording for Roletap in your system’s privacy settings, or paste the secret key.',
  },
  unavailable: {
    happened: 'Roletap can’t see the screen on this system.',
    advice: 'Paste the secret key, or use a picture of the QR code.',
  },
} as const;

/** Where AWS adds a device for who is signed in there. */
const onConsole = (where: Where): string =>
  `in the IAM console${where === 'terminal' ? ', together with `roletap enroll --console`' : ''}: your user, Security credentials, Assign MFA device, Authenticator app`;

/** What can go wrong while devices are made, repaired and removed. */
export const deviceProblems: WordsFor<DeviceCode> = {
  'iam-denied': ({ action, resource, explicit }, where) => ({
    title: 'You aren’t allowed to do this',
    happened: explicit
      ? `A policy explicitly denies ${action} on ${resource}. Such policies often allow it after you sign in with MFA.`
      : `AWS denied ${action} on ${resource}: no policy allows it.`,
    advice: explicit
      ? `If you have an MFA device, use its session. Otherwise ${where === 'terminal' ? 'send the policy below to your AWS administrator and ask' : 'copy the policy and ask your AWS administrator'} for an exception.`
      : where === 'terminal'
        ? 'Send the policy below to your AWS administrator.'
        : 'Copy the policy, which contains everything you need, and send it to your AWS administrator.',
  }),
  'iam-mfa-needed': ({ action, devices = [] }, where) => ({
    title: 'AWS requires MFA first',
    happened: `A user with an MFA device needs an MFA session for ${action}.${
      devices.length === 0 ? '' : ` No connected YubiKey has the codes for ${either(devices)}.`
    }`,
    advice:
      devices.length === 0
        ? 'Use one of your existing devices when asked. If none works any more, ask your AWS administrator to remove it.'
        : `Insert the YubiKey that has them and try again. If they are in a phone app, add the YubiKey ${onConsole(where)}. If they are lost, ask your AWS administrator to remove the device.`,
  }),
  'device-name-taken': ({ deviceName, state }) => ({
    title: 'That device name is taken',
    happened: `A device named “${deviceName}” ${nameTaken[state].happened}`,
    advice: nameTaken[state].advice,
  }),
  'device-name-bad': ({ deviceName }) => ({
    title: 'That device name can’t be used',
    happened: `AWS doesn’t accept “${deviceName}” as a device name.`,
    advice: 'Use at most 226 characters: letters without accents, digits and + = , . @ _ or -.',
  }),
  'device-limit': ({ limit }) => ({
    title: 'No more MFA devices allowed',
    happened: `AWS allows ${limit} MFA devices per user, and this user already has that many.`,
    advice: 'Remove a device you no longer use, then try again.',
  }),
  'device-in-use': ({ device }) => ({
    title: 'The device is in use',
    happened: `${device} is assigned to a user, so it can’t be assigned again or deleted.`,
    advice: 'If it is yours, it may already work: check your MFA devices. Otherwise use another name.',
  }),
  'device-missing': ({ device }) => ({
    title: 'The device doesn’t exist',
    happened: `AWS has no ${device}, or it isn’t assigned to this user.`,
    advice: 'Refresh your MFA devices. You can clean up an OATH account left on the key there.',
  }),
  'device-unclear': ({ device, choices }) => ({
    title: 'Several devices match',
    happened: `“${device}” could be ${listed(choices)}.`,
    advice: 'Enter the full name.',
  }),
  'no-code-device': ({ user, has }, where) => ({
    title: 'No MFA device with codes',
    happened: `${
      has === 'none'
        ? `${user} has no MFA device in AWS.`
        : has === 'passkey'
          ? `${user} has only a passkey or security key, which makes no codes.`
          : `${user} has only a hardware token, which isn’t a YubiKey.`
    } Outside the console, AWS accepts only codes.`,
    // Beside a device that makes no codes AWS lets nobody add one from outside.
    advice:
      has === 'none'
        ? `Add one: ${where === 'terminal' ? '`roletap enroll`' : '“Set up a YubiKey…”'}, or ${onConsole('tray')}.`
        : `Add a virtual MFA device ${onConsole(where)}.`,
  }),
  'device-codes-refused': ({ device }) => ({
    title: 'AWS rejected both codes',
    happened: `${device} needs two codes in a row, both newer than any AWS has accepted before.`,
    advice: 'Try again with the next two codes. If AWS rejects those too, the YubiKey and AWS hold different secrets.',
  }),
  'device-arn-bad': ({ device }) => ({
    title: 'That isn’t an MFA device',
    happened: `“${device}” isn’t a virtual MFA device’s ARN.`,
    advice: 'Copy “Identifier” from the AWS console. It looks like `arn:aws:iam::111122223333:mfa/jane`.',
  }),
  'user-missing': ({ user }) => ({
    title: 'AWS doesn’t know that user',
    happened: `There is no IAM user “${user}” in this account. It may have been renamed or deleted.`,
    advice: 'Check whose access key the profile has: `aws sts get-caller-identity`.',
  }),
  'user-changing': ({ user }) => ({
    title: 'AWS is still changing this user',
    happened: `A change to “${user}” is in progress, so AWS accepts no other change yet.`,
    advice: 'Wait a minute and try again.',
  }),
  'spare-is-same-key': ({ serial }) => ({
    title: 'That is the same key',
    happened: `${TheKey(serial)} already has this OATH account. A spare is a second key that you keep elsewhere.`,
    advice: 'Insert your second key, or continue without a spare and add one later.',
  }),
  'secret-unusable': ({ why }) => ({ title: 'That secret can’t be used', ...secretWords[why] }),
  'picture-unusable': ({ why }) => ({ title: 'No usable QR code', ...pictureWords[why] }),
  'screen-unusable': ({ why }) => ({ title: 'No QR code scanned', ...screenWords[why] }),
  'picture-unreadable': ({ file, errno }) => ({
    title: 'Can’t read that picture',
    happened: `${file}: ${fileReasons[errno] ?? errno}.`,
    advice: 'Check the path, or use the secret key: choose “Show secret key” in the AWS console.',
  }),
  'clipboard-empty': () => ({
    title: 'Nothing to paste',
    happened: 'The clipboard has no text and no picture.',
    advice: 'Copy the secret key or the QR code in the AWS console, then paste again.',
  }),
  'journal-unwritable': ({ file, errno }) => ({
    title: 'Can’t save the progress',
    happened: `${file} can’t be written (${errno}), so Roletap stopped before changing anything else in AWS or on the key.`,
    advice: 'Check that folder’s free space and permissions, then try again.',
  }),
};
