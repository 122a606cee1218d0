import type { MfaDevice } from '../../aws/iam/iam-types.ts';
import type { Profiles } from '../../aws/profiles/profile-types.ts';
import { defined } from '../../base/defined.ts';
import type { Key } from '../../card/keys/keys.ts';
import type { DevicesView } from '../../contract/enroll.ts';
import { awsOwner, deviceOf, isForAws, matchesFor, type Place } from '../codes/accounts.ts';
import { accountIdFor } from '../codes/device-names.ts';
import type { Settings } from '../ports.ts';

export type DeviceSettings = Pick<Settings, 'pickedAccounts' | 'knownKeys'>;

/** The accounts on plugged keys that make the codes of a device. */
export const accountsFor = (keys: readonly Key[], serial: string, settings: DeviceSettings): readonly Place[] => {
  const short = accountIdFor(serial);
  const shortened = keys.flatMap((key) => key.accounts.filter(({ id }) => id === short).map((account) => ({ key, account })));
  return shortened.length > 0 ? shortened : matchesFor(keys, serial, settings.pickedAccounts[serial]);
};

/** How `cleanLeftover` names a leftover. */
export const leftoverId = (leftover: DevicesView['leftovers'][number]): string =>
  leftover.kind === 'device' ? leftover.serial : `${leftover.keyId} ${leftover.account}`;

/** An account on a plugged key that looks like AWS's and that no profile uses yet, with the sources that may be its user's. */
export interface ImportableAccount {
  readonly keyId: string;
  readonly keySerial?: number;
  readonly account: string;
  readonly user: string;
  readonly accountId: string;
  readonly device: string;
  /** Sources without a device of their own. */
  readonly sources: readonly string[];
}

export const importable = (keys: readonly Key[], profiles: Profiles, settings: DeviceSettings): readonly ImportableAccount[] => {
  const serials = [...profiles.sources, ...profiles.roles].flatMap(({ mfaSerial }) => mfaSerial ?? []);
  const used = new Set(serials.flatMap((serial) => accountsFor(keys, serial, settings).map(({ account }) => account.id)));
  const sources = profiles.sources.filter(({ mfaSerial }) => mfaSerial === undefined).map(({ profile }) => profile);
  const partition = profiles.roles[0]?.partition;
  return keys.flatMap((key) =>
    key.accounts.filter(isForAws).flatMap((account) => {
      const owner = awsOwner(account.id);
      const device = deviceOf(account.id, partition);
      if (!owner || device === undefined || used.has(account.id)) return [];
      const serial = defined({ keySerial: key.serial });
      return [{ keyId: key.id, account: account.id, ...owner, device, sources, ...serial }];
    }),
  );
};

/** The device of these, by serial, whose codes an account on a key makes. */
export const ownDeviceOf = (
  devices: readonly MfaDevice[],
  keys: readonly Key[],
  settings: DeviceSettings,
  wanted: { readonly keyId: string; readonly account: string },
): string | undefined =>
  devices.find(({ serial, kind }) => {
    const places = kind === 'virtual' ? accountsFor(keys, serial, settings) : [];
    return places.some(({ key, account }) => key.id === wanted.keyId && account.id === wanted.account);
  })?.serial;
