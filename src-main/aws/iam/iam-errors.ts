import type { IamQuota } from '../../contract/problems/aws.ts';
import type { Problem } from '../../contract/problems/problem.ts';
import type { Partition } from '../arn.ts';
import { formatIamArn, parseArn } from '../arn.ts';
import type { AwsError, CallFacts, Failure } from '../http/aws-errors.ts';
import { failureOfRefusal } from '../http/aws-errors.ts';

/** The calls of IAM that are used here. */
export type IamAction =
  | 'GetUser'
  | 'ListMFADevices'
  | 'ListVirtualMFADevices'
  | 'CreateVirtualMFADevice'
  | 'EnableMFADevice'
  | 'ResyncMFADevice'
  | 'DeactivateMFADevice'
  | 'DeleteVirtualMFADevice'
  | 'ListAccessKeys'
  | 'GetAccessKeyLastUsed'
  | 'CreateAccessKey'
  | 'UpdateAccessKey'
  | 'DeleteAccessKey'
  | 'ListUserPolicies'
  | 'GetUserPolicy'
  | 'ListAttachedUserPolicies'
  | 'GetPolicy'
  | 'GetPolicyVersion'
  | 'ListGroupsForUser'
  | 'ListGroupPolicies'
  | 'GetGroupPolicy'
  | 'ListAttachedGroupPolicies'
  | 'ListRoles'
  | 'ListAccountAliases'
  | TeamAction;

/** The calls of the administrator's side. */
export type TeamAction =
  | 'ListGroups'
  | 'ListUserPolicies'
  | 'GetUserPolicy'
  | 'ListAttachedUserPolicies'
  | 'GenerateCredentialReport'
  | 'GetCredentialReport'
  | 'GetAccountAuthorizationDetails'
  | 'ListMFADeviceTags'
  | 'TagMFADevice'
  | 'ListUsers'
  | 'ListPolicies'
  | 'ListPolicyVersions'
  | 'ListRoles'
  | 'GetRole'
  | AddAction
  | RoleAction
  | RescueAction
  | RemoveAction;

/** Those that help whoever lost a YubiKey. */
type RescueAction = 'SimulatePrincipalPolicy' | 'ListMFADevices' | 'UpdateAccessKey' | 'DeactivateMFADevice' | 'DeleteVirtualMFADevice';

/** Those that remove what a user has. */
type RemoveAction =
  | 'ListGroupsForUser'
  | 'GetAccessKeyLastUsed'
  | 'GetLoginProfile'
  | 'ListSigningCertificates'
  | 'ListSSHPublicKeys'
  | 'ListServiceSpecificCredentials'
  | 'DeleteSigningCertificate'
  | 'DeleteSSHPublicKey'
  | 'DeleteServiceSpecificCredential';

/** Those that add a role. */
export type RoleAction = `${'Create' | 'Delete'}Role` | `${'Put' | 'Delete'}RolePolicy` | `${'Attach' | 'Detach'}RolePolicy`;

/** Those that add a person. */
type AddAction =
  | 'GetUser'
  | 'CreateUser'
  | 'DeleteUser'
  | `${'Put' | 'Delete'}${'User' | 'Group'}Policy`
  | `${'Attach' | 'Detach'}UserPolicy`
  | `${'Get' | 'Create' | 'Delete'}Group`
  | 'ListGroupPolicies'
  | 'ListAttachedGroupPolicies'
  | 'GetGroupPolicy'
  | 'AddUserToGroup'
  | 'RemoveUserFromGroup'
  | `${'Create' | 'Update' | 'Delete'}LoginProfile`
  | 'ListAccessKeys'
  | 'CreateAccessKey'
  | 'DeleteAccessKey'
  | 'ListAccountAliases';

