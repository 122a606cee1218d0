import { emptyGrants, newId } from '../model/grants.ts';
import type { PolicyDocument } from '../model/policy.ts';
import type { ActionCall, RoleState } from '../model/types.ts';
import { AwsRefusal } from '../model/types.ts';
import { optionalText, requiredText, validationError } from '../wire/parameters.ts';
import type { XmlNode } from '../wire/xml.ts';
import { isoSeconds } from '../wire/xml.ts';
import { arnStart, authorize, checkName, conflict, documentIn, encodedDocument, noSuchEntity, paged, pathOf } from './common.ts';
import { inlineActions } from './inline-policies.ts';

/** IAM's quotas. */
const policiesPerRole = 10;
const trustSize = 2048;

const roleXml = (role: RoleState) => ({
  Path: role.path,
  RoleName: role.name,
  RoleId: role.roleId,
  Arn: role.arn,
  CreateDate: isoSeconds(role.created),
  AssumeRolePolicyDocument: encodedDocument(role.trust),
  MaxSessionDuration: role.maxSessionSeconds,
  Description: role.description,
});

const listRoles = (call: ActionCall): XmlNode => {
  const prefix = call.parameters.get('PathPrefix') ?? '/';
  authorize(call, `${arnStart(call)}:role${prefix}`);
  const roles = [...call.caller.account.roles.values()].filter((role) => role.path.startsWith(prefix));
  return paged(call, 'Roles', roles, roleXml);
};

/** The named role. A name that is unknown is refused after the permission was checked. */
const authorizedRole = (call: ActionCall): RoleState => {
  const name = requiredText(call.parameters, 'RoleName');
  const role = call.caller.account.roles.get(name);
  authorize(call, role?.arn ?? `${arnStart(call)}:role/${name}`);
  if (!role) throw noSuchEntity(`The role with name ${name} cannot be found.`);
  return role;
};

const getRole = (call: ActionCall): XmlNode => {
  const role = authorizedRole(call);
  const { boundary } = role;
  const limit = boundary && { PermissionsBoundaryType: 'Policy', PermissionsBoundaryArn: boundary.arn };
  return { Role: { ...roleXml(role), PermissionsBoundary: limit } };
};

const principalsIn = ({ Statement }: PolicyDocument): readonly string[] =>
  [Statement].flat().flatMap((statement) => {
    const { Principal } = statement as { readonly Principal?: '*' | { readonly AWS?: string | readonly string[] } };
    return typeof Principal === 'object' ? [Principal.AWS ?? []].flat() : [];
  });

/** Users of this simulator have to be there, and known everywhere, before anybody may trust them. */
const checkPrincipals = ({ state }: ActionCall, trust: PolicyDocument): void => {
  for (const principal of principalsIn(trust)) {
    const [, accountId = '', name] = /^arn:[\w-]+:iam::(\d{12}):user\/(?:.*\/)?([^/]+)$/.exec(principal) ?? [];
    if (name === undefined) continue;
    const user = state.accounts.get(accountId)?.users.get(name);
    if (!user || user.arn !== principal || state.now() - user.created < state.settings.principalDelayMillis)
      throw new AwsRefusal(400, 'MalformedPolicyDocument', `Invalid principal in policy: "AWS":"${principal}"`);
  }
};

const createRole = (call: ActionCall): XmlNode => {
  const { account } = call.caller;
  const name = requiredText(call.parameters, 'RoleName');
  const path = pathOf(call);
  const arn = `${arnStart(call)}:role${path}${name}`;
  authorize(call, arn);
  checkName(name, 64, account.roles.keys(), 'Role');
  const trust = documentIn(call, 'AssumeRolePolicyDocument');
  if (JSON.stringify(trust).length > trustSize) throw conflict('LimitExceeded', `Cannot exceed quota for ACLSizePerRole: ${trustSize}`);
  checkPrincipals(call, trust);
  const seconds = Number(optionalText(call.parameters, 'MaxSessionDuration') ?? 3600);
  if (!Number.isInteger(seconds) || seconds < 3600 || seconds > 43_200)
    throw validationError(`1 validation error detected: Value '${seconds}' at 'maxSessionDuration' failed to satisfy constraint`);
  const boundary = optionalText(call.parameters, 'PermissionsBoundary');
  const limit = boundary === undefined ? undefined : account.managed.get(boundary);
  if (boundary !== undefined && !limit) throw noSuchEntity(`Scope ARN: ${boundary} does not exist or is not attachable.`);
  const role: RoleState = {
    account,
    name,
    path,
    roleId: newId(call.state, 'AROA'),
    arn,
    created: call.state.now(),
    validFrom: call.state.now() + call.state.settings.roleDelayMillis,
    trust,
    maxSessionSeconds: seconds,
    description: optionalText(call.parameters, 'Description'),
    ...emptyGrants(),
    boundary: limit,
  };
  account.roles.set(name, role);
  return { Role: roleXml(role) };
};

const deleteRole = (call: ActionCall): undefined => {
  const role = authorizedRole(call);
  if (role.attached.size + role.inline.size > 0) throw conflict('DeleteConflict', 'Cannot delete entity, must detach all policies first.');
  role.account.roles.delete(role.name);
  return undefined;
};

const attachRolePolicy = (call: ActionCall): undefined => {
  const role = authorizedRole(call);
  const arn = requiredText(call.parameters, 'PolicyArn');
  const policy = role.account.managed.get(arn);
  if (!policy) throw noSuchEntity(`Policy ${arn} does not exist or is not attachable.`);
  if (!role.attached.has(policy) && role.attached.size >= policiesPerRole)
    throw conflict('LimitExceeded', `Cannot exceed quota for PoliciesPerRole: ${policiesPerRole}`);
  role.attached.add(policy);
  return undefined;
};

const detachRolePolicy = (call: ActionCall): undefined => {
  const role = authorizedRole(call);
  const arn = requiredText(call.parameters, 'PolicyArn');
  const policy = role.account.managed.get(arn);
  if (!policy || !role.attached.delete(policy)) throw noSuchEntity(`Policy ${arn} was not found.`);
  return undefined;
};

/** The calls about roles. */
export const roleActions: Readonly<Record<string, (call: ActionCall) => XmlNode | undefined>> = {
  ListRoles: listRoles,
  GetRole: getRole,
  CreateRole: createRole,
  DeleteRole: deleteRole,
  ...inlineActions('Role', authorizedRole),
  AttachRolePolicy: attachRolePolicy,
  DetachRolePolicy: detachRolePolicy,
  ListAttachedRolePolicies: (call) =>
    paged(call, 'AttachedPolicies', [...authorizedRole(call).attached], ({ name, arn }) => ({ PolicyName: name, PolicyArn: arn })),
};
