import type { ActionCall, RoleState } from '../model/types.ts';
import { AwsRefusal } from '../model/types.ts';
import { requiredText } from '../wire/parameters.ts';
import type { XmlNode } from '../wire/xml.ts';
import { isoSeconds } from '../wire/xml.ts';
import { accessKeyActions } from './access-keys.ts';
import { arnStart, authorize, authorizedUser, encodedDocument, noSuchEntity, paged, userXml } from './common.ts';
import { deviceActions } from './devices.ts';
import { peopleActions } from './people.ts';
import { policyActions } from './policies.ts';
import { reportActions } from './report.ts';

const getUser = (call: ActionCall): XmlNode => {
  const user = authorizedUser(call);
  const { boundary } = user;
  const limit = boundary && { PermissionsBoundaryType: 'Policy', PermissionsBoundaryArn: boundary.arn };
  return { User: { ...userXml(user), PermissionsBoundary: limit } };
};

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
  return paged(call, 'Roles', roles, roleXml);
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
export const iamActions: Readonly<Record<string, (call: ActionCall) => XmlNode | undefined>> = Object.fromEntries(
  Object.entries({
    GetUser: getUser,
    ListRoles: listRoles,
    GetRole: getRole,
    ...deviceActions,
    ...policyActions,
    ...accessKeyActions,
    ...reportActions,
    ...peopleActions,
  }).map(([name, perform]) => [name, notFromPlainSessions(perform)]),
);
