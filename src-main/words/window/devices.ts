import { counted, formFor, listed, theKey } from '../grammar.ts';

/** What stands on the page of a user's MFA devices. Names of devices and accounts come as they are shown. */

export const devicesTexts = {
  title: (user?: string): string => (user === undefined ? 'MFA devices' : `${user}’s MFA devices`),
  account: (accountId: string): string => `Account ${accountId}`,
  profile: 'Profile',
  add: 'Add a YubiKey',
  list: 'Devices',
  none: 'This user has no MFA device. Add a YubiKey to begin.',
  since: (date: string): string => `, since ${date}`,
  resync: 'Resync',
  resyncOf: (name: string): string => `Resync ${name}`,
  rename: 'Rename',
  renameOf: (name: string): string => `Rename ${name}’s account`,
  nameOn: (serial?: number): string => `Account name on ${theKey(serial)}`,
  renameHelp: 'Only the name on the key changes. Its codes and the device in AWS stay the same.',
  lost: 'Lost?',
  lostOf: (name: string): string => `Lost? ${name}`,
  /** For an administrator: a virtual device takes two commands. */
  lostHelp: (isVirtual: boolean): string =>
    `If you have another device, use Remove. Otherwise ask your AWS administrator to run ${
      isVirtual ? 'two commands that deactivate and delete this one' : 'a command that deactivates this one'
    }, then refresh.`,
  copyLost: (isVirtual: boolean): string => (isVirtual ? 'Copy commands for administrator' : 'Copy command for administrator'),
  copiedLost: (isVirtual: boolean): string => (isVirtual ? 'Commands copied' : 'Command copied'),
  removeOf: (name: string): string => `Remove ${name}`,
  askRemove: (name: string): string => `Remove ${name}?`,
  remove: 'Remove device',
  removeLast: 'Remove last device',
  otherWays: 'Other ways in',
} as const;

/** The user's access keys and their rotation. */
export const accessKeyTexts = {
  title: 'Access keys',
  show: 'Show access keys',
  old: (days: number): string => `older than ${counted(days, { one: 'day', other: 'days' })}`,
  rotate: 'Rotate access key…',
  rotateNow: 'Rotate access key',
  askRotate: 'Rotate this access key?',
  rotateHelp:
    'Roletap creates a new access key with one touch, tests it and uses it from then on. The old key becomes inactive, and you can bring it back until it is deleted.',
  drop: 'Delete and rotate…',
  dropOf: (accessKeyId: string): string => `Delete and rotate… ${accessKeyId}`,
  dropNow: 'Delete and rotate',
  askDrop: (accessKeyId: string): string => `Delete ${accessKeyId}?`,
  dropHelp: 'AWS allows two access keys. Deleting this one can’t be undone: whatever uses it stops working.',
  grace: 'Delete the old key',
  graceOf: (days: number): string => (days === 0 ? 'Right away' : `After ${counted(days, { one: 'day', other: 'days' })}`),
  finish: 'Delete now…',
  finishNow: 'Delete old key',
  askFinish: (accessKeyId: string): string => `Delete ${accessKeyId}?`,
  finishHelp: 'This can’t be undone. Whatever still uses the old key stops working.',
  undo: 'Bring it back',
  working: 'Rotating the access key…',
} as const;

/** Where the source's access key is kept, and the way into the key store and back. */
export const keyPlaceTexts = {
  places: {
    file: 'In your AWS files, where every program can read it.',
    keyring: 'In Roletap’s key store, sealed with your keyring.',
    passphrase: 'In Roletap’s key store, sealed with your passphrase.',
    process: 'Another program provides it (`credential_process`).',
    login: 'You sign in with `aws login`.',
    sso: 'You sign in with IAM Identity Center.',
  },
  keep: 'Keep in key store…',
  putBack: 'Put back in file…',
  working: 'Moving the access key…',
  plan: { keep: 'Keep this access key in Roletap’s key store?', 'put-back': 'Put this access key back in your credentials file?' },
  yes: { keep: 'Move key', 'put-back': 'Put key back' },
  no: 'Leave unchanged',
  done: {
    keep: 'Moved to the key store. Backups may still contain it. To make those worthless, rotate the key.',
    'put-back': 'The access key is back in your credentials file.',
  },
  keepRoles: (roles: readonly string[]): string =>
    `This removes mfa_serial from ${listed(roles)}: the source profile will provide an MFA session, so \`aws\` needs no second code.`,
  putBackRoles: (roles: readonly string[]): string => `This puts mfa_serial back in ${listed(roles)}.`,
  passphrase: 'Passphrase',
  passphraseHelp: 'Your passphrase seals the key instead. Roletap asks for it once per login. If you forget it, it can’t be reset.',
} as const;

/** Profiles that name a device that is gone. */
export const mendTexts = {
  title: (profiles: number): string =>
    formFor(profiles, { one: 'A profile uses another MFA device', other: 'Your profiles use another MFA device' }),
  about: (gone: string, device: string, profiles: readonly string[]): string =>
    `${gone} isn’t one of this user’s MFA devices. These changes set ${device} in ${listed(profiles)}.`,
  write: 'Update profiles',
} as const;

export const leftoverTexts = {
  title: 'Left over',
  device: 'An MFA device in AWS that was never enabled. It only blocks its name.',
  account: (serial?: number): string => `An OATH account on ${theKey(serial)} without a device in AWS.`,
  cleanUp: 'Clean up',
  cleanUpOf: (name: string): string => `Clean up ${name}`,
  importable: 'On your YubiKeys, not used by a profile',
  importIt: 'Use…',
  importOf: (name: string): string => `Use… ${name}`,
} as const;

export const keyPasswordTexts = {
  title: 'Connected YubiKeys',
  firmware: (version: string, state: string): string =>
    [version === '' ? '' : `Firmware ${version}`, state].filter((part) => part !== '').join(', '),
  password: 'Password',
  passwordOf: (serial?: number): string => `Password for ${theKey(serial)}`,
  new: 'New password',
  again: 'Repeat password',
  differ: 'The passwords don’t match. Repeat the new one.',
  remember: 'Remember on this computer',
  set: 'Set password',
  help: 'Kept in the system keyring, or until Roletap quits if there is none. If you forget it, you can only reset the key, which erases all its OATH accounts.',
  askRemove: 'Remove password…',
  removeOf: (serial?: number): string => `Remove the password from ${theKey(serial)}?`,
  remove: 'Remove password',
  removeHelp: 'Anyone who has the key can then read its OATH accounts and get codes. The accounts stay.',
  forget: 'Forget on this computer',
} as const;
