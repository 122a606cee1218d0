import type { FirmwareFeature } from '../../contract/problems/card.ts';
import { shellWord } from '../../contract/text.ts';
import type { AccountFlaw } from '../../contract/values.ts';
import { listed, TheKey, theKey } from '../english.ts';
import { Again, again, type WordsFor } from './table.ts';

type CardCode =
  | 'card-service-missing'
  | 'card-service-silent'
  | 'card-access-denied'
  | 'yubikey-missing'
  | 'yubikey-removed'
  | 'yubikey-busy'
  | 'yubikey-unreadable'
  | 'yubikey-unclear'
  | 'yubikey-other-needed'
  | 'yubikey-untrusted'
  | 'oath-disabled'
  | 'password-needed'
  | 'password-wrong'
  | 'yubikey-not-plugged'
  | 'firmware-too-old'
  | 'account-missing'
  | 'account-unusable'
  | 'account-unclear'
  | 'account-exists'
  | 'account-name-too-long'
  | 'yubikey-full'
  | 'card-said'
  | 'not-touched'
  | 'code-not-typed'
  | 'code-spent'
  | 'codes-taken'
  | 'cancelled';

/** At the start of a sentence. */
const features: Readonly<Record<FirmwareFeature, string>> = {
  touch: 'Asking for a touch',
  sha512: 'An account with SHA-512',
  rename: 'Renaming an account',
  'name-prefix': 'An account whose name is the beginning of another’s',
};

/** Behind "found on". */
const onKeys = (serials: readonly number[]): string => (serials.length === 0 ? 'any YubiKey plugged in' : listed(serials.map(theKey)));

/** Behind "is there, but". */
const accountFlaws: Readonly<Record<AccountFlaw, string>> = {
  hotp: 'its codes are counted (HOTP), and AWS takes codes that change with the time',
  algorithm: 'its codes are made with SHA-256 or SHA-512, and AWS takes those made with SHA-1',
  digits: 'its codes do not have the 6 digits that AWS takes',
  period: 'its codes do not change every 30 seconds, as AWS’s do',
};

