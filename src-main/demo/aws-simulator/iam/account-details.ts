import type { ActionCall, GrantsState, ManagedPolicyState } from '../model/types.ts';
import type { XmlNode } from '../wire/xml.ts';
import { isoSeconds } from '../wire/xml.ts';
import { authorize, encodedDocument, paged, userXml } from './common.ts';

const kinds = ['UserDetailList', 'GroupDetailList', 'RoleDetailList', 'Policies'] as const;

const attachedXml = ({ attached }: GrantsState): XmlNode => [...attached].map(({ name, arn }) => ({ PolicyName: name, PolicyArn: arn }));

const inlineXml = ({ inline }: GrantsState): XmlNode =>
  [...inline].map(([PolicyName, document]) => ({ PolicyName, PolicyDocument: encodedDocument(document) }));

const policyXml = ({ name, arn, path, policyId, versions, defaultVersion, created }: ManagedPolicyState): XmlNode => ({
  PolicyName: name,
  PolicyId: policyId,
  Arn: arn,
  Path: path,
  DefaultVersionId: defaultVersion,
  PolicyVersionList: [...versions].map(([VersionId, document]) => ({
    VersionId,
    Document: encodedDocument(document),
    IsDefaultVersion: VersionId === defaultVersion,
    CreateDate: isoSeconds(created),
  })),
});

/** Users, groups, roles and managed policies in one list of pages, as far as `Filter` wants them. A page may hold some of each. */
export const getAccountAuthorizationDetails = (call: ActionCall): XmlNode => {
  authorize(call, '*');
  const { account } = call.caller;
  const wanted = new Set([...call.parameters].filter(([name]) => name.startsWith('Filter.member.')).map(([, value]) => value));
  const wants = (kind: string) => wanted.size === 0 || wanted.has(kind);
  const all: { readonly kind: (typeof kinds)[number]; readonly node: XmlNode }[] = [];
  if (wants('User'))
    for (const user of account.users.values()) {
      if (user.root) continue;
      const groups = [...user.groups].map(({ name }) => name);
      const node = { ...userXml(user), UserPolicyList: inlineXml(user), GroupList: groups, AttachedManagedPolicies: attachedXml(user) };
      all.push({ kind: 'UserDetailList', node });
    }
  if (wants('Group'))
    for (const group of account.groups.values()) {
      const { name, arn, groupId, path } = group;
      const own = { GroupPolicyList: inlineXml(group), AttachedManagedPolicies: attachedXml(group) };
      all.push({ kind: 'GroupDetailList', node: { Path: path, GroupName: name, GroupId: groupId, Arn: arn, ...own } });
    }
  if (wants('Role'))
    for (const role of account.roles.values()) {
      const { name, path, roleId, arn, trust, created } = role;
      const own = { RolePolicyList: inlineXml(role), AttachedManagedPolicies: attachedXml(role) };
      const document = encodedDocument(trust);
      const of = { Path: path, RoleName: name, RoleId: roleId, Arn: arn, CreateDate: isoSeconds(created) };
      all.push({ kind: 'RoleDetailList', node: { ...of, AssumeRolePolicyDocument: document, ...own } });
    }
  for (const policy of account.managed.values())
    if (wants(policy.arn.includes('::aws:') ? 'AWSManagedPolicy' : 'LocalManagedPolicy'))
      all.push({ kind: 'Policies', node: policyXml(policy) });
  const { IsTruncated, Marker, Page } = paged(call, 'Page', all, (one) => one) as {
    readonly IsTruncated: boolean;
    readonly Marker: string | undefined;
    readonly Page: typeof all;
  };
  const lists = kinds.map((kind) => [kind, Page.filter((one) => one.kind === kind).map(({ node }) => node)]);
  return { ...Object.fromEntries(lists), IsTruncated, Marker } as XmlNode;
};
