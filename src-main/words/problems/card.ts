import { shellWord } from '../../contract/text.ts';
import type { AccountFlaw } from '../../contract/values.ts';
import { listed, TheKey, theKey } from '../grammar.ts';
import { fileNames, perPlatform } from '../platform/reader.ts';
import { firmwareFeatures } from './piv.ts';
import { Again, again, type Where, type WordsFor } from './table.ts';

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

/** Behind "on". */
const onKeys = (serials: readonly number[]): string => (serials.length === 0 ? 'any connected YubiKey' : listed(serials.map(theKey)));

/** Behind "is there, but". */
const accountFlaws: Readonly<Record<AccountFlaw, string>> = {
  hotp: 'its codes are counted (HOTP), and AWS accepts only time-based ones (TOTP)',
  algorithm: 'it uses SHA-256 or SHA-512, and AWS accepts only SHA-1',
  digits: 'AWS accepts only 6-digit codes',
  period: 'AWS accepts only codes that change every 30 seconds',
};

/** What a person whose codes come from elsewhere can do at once; where a question can be asked, Roletap asks for the code instead. */
const withoutService = (where: Where, words: Parameters<typeof perPlatform>[0]): string =>
  `${perPlatform(words)}${where === 'terminal' ? ' To tap in with a code from a phone or hardware token instead: `roletap tap ROLE --code-stdin`.' : ''}`;

