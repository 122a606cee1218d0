import { describe, expect, it } from 'vitest';
import type { IamCallFacts } from '../../../../src-main/aws/iam/iam-errors.ts';
import { failureOfIamRefusal } from '../../../../src-main/aws/iam/iam-errors.ts';

const serial = 'arn:aws:iam::111122223333:mfa/jane';
const user = 'arn:aws:iam::111122223333:user/eng/jane';

const base = { source: 'work', region: 'us-east-1', session: false, offsetMillis: 0, partition: 'aws' } as const;
const creating: IamCallFacts = { ...base, action: 'CreateVirtualMFADevice', device: { name: 'jane', path: '/' } };
const enabling: IamCallFacts = { ...base, action: 'EnableMFADevice', userName: 'jane', serial };
const removing: IamCallFacts = { ...base, action: 'DeactivateMFADevice', userName: 'jane', serial };
const deleting: IamCallFacts = { ...base, action: 'DeleteVirtualMFADevice', serial };
const listing: IamCallFacts = { ...base, action: 'ListVirtualMFADevices' };
const asking: IamCallFacts = { ...base, action: 'GetUser' };

const problemOf = (facts: IamCallFacts, code: string, message: string, status = 403) =>
  failureOfIamRefusal({ code, message, status, requestId: 'b1f0-22' }, facts);

const denial = (action: string, resource: string, end = '') =>
  `User: ${user} is not authorized to perform: iam:${action} on resource: ${resource}${end}`;

describe('a denial', () => {
  it.each<readonly [string, IamCallFacts, string, object]>([
    ['names what AWS names', enabling, denial('EnableMFADevice', user), { action: 'iam:EnableMFADevice', resource: user, explicit: false }],
    [
      'with a reason',
      creating,
      denial('CreateVirtualMFADevice', serial, ' because no identity-based policy allows the iam:CreateVirtualMFADevice action'),
      { action: 'iam:CreateVirtualMFADevice', resource: serial, explicit: false },
    ],
    [
      'that is explicit',
      enabling,
      denial('EnableMFADevice', user, ' with an explicit deny in an identity-based policy'),
      { action: 'iam:EnableMFADevice', resource: user, explicit: true },
    ],
    [
      'that goes on with a link',
      enabling,
      denial('EnableMFADevice', user, '. Go to https://us-east-1.console.aws.amazon.com/x for complete details'),
      { action: 'iam:EnableMFADevice', resource: user, explicit: false },
    ],
    [
      'of a device whose name ends with a full stop',
      { ...deleting, serial: `${serial}.` },
      denial('DeleteVirtualMFADevice', `${serial}.`),
      { action: 'iam:DeleteVirtualMFADevice', resource: `${serial}.`, explicit: false },
    ],
    [
      'of the list of all devices, which a policy can only allow for all',
      listing,
      denial('ListVirtualMFADevices', 'arn:aws:iam::111122223333:mfa/'),
      { action: 'iam:ListVirtualMFADevices', resource: '*', explicit: false },
    ],
    [
      'in the older words, without an ARN',
      asking,
      `User: ${user} is not authorized to perform: iam:GetUser on resource: user jane`,
      { action: 'iam:GetUser', resource: 'arn:aws:iam::111122223333:user/*', explicit: false },
    ],
    [
      'without any words',
      creating,
      'Access Denied',
      { action: 'iam:CreateVirtualMFADevice', resource: 'arn:aws:iam::*:mfa/jane', explicit: false },
    ],
    [
      'in another partition, without any words',
      { ...enabling, partition: 'aws-cn' },
      '',
      { action: 'iam:EnableMFADevice', resource: 'arn:aws-cn:iam::*:user/jane', explicit: false },
    ],
    [
      'whose resource is no ARN',
      deleting,
      denial('DeleteVirtualMFADevice', '<script>'),
      { action: 'iam:DeleteVirtualMFADevice', resource: serial, explicit: false },
    ],
  ])('%s', (_name, facts, message, expected) => {
    expect(problemOf(facts, 'AccessDenied', message)).toEqual({ problem: { code: 'iam-denied', ...expected }, unclear: false });
  });

  it('by the rule for users with a device asks for MFA', () => {
    const message = 'To complete this action, please ensure that you are authenticated with an MFA device that is enabled for this user.';
    expect(problemOf(removing, 'AccessDenied', message).problem).toEqual({ code: 'iam-mfa-needed', action: 'iam:DeactivateMFADevice' });
  });
});

