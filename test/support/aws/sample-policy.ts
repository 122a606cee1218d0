import type { PolicyDocument } from '../../../src-main/demo/aws-simulator/model/policy.ts';

// biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of the policy language
export const ownName = '${aws:username}';

/** AWS's sample for users who look after their own devices; older ones name the device after the user. */
export const sample = (partition: string, device: string): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: [
    { Sid: 'List', Effect: 'Allow', Action: 'iam:ListVirtualMFADevices', Resource: '*' },
    { Sid: 'Create', Effect: 'Allow', Action: 'iam:CreateVirtualMFADevice', Resource: `arn:${partition}:iam::*:mfa/${device}` },
    {
      Sid: 'Own',
      Effect: 'Allow',
      Action: [
        'iam:DeactivateMFADevice',
        'iam:EnableMFADevice',
        'iam:GetUser',
        'iam:GetMFADevice',
        'iam:ListMFADevices',
        'iam:ResyncMFADevice',
      ],
      Resource: `arn:${partition}:iam::*:user/${ownName}`,
    },
    {
      Sid: 'DenyRest',
      Effect: 'Deny',
      NotAction: [
        'iam:CreateVirtualMFADevice',
        'iam:EnableMFADevice',
        'iam:GetUser',
        'iam:GetMFADevice',
        'iam:ListMFADevices',
        'iam:ListVirtualMFADevices',
        'iam:ResyncMFADevice',
        'sts:GetSessionToken',
      ],
      Resource: '*',
      Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } },
    },
  ],
});
