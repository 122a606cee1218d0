import { emptyGrants, newId } from '../model/grants.ts';
import type { ActionCall, GroupState, UserState } from '../model/types.ts';
import { AwsRefusal } from '../model/types.ts';
import { optionalText, requiredText } from '../wire/parameters.ts';
import type { XmlNode } from '../wire/xml.ts';
import { isoSeconds } from '../wire/xml.ts';
import { arnStart, authorize, authorizedUser, checkName, conflict, noSuchEntity, paged, pathOf, putTags, userXml } from './common.ts';
import { inlineActions } from './inline-policies.ts';
import { authorizedGroup, authorizedPolicy } from './policies.ts';

/** IAM's quotas. */
const groupsPerUser = 10;
const policiesPerUser = 10;

const createUser = (call: ActionCall): XmlNode => {
  const { account } = call.caller;
  const name = requiredText(call.parameters, 'UserName');
  const path = pathOf(call);
  const arn = `${arnStart(call)}:user${path}${name}`;
  authorize(call, arn);
  checkName(name, 64, account.users.keys(), 'User');
  const boundary = optionalText(call.parameters, 'PermissionsBoundary');
  const limit = boundary === undefined ? undefined : account.managed.get(boundary);
  if (boundary !== undefined && !limit) throw noSuchEntity(`Scope ARN: ${boundary} does not exist or is not attachable.`);
  const tags = new Map<string, string>();
  if (call.parameters.has('Tags.member.1.Key')) authorize({ ...call, action: 'TagUser' }, arn);
  putTags(call, tags, 'TagsPerUser');
  const fresh = {
    userId: newId(call.state, 'AIDA'),
    root: false,
    created: call.state.now(),
    groups: new Set<GroupState>(),
    others: [],
    login: undefined,
  };
  const user: UserState = { account, name, path, arn, boundary: limit, tags, ...fresh, ...emptyGrants() };
  account.users.set(name, user);
  return { User: userXml(user) };
};

const listUserTags = (call: ActionCall): XmlNode => paged(call, 'Tags', [...authorizedUser(call).tags], ([Key, Value]) => ({ Key, Value }));

/** What stands in the way has to go first. */
const deleteUser = (call: ActionCall): undefined => {
  const user = authorizedUser(call);
  const { account, login, inline, attached, groups, others } = user;
  const inUse = (what: string) => conflict('DeleteConflict', `Cannot delete entity, must ${what} first.`);
  if (login) throw inUse('delete login profile');
  if ([...call.state.keys.values()].some((key) => key.user === user)) throw inUse('delete access keys');
  if ([...account.devices.values()].some((device) => device.user === user)) throw inUse('delete MFA device');
  if (others.length > 0) throw inUse('delete signing certificates, SSH public keys and service-specific credentials');
  if (inline.size > 0) throw inUse('delete policies');
  if (attached.size > 0) throw inUse('detach all policies');
  if (groups.size > 0) throw inUse('remove users from group');
  account.users.delete(user.name);
  return undefined;
};

const groupXml = ({ path, name, groupId, arn, created }: GroupState): XmlNode => ({
  Path: path,
  GroupName: name,
  GroupId: groupId,
  Arn: arn,
  CreateDate: isoSeconds(created),
});

const createGroup = (call: ActionCall): XmlNode => {
  const { account } = call.caller;
  const name = requiredText(call.parameters, 'GroupName');
  const path = pathOf(call);
  const arn = `${arnStart(call)}:group${path}${name}`;
  authorize(call, arn);
  checkName(name, 128, account.groups.keys(), 'Group');
  const group: GroupState = { name, path, arn, groupId: newId(call.state, 'AGPA'), created: call.state.now(), ...emptyGrants() };
  account.groups.set(name, group);
  return { Group: groupXml(group) };
};

const membersOf = (call: ActionCall, group: GroupState): readonly UserState[] =>
  [...call.caller.account.users.values()].filter(({ groups }) => groups.has(group));

const getGroup = (call: ActionCall): XmlNode => {
  const group = authorizedGroup(call);
  return { Group: groupXml(group), ...(paged(call, 'Users', membersOf(call, group), userXml) as object) };
};

const listGroups = (call: ActionCall): XmlNode => {
  authorize(call, `${arnStart(call)}:group/`);
  return paged(call, 'Groups', [...call.caller.account.groups.values()], groupXml);
};

