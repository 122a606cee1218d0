import { newDevice } from '../model/accounts.ts';
import { acceptPair, encodeBase32 } from '../model/totp.ts';
import type { ActionCall, DeviceState } from '../model/types.ts';
import { AwsRefusal } from '../model/types.ts';
import { optionalText, requiredText, validationError } from '../wire/parameters.ts';
import type { XmlNode } from '../wire/xml.ts';
import { isoSeconds } from '../wire/xml.ts';
import { arnStart, authorize, authorizedUser, noSuchEntity, paged, putTags, userXml } from './common.ts';

/** Of all kinds together. */
const deviceLimit = 8;

const conflict = (code: string, message: string): AwsRefusal => new AwsRefusal(409, code, message);

/** Since 2023 a user who has a device must have used one to enable or deactivate devices for itself. */
const checkSelfManagement = ({ caller, parameters }: ActionCall): void => {
  const name = parameters.get('UserName') ?? caller.user?.name;
  const { user } = caller;
  if (!user || user.root || name !== user.name || caller.mfaPresent === true) return;
  if (![...caller.account.devices.values()].some((device) => device.user === user)) return;
  throw new AwsRefusal(
    403,
    'AccessDenied',
    'To complete this action, please ensure that you are authenticated with an MFA device that is enabled for this user.',
  );
};

const findDevice = (call: ActionCall): DeviceState => {
  const serial = requiredText(call.parameters, 'SerialNumber');
  const device = call.caller.account.devices.get(serial);
  if (!device) throw noSuchEntity(`MFA Device with serial number ${serial} does not exist.`);
  return device;
};

const listMfaDevices = (call: ActionCall): XmlNode => {
  const user = authorizedUser(call);
  const devices = [...user.account.devices.values()].filter((device) => device.user === user);
  return paged(call, 'MFADevices', devices, (device) => ({
    UserName: user.name,
    SerialNumber: device.arn,
    EnableDate: isoSeconds(device.enabledAt ?? 0),
  }));
};

const listVirtualMfaDevices = (call: ActionCall): XmlNode => {
  authorize(call, `${arnStart(call)}:mfa/`);
  const status = call.parameters.get('AssignmentStatus') ?? 'Any';
  if (!['Assigned', 'Unassigned', 'Any'].includes(status)) {
    throw validationError(
      `Value '${status}' at 'assignmentStatus' failed to satisfy constraint: Member must satisfy enum value set: [Unassigned, Any, Assigned]`,
    );
  }
  const devices = [...call.caller.account.devices.values()].filter(
    (device) => device.kind === 'virtual' && (status === 'Any' || (status === 'Assigned') === (device.user !== undefined)),
  );
  return paged(call, 'VirtualMFADevices', devices, (device) => ({
    SerialNumber: device.arn,
    User: device.user && userXml(device.user),
    EnableDate: device.enabledAt === undefined ? undefined : isoSeconds(device.enabledAt),
  }));
};

const createVirtualMfaDevice = (call: ActionCall): XmlNode => {
  const { account } = call.caller;
  const name = requiredText(call.parameters, 'VirtualMFADeviceName');
  const path = optionalText(call.parameters, 'Path') ?? '/';
  if (!/^(\/|\/[!-~]+\/)$/.test(path)) {
    throw validationError(
      'The specified value for path is invalid. It must begin and end with / and contain only alphanumeric characters and/or / characters.',
    );
  }
  const arn = `${arnStart(call)}:mfa${path}${name}`;
  authorize(call, arn);
  if (arn.length > 256) throw validationError(`${arn} is invalid`);
  const taken = [...account.devices.values()].some(
    (other) => other.kind === 'virtual' && other.arn.split('/').at(-1)?.toLowerCase() === name.toLowerCase(),
  );
  if (taken) throw conflict('EntityAlreadyExists', 'MFA device already exists.');
  const seed = call.state.random(40);
  newDevice(account, { arn, seed, kind: 'virtual', user: undefined, now: call.state.now() });
  const text = encodeBase32(seed);
  // The picture is never read: any bytes that begin like a PNG will do.
  const picture = Buffer.from('89504e470d0a1a0a', 'hex').toString('base64');
  return { VirtualMFADevice: { SerialNumber: arn, Base32StringSeed: Buffer.from(text).toString('base64'), QRCodePNG: picture } };
};

