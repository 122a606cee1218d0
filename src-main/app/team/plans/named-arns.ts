import { parseRoleArn, partitionOfRegion } from '../../../aws/arn.ts';
import type { Problem } from '../../../contract/problems/problem.ts';

/** Whether it names a managed policy, of an account or of AWS. */
export const isPolicyArn = (arn: string): boolean => /^arn:[\w-]{1,20}:iam::(?:\d{12}|aws):policy\/[!-~]{1,700}$/.test(arn);

/** ARNs that a plan was given. */
export interface NamedArns {
  readonly boundary?: string;
  readonly policies?: readonly string[];
  readonly roles?: readonly string[];
  /** What is used there. */
  readonly region?: string;
}

/**
 * The first that names nothing of its kind, or that can't be used where the account is: an invite with it would not be opened. Problems: policy-arn-bad, arn-partition,
 * region-bad.
 */
export const whyBadArn = ({ boundary, policies = [], roles = [], region }: NamedArns, partition: string): Problem | undefined => {
  const ofPolicies = boundary === undefined ? policies : [boundary, ...policies];
  const odd = ofPolicies.find((arn) => !isPolicyArn(arn)) ?? roles.find((arn) => !parseRoleArn(arn));
  if (odd !== undefined) return { code: 'policy-arn-bad', arn: odd };
  const other = [...ofPolicies, ...roles].find((arn) => arn.split(':')[1] !== partition);
  if (other !== undefined) return { code: 'arn-partition', arn: other, partition };
  return region === undefined || partitionOfRegion(region) === partition ? undefined : { code: 'region-bad', region, partition };
};