const deleteGroup = (call: ActionCall): undefined => {
  const group = authorizedGroup(call);
  if (membersOf(call, group).length > 0) throw conflict('DeleteConflict', 'Cannot delete entity, must remove users from group first.');
  if (group.inline.size + group.attached.size > 0) throw conflict('DeleteConflict', 'Cannot delete entity, must delete policies first.');
  call.caller.account.groups.delete(group.name);
  return undefined;
};

const namedUser = (call: ActionCall): UserState => {
  const name = requiredText(call.parameters, 'UserName');
  const user = call.caller.account.users.get(name);
  if (!user) throw noSuchEntity(`The user with name ${name} cannot be found.`);
  return user;
};

const addUserToGroup = (call: ActionCall): undefined => {
  const group = authorizedGroup(call);
  const user = namedUser(call);
  if (!user.groups.has(group) && user.groups.size >= groupsPerUser)
    throw conflict('LimitExceeded', `Cannot exceed quota for GroupsPerUser: ${groupsPerUser}`);
  user.groups.add(group);
  return undefined;
};

const removeUserFromGroup = (call: ActionCall): undefined => {
  const group = authorizedGroup(call);
  namedUser(call).groups.delete(group);
  return undefined;
};

const attachUserPolicy = (call: ActionCall): undefined => {
  const user = authorizedUser(call);
  const policy = call.caller.account.managed.get(requiredText(call.parameters, 'PolicyArn'));
  if (!policy) throw noSuchEntity(`Policy ${requiredText(call.parameters, 'PolicyArn')} does not exist or is not attachable.`);
  if (!user.attached.has(policy) && user.attached.size >= policiesPerUser)
    throw conflict('LimitExceeded', `Cannot exceed quota for PoliciesPerUser: ${policiesPerUser}`);
  user.attached.add(policy);
  return undefined;
};

const detachUserPolicy = (call: ActionCall): undefined => {
  const user = authorizedUser(call);
  const policy = authorizedPolicy(call);
  if (!user.attached.delete(policy)) throw noSuchEntity(`Policy ${policy.arn} was not found.`);
  return undefined;
};

/** A policy for passwords that asks for at least so many signs of three kinds. */
const leastPassword = 8;

const passwordIn = (call: ActionCall): void => {
  const password = requiredText(call.parameters, 'Password');
  if (password.length < leastPassword || ![/[A-Z]/, /[a-z]/, /\d/].every((kind) => kind.test(password)))
    throw new AwsRefusal(400, 'PasswordPolicyViolation', 'Password does not conform to the account password policy.');
};

const createLoginProfile = (call: ActionCall): XmlNode => {
  const user = authorizedUser(call);
  if (user.login) throw conflict('EntityAlreadyExists', `Login Profile for user ${user.name} already exists.`);
  passwordIn(call);
  user.login = { created: call.state.now(), used: undefined, mustChange: call.parameters.get('PasswordResetRequired') === 'true' };
  return {
    LoginProfile: { UserName: user.name, CreateDate: isoSeconds(user.login.created), PasswordResetRequired: user.login.mustChange },
  };
};

const ownLogin = (call: ActionCall): UserState => {
  const user = authorizedUser(call);
  if (!user.login) throw noSuchEntity(`Login Profile for User ${user.name} cannot be found.`);
  return user;
};

/** The calls that make people and groups. */
export const peopleActions: Readonly<Record<string, (call: ActionCall) => XmlNode | undefined>> = {
  CreateUser: createUser,
  ListUserTags: listUserTags,
  DeleteUser: deleteUser,
  CreateGroup: createGroup,
  GetGroup: getGroup,
  ListGroups: listGroups,
  DeleteGroup: deleteGroup,
  AddUserToGroup: addUserToGroup,
  RemoveUserFromGroup: removeUserFromGroup,
  ...inlineActions('User', authorizedUser),
  ...inlineActions('Group', authorizedGroup),
  AttachUserPolicy: attachUserPolicy,
  DetachUserPolicy: detachUserPolicy,
  CreateLoginProfile: createLoginProfile,
  UpdateLoginProfile: (call) => {
    const user = ownLogin(call);
    passwordIn(call);
    user.login = { created: user.login?.created ?? 0, used: undefined, mustChange: true };
    return undefined;
  },
  GetLoginProfile: (call) => {
    const { name, login } = ownLogin(call);
    return {
      LoginProfile: { UserName: name, CreateDate: isoSeconds(login?.created ?? 0), PasswordResetRequired: login?.mustChange ?? false },
    };
  },
  DeleteLoginProfile: (call) => {
    ownLogin(call).login = undefined;
    return undefined;
  },
};
