import type { ActionCall, GrantsState, GroupState, ManagedPolicyState } from '../model/types.ts';
import { requiredText } from '../wire/parameters.ts';
import type { XmlNode } from '../wire/xml.ts';
import { isoSeconds } from '../wire/xml.ts';
import { arnStart, authorize, authorizedUser, encodedDocument, noSuchEntity, paged } from './common.ts';

/** The named group. A name that is unknown is refused after the permission was checked. */
export const authorizedGroup = (call: ActionCall): GroupState => {
  const name = requiredText(call.parameters, 'GroupName');
  const group = call.caller.account.groups.get(name);
  authorize(call, group?.arn ?? `${arnStart(call)}:group/${name}`);
  if (!group) throw noSuchEntity(`The group with name ${name} cannot be found.`);
  return group;
};

export const authorizedPolicy = (call: ActionCall): ManagedPolicyState => {
  const arn = requiredText(call.parameters, 'PolicyArn');
  authorize(call, arn);
  const policy = call.caller.account.managed.get(arn);
  if (!policy) throw noSuchEntity(`Policy ${arn} was not found.`);
  return policy;
};

const text = (name: string): XmlNode => name;

const attachedPolicies = (call: ActionCall, { attached }: GrantsState): XmlNode =>
  paged(call, 'AttachedPolicies', [...attached], ({ name, arn }) => ({ PolicyName: name, PolicyArn: arn }));

const listGroupsForUser = (call: ActionCall): XmlNode =>
  paged(call, 'Groups', [...authorizedUser(call).groups], ({ path, name, groupId, arn, created }) => ({
    Path: path,
    GroupName: name,
    GroupId: groupId,
    Arn: arn,
    CreateDate: isoSeconds(created),
  }));

const policyXml = ({ caller: { account } }: ActionCall, policy: ManagedPolicyState) => {
  const holders = [...account.users.values(), ...account.groups.values(), ...account.roles.values()];
  return {
    PolicyName: policy.name,
    PolicyId: policy.policyId,
    Arn: policy.arn,
    Path: policy.path,
    DefaultVersionId: policy.defaultVersion,
    AttachmentCount: holders.filter(({ attached }) => attached.has(policy)).length,
    PermissionsBoundaryUsageCount: [...account.users.values()].filter(({ boundary }) => boundary === policy).length,
    IsAttachable: true,
    CreateDate: isoSeconds(policy.created),
    UpdateDate: isoSeconds(policy.created),
  };
};

const isOfAws = ({ arn }: ManagedPolicyState): boolean => arn.includes('::aws:');

const listPolicies = (call: ActionCall): XmlNode => {
  authorize(call, `${arnStart(call)}:policy/`);
  const scope = call.parameters.get('Scope') ?? 'All';
  const all = [...call.caller.account.managed.values()].filter((one) => scope === 'All' || isOfAws(one) === (scope === 'AWS'));
  return paged(call, 'Policies', all, (policy) => policyXml(call, policy));
};

const getPolicyVersion = (call: ActionCall): XmlNode => {
  const policy = authorizedPolicy(call);
  const version = requiredText(call.parameters, 'VersionId');
  const document = policy.versions.get(version);
  if (!document) throw noSuchEntity(`Policy ${policy.arn} version ${version} does not exist or is not attachable.`);
  return {
    PolicyVersion: {
      Document: encodedDocument(document),
      VersionId: version,
      IsDefaultVersion: version === policy.defaultVersion,
      CreateDate: isoSeconds(policy.created),
    },
  };
};

const listPolicyVersions = (call: ActionCall): XmlNode => {
  const policy = authorizedPolicy(call);
  return paged(call, 'Versions', [...policy.versions.keys()].reverse(), (version) => ({
    VersionId: version,
    IsDefaultVersion: version === policy.defaultVersion,
    CreateDate: isoSeconds(policy.created),
  }));
};

const listAccountAliases = (call: ActionCall): XmlNode => {
  authorize(call, '*');
  const { alias } = call.caller.account;
  return paged(call, 'AccountAliases', alias === undefined ? [] : [alias], text);
};

/** What IAM tells of the rights of users and groups. */
export const policyActions: Readonly<Record<string, (call: ActionCall) => XmlNode>> = {
  ListAttachedUserPolicies: (call) => attachedPolicies(call, authorizedUser(call)),
  ListGroupsForUser: listGroupsForUser,
  ListAttachedGroupPolicies: (call) => attachedPolicies(call, authorizedGroup(call)),
  GetPolicy: (call) => ({ Policy: policyXml(call, authorizedPolicy(call)) }),
  ListPolicies: listPolicies,
  GetPolicyVersion: getPolicyVersion,
  ListPolicyVersions: listPolicyVersions,
  ListAccountAliases: listAccountAliases,
};
