import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Credentials } from '../../../../src-main/aws/caller.ts';
import type { FoundRoles } from '../../../../src-main/aws/iam/iam-types.ts';
import { fits, literalGlob, readGlob } from '../../../../src-main/aws/policies/policy-glob.ts';
import type { PolicyDocument, PolicyStatement } from '../../../../src-main/demo/aws-simulator/model/policy.ts';
import { createInProcessAws } from '../../../fakes/aws.ts';
import { createFakeClock } from '../../../fakes/clock.ts';
import { codeAt } from '../sts/sts-fixture.ts';
import { other, own, roleArn } from './policy-fixture.ts';

/**
 * Two readings of the same rules by different hands: what the search finds, and what the simulator's AssumeRole lets in. In the own account they
 * must be the same to the role; of other accounts nothing that is let in may be missed.
 */

/** About now: where AWS's time is far from the computer's, the SDK tries what was refused again. */
const start = Math.floor(Date.now() / 30_000) * 30_000;
const never = new AbortController().signal;
const user = `arn:aws:iam::${own}:user/eng/jane`;
const names = ['A', 'B', 'Ab', 'jane'] as const;

const oneOrTwo = <T extends string>(...values: readonly T[]) =>
  fc.oneof(fc.constantFrom(...values), fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 2 }));

