import { describe, expect, it } from 'vitest';
import { leastPolicy, lostKeyCommands, policyForDenied } from '../../../../src-main/aws/policies/policy-advice.ts';
import { checkPolicy, evaluateIdentity, type PolicyDocument } from '../../../../src-main/demo/aws-simulator/model/policy.ts';

const user = 'arn:aws:iam::111122223333:user/jane';
const deviceArn = (name: string, start = 'arn:aws:iam::111122223333') => `${start}:mfa/${name}`;

const policyOf = (text: string | undefined): PolicyDocument => {
  const document = JSON.parse(text ?? '') as PolicyDocument;
  checkPolicy(document);
  return document;
};

const verdict = (text: string | undefined, action: string, resource: string, mfa?: boolean) =>
  evaluateIdentity([policyOf(text)], action, resource, new Map(mfa === undefined ? [] : [['aws:multifactorauthpresent', String(mfa)]]));

describe('the least policy', () => {
  const text = leastPolicy(user, ['jane', 'jane-yk-12345678']);

  it.each([
    ['iam:ListVirtualMFADevices', deviceArn('')],
    ['iam:CreateVirtualMFADevice', deviceArn('jane')],
    ['iam:CreateVirtualMFADevice', deviceArn('jane-yk-12345678')],
    ['iam:DeleteVirtualMFADevice', deviceArn('jane')],
    ['iam:EnableMFADevice', user],
    ['iam:GetUser', user],
    ['iam:ListMFADevices', user],
    ['iam:ResyncMFADevice', user],
  ])('allows %s on %s without MFA', (action, resource) => expect(verdict(text, action, resource)).toBe('allow'));

  it('allows a device to be deactivated only with MFA', () => {
    expect(verdict(text, 'iam:DeactivateMFADevice', user)).toBe('none');
    expect(verdict(text, 'iam:DeactivateMFADevice', user, false)).toBe('none');
    expect(verdict(text, 'iam:DeactivateMFADevice', user, true)).toBe('allow');
  });

  it.each([
    ['iam:CreateVirtualMFADevice', deviceArn('kim')],
    ['iam:EnableMFADevice', 'arn:aws:iam::111122223333:user/kim'],
    ['iam:DeactivateMFADevice', 'arn:aws:iam::111122223333:user/kim'],
    ['iam:CreateAccessKey', user],
    ['iam:DeleteUser', user],
  ])('does not allow %s on %s', (action, resource) => expect(verdict(text, action, resource, true)).toBe('none'));

  it.each(['aws-cn', 'aws-us-gov', 'aws-eusc'])('is of the partition %s, and of the path of the user', (partition) => {
    const start = `arn:${partition}:iam::111122223333`;
    const own = `${start}:user/eng/jane`;
    const theirs = leastPolicy(own, ['jane']);
    expect(theirs).not.toContain('arn:aws:');
    expect(verdict(theirs, 'iam:EnableMFADevice', own)).toBe('allow');
    expect(verdict(theirs, 'iam:EnableMFADevice', `${start}:user/jane`)).toBe('none');
    expect(verdict(theirs, 'iam:CreateVirtualMFADevice', deviceArn('jane', start))).toBe('allow');
  });

  it('covers the names that Roletap gives when none is known yet', () => {
    const usual = leastPolicy(user, []);
    for (const name of ['jane', 'jane-yk-7']) expect(verdict(usual, 'iam:CreateVirtualMFADevice', deviceArn(name))).toBe('allow');
    expect(verdict(usual, 'iam:CreateVirtualMFADevice', deviceArn('janet'))).toBe('none');
  });

  it('holds what was denied when the device has another name', () => {
    const denied = { action: 'iam:DeleteVirtualMFADevice', resource: deviceArn('phone') };
    const text = leastPolicy(user, [], denied);
    for (const name of ['jane', 'jane-yk-7', 'phone']) expect(verdict(text, 'iam:DeleteVirtualMFADevice', deviceArn(name))).toBe('allow');
    expect(verdict(text, 'iam:CreateVirtualMFADevice', deviceArn('phones'))).toBe('none');
    for (const resource of [deviceArn('jane-yk-7'), deviceArn('jane'), user, '*'])
      expect(leastPolicy(user, [], { ...denied, resource })).toBe(leastPolicy(user, []));
  });

  it('is short enough for a policy of a user, and ends with a line break', () => {
    expect(JSON.stringify(policyOf(text)).length).toBeLessThan(2048);
    expect(text?.endsWith('}\n')).toBe(true);
  });

  it.each(['arn:aws:iam::111122223333:root', 'arn:aws:sts::111122223333:assumed-role/Admin/jane', 'jane'])('is not for %s', (arn) =>
    expect(leastPolicy(arn, ['jane'])).toBeUndefined(),
  );
});

describe('a policy for what was denied', () => {
  it('allows that and nothing else', () => {
    const text = policyForDenied([
      { action: 'iam:EnableMFADevice', resource: user },
      { action: 'iam:GetUser', resource: user },
      { action: 'iam:GetUser', resource: user },
      { action: 'iam:ListVirtualMFADevices', resource: '*' },
    ]);
    expect(policyOf(text).Statement).toEqual([
      { Sid: 'Missing1', Effect: 'Allow', Action: ['iam:EnableMFADevice', 'iam:GetUser'], Resource: user },
      { Sid: 'Missing2', Effect: 'Allow', Action: 'iam:ListVirtualMFADevices', Resource: '*' },
    ]);
  });

  it('is none when nothing was', () => expect(policyForDenied([])).toBeUndefined());
});

describe('the commands for a lost key', () => {
  it('deactivate the device and then delete it', () => {
    expect(lostKeyCommands('jane', deviceArn('jane-yk-1', 'arn:aws-cn:iam::111122223333'))).toEqual([
      'aws iam deactivate-mfa-device --user-name jane --serial-number arn:aws-cn:iam::111122223333:mfa/jane-yk-1',
      'aws iam delete-virtual-mfa-device --serial-number arn:aws-cn:iam::111122223333:mfa/jane-yk-1',
    ]);
  });

  it.each(['arn:aws:iam::111122223333:u2f/user/jane/blue-7', 'GAHT12345678'])('do not delete %s, which is no virtual device', (serial) =>
    expect(lostKeyCommands('jane', serial)).toEqual([`aws iam deactivate-mfa-device --user-name jane --serial-number ${serial}`]),
  );

  it('let no path of a device end a word of the shell', () => {
    const odd = deviceArn("a;b'$(c)/jane");
    for (const command of lostKeyCommands('jane', odd)) expect(command).toMatch(/ 'arn:aws:iam::111122223333:mfa\/a;b'\\''\$\(c\)\/jane'$/);
  });
});
