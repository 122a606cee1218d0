import { newDevice } from './aws-simulator-accounts.ts';
import { policyContext } from './aws-simulator-callers.ts';
import { optionalText, requiredText, validationError } from './aws-simulator-parameters.ts';
import { evaluateIdentity } from './aws-simulator-policy.ts';
import { acceptPair, encodeBase32 } from './aws-simulator-totp.ts';
import type { ActionCall, DeviceState, RoleState, UserState } from './aws-simulator-types.ts';
import { AwsRefusal } from './aws-simulator-types.ts';
import type { XmlNode } from './aws-simulator-xml.ts';
import { isoSeconds } from './aws-simulator-xml.ts';

const deviceLimit = 8;

const noSuchEntity = (message: string): AwsRefusal => new AwsRefusal(404, 'NoSuchEntity', message);
const conflict = (code: string, message: string): AwsRefusal => new AwsRefusal(409, code, message);

const arnStart = ({ caller }: ActionCall): string => `arn:${caller.account.partition}:iam::${caller.account.accountId}`;

/** Root may all; others need an allow in their identity policies. Throws AccessDenied. */
const authorize = (call: ActionCall, resource: string): void => {
  const { state, caller, action } = call;
  if (caller.kind === 'root') return;
  const verdict = evaluateIdentity(caller.policies, `iam:${action}`, resource, policyContext(state, caller));
  if (verdict === 'allow') return;
  const reason = verdict === 'deny' ? ' with an explicit deny in an identity-based policy' : '';
  throw new AwsRefusal(
    403,
    'AccessDenied',
    `User: ${caller.arn} is not authorized to perform: iam:${action} on resource: ${resource}${
      reason || ` because no identity-based policy allows the iam:${action} action`
    }`,
  );
};

/** The named user, or the caller. A name that is unknown is refused after the permission was checked. */
const authorizedUser = (call: ActionCall): UserState => {
  const name = optionalText(call.parameters, 'UserName');
  const user = name === undefined ? call.caller.user : call.caller.account.users.get(name);
  if (!user && name === undefined) throw validationError('Must specify userName when calling with non-User credentials');
  authorize(call, user?.arn ?? `${arnStart(call)}:user/${name}`);
  if (!user) throw noSuchEntity(`The user with name ${name} cannot be found.`);
  return user;
};

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

/** The page that Marker and MaxItems ask for; markers are opaque to the caller. */
const paged = (call: ActionCall, name: string, members: readonly XmlNode[]): XmlNode => {
  const { parameters, state } = call;
  const asked = parameters.get('MaxItems');
  if (asked !== undefined && !/^([1-9]\d{0,2}|1000)$/.test(asked))
    throw validationError(`Value '${asked}' at 'maxItems' failed to satisfy constraint`);
  const marker = parameters.get('Marker');
  const from = marker === undefined ? 0 : Number(Buffer.from(marker, 'base64url').toString());
  if (!Number.isInteger(from) || from < 0 || (marker !== undefined && from === 0)) throw validationError('Invalid Marker.');
  const to = from + Math.min(Number(asked ?? 100), state.settings.pageLimit);
  const truncated = to < members.length;
  return {
    [name]: members.slice(from, to),
    IsTruncated: truncated,
    Marker: truncated ? Buffer.from(String(to)).toString('base64url') : undefined,
  };
};

const userXml = (user: UserState): XmlNode => ({
  Path: user.path,
  UserName: user.root ? undefined : user.name,
  UserId: user.userId,
  Arn: user.arn,
  CreateDate: isoSeconds(user.created),
});

const getUser = (call: ActionCall): XmlNode => ({ User: userXml(authorizedUser(call)) });

const listMfaDevices = (call: ActionCall): XmlNode => {
  const user = authorizedUser(call);
  const devices = [...user.account.devices.values()].filter((device) => device.user === user);
  const members = devices.map((device) => ({
    UserName: user.name,
    SerialNumber: device.arn,
    EnableDate: isoSeconds(device.enabledAt ?? 0),
  }));
  return paged(call, 'MFADevices', members);
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
    (device) => status === 'Any' || (status === 'Assigned') === (device.user !== undefined),
  );
  const members = devices.map((device) => ({
    SerialNumber: device.arn,
    User: device.user && userXml(device.user),
    EnableDate: device.enabledAt === undefined ? undefined : isoSeconds(device.enabledAt),
  }));
  return paged(call, 'VirtualMFADevices', members);
};

