import type { DevicesView, DeviceView, ImportableView, RemovalView } from '../contract/enroll.ts';
import { shortArn } from './enroll/facts.ts';
import { counted, formFor, listed, theKey } from './grammar.ts';

/** Sentences of the devices' screen, for window and terminal. Pure. */

const kinds: Readonly<Record<DeviceView['kind'], string>> = {
  virtual: 'Codes (virtual device)',
  fido: 'Passkey or security key (FIDO)',
  hardware: 'Hardware token',
};
export const deviceKindWords = (kind: DeviceView['kind']): string => kinds[kind];

/** Where a device's account is: on keys that are plugged in, on keys that were seen, or nowhere that is known. */
export const holderWords = (device: DeviceView): { readonly text: string; readonly tone: 'good' | 'warn' | 'off' } => {
  if (device.kind === 'fido') return { text: 'Works in a browser, but not with the aws command', tone: 'off' };
  if (device.onKeys.length > 0) {
    return { text: `On ${listed(device.onKeys.map(({ serial }) => theKey(serial)))}, connected`, tone: 'good' };
  }
  if (device.knownKeys.length > 0) {
    return { text: `On ${listed(device.knownKeys.map(theKey))}, not connected`, tone: 'off' };
  }
  return { text: device.kind === 'hardware' ? 'A token with its own display' : 'Not on any YubiKey Roletap knows', tone: 'warn' };
};

/** The devices that a user has already, for the wizard's first page. */
export const ownedDevicesWords = (devices: readonly DeviceView[]): string => {
  if (devices.length === 0) return 'This user has no MFA device yet.';
  const names = listed(devices.map(({ serial }) => shortArn(serial)));
  return formFor(devices.length, {
    one: `This user already has one MFA device: ${names}. The new one will be added.`,
    other: `This user already has ${devices.length} MFA devices: ${names}. AWS allows 8.`,
  });
};

/** What is known of an account that no profile uses. */
export const importableWords = ({ keySerial, guess }: ImportableView): string =>
  `On ${theKey(keySerial)}. ${guess === undefined ? 'It’s unclear which device it belongs to.' : `It probably belongs to ${shortArn(guess)}.`}`;

const works: Readonly<Record<NonNullable<DevicesView['working']>['what'], string>> = {
  session: 'Opening an MFA session',
  resync: 'Resyncing with two codes',
  deactivate: 'Deactivating in AWS',
  enable: 'Enabling again in AWS',
  delete: 'Deleting in AWS',
  'delete-account': 'Deleting the OATH account from the YubiKey',
  rename: 'Renaming the OATH account',
  mend: 'Updating your profiles',
};
export const devicesWorkWords = (what: NonNullable<DevicesView['working']>['what']): string => works[what];

type Confirm = NonNullable<DevicesView['confirm']>;

/** The answer to "other ways in", from facts. `safe`: at least one way is known to be at hand. */
export const otherWaysWords = ({ isLast, others, spareKeys }: Confirm): { readonly text: string; readonly safe: boolean } => {
  if (isLast) {
    return {
      text: 'None. This is the user’s last MFA device: anything that requires MFA stays locked until you add another.',
      safe: false,
    };
  }
  const devices = listed(others.map(shortArn));
  if (spareKeys.length === 0) {
    return { text: `${devices}. Roletap hasn’t seen the key for those codes, so make sure you have it.`, safe: false };
  }
  return { text: `${devices}, with ${listed(spareKeys.map(theKey))}.`, safe: true };
};

/** What a removal does, in order. */
export const removalWords = (device: DeviceView | undefined, serial: string): readonly string[] => [
  `Deactivate ${shortArn(serial)} for this user`,
  ...(device === undefined || device.kind === 'virtual' ? [`Delete ${shortArn(serial)} in AWS`] : []),
  ...(device?.onKeys ?? []).map((key) => `Delete its OATH account from ${theKey(key.serial)}`),
];

/** How things are when a removal stopped halfway. */
export const removalStateWords = ({ deviceName, user, removal }: RemovalView): string => {
  const { isLast, deactivated, deleted } = removal;
  const off = isLast ? `MFA is now off for ${user}.` : `${deviceName} no longer works for ${user}.`;
  if (deactivated === 'begun') return `AWS may have deactivated ${deviceName}. The answer was lost.`;
  if (deactivated === 'todo') return `${deviceName} hasn’t been changed yet.`;
  if (deleted === 'todo') return `${off} ${deviceName} is deactivated but not deleted.`;
  if (deleted === 'begun') return `${off} ${deviceName} is deactivated and may be deleted. AWS’s answer was lost.`;
  return `${off} ${deviceName} is deleted in AWS, but its OATH account may still be on the YubiKey.`;
};

/** What a screen reader says when something changed on the devices' screen. */
export const devicesAnnouncement = (before: DevicesView | undefined, after: DevicesView): string => {
  if (before === undefined) return '';
  if (after.working !== undefined && after.working.what !== before.working?.what) return `${devicesWorkWords(after.working.what)}.`;
  if (before.state === 'loading' && after.state === 'ready')
    return `${counted(after.devices.length, { one: 'device', other: 'devices' })}.`;
  if (before.working !== undefined && after.working === undefined && after.problem === undefined) return 'Done.';
  return '';
};