/** What can go wrong between this computer, the YubiKey and the finger on it. */
export const cardProblems: WordsFor<CardCode> = {
  'card-service-missing': () => ({
    title: 'The card service is not running',
    happened: 'This computer reaches a YubiKey through its smart card service, and that service does not answer.',
    advice:
      'On Linux, install the package pcscd and start it: `sudo systemctl enable --now pcscd`. On Windows, start the service named Smart Card. Roletap goes on by itself as soon as it answers.',
  }),
  'card-service-silent': () => ({
    title: 'The card service does not answer',
    happened: 'This computer reaches a YubiKey through its smart card service. That service runs, but it has stopped answering.',
    advice:
      'On Linux, start it anew: `sudo systemctl restart pcscd`. On Windows, restart the service named Smart Card; on macOS, restart the computer. Roletap goes on by itself as soon as it answers.',
  }),
  'card-access-denied': () => ({
    title: 'No access to the card service',
    happened: 'The smart card service runs, but it does not let your user in.',
    advice:
      'This is common in remote sessions and containers. On Linux, the service allows whoever sits at the computer; a polkit rule for `org.debian.pcsc-lite.access_pcsc` allows others. See what it refused: `journalctl -u pcscd -n 20`.',
  }),
  'yubikey-missing': ({ serial, others = [] }) => ({
    title: 'No YubiKey',
    happened:
      others.length === 0
        ? 'No YubiKey is plugged in or held to a reader.'
        : `The card${others.length === 1 ? '' : 's'} in ${listed(others.map((reader) => `“${reader}”`))} ${others.length === 1 ? 'is not a YubiKey' : 'are not YubiKeys'}, and no other is plugged in.`,
    advice: `Plug in ${serial === undefined ? 'your YubiKey' : `YubiKey ${serial}, which holds this account`}. Roletap sees it at once.${
      others.length === 0 ? '' : ` A token of another make can do, too: see “Tokens of other makes” in the settings.`
    }`,
  }),
  'yubikey-removed': ({ serial }, where) => ({
    title: 'The YubiKey was pulled out',
    happened: `${TheKey(serial)} went away before it could answer, so no code was used.`,
    advice: `Plug it back in and ${again(where)}.`,
  }),
  'yubikey-busy': ({ holder }, where) => ({
    title: `The YubiKey is in use by ${holder ?? 'another program'}`,
    happened: `${holder ?? 'That program'} kept the YubiKey to itself for longer than Roletap waits.`,
    advice: `${
      holder === undefined || /scdaemon|gpg/i.test(holder)
        ? `GnuPG often does this. It lets go after: \`gpgconf --kill scdaemon\`. Then ${again(where)}.`
        : `Finish what ${holder} is doing, or close it, and ${again(where)}.`
    }`,
  }),
  'yubikey-unreadable': ({ reader, detail }) => ({
    title: 'The YubiKey cannot be read',
    happened: `The key in the reader “${reader}” gave no usable answer (${detail}).`,
    advice: 'Unplug it, wait a second and plug it in again. If that does not help, try another USB port.',
  }),
  'yubikey-unclear': ({ serials }, where) => ({
    title: 'More than one YubiKey fits',
    happened: `${listed(serials.map(theKey))} are plugged in, and any of them could be meant.`,
    advice: `Leave only the one to use plugged in and ${again(where)}, or name it in the terminal${
      serials[0] === undefined ? '' : `: \`--key ${serials[0]}\``
    }.`,
  }),
  'yubikey-other-needed': ({ serial, account }, where) => ({
    title: `YubiKey ${serial} is needed`,
    happened: `The account ${account} is on YubiKey ${serial}, which is not plugged in.`,
    advice: `Plug in YubiKey ${serial} and ${again(where)}.`,
  }),
  'yubikey-not-plugged': ({ serial, plugged }) => ({
    title: `YubiKey ${serial} is not plugged in`,
    happened: plugged.length === 0 ? 'A key that tells no serial is plugged in.' : `Plugged in: ${listed(plugged.map(theKey))}.`,
    advice: 'Plug it in, or name another one. See which keys there are: `roletap keys`.',
  }),
  'yubikey-untrusted': ({ serial }) => ({
    title: 'This key did not prove itself',
    happened: `${TheKey(serial)} is protected by a password but could not prove that it knows that password, so nothing was sent to it.`,
    advice: 'Unplug it and use the YubiKey you know. If it is yours, check it with `ykman oath info`.',
  }),
  'oath-disabled': ({ serial }) => ({
    title: 'Codes are switched off on this YubiKey',
    happened: `The OATH application, which makes the codes, is disabled on ${theKey(serial)}.`,
    advice: 'Switch it on: `ykman config usb --enable OATH`. Then plug the key in again.',
  }),
  'password-needed': ({ serial }, where) => ({
    title: 'The YubiKey is locked',
    happened: `The accounts on ${theKey(serial)} are protected by a password.`,
    advice: `${Again(where)} and type the password when asked. Where nobody can be asked, give it on standard input: \`--password-stdin\`.`,
  }),
  'password-wrong': ({ serial }) => ({
    title: 'That password is not right',
    happened: `${TheKey(serial)} did not accept the password. Nothing was locked or counted.`,
    advice: 'Try again. It is the password of the OATH accounts, not the PIN of the key.',
  }),
  'firmware-too-old': ({ needs, has, feature }, where) => ({
    title: 'This YubiKey is too old for that',
    happened: `${features[feature]} needs firmware ${needs}; this key has ${has}, and the firmware of a YubiKey cannot be updated.`,
    advice:
      feature !== 'touch'
        ? 'Use a newer YubiKey for this.'
        : `Use a newer YubiKey, or do without the touch: ${
            where === 'terminal' ? '`--no-touch`' : 'switch off “A touch for each code”'
          }. Any program of your user can then take a code while the key is plugged in.`,
  }),
  'account-missing': ({ account, serials }) => ({
    ...(account.startsWith('arn:')
      ? {
          title: 'This MFA device is not on the YubiKey',
          happened: `${account} was not found on ${onKeys(serials)}.`,
          advice: 'Plug in the YubiKey that holds it, or check `mfa_serial` in ~/.aws/config. See what a key holds: `roletap accounts`.',
        }
      : {
          title: 'There is no such account',
          happened: `No account${account === '' ? '' : ` with “${account}” in its name`} was found on ${onKeys(serials)}.`,
          advice: 'Plug in the YubiKey that holds it, or see which accounts there are: `roletap accounts`.',
        }),
  }),
  'account-unusable': ({ account, serial, why }, where) => ({
    title: 'AWS takes no codes of this account',
    happened: `${account} is on ${theKey(serial)}, but ${accountFlaws[why]}.`,
    advice: `This can’t be changed on the key. Add the MFA device again, with a secret of AWS’s own page: ${
      where === 'terminal' ? '`roletap enroll`' : 'open “MFA devices”'
    }.`,
  }),
  'account-unclear': ({ account, choices }, where) => ({
    ...(choices.length === 1
      ? {
          title: 'The account’s name does not tell',
          happened: `No account on the YubiKey is named after ${account}. ${listed(choices)} could make its codes, but that is for you to say.`,
          advice: `Tap in from the window and say so there; that is remembered. Or import it: \`roletap import ${shellWord(choices[0] ?? '')}\`.`,
        }
      : {
          title: account === '' ? 'The YubiKey has several accounts' : 'Several accounts could be meant',
          happened:
            account === '' ? `It has ${listed(choices)}.` : `More than one account on the YubiKey could be ${account}: ${listed(choices)}.`,
          advice:
            where === 'terminal'
              ? 'Name one of them, or a part of its name that no other has.'
              : 'Tap in from the window and pick one; the choice is remembered.',
        }),
  }),
  'account-exists': ({ account }) => ({
    title: 'That account is on the YubiKey already',
    happened: `The YubiKey holds an account named ${account}; it was left as it is.`,
    advice: 'Use another name, or remove the old account first.',
  }),
  'account-name-too-long': ({ account, bytes, limit }) => ({
    title: 'The account name is too long',
    happened: `“${account}” takes ${bytes} bytes; a YubiKey holds ${limit}.`,
    advice: 'Use a shorter name.',
  }),
  'yubikey-full': ({ limit }) => ({
    title: 'The YubiKey is full',
    happened: limit === undefined ? 'There is no room for another account on it.' : `It holds ${limit} accounts, and all places are taken.`,
    advice: 'Remove an account that is no longer needed: `ykman oath accounts delete NAME`.',
  }),
  'card-said': ({ status, during }) => ({
    title: 'The YubiKey refused',
    happened: `It answered ${status} to ${during}, which Roletap did not expect.`,
    advice: 'Unplug it, plug it in and try again. If it happens again, keep this number for a bug report.',
  }),
  'not-touched': ({ seconds }, where) => ({
    title: 'Nobody touched the YubiKey',
    happened: `It blinked for ${seconds} seconds and was not touched. No code was used.`,
    advice: `${Again(where)} and touch the blinking disc.`,
  }),
  'code-not-typed': ({ seconds }, where) => ({
    title: 'No code was entered',
    happened: `Roletap waited ${seconds} seconds for a code. Nothing was sent to AWS.`,
    advice: `${Again(where)} and enter the 6 digits that your MFA device shows.`,
  }),
  'code-spent': ({ mfaSerial, waitSeconds }, where) => ({
    title: 'That code was already used',
    happened: `AWS accepts each code of ${mfaSerial} once, so this one was not sent.`,
    advice: `${Again(where)} with the next code, in ${waitSeconds} s.`,
  }),
  'codes-taken': ({ mfaSerial }) => ({
    title: 'Something else takes the codes',
    happened: `Two codes in a row are needed for ${mfaSerial}, and each time another Roletap command took one of them. Nothing was sent to AWS.`,
    advice: 'Let the other commands finish or stop them, then try again.',
  }),
  cancelled: (_, where) => ({
    title: 'Cancelled',
    happened: 'You cancelled before it was done. Nothing was changed.',
    advice: `${Again(where)} whenever you like.`,
  }),
};