const createVirtualMfaDevice = (call: ActionCall): XmlNode => {
  const { account } = call.caller;
  const name = requiredText(call.parameters, 'VirtualMFADeviceName');
  const path = call.parameters.get('Path') ?? '/';
  if (!/^(\/|\/[!-~]+\/)$/.test(path)) {
    throw validationError(
      'The specified value for path is invalid. It must begin and end with / and contain only alphanumeric characters and/or / characters.',
    );
  }
  const arn = `${arnStart(call)}:mfa${path}${name}`;
  authorize(call, arn);
  const taken = [...account.devices.keys()].some((other) => other.split('/').at(-1)?.toLowerCase() === name.toLowerCase());
  if (taken) throw conflict('EntityAlreadyExists', 'MFA device already exists.');
  const seed = call.state.random(40);
  newDevice(account, arn, seed, undefined, call.state.now());
  const text = encodeBase32(seed);
  // The picture is never read: any bytes that begin like a PNG will do.
  const picture = Buffer.from('89504e470d0a1a0a', 'hex').toString('base64');
  return { VirtualMFADevice: { SerialNumber: arn, Base32StringSeed: Buffer.from(text).toString('base64'), QRCodePNG: picture } };
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

/** RFC 3986 percent-encoding, as IAM sends policy documents. */
const encodedDocument = (document: object): string =>
  encodeURIComponent(JSON.stringify(document)).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);

const roleXml = (role: RoleState): XmlNode => ({
  Path: role.path,
  RoleName: role.name,
  RoleId: role.roleId,
  Arn: role.arn,
  CreateDate: isoSeconds(role.created),
  AssumeRolePolicyDocument: encodedDocument(role.trust),
  MaxSessionDuration: role.maxSessionSeconds,
});

const listRoles = (call: ActionCall): XmlNode => {
  const prefix = call.parameters.get('PathPrefix') ?? '/';
  authorize(call, `${arnStart(call)}:role${prefix}`);
  const roles = [...call.caller.account.roles.values()].filter((role) => role.path.startsWith(prefix));
  return paged(call, 'Roles', roles.map(roleXml));
};

const getRole = (call: ActionCall): XmlNode => {
  const name = requiredText(call.parameters, 'RoleName');
  const role = call.caller.account.roles.get(name);
  authorize(call, role?.arn ?? `${arnStart(call)}:role/${name}`);
  if (!role) throw noSuchEntity(`The role with name ${name} cannot be found.`);
  return { Role: roleXml(role) };
};

/** IAM takes an MFA session of a user, never one without MFA. */
const notFromPlainSessions =
  (perform: (call: ActionCall) => XmlNode | undefined) =>
  (call: ActionCall): XmlNode | undefined => {
    if (call.caller.kind === 'user-session' && call.caller.mfaPresent !== true) {
      throw new AwsRefusal(403, 'InvalidClientTokenId', 'The security token included in the request is invalid');
    }
    return perform(call);
  };

/** The IAM calls that the simulator knows. */
export const iamActions: Readonly<Record<string, (call: ActionCall) => XmlNode | undefined>> = {
  GetUser: notFromPlainSessions(getUser),
  ListMFADevices: notFromPlainSessions(listMfaDevices),
  ListVirtualMFADevices: notFromPlainSessions(listVirtualMfaDevices),
  CreateVirtualMFADevice: notFromPlainSessions(createVirtualMfaDevice),
  EnableMFADevice: notFromPlainSessions(enableMfaDevice),
  DeactivateMFADevice: notFromPlainSessions(deactivateMfaDevice),
  DeleteVirtualMFADevice: notFromPlainSessions(deleteVirtualMfaDevice),
  ResyncMFADevice: notFromPlainSessions(resyncMfaDevice),
  ListRoles: notFromPlainSessions(listRoles),
  GetRole: notFromPlainSessions(getRole),
};
