import type { PolicyExtra, PolicyKind } from '../../contract/team/policy.ts';
import { deviceExceptions, passwordExceptions } from './deny-rules.ts';

/** For whom a policy is made. */
export interface PolicyPlace {
  readonly partition: string;
  /** 12 digits; `*` where the account is not known. */
  readonly accountId: string;
  /** The users' path with slashes on both sides; undefined for any. */
  readonly path?: string;
}

const withMfa = { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } as const;

// biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of the policy language
const ownName = '${aws:username}';

/** Own access keys, as the IAM User Guide lets people manage theirs. */
const keyActions = [
  'iam:CreateAccessKey',
  'iam:DeleteAccessKey',
  'iam:GetAccessKeyLastUsed',
  'iam:ListAccessKeys',
  'iam:UpdateAccessKey',
] as const;

/** Managing one's own MFA devices, several of them; removing one, and everything about keys, with MFA only. */
const selfPolicy = ({ partition, accountId, path }: PolicyPlace, extras: readonly PolicyExtra[]) => {
  const arn = (type: 'mfa' | 'user', name: string) => `arn:${partition}:iam::${accountId}:${type}${name}`;
  const own = path === undefined ? [arn('user', `/${ownName}`), arn('user', `/*/${ownName}`)] : arn('user', `${path}${ownName}`);
  return [
    {
      Sid: 'SeeDevices',
      Effect: 'Allow',
      Action: ['iam:GetAccountPasswordPolicy', 'iam:GetAccountSummary', 'iam:ListVirtualMFADevices'],
      Resource: '*',
    },
    { Sid: 'CreateDevices', Effect: 'Allow', Action: 'iam:CreateVirtualMFADevice', Resource: arn('mfa', '/*') },
    {
      Sid: 'UseOwnDevices',
      Effect: 'Allow',
      Action: ['iam:EnableMFADevice', 'iam:GetMFADevice', 'iam:GetUser', 'iam:ListMFADevices', 'iam:ResyncMFADevice'],
      Resource: own,
    },
    {
      Sid: 'TagOwnDevices',
      Effect: 'Allow',
      Action: 'iam:TagMFADevice',
      Resource: [arn('mfa', `/${ownName}`), arn('mfa', `/${ownName}-yk*`)],
      Condition: withMfa,
    },
    { Sid: 'RemoveOwnDevices', Effect: 'Allow', Action: 'iam:DeactivateMFADevice', Resource: own, Condition: withMfa },
    { Sid: 'DeleteUnusedDevices', Effect: 'Allow', Action: 'iam:DeleteVirtualMFADevice', Resource: arn('mfa', '/*'), Condition: withMfa },
    ...(extras.includes('keys')
      ? [{ Sid: 'ManageOwnAccessKeys', Effect: 'Allow', Action: keyActions, Resource: own, Condition: withMfa }]
      : []),
    ...(extras.includes('password') ? [{ Sid: 'ChangeOwnPassword', Effect: 'Allow', Action: 'iam:ChangePassword', Resource: own }] : []),
  ];
};

/** Nothing without MFA, except what leads to it. Calls that a service makes for the person are not asked for it. */
const denyPolicy = (extras: readonly PolicyExtra[]) => [
  {
    Sid: 'DenyWithoutMFA',
    Effect: 'Deny',
    NotAction: [...deviceExceptions, ...(extras.includes('password') ? passwordExceptions : [])].sort(),
    Resource: '*',
    Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false', 'aws:ViaAWSService': 'false' } },
  },
];

/** The text of a policy that Roletap writes for a team, as JSON with two spaces. */
export const policyText = (kind: PolicyKind, place: PolicyPlace, extras: readonly PolicyExtra[] = []): string =>
  `${JSON.stringify({ Version: '2012-10-17', Statement: kind === 'self' ? selfPolicy(place, extras) : denyPolicy(extras) }, null, 2)}\n`;
