import { describe, expect, it } from 'vitest';
import { allow, deny, encoded, found, listed, names, other, own, policy, roleArn, type Statement, trust } from './policy-fixture.ts';

const jane = { AWS: `arn:aws:iam::${own}:user/jane` };
const withMfa = { Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } };
const reader = [listed('Reader')];

describe('roles that policies name', () => {
  it('are found in the own account when they are there and trust the account', () => {
    expect(names({ statements: [allow([roleArn('Reader'), roleArn('Gone')])], roles: [...reader, listed('Other')] })).toEqual(['Reader']);
  });

  it('are found in other accounts, but nobody here can read whom those trust', () => {
    expect(names({ statements: [allow(roleArn('ops/Admin', other))] })).toEqual(['ops/Admin?']);
  });

  it('are found by patterns among the roles of the own account', () => {
    const roles = ['ReadA', 'ReadBc', 'Write'].map((name) => listed(name));
    expect(names({ statements: [allow(roleArn('Read?'))], roles })).toEqual(['ReadA']);
    expect(names({ statements: [allow(roleArn('*'))], roles })).toEqual(['ReadA', 'ReadBc', 'Write']);
    expect(names({ statements: [allow(roleArn('read*'))], roles })).toEqual([]);
  });

  it.each(['sts:AssumeRole', 'STS:assumerole', 'sts:*', 'sts:Assume*', '*', 'sts:AssumeRol?'])('are those of the action %s', (Action) => {
    expect(names({ statements: [allow('*', { Action })], roles: reader })).toEqual(['Reader']);
  });

  it.each(['sts:AssumeRoleWithSAML', 's3:*', 'sts:Get*', 'sts:AssumeRole?'])('are not those of the action %s', (Action) => {
    expect(names({ statements: [allow('*', { Action })], roles: reader })).toEqual([]);
  });

  it('with NotAction are all that is not left out', () => {
    const [{ Action: _, ...rest }] = [allow('*')];
    expect(names({ statements: [{ ...rest, NotAction: 'iam:*' }], roles: reader })).toEqual(['Reader']);
    expect(names({ statements: [{ ...rest, NotAction: ['iam:*', 'sts:Assume*'] }], roles: reader })).toEqual([]);
    expect(names({ statements: [allow('*'), { ...rest, Effect: 'Deny', NotAction: 's3:*' }], roles: reader })).toEqual([]);
  });

  it('with NotResource are all of the own account but those; others cannot be listed, and that is said', () => {
    const [{ Resource: _, ...rest }] = [allow('*')];
    const given = { statements: [{ ...rest, NotResource: roleArn('W*') }], roles: [...reader, listed('Write')] };
    expect(names(given)).toEqual(['Reader']);
    expect(found(given)).toMatchObject({
      patterns: [],
      unread: [{ what: 'document', name: 'Own', problem: { code: 'policy-unclear', policy: 'Own', why: 'not-resource' } }],
    });
    const denying = { statements: [allow('*'), { ...rest, Effect: 'Deny', NotResource: roleArn('W*') }], roles: given.roles };
    expect(names(denying)).toEqual(['Write']);
    expect(found(denying).unread).toEqual([]);
  });

  it('are not found where any policy forbids them', () => {
    expect(names({ documents: { A: policy(allow('*')), B: policy(deny(roleArn('R*'))) }, roles: [...reader, listed('Write')] })).toEqual([
      'Write',
    ]);
    expect(names({ statements: [allow(roleArn('Admin', other)), deny('*')] })).toEqual([]);
  });

  it('of services, of sign-in providers and of AWS itself are not found', () => {
    const roles = [
      listed('Ec2', trust({ Service: 'ec2.amazonaws.com' })),
      listed('Saml', trust({ Federated: `arn:aws:iam::${own}:saml-provider/x` }, { Action: 'sts:AssumeRoleWithSAML' })),
      listed('aws-service-role/support.amazonaws.com/AWSServiceRoleForSupport'),
    ];
    expect(names({ statements: [allow('*')], roles })).toEqual([]);
  });

  it('are of the user’s own partition', () => {
    expect(
      names({ statements: [allow([roleArn('A', other, 'aws-cn'), roleArn('B', other, 'aws-us-gov')])], partition: 'aws-us-gov' }),
    ).toEqual(['B?']);
    const roles = [listed(roleArn('Reader', own, 'aws-cn'), trust({ AWS: `arn:aws-cn:iam::${own}:root` }))];
    expect(names({ statements: [allow('arn:aws-cn:iam::*:role/*')], roles, partition: 'aws-cn' })).toEqual(['Reader']);
    expect(names({ statements: [allow('arn:aws:iam::*:role/*')], roles, partition: 'aws-cn' })).toEqual([]);
  });
});