describe('a refusal', () => {
  it.each<readonly [string, IamCallFacts, string, string, number, object]>([
    [
      'of a name that is taken',
      creating,
      'EntityAlreadyExists',
      'MFA device already exists.',
      409,
      { code: 'device-name-taken', deviceName: 'jane', state: 'unknown' },
    ],
    [
      'of a device that the user has',
      enabling,
      'EntityAlreadyExists',
      'MFA Device for user jane already exists.',
      409,
      { code: 'device-in-use', device: serial },
    ],
    [
      'of a device that another has',
      enabling,
      'EntityAlreadyExists',
      'MFA Device is already in use.',
      409,
      { code: 'device-in-use', device: serial },
    ],
    [
      'to delete what is in use',
      deleting,
      'DeleteConflict',
      'MFA VirtualDevice in use. Must deactivate first.',
      409,
      { code: 'device-in-use', device: serial },
    ],
    [
      'of codes',
      enabling,
      'InvalidAuthenticationCode',
      'Authentication code for device is not valid.',
      403,
      { code: 'device-codes-refused', device: serial },
    ],
    [
      'of a device of somebody else',
      removing,
      'NoSuchEntity',
      'MFA Device invalid for user.',
      404,
      { code: 'device-missing', device: serial },
    ],
    [
      'of a device that is gone',
      deleting,
      'NoSuchEntity',
      `MFA Device with serial number ${serial} does not exist.`,
      404,
      { code: 'device-missing', device: serial },
    ],
    [
      'of a user that is gone',
      enabling,
      'NoSuchEntity',
      'The user with name jane cannot be found.',
      404,
      { code: 'user-missing', user: 'jane' },
    ],
    [
      'of the own user, gone',
      asking,
      'NoSuchEntity',
      'The user with name jane cannot be found.',
      404,
      { code: 'user-missing', user: 'work' },
    ],
    [
      'of a ninth device',
      enabling,
      'LimitExceeded',
      'Cannot exceed quota for MFADevicesPerUser: 8',
      409,
      { code: 'device-limit', limit: 8 },
    ],
    [
      'with a limit that was raised',
      enabling,
      'LimitExceeded',
      'Cannot exceed quota for MFADevicesPerUser: 12',
      409,
      { code: 'device-limit', limit: 12 },
    ],
    ['with a limit in unknown words', enabling, 'LimitExceeded', 'Too many.', 409, { code: 'device-limit', limit: 8 }],
    [
      'while a user changes',
      enabling,
      'EntityTemporarilyUnmodifiable',
      'MFA cannot be enabled while the Login Profile for principal jane is being created.',
      409,
      { code: 'user-changing', user: 'jane' },
    ],
    ['of two changes at once', deleting, 'ConcurrentModification', '', 409, { code: 'user-changing', user: 'work' }],
    [
      'of a name',
      creating,
      'ValidationError',
      "Value 'j' at 'virtualMFADeviceName' failed to satisfy constraint",
      400,
      { code: 'device-name-bad', deviceName: 'jane' },
    ],
    [
      'of a serial',
      enabling,
      'ValidationError',
      "1 validation error detected: Value 'x' at 'serialNumber' failed to satisfy constraint",
      400,
      { code: 'device-arn-bad', device: serial },
    ],
    [
      'of a code that is none',
      enabling,
      'ValidationError',
      "Value at 'authenticationCode1' failed to satisfy constraint",
      400,
      { code: 'device-codes-refused', device: serial },
    ],
    ['of too many requests', enabling, 'Throttling', 'Rate exceeded', 400, { code: 'throttled', status: 400 }],
    [
      'of unknown keys',
      enabling,
      'InvalidClientTokenId',
      'The security token included in the request is invalid',
      403,
      { code: 'keys-refused', source: 'work' },
    ],
    [
      'of a session that IAM does not know',
      { ...removing, session: true },
      'InvalidClientTokenId',
      'The security token included in the request is invalid',
      403,
      { code: 'session-expired', source: 'work' },
    ],
    [
      'in a code that is not known',
      enabling,
      'Odd',
      'jane 123456',
      400,
      { code: 'aws-said', awsCode: 'Odd', status: 400, requestId: 'b1f0-22' },
    ],
    [
      'of a limit that is not the device’s',
      creating,
      'LimitExceeded',
      'x',
      409,
      { code: 'aws-said', awsCode: 'LimitExceeded', status: 409, requestId: 'b1f0-22' },
    ],
  ])('%s', (_name, facts, code, message, status, problem) => {
    expect(problemOf(facts, code, message, status)).toEqual({ problem, unclear: false });
  });

  it('with 5xx leaves open what was done, whatever its words', () => {
    expect(problemOf(enabling, 'ServiceFailure', '', 500)).toEqual({
      problem: { code: 'aws-said', awsCode: 'ServiceFailure', status: 500, requestId: 'b1f0-22' },
      unclear: true,
    });
    expect(problemOf(enabling, 'EntityAlreadyExists', '', 503).unclear).toBe(true);
  });
});
