import type { IamUser, MfaDevice } from '../../aws/iam/iam-types.ts';
import { defined } from '../../base/defined.ts';
import type { Key } from '../../card/keys/keys.ts';
import type { DevicesView, DeviceView } from '../../contract/enroll.ts';
import { awsOwner, isForAws, knownHolders, type Place } from '../codes/accounts.ts';
import { accountIdFor, deviceArn, deviceNameOf, isNameOf, isShortened } from '../codes/device-names.ts';
import { accountsFor, type DeviceSettings, type ImportableAccount, importable, ownDeviceOf } from '../devices/device-accounts.ts';
import { runFacts } from '../enroll/stages.ts';
import type { Mend, UserDevices } from '../state/devices-state.ts';
import type { State } from '../state/state.ts';

/** The screen as it is shown, with what the keys and files of this moment make of it; undefined while it is closed. Pure. */
export const devicesView = ({ devices: screen, keys: keysState, settings, unfinished, enroll, files }: State): DevicesView | undefined => {
  if (!screen) return undefined;
  const { source, state, loaded, problem, working, asked, mend } = screen;
  const base = { source, state, ...defined({ problem, working }) };
  const keys = keysState.kind === 'ready' ? keysState.keys : [];
  const run = runFacts(enroll ?? {});
  const made = [run.device?.arn, run.spareDevice?.arn].flatMap((arn) => (arn ? [deviceNameOf(arn)] : []));
  const busy = [...unfinished.filter(({ removal }) => !removal).map(({ deviceName }) => deviceName), ...made];
  const unused = files.kind === 'read' ? importable(keys, files.profiles, settings) : [];
  const stored = run.keys.map(({ account }) => account);
  const offered = (leftovers: DevicesView['leftovers']) => importableOn(unused, loaded, leftovers, keys, settings, [...busy, ...stored]);
  // Who may not list devices can still tell which device it is, so the accounts are offered all the same.
  if (!loaded) return { ...base, devices: [], leftovers: [], importable: state === 'failed' ? offered([]) : [] };
  const devices = deviceViews(loaded.devices, keys, settings);
  const leftovers = findLeftovers(loaded, keys, settings, busy);
  const { userName: name, arn, accountId } = loaded.user;
  return {
    ...base,
    user: { name, arn, accountId },
    devices,
    leftovers,
    importable: offered(leftovers),
    ...(mend ? { mend: mendView(mend) } : {}),
    ...(asked === undefined ? {} : { confirm: removalFacts(devices, asked) }),
  };
};

const mendView = ({ gone, device, plan: { file, profiles, diff } }: Mend): NonNullable<DevicesView['mend']> => ({
  gone,
  device,
  file,
  profiles: profiles.map(({ profile }) => profile),
  diff,
});

const onKey = ({ key, account }: Place): DeviceView['onKeys'][number] => ({
  keyId: key.id,
  account: account.id,
  ...defined({ serial: key.serial }),
});

const deviceViews = (devices: readonly MfaDevice[], keys: readonly Key[], settings: DeviceSettings): readonly DeviceView[] =>
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
const findLeftovers = (
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

/** The facts for "what else lets you in?" when a device goes. */
const removalFacts = (devices: readonly DeviceView[], serial: string): NonNullable<DevicesView['confirm']> => {
  const others = devices.filter((device) => device.serial !== serial);
  const spares = others.flatMap((device) => [...device.onKeys.flatMap((place) => place.serial ?? []), ...device.knownKeys]);
  return {
    serial,
    isLast: others.length === 0,
    others: others.map((device) => device.serial),
    spareKeys: [...new Set(spares)].sort((a, b) => a - b),
  };
};

/**
 * Those of them that belong on a user's screen: of this AWS account, and neither left over nor in the hands of an enrolment (`busy`: its devices' names
 * and its accounts). The user's own device is the best guess, then the account's name. Before the user is known, all are offered.
 */
const importableOn = (
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
    const own = loaded && ownDeviceOf(loaded.devices, keys, settings, { keyId, account });
    const guess = own ?? (isShortened(account) ? undefined : device);
    if (busy.includes(account) || (guess !== undefined && busy.includes(deviceNameOf(guess)))) return [];
    return [{ keyId, account, ...defined({ keySerial, guess }) }];
  });
