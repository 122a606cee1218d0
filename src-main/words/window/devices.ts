import { formFor, listed, theKey } from '../english.ts';

/** What stands on the page of a user's MFA devices. Names of devices and accounts come as they are shown. */

export const devicesTexts = {
  title: (user?: string): string => (user === undefined ? 'MFA devices' : `MFA devices of ${user}`),
  account: (accountId: string): string => `Account ${accountId}`,
  profile: 'Profile',
  add: 'Add a YubiKey',
  list: 'Devices',
  none: 'This user has no MFA device. Add a YubiKey to begin.',
  since: (date: string): string => `, since ${date}`,
  resync: 'Resync',
  resyncOf: (name: string): string => `Resync ${name}`,
  rename: 'Rename',
  renameOf: (name: string): string => `Rename the account of ${name}`,
  nameOn: (serial?: number): string => `Name of the account on ${theKey(serial)}`,
  renameHelp: 'Only the label on the key changes. Its codes and the device in AWS stay.',
  lost: 'Lost?',
  lostOf: (name: string): string => `Lost the key of ${name}?`,
  /** For an administrator: a virtual device takes two commands. */
  lostHelp: (isVirtual: boolean): string =>
    `With a spare at hand, use Remove. Without one you cannot change devices yourself: an administrator runs ${
      isVirtual ? 'two commands, which deactivate the device and delete it' : 'a command, which takes the device from you'
    }. Look again after that: Roletap then forgets the lost key.`,
  copyLost: (isVirtual: boolean): string =>
    isVirtual ? 'Copy the two commands for an administrator' : 'Copy the command for an administrator',
  copiedLost: (isVirtual: boolean): string => (isVirtual ? 'Commands copied' : 'Command copied'),
  removeOf: (name: string): string => `Remove ${name}`,
  askRemove: (name: string): string => `Remove ${name}?`,
  removeLast: 'Remove the last device',
  otherWays: 'What else lets you in?',
} as const;

/** Profiles that name a device that is gone. */
export const mendTexts = {
  title: (profiles: number): string =>
    formFor(profiles, { one: 'A profile names a device that is gone', other: 'Your profiles name a device that is gone' }),
  about: (gone: string, device: string, profiles: readonly string[]): string =>
    `${gone} isn’t one of this user’s MFA devices (any more). These lines name ${device} in ${listed(profiles)}.`,
  write: 'Update profiles',
} as const;

export const leftoverTexts = {
  title: 'Left over',
  device: 'A device in AWS that was never enabled. It does nothing but keep its name taken.',
  account: (serial?: number): string => `An account on ${theKey(serial)} whose device is not in AWS.`,
  cleanUp: 'Clean up',
  cleanUpOf: (name: string): string => `Clean up ${name}`,
  importable: 'On your YubiKeys, used by no profile',
  importIt: 'Use it…',
  importOf: (name: string): string => `Use it… ${name}`,
} as const;

export const keyPasswordTexts = {
  title: 'YubiKeys plugged in',
  firmware: (version: string, state: string): string =>
    [version === '' ? '' : `Firmware ${version}`, state].filter((part) => part !== '').join(', '),
  password: 'Password',
  passwordOf: (serial?: number): string => `Password of ${theKey(serial)}`,
  new: 'New password',
  again: 'The same again',
  differ: 'The two are not the same. Type the second again.',
  remember: 'Remember it on this computer',
  set: 'Set the password',
  help: 'In the system’s keyring where there is one, else until Roletap quits. A forgotten password can only be reset together with all accounts of the key.',
  askRemove: 'Remove the password…',
  removeOf: (serial?: number): string => `Remove the password of ${theKey(serial)}?`,
  remove: 'Remove the password',
  removeHelp: 'Whoever holds the key can then read its accounts and make codes without being asked. Its accounts stay.',
  forget: 'Forget it on this computer',
} as const;
