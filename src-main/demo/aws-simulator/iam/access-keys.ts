import { encodeBase32 } from '../model/totp.ts';
import type { AccessKeyState, ActionCall, UserState } from '../model/types.ts';
import { AwsRefusal } from '../model/types.ts';
import { optionalText, requiredText, validationError } from '../wire/parameters.ts';
import type { XmlNode } from '../wire/xml.ts';
import { isoSeconds } from '../wire/xml.ts';
import { arnStart, authorize, authorizedUser, noSuchEntity, paged } from './common.ts';

/** AccessKeysPerUser of IAM's quotas; it cannot be raised. */
const keysPerUser = 2;

const keysOf = ({ state }: ActionCall, user: UserState): readonly AccessKeyState[] =>
  [...state.keys.values()].filter((key) => key.user === user);

const ownKey = (call: ActionCall, user: UserState): AccessKeyState => {
  const id = requiredText(call.parameters, 'AccessKeyId');
  const key = call.state.keys.get(id);
  if (key?.user !== user) throw noSuchEntity(`The Access Key with id ${id} cannot be found.`);
  return key;
};

const keyXml = ({ user, accessKeyId, active, created }: AccessKeyState) => ({
  UserName: user.name,
  AccessKeyId: accessKeyId,
  Status: active ? 'Active' : 'Inactive',
  CreateDate: isoSeconds(created),
});

const createAccessKey = (call: ActionCall): XmlNode => {
  const { state } = call;
  const user = authorizedUser(call);
  if (keysOf(call, user).length >= keysPerUser)
    throw new AwsRefusal(409, 'LimitExceeded', `Cannot exceed quota for AccessKeysPerUser: ${keysPerUser}`);
  const key: AccessKeyState = {
    accessKeyId: `AKIA${encodeBase32(state.random(10))}`,
    secretAccessKey: Buffer.from(state.random(30)).toString('base64'),
    user,
    active: true,
    created: state.now(),
    validFrom: state.now() + state.settings.keyDelayMillis,
    lastUsed: undefined,
  };
  state.keys.set(key.accessKeyId, key);
  const { CreateDate, ...rest } = keyXml(key);
  return { AccessKey: { ...rest, SecretAccessKey: key.secretAccessKey, CreateDate } };
};

const listAccessKeys = (call: ActionCall): XmlNode => paged(call, 'AccessKeyMetadata', keysOf(call, authorizedUser(call)), keyXml);

const updateAccessKey = (call: ActionCall): undefined => {
  const key = ownKey(call, authorizedUser(call));
  const status = requiredText(call.parameters, 'Status');
  if (status !== 'Active' && status !== 'Inactive') {
    throw validationError(
      `1 validation error detected: Value '${status}' at 'status' failed to satisfy constraint: Member must satisfy enum value set: [Active, Inactive]`,
    );
  }
  key.active = status === 'Active';
};

const deleteAccessKey = (call: ActionCall): undefined => {
  const key = ownKey(call, authorizedUser(call));
  call.state.keys.delete(key.accessKeyId);
};

/** Names no user: the key tells whose it is. One that is unknown is denied like one of somebody else. */
const getAccessKeyLastUsed = (call: ActionCall): XmlNode => {
  const id = requiredText(call.parameters, 'AccessKeyId');
  optionalText(call.parameters, 'UserName');
  const key = call.state.keys.get(id);
  authorize(call, key?.user.arn ?? `${arnStart(call)}:user/`);
  if (!key) throw noSuchEntity(`The Access Key with id ${id} cannot be found.`);
  const { lastUsed } = key;
  return {
    UserName: key.user.name,
    AccessKeyLastUsed: {
      LastUsedDate: lastUsed && isoSeconds(lastUsed.at),
      ServiceName: lastUsed?.service ?? 'N/A',
      Region: lastUsed?.region ?? 'N/A',
    },
  };
};

/** The calls about a user's access keys. */
export const accessKeyActions: Readonly<Record<string, (call: ActionCall) => XmlNode | undefined>> = {
  CreateAccessKey: createAccessKey,
  ListAccessKeys: listAccessKeys,
  UpdateAccessKey: updateAccessKey,
  DeleteAccessKey: deleteAccessKey,
  GetAccessKeyLastUsed: getAccessKeyLastUsed,
};