describe('variables', () => {
  it('of the user are filled in, also for a user with a path', () => {
    const roles = [listed('jane'), listed('kim')];
    expect(names({ statements: [allow(roleArn(`\${aws:username}`))], roles, path: '/eng/data/' })).toEqual(['jane']);
    expect(names({ statements: [allow(`arn:aws:iam::\${aws:PrincipalAccount}:role/\${aws:UserName}`)], roles })).toEqual(['jane']);
  });

  it('count only with the version of 2012-10-17', () => {
    const Statement = allow(roleArn(`\${aws:username}`));
    expect(names({ documents: { Old: { Version: '2008-10-17', Statement } }, roles: [listed('jane')] })).toEqual([]);
  });

  it('that only AWS knows leave it open, and that is said', () => {
    const given = { statements: [allow(roleArn(`\${aws:PrincipalTag/team}-dev`))], roles: [listed('data-dev'), listed('data-prod')] };
    expect(names(given)).toEqual(['data-dev?']);
    expect(found(given).unread).toMatchObject([{ problem: { code: 'policy-unclear', policy: 'Own', why: 'variable' } }]);
    expect(names({ statements: [allow('*'), deny(roleArn(`\${aws:PrincipalTag/team}`))], roles: reader })).toEqual(['Reader?']);
  });

  it('without a value fit nothing, or what stands by for them', () => {
    expect(names({ statements: [allow(roleArn(`\${sts:ExternalId}Reader`))], roles: reader })).toEqual([]);
    expect(names({ statements: [allow(roleArn(`\${sts:ExternalId, 'Reader'}`))], roles: reader })).toEqual(['Reader']);
  });

  it('can be the characters themselves', () => {
    expect(names({ statements: [allow(roleArn(`R\${*}`))], roles: reader })).toEqual([]);
  });
});

describe('conditions', () => {
  it.each<readonly [string, unknown]>([
    ['MFA', { Bool: { 'aws:MultiFactorAuthPresent': 'true' } }],
    ['MFA, as a truth value and in other letters', { Bool: { 'AWS:MultifactorAuthPresent': true } }],
    ['MFA if the key is there', { BoolIfExists: { 'aws:MultiFactorAuthPresent': ['true'] } }],
    ['that the key of MFA is there', { Null: { 'aws:MultiFactorAuthPresent': 'false' } }],
    ['a touch of the last hour', { NumericLessThan: { 'aws:MultiFactorAuthAge': '3600' } }],
    ['a touch of the last hour, as a number', { NumericLessThanEqualsIfExists: { 'aws:MultiFactorAuthAge': 3600 } }],
    ['the user by name', { StringEquals: { 'aws:username': ['kim', 'jane'] } }],
    ['not another user', { StringNotLike: { 'aws:username': 'k*' } }],
    ['the user by ARN', { ArnLike: { 'aws:PrincipalArn': `arn:aws:iam::${own}:user/*` } }],
    ['nothing', {}],
  ])('that ask for %s hold', (_what, Condition) => {
    expect(names({ statements: [allow('*', { Condition })], roles: reader })).toEqual(['Reader']);
  });

  it.each<readonly [string, unknown]>([
    ['no MFA', { Bool: { 'aws:MultiFactorAuthPresent': 'false' } }],
    ['that there is no key of MFA', { Null: { 'aws:MultiFactorAuthPresent': 'true' } }],
    ['a touch of long ago', { NumericGreaterThan: { 'aws:MultiFactorAuthAge': '3600' } }],
    ['another user', { StringEquals: { 'aws:username': 'kim' } }],
    ['an external id that no trust policy names', { StringLike: { 'sts:ExternalId': '*' } }],
  ])('that ask for %s do not hold', (_what, Condition) => {
    expect(names({ statements: [allow('*', { Condition })], roles: reader })).toEqual([]);
  });

  it.each<readonly [string, unknown]>([
    ['an address', { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } }],
    ['a tag', { StringEquals: { 'aws:ResourceTag/team': 'data' } }],
    ['an operator that nobody knows', { StringResembles: { 'aws:username': 'jane' } }],
    ['sets', { 'ForAllValues:StringEquals': { 'aws:username': 'jane' } }],
    ['a variable', { StringEquals: { 'aws:username': `\${aws:userid}` } }],
    ['a touch of the last half minute', { NumericLessThan: { 'aws:MultiFactorAuthAge': '30' } }],
    ['an age that is no number', { NumericLessThan: { 'aws:MultiFactorAuthAge': 'soon' } }],
  ])('that ask for %s leave it open, for and against', (_what, Condition) => {
    expect(names({ statements: [allow('*', { Condition })], roles: reader })).toEqual(['Reader?']);
    expect(names({ statements: [allow('*'), deny('*', { Condition })], roles: reader })).toEqual(['Reader?']);
    expect(names({ statements: [allow('*'), allow('*', { Condition })], roles: reader })).toEqual(['Reader']);
  });

  it('of a denial for those without MFA do not matter with MFA', () => {
    const Condition = { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } };
    expect(names({ statements: [allow('*'), deny('*', { Condition })], roles: reader })).toEqual(['Reader']);
  });
});

