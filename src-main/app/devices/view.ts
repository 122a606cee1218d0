import type { IamUser, MfaDevice } from '../../aws/iam/iam-types.ts';
import type { Profiles } from '../../aws/profiles/profile-types.ts';
import { defined } from '../../base/defined.ts';
import type { Key } from '../../card/keys/keys.ts';
import type { DevicesView, DeviceView } from '../../contract/enroll.ts';
import { awsOwner, deviceOf, isForAws, knownHolders, matchesFor, type Place } from '../codes/accounts.ts';
import { accountIdFor, deviceArn, deviceNameOf } from '../codes/device-names.ts';
import type { Settings } from '../ports.ts';
import type { UserDevices } from '../state/devices-state.ts';

export type DeviceSettings = Pick<Settings, 'pickedAccounts' | 'knownKeys'>;

/** The accounts on plugged keys that make the codes of a device. */
export const accountsFor = (keys: readonly Key[], serial: string, settings: DeviceSettings): readonly Place[] => {
  const short = accountIdFor(serial);
  const shortened = keys.flatMap((key) => key.accounts.filter(({ id }) => id === short).map((account) => ({ key, account })));
  return shortened.length > 0 ? shortened : matchesFor(keys, serial, settings.pickedAccounts[serial]);
};

const onKey = ({ key, account }: Place): DeviceView['onKeys'][number] => ({
  keyId: key.id,
  account: account.id,
  ...defined({ serial: key.serial }),
});

export const deviceViews = (devices: readonly MfaDevice[], keys: readonly Key[], settings: DeviceSettings): readonly DeviceView[] =>
  devices.map(({ serial, kind, enabledAt }) => {
    const places = kind === 'virtual' ? accountsFor(keys, serial, settings) : [];
    const known =
      kind === 'virtual'
        ? [
            ...knownHolders(settings.knownKeys, serial, settings.pickedAccounts[serial]),
            ...(settings.knownKeys[accountIdFor(serial)] ?? []),
          ]
        : [];
    return {
      serial,
      kind,
      enabledAt,
      onKeys: places.map(onKey),
      knownKeys: [...new Set(known)].filter((holder) => !keys.some((key) => key.serial === holder)).sort((a, b) => a - b),
    };
  });

/** `jane`, or what Roletap calls a further device of jane: `jane-yk-12345678`. IAM takes names as equal whatever their case. */
export const isNameOf = (user: string, deviceName: string): boolean => {
  const [own, name] = [user.toLowerCase(), deviceName.toLowerCase()];
  return name === own || name === `${own}-yk` || name.startsWith(`${own}-yk-`);
};

/** The name of this user's device that an account is for. A shortened id does not tell it: there it has to be the one that Roletap would give. */
const ownDeviceName = (user: IamUser, { key, account }: Place): string | undefined => {
  const owner = awsOwner(account.id);
  if (owner?.accountId !== user.accountId) return undefined;
  if (!isShortened(account.id)) return isNameOf(user.userName, owner.user) ? owner.user : undefined;
  const names = [user.userName, `${user.userName}-yk`, `${user.userName}-yk-${key.serial ?? ''}`];
  return names.find((name) => accountIdFor(deviceArn(user, name)) === account.id);
};

/**
 * What can be cleaned: virtual devices that nobody uses and that have this user's name, and accounts on plugged keys that are this user's and
 * belong to no device. `busy` are names of devices that an enrolment still works on.
 */
export const findLeftovers = (
  { user, devices, unassigned }: UserDevices,
  keys: readonly Key[],
  settings: DeviceSettings,
  busy: readonly string[],
): DevicesView['leftovers'] => {
  const isBusy = (arn: string) => busy.includes(deviceNameOf(arn));
  const used = devices.flatMap(({ serial }) => accountsFor(keys, serial, settings));
  const isUsed = (place: Place) => used.some(({ key, account }) => key.id === place.key.id && account.id === place.account.id);
  const accounts = keys
    .flatMap((key) => key.accounts.filter(isForAws).map((account) => ({ key, account })))
    .filter((place) => {
      const name = ownDeviceName(user, place);
      return name !== undefined && !isUsed(place) && !busy.includes(name);
    });
  return [
    ...unassigned
      .filter((serial) => isNameOf(user.userName, deviceNameOf(serial)) && !isBusy(serial))
      .map((serial) => ({ kind: 'device', serial }) as const),
    ...accounts.map(
      ({ key, account }) => ({ kind: 'account', keyId: key.id, account: account.id, ...defined({ keySerial: key.serial }) }) as const,
    ),
  ];
};

/** How `cleanLeftover` names a leftover. */
export const leftoverId = (leftover: DevicesView['leftovers'][number]): string =>
  leftover.kind === 'device' ? leftover.serial : `${leftover.keyId} ${leftover.account}`;

/** The facts for "what else lets you in?" when a device goes. */
export const removalFacts = (devices: readonly DeviceView[], serial: string): NonNullable<DevicesView['confirm']> => {
  const others = devices.filter((device) => device.serial !== serial);
  const spares = others.flatMap((device) => [...device.onKeys.flatMap((place) => place.serial ?? []), ...device.knownKeys]);
  return {
    serial,
    isLast: others.length === 0,
    others: others.map((device) => device.serial),
    spareKeys: [...new Set(spares)].sort((a, b) => a - b),
  };
};

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

/** Whether `accountIdFor` had to cut the device's name to make this id: then the id does not tell the name. */
export const isShortened = (account: string): boolean => /~[0-9a-f]{10}@\d{12}$/.test(account);

/**
 * Those of them that belong on a user's screen: of this AWS account, and neither left over nor in the hands of an enrolment (`busy`: its devices' names
 * and its accounts). The user's own device is the best guess, then the account's name. Before the user is known, all are offered.
 */
export const importableOn = (
  all: readonly ImportableAccount[],
  loaded: UserDevices | undefined,
  leftovers: DevicesView['leftovers'],
  keys: readonly Key[],
  settings: DeviceSettings,
  busy: readonly string[],
): DevicesView['importable'] =>
  all.flatMap(({ keyId, keySerial, account, accountId, device }) => {
    const isLeft = leftovers.some((item) => item.kind === 'account' && item.keyId === keyId && item.account === account);
    if (isLeft || (loaded && loaded.user.accountId !== accountId)) return [];
    const own = loaded?.devices.find(({ serial, kind }) => {
      return (
        kind === 'virtual' && accountsFor(keys, serial, settings).some((place) => place.key.id === keyId && place.account.id === account)
      );
    });
    const guess = own?.serial ?? (isShortened(account) ? undefined : device);
    if (busy.includes(account) || (guess !== undefined && busy.includes(deviceNameOf(guess)))) return [];
    return [{ keyId, account, ...defined({ keySerial, guess }) }];
  });
