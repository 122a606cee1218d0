import { shellWord } from '../../contract/text.ts';
import { formatIamArn, parseArn } from '../arn.ts';
import { deviceKind, iamUserOf } from '../iam/iam-user.ts';

interface Statement {
  readonly Sid: string;
  readonly Effect: 'Allow';
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

const withMfa = { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } as const;

const oneOrMore = (items: readonly string[]): string | readonly string[] => (items.length === 1 ? (items[0] ?? '') : items);

const documentOf = (statements: readonly Statement[]): string =>
  `${JSON.stringify({ Version: '2012-10-17', Statement: statements }, null, 2)}\n`;

/** What was denied, as in the problem iam-denied. */
export interface Denied {
  readonly action: string;
  readonly resource: string;
}

/**
 * The least policy with which a user can enrol, prove, repair and remove devices of these names: JSON to be handed to an administrator, with the
 * user's own partition, account and path (`user/${aws:username}` would not fit a user with a path). Undefined when the ARN is no user's.
 *
 * Deactivating asks for MFA, as AWS itself does of a user with a device. Deleting does not: IAM deletes only what nobody uses, and a first
 * enrolment that is undone has no MFA to show. GetSessionToken and GetCallerIdentity need no permission. `denied` is in the policy, whatever the
 * device is called.
 */
export const leastPolicy = (userArn: string, deviceNames: readonly string[], denied?: Denied): string | undefined => {
  const user = iamUserOf(userArn);
  if (!user) return undefined;
  const partition = parseArn(userArn)?.partition ?? 'aws';
  const names = deviceNames.length === 0 ? [user.userName, `${user.userName}-yk-*`] : [...new Set(deviceNames)];
  const usual = names.map((name) => formatIamArn('mfa', { partition, accountId: user.accountId, name }));
  const isUsual = (arn: string) => usual.some((own) => (own.endsWith('*') ? arn.startsWith(own.slice(0, -1)) : arn === own));
  const isOther = denied !== undefined && deviceKind(denied.resource) === 'virtual' && !isUsual(denied.resource);
  const devices = oneOrMore(isOther ? [...usual, denied.resource] : usual);
  return documentOf([
    { Sid: 'ListDevices', Effect: 'Allow', Action: 'iam:ListVirtualMFADevices', Resource: '*' },
    { Sid: 'MakeOwnDevices', Effect: 'Allow', Action: ['iam:CreateVirtualMFADevice', 'iam:DeleteVirtualMFADevice'], Resource: devices },
    {
      Sid: 'UseOwnDevices',
      Effect: 'Allow',
      Action: ['iam:EnableMFADevice', 'iam:GetUser', 'iam:ListMFADevices', 'iam:ResyncMFADevice'],
      Resource: userArn,
    },
    { Sid: 'RemoveOwnDevices', Effect: 'Allow', Action: 'iam:DeactivateMFADevice', Resource: userArn, Condition: withMfa },
  ]);
};

/** A policy that allows exactly what was denied, one statement for each resource: JSON. Undefined when nothing was. */
export const policyForDenied = (denied: readonly Denied[]): string | undefined => {
  const actions = new Map<string, Set<string>>();
  for (const { action, resource } of denied) actions.set(resource, (actions.get(resource) ?? new Set()).add(action));
  if (actions.size === 0) return undefined;
  return documentOf(
    [...actions].map(([resource, named], index) => ({
      Sid: `Missing${index + 1}`,
      Effect: 'Allow',
      Action: oneOrMore([...named].sort()),
      Resource: resource,
    })),
  );
};

/**
 * What an administrator runs when the key is lost, in this order: the user's device is deactivated, and a virtual one is deleted (a FIDO or
 * hardware device is gone with the first command). Without secrets, ready to copy, no line breaks within a command.
 */
export const lostKeyCommands = (userName: string, device: string): readonly string[] => {
  const deactivate = `aws iam deactivate-mfa-device --user-name ${shellWord(userName)} --serial-number ${shellWord(device)}`;
  return deviceKind(device) === 'virtual'
    ? [deactivate, `aws iam delete-virtual-mfa-device --serial-number ${shellWord(device)}`]
    : [deactivate];
};
