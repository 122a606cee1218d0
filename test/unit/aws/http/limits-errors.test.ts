import { describe, expect, it } from 'vitest';
import { limitsProblem } from '../../../../src-main/aws/http/limits-errors.ts';

const roleArn = 'arn:aws:iam::222233334444:role/Admin';
const tags = [{ key: 'team', value: 'web' }];
const denied = (action: string) => ({
  code: 'AccessDenied',
  message: `User: x is not authorized to perform: ${action} on resource: ${roleArn}`,
});

describe('what AWS says of limits', () => {
  it.each([
    ['Packed size of session tags consumes 112% of allotted space.', { tags, policy: 'x'.repeat(2000) }, { percent: 112, drop: 'tags' }],
    ['Packed size of session policy consumes 140% of allotted space.', { tags, policy: 'x'.repeat(100) }, { percent: 140, drop: 'policy' }],
    ['Too large', { policyArns: ['x'.repeat(300)], policy: 'short' }, { drop: 'policy-arns' }],
  ] as const)('%s', (message, limits, facts) => {
    expect(limitsProblem({ code: 'PackedPolicyTooLarge', message }, { roleArn, limits })).toEqual({ code: 'limits-too-large', ...facts });
  });

  it('tells a refusal of tags and of a source identity from one of the role', () => {
    const asked = { roleArn, limits: { tags } };
    expect(limitsProblem(denied('sts:TagSession'), asked)).toEqual({ code: 'limits-denied', roleArn, action: 'sts:TagSession' });
    expect(limitsProblem(denied('sts:SetSourceIdentity'), asked)).toMatchObject({ action: 'sts:SetSourceIdentity' });
    expect(limitsProblem(denied('sts:AssumeRole'), asked)).toBeUndefined();
    expect(limitsProblem({ code: 'MalformedPolicyDocument', message: '' }, asked)).toEqual({ code: 'policy-refused', roleArn });
  });

  it('has nothing to say where no limits were asked for', () => {
    expect(limitsProblem(denied('sts:TagSession'), { roleArn })).toBeUndefined();
  });
});