describe('a boundary', () => {
  it('limits what is allowed, and can deny', () => {
    const roles = [...reader, listed('Write')];
    expect(names({ statements: [allow('*')], roles, boundary: [allow(roleArn('R*'))] })).toEqual(['Reader']);
    expect(names({ statements: [allow('*')], roles, boundary: [allow('*'), deny(roleArn('R*'))] })).toEqual(['Write']);
    expect(names({ statements: [allow(roleArn('Admin', other))], boundary: [allow('*', { Action: 's3:*' })] })).toEqual([]);
  });

  it('that could not be read leaves it open', () => {
    expect(names({ statements: [allow('*')], roles: reader, boundary: 'unread' })).toEqual(['Reader?']);
  });

  it('that is silent does not stop a role that names the user, one that denies does', () => {
    const roles = [listed('Mine', trust(jane))];
    expect(names({ roles, boundary: [allow('*', { Action: 's3:*' })] })).toEqual(['Mine']);
    expect(names({ roles, boundary: [deny('*')] })).toEqual([]);
  });
});

describe('trust policies', () => {
  const mine = (...trusts: Parameters<typeof trust>) => ({ roles: [listed('Mine', trust(...trusts))] });
  const allowed = { statements: [allow('*')] };

  it('that name the user suffice alone', () => {
    expect(names(mine(jane))).toEqual(['Mine']);
    expect(names(mine({ AWS: [`arn:aws:iam::${own}:user/kim`, jane.AWS] }))).toEqual(['Mine']);
    expect(names(mine('*'))).toEqual(['Mine']);
    expect(names({ roles: [listed('Mine', trust({ AWS: `arn:aws:iam::${own}:user/eng/jane` }))], path: '/eng/' })).toEqual(['Mine']);
    expect(names({ ...mine(jane), path: '/eng/' })).toEqual([]);
  });

  it.each([own, `arn:aws:iam::${own}:root`])('that name the account as %s need an allow of the user, too', (AWS) => {
    expect(names(mine({ AWS }))).toEqual([]);
    expect(names({ ...mine({ AWS }), ...allowed })).toEqual(['Mine']);
  });

  it.each<readonly [string, unknown]>([
    ['a user that was deleted', { AWS: 'AIDAJANE' }],
    ['another account', { AWS: `arn:aws:iam::${other}:root` }],
    ['another user', { AWS: `arn:aws:iam::${own}:user/kim` }],
    ['a role', { AWS: roleArn('Mine') }],
  ])('that name %s do not fit', (_who, principal) => {
    expect(names({ ...mine(principal), ...allowed })).toEqual([]);
  });

  it('that forbid win', () => {
    const roles = [listed('Mine', trust(jane), { ...trust({ AWS: own }), Effect: 'Deny' })];
    expect(names({ ...allowed, roles })).toEqual([]);
  });

  it('that name all but some leave it open', () => {
    const { Principal: _, ...rest } = trust();
    const roles = [listed('Mine', trust(jane), { ...rest, Effect: 'Deny', NotPrincipal: jane })];
    expect(names({ ...allowed, roles })).toEqual(['Mine?']);
  });

  it('that ask for MFA are met', () => {
    expect(names(mine(jane, withMfa))).toEqual(['Mine']);
  });

  it('that ask for an external id tell it', () => {
    const condition = { Condition: { StringEquals: { 'sts:ExternalId': ['blue-1', 'green-2'] } } };
    expect(found(mine(jane, condition)).roles).toEqual([{ roleArn: roleArn('Mine'), sure: true, externalId: 'blue-1' }]);
    const unless = { ...trust(jane, { Condition: { StringNotEquals: { 'sts:ExternalId': 'blue-1' } } }), Effect: 'Deny' };
    expect(found({ roles: [listed('Mine', trust(jane), unless)] }).roles).toMatchObject([{ sure: true, externalId: 'blue-1' }]);
  });

  it('that do without an external id are asked without', () => {
    const condition = { Condition: { StringEquals: { 'sts:ExternalId': 'blue-1' } } };
    expect(found({ roles: [listed('Mine', trust(jane, condition), trust(jane))] }).roles).toEqual([
      { roleArn: roleArn('Mine'), sure: true },
    ]);
  });

  it('that want any external id, or any but one, get one', () => {
    const some = { Condition: { Null: { 'sts:ExternalId': 'false' } } };
    expect(found(mine(jane, some)).roles).toEqual([{ roleArn: roleArn('Mine'), sure: true, externalId: 'roletap' }]);
    const notThis = { ...trust(jane, { Condition: { StringEqualsIfExists: { 'sts:ExternalId': 'green-2' } } }), Effect: 'Deny' };
    expect(found({ roles: [listed('Mine', trust(jane), notThis)] }).roles).toMatchObject([{ externalId: 'roletap' }]);
  });

  it('with an external id that cannot be sent do not fit', () => {
    expect(names(mine(jane, { Condition: { StringEquals: { 'sts:ExternalId': 'two words' } } }))).toEqual([]);
  });

  it('that cannot be read leave it open, for roles that the user’s policies name', () => {
    const roles = [{ roleArn: roleArn('Mine'), trust: '%7B', maxSessionSeconds: 7200 }];
    expect(found({ ...allowed, roles })).toMatchObject({
      roles: [{ roleArn: roleArn('Mine'), sure: false, maxSessionSeconds: 7200 }],
      unread: [{ what: 'document', name: roleArn('Mine'), problem: { code: 'policy-unclear', why: 'not-json' } }],
    });
    expect(found({ roles })).toMatchObject({ roles: [], unread: [] });
  });
});