/** What the caller knows of its call. */
export interface IamCallFacts extends Pick<CallFacts, 'source' | 'region' | 'session' | 'offsetMillis'> {
  readonly action: IamAction;
  readonly partition: Partition;
  /** Whom the call is about; undefined: the caller. */
  readonly userName?: string | undefined;
  /** ARN of a device that exists, or was thought to. */
  readonly serial?: string | undefined;
  /** Of an access key that exists, or was thought to. */
  readonly accessKeyId?: string | undefined;
  /** Of the device to be made. */
  readonly device?: { readonly name: string; readonly path: string } | undefined;
  /** What else the call is about. */
  readonly about?: IamSubject | undefined;
}

export type IamSubject =
  | { readonly kind: 'policy'; readonly arn: string }
  | { readonly kind: 'group'; readonly group: string }
  | { readonly kind: 'role'; readonly role: string }
  | { readonly kind: 'user-policy' | 'roles' | 'users' | 'account' };

/** Devices of any kind that a user may have, when AWS does not say it. */
const usualDeviceLimit = 8;

const denial = /is not authorized to perform: (iam:\w+) on resource: (\S+)/;

/** The resource of a policy statement that would have allowed the call, as far as the call tells. */
const ownResource = (facts: IamCallFacts, accountId: string): string => {
  const { action, partition, serial, device, about, userName = '*' } = facts;
  if (about?.kind === 'policy') return about.arn;
  if (about?.kind === 'group') return `arn:${partition}:iam::${accountId}:group/${about.group}`;
  if (about?.kind === 'role') return formatIamArn('role', { partition, accountId, name: about.role });
  if (about?.kind === 'users') return `arn:${partition}:iam::${accountId}:user/`;
  if (about?.kind === 'roles') return `arn:${partition}:iam::${accountId}:role/`;
  if (about?.kind === 'account') return '*';
  if (action === 'ListVirtualMFADevices') return '*';
  if (/^DeleteVirtual|Tag/.test(action) && serial !== undefined) return serial;
  const place = { partition, accountId };
  return device ? formatIamArn('mfa', { ...place, ...device }) : formatIamArn('user', { ...place, name: userName });
};

/**
 * What was denied: action and resource as AWS names them, else as the call tells. The text quotes what was sent, so only what looks like an
 * action and an ARN goes on.
 */