/** What can go wrong between this computer, the YubiKey and the finger on it. */
export const cardProblems: WordsFor<CardCode> = {
  'card-service-missing': (_, where) => ({
    title: 'The smart card service isn’t running',
    happened: 'Roletap reaches your YubiKey through it.',
    advice: withoutService(where, {
      linux: 'Install the package pcscd and start it: `sudo systemctl enable --now pcscd`. Roletap continues as soon as it runs.',
      mac: 'Restart your Mac. Roletap continues as soon as the service runs.',
      windows: 'Start the service named Smart Card. Roletap continues as soon as it runs.',
    }),
  }),
  'card-service-silent': (_, where) => ({
    title: 'The smart card service doesn’t answer',
    happened: 'It runs, but it has stopped answering, so Roletap can’t reach your YubiKey.',
    advice: withoutService(where, {
      linux: 'Restart it: `sudo systemctl restart pcscd`. Roletap continues as soon as it answers.',
      mac: 'Restart your Mac. Roletap continues as soon as the service answers.',
      windows: 'Restart the service named Smart Card. Roletap continues as soon as it answers.',
    }),
  }),
  'card-access-denied': (_, where) => ({
    title: 'The smart card service denies access',
    happened: 'It runs, but doesn’t let your user in. This is common in remote sessions and containers.',
    advice: withoutService(where, {
      linux:
        'Use Roletap at the computer itself, or add a polkit rule for `org.debian.pcsc-lite.access_pcsc`. See what was denied: `journalctl -u pcscd -n 20`.',
      mac: 'Use Roletap at the computer itself, not in a remote session.',
      windows: 'Use Roletap at the computer itself, not in a remote session.',
    }),
  }),
  'yubikey-missing': ({ serial, others = [] }) => ({
    title: 'No YubiKey',
    happened:
      others.length === 0
        ? 'No YubiKey is connected.'
        : `The card${others.length === 1 ? '' : 's'} in ${listed(others.map((reader) => `“${reader}”`))} ${others.length === 1 ? 'isn’t a YubiKey' : 'aren’t YubiKeys'}.`,
    advice: `Insert ${serial === undefined ? 'your YubiKey' : `YubiKey ${serial}`}.${
      others.length === 0 ? '' : ` To use a token of another brand, turn on “Tokens of other brands” in the settings.`
    }`,
  }),
  'yubikey-removed': ({ serial }, where) => ({
    title: 'The YubiKey was removed',
    happened: `${TheKey(serial)} was removed before it answered.`,
    advice: `Insert it again and ${again(where)}.`,
  }),
  'yubikey-busy': ({ holder }, where) => ({
    title: `YubiKey in use by ${holder ?? 'another program'}`,
    happened: `${holder ?? 'That program'} has kept it busy for too long.`,
    advice: `${
      holder === undefined || /scdaemon|gpg/i.test(holder)
        ? `GnuPG often does this. Stop it with \`gpgconf --kill scdaemon\`, then ${again(where)}.`
        : `Finish or close ${holder}, then ${again(where)}.`
    }`,
  }),
  'yubikey-unreadable': ({ reader, detail }) => ({
    title: 'Can’t read the YubiKey',
    happened: `The key in reader “${reader}” sent no usable answer (${detail}).`,
    advice: 'Remove it, wait a second and insert it again. If that doesn’t help, try another USB port.',
  }),
  'yubikey-unclear': ({ serials }, where) => ({
    title: 'More than one YubiKey matches',
    happened: `${listed(serials.map(theKey))} are connected, and each could be the right one.`,
    advice: `Leave only the one you want connected and ${again(where)}${where !== 'terminal' ? '' : `, or choose it: \`--key ${serials[0] ?? 'SERIAL'}\``}.`,
  }),
  'yubikey-other-needed': ({ serial, account }, where) => ({
    title: `YubiKey ${serial} isn’t connected`,
    happened: `The OATH account ${account} is on that key.`,
    advice: `Insert YubiKey ${serial} and ${again(where)}.`,
  }),
  'yubikey-not-plugged': ({ serial, plugged }, where) => ({
    title: `YubiKey ${serial} isn’t connected`,
    happened: plugged.length === 0 ? 'The connected key has no serial number.' : `Connected: ${listed(plugged.map(theKey))}.`,
    advice:
      where === 'terminal' ? 'Insert it, or name another key. List the connected keys: `roletap keys`.' : `Insert it and ${again(where)}.`,
  }),
  'yubikey-untrusted': ({ serial }) => ({
    title: 'This key may not be yours',
    happened: `${TheKey(serial)} asks for a password but couldn’t prove that it knows it, so nothing was sent to it.`,
    advice: 'Remove it and use the YubiKey you know. If it is yours, check it with `ykman oath info`.',
  }),
  'oath-disabled': ({ serial }) => ({
    title: 'OATH is disabled on this YubiKey',
    happened: `The OATH application on ${theKey(serial)}, which generates the codes, is disabled.`,
    advice: 'Enable it: `ykman config usb --enable OATH`. Then remove the key and insert it again.',
  }),
  'password-needed': ({ serial }, where) => ({
    title: 'The YubiKey is locked',
    happened: `A password protects the OATH accounts on ${theKey(serial)}.`,
    advice: `${Again(where)} and enter the password when asked.${where === 'terminal' ? ' In scripts, pass it on standard input: `--password-stdin`.' : ''}`,
  }),
  'password-wrong': ({ serial }) => ({
    title: 'Wrong password',
    happened: `${TheKey(serial)} didn’t accept it. There is no limit on attempts.`,
    advice: 'Try again. It is the password for the OATH accounts, not the key’s PIN.',
  }),
  'firmware-too-old': ({ needs, has, feature }, where) => ({
    title: 'This YubiKey is too old',
    happened: `${firmwareFeatures[feature]} needs firmware ${needs}. This key has ${has}, and a YubiKey’s firmware can’t be updated.`,
    advice:
      feature !== 'touch'
        ? 'Use a newer YubiKey.'
        : `Use a newer YubiKey, or do without touch: ${
            where === 'terminal' ? '`--no-touch`' : 'turn off “Require touch”'
          }. Any program you run can then get a code while the key is connected.`,
  }),
  'account-missing': ({ account, serials }, where) => ({
    ...(account.startsWith('arn:')
      ? {
          title: 'MFA device not on the YubiKey',
          happened: `There is no ${account} on ${onKeys(serials)}.`,
          advice: `Insert the YubiKey it is on, or check \`mfa_serial\` in ${fileNames().config}.${where === 'terminal' ? ' List what a key holds: `roletap accounts`.' : ''}`,
        }
      : {
          title: 'No such OATH account',
          happened: `There is no OATH account${account === '' ? '' : ` with “${account}” in its name`} on ${onKeys(serials)}.`,
          advice:
            where === 'terminal'
              ? 'Insert the YubiKey it is on, or list the accounts: `roletap accounts`.'
              : `Insert the YubiKey it is on and ${again(where)}.`,
        }),
  }),
  'account-unusable': ({ account, serial, why }, where) => ({
    title: 'AWS can’t use this account’s codes',
    happened: `${account} is on ${theKey(serial)}, but ${accountFlaws[why]}.`,
    advice: `Add the MFA device again with a secret from AWS: ${where === 'terminal' ? '`roletap enroll`' : 'open “MFA devices”'}.`,
  }),
  'account-unclear': ({ account, choices }, where) => ({
    ...(choices.length === 1
      ? {
          title: 'Confirm which account to use',
          happened: `No OATH account on the YubiKey is named after ${account}. ${listed(choices)} may be the right one.`,
          advice: `Tap in from the window and confirm it there. Roletap remembers it.${where === 'terminal' ? ` Or import it: \`roletap import ${shellWord(choices[0] ?? '')}\`.` : ''}`,
        }
      : {
          title: account === '' ? 'The YubiKey has several OATH accounts' : 'Several OATH accounts match',
          happened: account === '' ? `It has ${listed(choices)}.` : `These could be ${account}: ${listed(choices)}.`,
          advice:
            where === 'terminal'
              ? 'Name one of them, in full or by a part that no other has.'
              : 'Tap in from the window and choose one. Roletap remembers it.',
        }),
  }),
  'account-exists': ({ account }) => ({
    title: 'That OATH account already exists',
    happened: `The YubiKey already has an OATH account named ${account}. It was left as it is.`,
    advice: 'Use another name, or remove the old account first.',
  }),
  'account-name-too-long': ({ account, bytes, limit }) => ({
    title: 'The account name is too long',
    happened: `“${account}” is ${bytes} bytes long. A YubiKey allows ${limit}.`,
    advice: 'Use a shorter name.',
  }),
  'yubikey-full': ({ limit }) => ({
    title: 'The YubiKey is full',
    happened:
      limit === undefined ? 'It has no room for another OATH account.' : `It already has ${limit} OATH accounts, the most it can hold.`,
    advice: 'Delete an account you no longer need: `ykman oath accounts delete NAME`.',
  }),
  'card-said': ({ status, during }) => ({
    title: 'The YubiKey refused',
    happened: `It answered ${status} to the command “${during}”.`,
    advice: 'Remove it, insert it again and try again. If it keeps happening, report it with this number.',
  }),
  'not-touched': ({ seconds, what }, where) => ({
    title: 'The YubiKey wasn’t touched',
    happened: `It blinked for ${seconds} seconds. ${what === 'signature' ? 'Nothing was signed.' : 'No code was used.'}`,
    advice: `${Again(where)} and touch it while it blinks.`,
  }),
  'code-not-typed': ({ seconds }, where) => ({
    title: 'No code was entered',
    happened: `Roletap waited ${seconds} seconds for a code. Nothing was sent to AWS.`,
    advice: `${Again(where)} and enter the 6 digits that your MFA device shows.`,
  }),
  'code-spent': ({ mfaSerial, waitSeconds }, where) => ({
    title: 'That code was already used',
    happened: `AWS accepts each code from ${mfaSerial} only once, so Roletap didn’t send it.`,
    advice: `${Again(where)} with the next code, in ${waitSeconds} s.`,
  }),
  'codes-taken': ({ mfaSerial }) => ({
    title: 'Another Roletap command used the codes',
    happened: `${mfaSerial} needs two codes in a row, and another command kept using one of them. Nothing was sent to AWS.`,
    advice: 'Let the other commands finish or stop them, then try again.',
  }),
  cancelled: (_, where) => ({
    title: 'Cancelled',
    happened: 'Nothing was changed.',
    advice: `${Again(where)} when you’re ready.`,
  }),
};
