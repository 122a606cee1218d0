import { checkPolicy } from '../src-main/aws/policies/policy-check.ts';
import { median, type Row, spread } from './measure.ts';

const documents = 1000;

/** A policy of 6 kB as teams have them: many statements for services, a few about MFA, some of them wrong. Each is another one. */
const policyOf = (index: number): string => {
  const service = (number: number) => ({
    Sid: `Service${index}x${number}`,
    Effect: 'Allow',
    Action: [`ec2:Describe*`, `s3:GetObject`, `s3:List*`, `logs:FilterLogEvents`, `dynamodb:Query`],
    Resource: [`arn:aws:s3:::team-${index}-${number}/*`, `arn:aws:dynamodb:eu-central-1:111122223333:table/t${number}`],
    Condition: { StringEquals: { 'aws:RequestedRegion': 'eu-central-1' } },
  });
  const mfa = [
    { Effect: 'Deny', NotAction: ['iam:*MFA*', 'sts:*'], Resource: '*', Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'false' } } },
    { Effect: 'Allow', Action: 'iam:*MFADevice', Resource: `arn:aws:iam::*:user/\${aws:username}` },
    { Effect: 'Allow', Action: 'sts:AssumeRole', Resource: '*', Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'true' } } },
  ];
  const statements: object[] = [...mfa];
  let text = '';
  for (let number = 0; text.length < 6_000; number++) {
    statements.push(service(number));
    text = JSON.stringify({ Version: '2012-10-17', Statement: statements }, null, 1);
  }
  return text;
};

/** What the administrator's side computes. */
export const benchTeam = async (): Promise<readonly Row[]> => {
  const policies = Array.from({ length: documents }, (_, index) => policyOf(index));
  const times: number[] = [];
  let found = 0;
  for (let round = 0; round < 5; round++) {
    found = 0;
    const before = process.cpuUsage();
    for (const policy of policies) found += checkPolicy(policy).findings.length;
    const { user, system } = process.cpuUsage(before);
    times.push((user + system) / 1000);
  }
  const bytes = policies.reduce((sum, policy) => sum + policy.length, 0) / documents;
  return [
    {
      what: 'check 1,000 policies of 6 kB',
      measured: median(times),
      unit: 'ms',
      limit: 1000,
      note: `processor time ${spread(times)}, 5 runs, the first one cold; ${Math.round(bytes)} bytes each, ${found / documents} findings with their statements set right`,
    },
  ];
};