const listMfaDeviceTags = (call: ActionCall): XmlNode => {
  authorize(call, requiredText(call.parameters, 'SerialNumber'));
  return paged(call, 'Tags', [...findDevice(call).tags], ([Key, Value]) => ({ Key, Value }));
};

const tagMfaDevice = (call: ActionCall): undefined => {
  authorize(call, requiredText(call.parameters, 'SerialNumber'));
  putTags(call, findDevice(call).tags, 'TagsPerMFADevice');
  return undefined;
};

/** STS learns of a change later than IAM. */
const tellStsLater = ({ state }: ActionCall, device: DeviceState): void => {
  device.seenBySts.push({ user: device.user, from: state.now() + state.settings.deviceDelayMillis });
};

const enableMfaDevice = (call: ActionCall): undefined => {
  const first = requiredText(call.parameters, 'AuthenticationCode1');
  const second = requiredText(call.parameters, 'AuthenticationCode2');
  requiredText(call.parameters, 'UserName');
  requiredText(call.parameters, 'SerialNumber');
  checkSelfManagement(call);
  const user = authorizedUser(call);
  const device = findDevice(call);
  if (device.user === user) throw conflict('EntityAlreadyExists', `MFA Device for user ${user.name} already exists.`);
  if (device.user) throw conflict('EntityAlreadyExists', 'MFA Device is already in use.');
  const owned = [...user.account.devices.values()].filter((other) => other.user === user);
  if (owned.length >= deviceLimit) throw conflict('LimitExceeded', `Cannot exceed quota for MFADevicesPerUser: ${deviceLimit}`);
  acceptPair(call.state, device, first, second);
  device.user = user;
  device.enabledAt = call.state.now();
  tellStsLater(call, device);
  return undefined;
};

const deactivateMfaDevice = (call: ActionCall): undefined => {
  requiredText(call.parameters, 'SerialNumber');
  checkSelfManagement(call);
  const user = authorizedUser(call);
  const device = findDevice(call);
  if (device.user !== user) throw noSuchEntity('MFA Device invalid for user.');
  device.user = undefined;
  device.enabledAt = undefined;
  tellStsLater(call, device);
  // Only a virtual device stays behind.
  if (device.kind !== 'virtual') device.account.devices.delete(device.arn);
  return undefined;
};

const deleteVirtualMfaDevice = (call: ActionCall): undefined => {
  authorize(call, requiredText(call.parameters, 'SerialNumber'));
  const device = findDevice(call);
  if (device.user) throw conflict('DeleteConflict', 'MFA VirtualDevice in use. Must deactivate first.');
  device.account.devices.delete(device.arn);
  return undefined;
};

const resyncMfaDevice = (call: ActionCall): undefined => {
  const first = requiredText(call.parameters, 'AuthenticationCode1');
  const second = requiredText(call.parameters, 'AuthenticationCode2');
  requiredText(call.parameters, 'UserName');
  const user = authorizedUser(call);
  const device = findDevice(call);
  if (device.user !== user) throw noSuchEntity('MFA Device invalid for user.');
  acceptPair(call.state, device, first, second);
  return undefined;
};

/** The calls for MFA devices. */
export const deviceActions: Readonly<Record<string, (call: ActionCall) => XmlNode | undefined>> = {
  ListMFADevices: listMfaDevices,
  ListVirtualMFADevices: listVirtualMfaDevices,
  CreateVirtualMFADevice: createVirtualMfaDevice,
  EnableMFADevice: enableMfaDevice,
  DeactivateMFADevice: deactivateMfaDevice,
  DeleteVirtualMFADevice: deleteVirtualMfaDevice,
  ListMFADeviceTags: listMfaDeviceTags,
  TagMFADevice: tagMfaDevice,
  ResyncMFADevice: resyncMfaDevice,
};