const condition = fc.constantFrom<NonNullable<PolicyStatement['Condition']> | undefined>(
  undefined,
  undefined,
  { Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
  { Bool: { 'aws:MultiFactorAuthPresent': 'false' } },
  { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } },
  { Null: { 'aws:MultiFactorAuthAge': 'true' } },
  { NumericLessThan: { 'aws:MultiFactorAuthAge': 3600 } },
  { NumericGreaterThanEquals: { 'aws:MultiFactorAuthAge': '3600' } },
  { StringEquals: { 'aws:username': ['jane', 'kim'] } },
  { StringNotEquals: { 'aws:username': 'jane' } },
  { StringLike: { 'aws:PrincipalArn': `arn:aws:iam::${own}:user/eng/*` } },
);
const externalId = fc.constantFrom<NonNullable<PolicyStatement['Condition']>>(
  { StringEquals: { 'sts:ExternalId': 'blue-1' } },
  { StringEquals: { 'sts:ExternalId': ['blue-1', 'green-2'] }, Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
  { StringNotEquals: { 'sts:ExternalId': 'blue-1' } },
  { StringEqualsIfExists: { 'sts:ExternalId': 'green-2' } },
  { Null: { 'sts:ExternalId': 'false' } },
);

const resource = oneOrTwo(
  '*',
  roleArn('A'),
  roleArn('A*'),
  roleArn('?'),
  roleArn(`\${aws:username}`),
  roleArn('*', other),
  roleArn('A', other),
  'arn:aws:iam::*:role/B',
);
const action = oneOrTwo('sts:AssumeRole', 'sts:*', '*', 's3:*', 'STS:assume*');

const identityStatement: fc.Arbitrary<PolicyStatement> = fc
  .record({
    Effect: fc.constantFrom('Allow', 'Allow', 'Allow', 'Deny'),
    action,
    notAction: fc.constantFrom(false, false, false, true),
    resource,
    notResource: fc.constantFrom(false, false, false, true),
    condition,
  })
  .map((given) => ({
    Effect: given.Effect,
    ...(given.notAction ? { NotAction: given.action } : { Action: given.action }),
    ...(given.notResource ? { NotResource: given.resource } : { Resource: given.resource }),
    ...(given.condition ? { Condition: given.condition } : {}),
  }));
const documentOf = (statement: fc.Arbitrary<PolicyStatement>): fc.Arbitrary<PolicyDocument> =>
  fc.record({
    Version: fc.constantFrom('2012-10-17', '2012-10-17', '2008-10-17'),
    Statement: fc.oneof(statement, fc.array(statement, { minLength: 1, maxLength: 2 })),
  });
const trustStatement: fc.Arbitrary<PolicyStatement> = fc
  .record({
    Effect: fc.constantFrom('Allow', 'Allow', 'Allow', 'Deny'),
    Principal: fc.oneof(
      fc.constant('*' as const),
      fc.constant({ Service: 'ec2.amazonaws.com' }),
      oneOrTwo(own, `arn:aws:iam::${own}:root`, user, `arn:aws:iam::${own}:user/jane`, other, 'AIDADELETED').map((AWS) => ({ AWS })),
    ),
    Action: fc.constantFrom('sts:AssumeRole', 'sts:AssumeRole', 'sts:*', 'sts:TagSession'),
    condition: fc.oneof(condition, externalId),
  })
  .map(({ condition: Condition, ...given }) => ({ ...given, ...(Condition ? { Condition } : {}) }));

const world = fc.record({
  inline: fc.array(documentOf(identityStatement), { maxLength: 2 }),
  attached: fc.array(documentOf(identityStatement), { maxLength: 1 }),
  groupInline: fc.array(documentOf(identityStatement), { maxLength: 1 }),
  groupAttached: fc.array(documentOf(identityStatement), { maxLength: 1 }),
  boundary: fc.option(documentOf(identityStatement), { nil: undefined, freq: 2 }),
  trusts: fc.tuple(...names.map(() => documentOf(trustStatement))),
});

const reads: PolicyStatement = { Effect: 'Allow', Action: ['iam:Get*', 'iam:List*'], Resource: '*' };
const withReads = ({ Statement, ...rest }: PolicyDocument): PolicyDocument => ({ ...rest, Statement: [reads, ...[Statement].flat()] });

it('finds exactly the roles that the simulator lets in', async () => {
  const seen = { let: 0, refused: 0, withId: 0, bounded: 0 };
  await fc.assert(
    fc.asyncProperty(world, async ({ inline, attached, groupInline, groupAttached, boundary, trusts }) => {
      const aws = createInProcessAws(createFakeClock(start));
      const account = aws.simulator.addAccount(own);
      const jane = account.addUser('jane', { path: '/eng/' });
      const group = account.addGroup('devs');
      jane.join(group);
      jane.putPolicy('read', { Statement: reads });
      jane.allow(...inline);
      group.allow(...groupInline);
      for (const [index, document] of attached.entries()) jane.attach(account.addPolicy(`own-${index}`, document));
      for (const [index, document] of groupAttached.entries()) group.attach(account.addPolicy(`group-${index}`, document));
      for (const [index, name] of names.entries()) account.addRole(name, { trust: trusts[index] as PolicyDocument });
      const foreign = aws.simulator.addAccount(other);
      const trustingOwn: PolicyDocument = { Statement: { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: own } } };
      for (const name of ['A', 'B', 'C']) foreign.addRole(name, { trust: trustingOwn });

      const { accessKeyId, secretAccessKey } = jane.addKey();
      const device = jane.addDevice();
      const endpoint = { region: 'eu-central-1', override: { url: 'http://127.0.0.1:1', setting: 'AWS_ENDPOINT_URL' } };
      const keys: Credentials = { accessKeyId, secretAccessKey };
      const proof = { mfaSerial: device.arn, code: codeAt(device.seed, start / 30_000) };
      const session = await aws.sts.sessionToken({ source: 'work', credentials: keys, endpoint }, proof, 3600, never);
      if (!session.ok) throw new Error(session.problem.code);
      const caller = { source: 'work', credentials: session.value };

      if (boundary) jane.setBoundary(account.addPolicy('limits', withReads(boundary)));
      const searched = await aws.roleSearch.search({ ...caller, stsEndpoint: endpoint, iamEndpoint: endpoint }, never);
      if (!searched.ok) return;
      const found: FoundRoles = searched.value;
      // Generated policies can forbid the reads themselves: then nothing is sure.
      if (found.unread.some(({ what }) => what !== 'document' && what !== 'alias')) return;

      if (boundary) seen.bounded += 1;

      const assume = async (arn: string, id?: string) => {
        const input = { roleArn: arn, roleSessionName: 'cross', durationSeconds: 900, ...(id === undefined ? {} : { externalId: id }) };
        return (await aws.sts.assumeRole({ ...caller, endpoint }, input, never)).ok;
      };
      for (const name of names) {
        const role = found.roles.find((one) => one.roleArn === roleArn(name));
        const ways = await Promise.all([undefined, 'blue-1', 'green-2', 'other-3'].map((id) => assume(roleArn(name), id)));
        expect({ name, sure: role?.sure ?? false, found: role !== undefined }).toEqual({
          name,
          sure: ways.includes(true),
          found: ways.includes(true),
        });
        if (role) expect({ name, asFound: await assume(role.roleArn, role.externalId) }).toEqual({ name, asFound: true });
        seen[role ? 'let' : 'refused'] += 1;
        if (role?.externalId !== undefined) seen.withId += 1;
      }
      const hasNotResource = found.unread.some(({ problem }) => problem.code === 'policy-unclear' && problem.why === 'not-resource');
      for (const name of ['A', 'B', 'C']) {
        const arn = roleArn(name, other);
        const isNamed = found.roles.some((one) => one.roleArn === arn);
        const isCovered = isNamed || found.patterns.some(({ pattern }) => fits(readGlob(pattern), literalGlob(arn)));
        const isLetIn = await assume(arn);
        if (isLetIn) expect({ name, told: isCovered || hasNotResource }).toEqual({ name, told: true });
        if (isNamed) expect({ name, isLetIn }).toEqual({ name, isLetIn: true });
      }
    }),
    { numRuns: 120 },
  );
  // The worlds were worth it: each kind of answer was there, often.
  expect(Math.min(...Object.values(seen))).toBeGreaterThan(9);
});