const denied = ({ message }: AwsError, facts: IamCallFacts): Problem => {
  const [, said, where = ''] = denial.exec(message) ?? [];
  const asker = parseArn(/^User: (\S+) is not/.exec(message)?.[1] ?? '');
  const own = ownResource(facts, asker?.accountId || '*');
  // A sentence may go on after the ARN with a full stop; an ARN can end with one, too.
  const named = where === own ? where : where.replace(/[.,;]$/, '');
  // A list of all devices is denied for `mfa/`, and allowed for `*` alone.
  const usable = facts.action !== 'ListVirtualMFADevices' && /^arn:[\w-]+:iam::\d*:[\w+=,.@/*!#$~-]{1,600}$/.test(named);
  return {
    code: 'iam-denied',
    action: said ?? `iam:${facts.action}`,
    resource: usable ? named : own,
    explicit: message.includes('with an explicit deny'),
  };
};

const accessDenied = (error: AwsError, facts: IamCallFacts): Problem => {
  if (error.message.includes('authenticated with an MFA device')) return { code: 'iam-mfa-needed', action: `iam:${facts.action}` };
  return denied(error, facts);
};

const alreadyExists = ({ serial, device }: IamCallFacts): Problem | undefined => {
  if (device) return { code: 'device-name-taken', deviceName: device.name, state: 'unknown' };
  return serial === undefined ? undefined : { code: 'device-in-use', device: serial };
};

/** A policy to attach, or to be the boundary: `Policy ARN does not exist or is not attachable.` */
const missingPolicy = /(arn:[\w-]{1,20}:iam::(?:\d{12}|aws):policy\/[!-~]{1,700}) does not exist/;

const missing = (error: AwsError, { serial, accessKeyId, userName, source, about }: IamCallFacts): Problem | undefined => {
  const policy = missingPolicy.exec(error.message)?.[1];
  if (policy !== undefined) return { code: 'name-unknown', of: 'policy', name: policy };
  const isUser = /^The user with name /.test(error.message);
  if (about && !isUser) return undefined;
  if (accessKeyId !== undefined && !isUser) return { code: 'access-key-missing', accessKeyId };
  return serial === undefined || isUser ? { code: 'user-missing', user: userName ?? source } : { code: 'device-missing', device: serial };
};

const limit = ({ message }: AwsError, facts: IamCallFacts): Problem | undefined => {
  if (facts.action === 'CreateAccessKey') return { code: 'access-key-limit', user: facts.userName ?? facts.source };
  if (facts.action !== 'EnableMFADevice' && !message.includes('MFADevicesPerUser')) return undefined;
  const told = /: (\d{1,5})\b/.exec(message)?.[1];
  return { code: 'device-limit', limit: told === undefined ? usualDeviceLimit : Number(told) };
};

const quotaNames: readonly (readonly [RegExp, IamQuota])[] = [
  [/^GroupsPerUser$/, 'groups'],
  [/^(?:Attached)?PoliciesPer(?:User|Group|Role)$/, 'policies'],
  [/^ACLSizePerRole$/, 'size'],
  [/^Users(?:PerAccount)?$/, 'users'],
  [/^Roles(?:PerAccount)?$/, 'roles'],
];

/** The quota that IAM's text names: `Cannot exceed quota for GroupsPerUser: 10`, `Maximum policy size of 2048 bytes exceeded for user kim`. */
const quotaIn = ({ message }: AwsError): { readonly of: IamQuota; readonly most: number } | undefined => {
  const size = /^Maximum policy size of (\d{1,6}) bytes exceeded/.exec(message)?.[1];
  if (size !== undefined) return { of: 'size', most: Number(size) };
  const [, name = '', most] = /quota for (\w{1,40}): (\d{1,6})\b/.exec(message) ?? [];
  const known = quotaNames.find(([pattern]) => pattern.test(name));
  return known && { of: known[1], most: Number(most) };
};

/** What AWS would not even look at: its text names the parameter, in the query's or the model's spelling. */
const unusable = ({ message }: AwsError, { serial, device }: IamCallFacts): Problem | undefined => {
  if (device) return { code: 'device-name-bad', deviceName: device.name };
  if (serial === undefined) return undefined;
  if (/at 'authenticationCode[12]'/i.test(message)) return { code: 'device-codes-refused', device: serial };
  return /at 'serialNumber'/i.test(message) ? { code: 'device-arn-bad', device: serial } : undefined;
};

const knownProblem = (error: AwsError, facts: IamCallFacts): Problem | undefined => {
  const { serial } = facts;
  switch (error.code) {
    case 'AccessDenied':
    case 'AccessDeniedException':
      return accessDenied(error, facts);
    case 'EntityAlreadyExists':
      return alreadyExists(facts);
    case 'DeleteConflict':
      return serial === undefined ? undefined : { code: 'device-in-use', device: serial };
    case 'NoSuchEntity':
      return missing(error, facts);
    case 'LimitExceeded':
      return limit(error, facts);
    case 'InvalidAuthenticationCode':
      return serial === undefined ? undefined : { code: 'device-codes-refused', device: serial };
    case 'EntityTemporarilyUnmodifiable':
    case 'ConcurrentModification':
      return { code: 'user-changing', user: facts.userName ?? facts.source };
    case 'ValidationError':
    case 'InvalidInput':
      return unusable(error, facts);
    default:
      return undefined;
  }
};

/**
 * IAM's refusal as a problem: what is IAM's own here, all else (keys, clock, throttling, what is unknown) as STS's. A refusal says that nothing
 * was done; only 5xx leaves it open.
 */
export const failureOfIamRefusal = (error: AwsError, facts: IamCallFacts): Failure => {
  const problem = error.status >= 500 ? undefined : knownProblem(error, facts);
  if (problem) return { problem, unclear: false };
  const failure = failureOfRefusal(error, facts);
  const quota = error.code === 'LimitExceeded' ? quotaIn(error) : undefined;
  return quota && failure.problem.code === 'aws-said' ? { ...failure, problem: { ...failure.problem, quota } } : failure;
};
