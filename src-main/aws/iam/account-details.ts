import * as v from 'valibot';
import { parsed } from '../../base/schema.ts';
import type { AwsResult } from '../caller.ts';
import { type Page, readPages, toPage } from './iam-pages.ts';
import type { ReaderCall } from './iam-reader.ts';
import type { CallIam } from './team-iam.ts';

/** What is put on a user or a group. Documents are percent-encoded. */
export interface GrantDetails {
  readonly name: string;
  readonly inline: readonly { readonly name: string; readonly document: string }[];
  /** ARNs of managed policies. */
  readonly attached: readonly string[];
}

export interface UserDetails extends GrantDetails {
  readonly arn: string;
  /** Names of groups. */
  readonly groups: readonly string[];
}

export interface RoleDetails extends GrantDetails {
  readonly arn: string;
  /** Its trust policy. */
  readonly trust: string;
}

/** All users and groups of an account with their policies, and its roles where they were asked for. */
export interface AccountDetails {
  readonly roles: readonly RoleDetails[];
  readonly users: readonly UserDetails[];
  readonly groups: readonly GrantDetails[];
  /** By ARN, the documents that count of the account's own managed policies. */
  readonly policies: ReadonlyMap<string, string>;
}

const inlineSchema = v.optional(v.array(v.object({ PolicyName: v.string(), PolicyDocument: v.string() })), []);
const attachedSchema = v.optional(v.array(v.object({ PolicyArn: v.string() })), []);

const pageSchema = v.object({
  IsTruncated: v.optional(v.boolean()),
  Marker: v.optional(v.string()),
  UserDetailList: v.optional(
    v.array(
      v.object({
        UserName: v.string(),
        Arn: v.string(),
        GroupList: v.optional(v.array(v.string()), []),
        UserPolicyList: inlineSchema,
        AttachedManagedPolicies: attachedSchema,
      }),
    ),
    [],
  ),
  GroupDetailList: v.optional(
    v.array(v.object({ GroupName: v.string(), GroupPolicyList: inlineSchema, AttachedManagedPolicies: attachedSchema })),
    [],
  ),
  RoleDetailList: v.optional(
    v.array(
      v.object({
        RoleName: v.string(),
        Arn: v.string(),
        AssumeRolePolicyDocument: v.optional(v.string(), ''),
        RolePolicyList: inlineSchema,
        AttachedManagedPolicies: attachedSchema,
      }),
    ),
    [],
  ),
  Policies: v.optional(
    v.array(
      v.object({
        Arn: v.string(),
        PolicyVersionList: v.optional(
          v.array(v.object({ Document: v.optional(v.string(), ''), IsDefaultVersion: v.optional(v.boolean()) })),
          [],
        ),
      }),
    ),
    [],
  ),
});

type DetailsPage = v.InferOutput<typeof pageSchema>;

const grants = (
  name: string,
  inline: readonly { readonly PolicyName: string; readonly PolicyDocument: string }[],
  attached: readonly { readonly PolicyArn: string }[],
): GrantDetails => ({
  name,
  inline: inline.map(({ PolicyName, PolicyDocument }) => ({ name: PolicyName, document: PolicyDocument })),
  attached: attached.map(({ PolicyArn }) => PolicyArn),
});

const incomplete = { ok: false, problem: { code: 'aws-said', awsCode: 'IncompleteAnswer', status: 200 }, unclear: false } as const;

/**
 * Reads all users, groups and own managed policies, or what `kinds` names, in a few calls, a thousand at a time (GetAccountAuthorizationDetails). `onPage` is told how many there are so far.
 * AWS's own policies are left out: there are more than a thousand. Problems: iam-denied, those of `Sts`.
 */
export const readAccount = async (
  call: CallIam,
  reader: ReaderCall,
  onPage: (count: number) => void,
  kinds: readonly ('User' | 'Group' | 'Role' | 'LocalManagedPolicy')[] = ['User', 'Group', 'LocalManagedPolicy'],
): Promise<AwsResult<AccountDetails>> => {
  let count = 0;
  const all = await readPages<DetailsPage>(async (marker): Promise<AwsResult<Page<DetailsPage>>> => {
    const input = { Filter: kinds, MaxItems: 1000, ...marker };
    const answer = await call(reader, 'GetAccountAuthorizationDetails', input, { about: { kind: 'account' } });
    if (!answer.ok) return answer;
    const page = parsed(pageSchema, answer.value);
    const found = toPage(page && [page], page ?? {});
    if (!page || !found) return incomplete;
    count += page.UserDetailList.length + page.GroupDetailList.length + page.RoleDetailList.length + page.Policies.length;
    onPage(count);
    return { ok: true, value: found };
  });
  if (!all.ok) return all;
  const pages = all.value;
  const users = pages.flatMap(({ UserDetailList }) => UserDetailList);
  const groups = pages.flatMap(({ GroupDetailList }) => GroupDetailList);
  const roles = pages.flatMap(({ RoleDetailList }) => RoleDetailList);
  const policies = pages.flatMap(({ Policies }) => Policies);
  return {
    ok: true,
    value: {
      users: users.map(({ UserName, Arn, GroupList, UserPolicyList, AttachedManagedPolicies }) => ({
        ...grants(UserName, UserPolicyList, AttachedManagedPolicies),
        arn: Arn,
        groups: GroupList,
      })),
      groups: groups.map(({ GroupName, GroupPolicyList, AttachedManagedPolicies }) =>
        grants(GroupName, GroupPolicyList, AttachedManagedPolicies),
      ),
      roles: roles.map(({ RoleName, Arn, AssumeRolePolicyDocument, RolePolicyList, AttachedManagedPolicies }) => ({
        ...grants(RoleName, RolePolicyList, AttachedManagedPolicies),
        arn: Arn,
        trust: AssumeRolePolicyDocument,
      })),
      policies: new Map(
        policies.map(({ Arn, PolicyVersionList }) => [
          Arn,
          PolicyVersionList.find(({ IsDefaultVersion }) => IsDefaultVersion)?.Document ?? '',
        ]),
      ),
    },
  };
};
