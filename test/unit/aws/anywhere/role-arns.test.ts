import { describe, expect, it } from 'vitest';
import { arnsFlaw, type RoleArns } from '../../../../src-main/aws/anywhere/certificate-role.ts';

const id = '12345678-1234-1234-1234-123456789012';
const trustAnchorArn = `arn:aws:rolesanywhere:eu-central-1:111122223333:trust-anchor/${id}`;
const profileArn = `arn:aws:rolesanywhere:eu-central-1:111122223333:profile/${id}`;
const roleArn = 'arn:aws:iam::111122223333:role/Dev';
const apart = (what: string, one: string, other: string) => ({ code: 'anywhere-apart', what, values: [one, other] });

describe('ARNs that are to open a role together', () => {
  it('fit, all of them or those that are known', () => {
    for (const arns of [
      {},
      { trustAnchorArn },
      { profileArn },
      { roleArn },
      { trustAnchorArn, roleArn },
      { trustAnchorArn, profileArn, roleArn },
    ])
      expect(arnsFlaw({ ...arns, region: 'trustAnchorArn' in arns ? 'eu-central-1' : undefined })).toBeUndefined();
  });

  it.each<[RoleArns, object]>([
    [{ trustAnchorArn: 'x' }, { code: 'anywhere-arn-bad', what: 'trust-anchor', value: 'x' }],
    [
      { trustAnchorArn, profileArn: '' },
      { code: 'anywhere-arn-bad', what: 'profile', value: '' },
    ],
    [{ roleArn: trustAnchorArn }, { code: 'anywhere-arn-bad', what: 'role', value: trustAnchorArn }],
    [{ trustAnchorArn: trustAnchorArn.replace('aws', 'aws-cn') }, apart('partition', 'aws-cn', 'aws')],
    [{ profileArn: profileArn.replace('eu-central-1', 'cn-north-1') }, apart('partition', 'aws', 'aws-cn')],
    [{ trustAnchorArn, roleArn: roleArn.replace('aws', 'aws-us-gov') }, apart('partition', 'aws', 'aws-us-gov')],
    [{ profileArn, roleArn: roleArn.replace('aws', 'aws-us-gov') }, apart('partition', 'aws', 'aws-us-gov')],
    [{ trustAnchorArn, profileArn: profileArn.replace('eu-central-1', 'us-east-1') }, apart('region', 'eu-central-1', 'us-east-1')],
    [{ profileArn, region: 'us-east-1' }, apart('region', 'eu-central-1', 'us-east-1')],
    [{ trustAnchorArn, roleArn: roleArn.replace('1111', '4444') }, apart('account', '111122223333', '444422223333')],
    [{ profileArn, roleArn: roleArn.replace('1111', '4444') }, apart('account', '111122223333', '444422223333')],
  ])('don’t where one is none, or of another partition, region or account: %o', (arns, problem) => {
    expect(arnsFlaw(arns)).toEqual(problem);
    expect(arnsFlaw(arns, 'dev')).toEqual({ ...problem, profile: 'dev' });
  });
});