describe('what could not be read', () => {
  it('of the policies can forbid any role', () => {
    expect(names({ statements: [allow('*')], roles: reader, policiesComplete: false })).toEqual(['Reader?']);
  });

  it('as a policy is said by its name, and the others count', () => {
    const given = { documents: { Broken: '%7B', Good: policy(allow('*')) }, roles: reader };
    expect(names(given)).toEqual(['Reader?']);
    expect(found(given).unread).toEqual([
      { what: 'document', name: 'Broken', problem: { code: 'policy-unclear', policy: 'Broken', why: 'not-json' } },
    ]);
  });

  it('of the list of roles leaves those that are named, and the patterns', () => {
    const given = { statements: [allow([roleArn('Named'), roleArn('Some*')])], rolesComplete: false };
    expect(names(given)).toEqual(['Named?']);
    expect(found(given).patterns).toEqual([{ pattern: roleArn('Some*'), accountId: own }]);
  });
});

describe('patterns of other accounts', () => {
  const patterns = (resource: string | readonly string[], ...more: readonly Statement[]) =>
    found({ statements: [allow(resource), ...more] }).patterns;

  it('are kept, with the account where they name it', () => {
    expect(patterns([roleArn('Dev*', other), 'arn:aws:iam::*:role/Audit', '*', roleArn('Own*')])).toEqual([
      { pattern: roleArn('Dev*', other), accountId: other },
      { pattern: 'arn:aws:iam::*:role/Audit' },
      { pattern: '*' },
    ]);
  });

  it('are dropped when no role can fit them', () => {
    expect(
      patterns([
        'arn:aws:s3:::*',
        'arn:aws:iam::*:user/*',
        'arn:aws-cn:iam::*:role/*',
        'arn:aws:iam::44445555666:role/*',
        'a b*',
        '\u001b*',
      ]),
    ).toEqual([]);
  });

  it('are dropped when they are forbidden whole, or without MFA', () => {
    expect(patterns(roleArn('Dev*', other), deny(roleArn('D*', other)))).toEqual([]);
    expect(patterns(roleArn('D*', other), deny(roleArn('Dev*', other)))).toHaveLength(1);
    expect(patterns(roleArn('Dev*', other), deny('*', { Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'false' } } }))).toHaveLength(1);
  });

  it('are dropped when the boundary has none of them', () => {
    const given = { statements: [allow(roleArn('Dev*', other))] };
    expect(found({ ...given, boundary: [allow(roleArn('Prod*', other))] }).patterns).toEqual([]);
    expect(found({ ...given, boundary: [allow(roleArn('*x', other))] }).patterns).toHaveLength(1);
    expect(found({ ...given, boundary: 'unread' }).patterns).toHaveLength(1);
  });
});

it('tells the longest session of a role', () => {
  const roles = [{ ...listed('Mine', trust(jane)), maxSessionSeconds: 43_200 }];
  expect(found({ roles }).roles).toEqual([{ roleArn: roleArn('Mine'), sure: true, maxSessionSeconds: 43_200 }]);
});

it('takes a policy with an odd name of a key for what it is', () => {
  expect(
    names({ documents: { Odd: JSON.parse('{"Statement":{"Effect":"Allow","Action":"*","Resource":"*","__proto__":{}}}') }, roles: reader }),
  ).toEqual(['Reader']);
  expect(encoded({})).toBe('%7B%7D');
});
