import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { checkPolicy } from '../../../../src-main/aws/policies/policy-check.ts';
import type { FindingLevel, PolicyRule } from '../../../../src-main/contract/team/policy.ts';

type Statement = Readonly<Record<string, unknown>>;
const text = (...Statement: readonly Statement[]) => JSON.stringify({ Version: '2012-10-17', Statement }, null, 2);
const rulesIn = (given: string) => checkPolicy(given).findings.map(({ rule }) => rule);

const s3 = { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::reports/*' };
const when = (Condition: Statement, Effect = 'Allow') => ({ ...s3, Effect, Condition });
const trust = { Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::111122223333:role/Deploy' }, Action: 'sts:AssumeRole' };
const mfa = (operator: string, value: unknown) => ({ [operator]: { 'aws:MultiFactorAuthPresent': value } });
const age = (operator: string, value: unknown) => ({ [operator]: { 'aws:MultiFactorAuthAge': value } });
const home = { ...trust, Principal: { AWS: 'arn:aws:iam::111122223333:root' } };

/** What IAM's grammar and its operators refuse or read otherwise: rule, level, statement, line, and the statement as it should be where one can tell. */
const failing: readonly (readonly [PolicyRule, FindingLevel, Statement, line: number, fixed?: Statement])[] = [
  ['unknown-element', 'error', { ...s3, Conditions: mfa('Bool', 'true') }, 8],
  ['unknown-element', 'error', { ...s3, condition: mfa('Bool', 'true') }, 8],
  ['unknown-element', 'error', { ...trust, Principal: { Aws: '111122223333' } }, 7],
  ['unknown-element', 'error', when({ BoolIfExists: { 'aws:MFAPresent': 'false' } }, 'Deny'), 10],
  ['unknown-element', 'error', when({ Bool: { MultiFactorAuthPresent: 'true' } }), 10],
  ['bad-sid', 'error', { Sid: 'Read reports-1', ...s3 }, 5, { Sid: 'Readreports1', ...s3 }],
  ['empty-list', 'error', { ...s3, Action: [] }, 6],
  ['empty-list', 'error', { ...s3, Resource: [] }, 7],
  ['empty-list', 'error', when({ IpAddress: { 'aws:SourceIp': [] } }), 10],
  ['empty-list', 'error', { ...trust, Principal: { AWS: [] } }, 7],
  ['bad-name', 'error', { ...s3, Action: ['s3:GetObject', 'GetObject'] }, 8],
  ['bad-name', 'error', { ...s3, Action: '*:Get*' }, 6],
  ['bad-name', 'error', { ...s3, Resource: 'reports/*' }, 7],
  ['bad-name', 'error', { ...trust, Principal: { AWS: 'arn:aws:iam::111122223333:role/*' } }, 7],
  ['bad-operator', 'error', when({ StringEqual: { 'aws:username': 'kim' } }), 9],
  ['bad-operator', 'error', when({ NullIfExists: { 'aws:username': 'true' } }), 9],
  ['bad-operator', 'error', when(mfa('bool', 'true')), 9, when(mfa('Bool', 'true'))],
  ['bad-operator', 'error', when(mfa('BoolIfExist', 'false'), 'Deny'), 9, when(mfa('BoolIfExists', 'false'), 'Deny')],
  ['bad-value', 'error', when(mfa('Bool', ['true', 'false'])), 10, when(mfa('Bool', 'true'))],
  ['bad-value', 'error', when(mfa('BoolIfExists', 'no'), 'Deny'), 10, when(mfa('BoolIfExists', 'false'), 'Deny')],
  ['bad-value', 'error', when(age('NumericLessThan', '1h')), 10],
  ['bad-value', 'error', when({ Bool: { 'aws:SecureTransport': 'yes' } }), 10],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of the policy language
  ['bad-value', 'error', when({ NumericEquals: { 's3:max-keys': '${aws:PrincipalTag/most}' } }), 10],
  [
    'literal-star',
    'warning',
    when({ StringEquals: { 'aws:PrincipalArn': ['arn:aws:iam::*:role/a', 'b'] } }),
    10,
    when({ StringLike: { 'aws:PrincipalArn': ['arn:aws:iam::*:role/a', 'b'] } }),
  ],
  [
    'for-all-values',
    'note',
    when({ 'ForAllValues:StringEquals': { 'aws:TagKeys': ['team', 'cost'] } }),
    9,
    when({ 'ForAllValues:StringEquals': { 'aws:TagKeys': ['team', 'cost'] }, Null: { 'aws:TagKeys': 'false' } }),
  ],
  ['allow-rest', 'warning', { Effect: 'Allow', NotAction: 's3:*', Resource: '*' }, 6],
  ['trust-resource', 'error', { ...trust, Resource: '*' }, 10, trust],
  ['allow-if-exists', 'error', when(age('NumericLessThanIfExists', '3600')), 9, when(age('NumericLessThan', '3600'))],
  [
    'allow-if-exists',
    'error',
    { ...home, Condition: age('NumericLessThanIfExists', '3600') },
    11,
    { ...home, Condition: age('NumericLessThan', '3600') },
  ],
  ['deny-with-mfa', 'error', when(age('NumericLessThan', 3600), 'Deny'), 9, when(age('NumericGreaterThanIfExists', 3600), 'Deny')],
];

describe('what IAM refuses, or reads otherwise than it looks', () => {
  const cases = failing.map(([rule, level, statement, line, fixed]) => ({
    rule,
    level,
    statement,
    line,
    fixed,
    text: JSON.stringify(statement),
  }));
  test.each(cases)('$rule ($level) is found: $text', ({ rule, level, statement, line, fixed }) => {
    const { findings, fixed: whole } = checkPolicy(text(statement));
    expect(findings.map((one) => [one.rule, one.level, one.line])).toEqual([[rule, level, line]]);
    expect(findings[0]?.fixed === undefined ? undefined : JSON.parse(findings[0].fixed)).toEqual(fixed);
    // What is set right has nothing wrong with it.
    if (fixed) expect(checkPolicy(level === 'note' ? text(fixed) : (whole ?? '')).findings).toEqual([]);
  });

  /** The same elements as AWS's documentation has them. */
  const passing: readonly (readonly [string, Statement])[] = [
    ['a condition', when(mfa('Bool', 'true'))],
    ['MFA as JSON’s own true', when(mfa('Bool', true))],
    ['a Sid of letters and digits', { Sid: 'ReadReports1', ...s3 }],
    ['lists of one', { ...s3, Action: ['s3:GetObject'], Resource: [s3.Resource] }],
    ['wildcards in an action', { ...s3, Action: ['s3:Get*', 's3:List?ucket', '*'] }],
    ['a partition that is a wildcard', { ...s3, Resource: 'arn:*:s3:::reports/*' }],
    [
      'everybody of an organization’s roles',
      { ...trust, Principal: '*', Condition: { StringEquals: { 'aws:PrincipalArn': trust.Principal.AWS } } },
    ],
    ['a set operator', when({ 'ForAnyValue:StringLike': { 'aws:TagKeys': ['team*'] } })],
    [
      'all values of a key that is there',
      when({ 'ForAllValues:StringEquals': { 'aws:TagKeys': ['team'] }, Null: { 'aws:TagKeys': 'false' } }),
    ],
    ['all values in a Deny', when({ 'ForAllValues:StringNotEquals': { 'aws:TagKeys': ['team'] } }, 'Deny')],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of the policy language
    ['a star that is meant as one', when({ StringEquals: { 's3:prefix': '${*}' } })],
    ['a number without quotes', when(age('NumericLessThan', 3600))],
    ['a number as a text', when({ NumericLessThanEquals: { 's3:max-keys': '10' } })],
    [
      'dates, addresses and ARNs',
      when({
        DateGreaterThan: { 'aws:CurrentTime': '2026-01-01T00:00:00Z' },
        NotIpAddress: { 'aws:SourceIp': '10.0.0.0/8' },
        ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::*' },
      }),
    ],
    ['all but one action on buckets', { Effect: 'Allow', NotAction: 's3:DeleteBucket', Resource: 'arn:aws:s3:::*' }],
    ['PowerUserAccess', { Effect: 'Allow', NotAction: ['iam:*', 'organizations:*', 'account:*'], Resource: '*' }],
    [
      'a Deny of everything outside of a region',
      {
        Effect: 'Deny',
        NotAction: ['iam:*', 'sts:*'],
        Resource: '*',
        Condition: { StringNotEquals: { 'aws:RequestedRegion': ['eu-central-1'] } },
      },
    ],
    ['a resource in another account', { ...s3, Effect: 'Deny', Condition: { StringNotEquals: { 'aws:ResourceAccount': '111122223333' } } }],
    [
      'a resource control policy',
      {
        Effect: 'Deny',
        Principal: '*',
        Action: ['s3:*', 'sts:AssumeRole'],
        Resource: '*',
        Condition: { StringNotEqualsIfExists: { 'aws:PrincipalOrgID': 'o-a1' } },
      },
    ],
    ['a bucket policy', { ...s3, Principal: { AWS: '111122223333' } }],
  ];
  test.each(passing)('is not found: %s', (_, statement) => expect(rulesIn(text(statement))).toEqual([]));

  it('is a version that there is not', () => {
    for (const [Version, found] of [
      ['2012-10-17', []],
      ['2008-10-17', []],
      [undefined, []],
      ['2026-11-28', ['bad-version']],
      ['2012-10-18', ['bad-version']],
      [20121017, ['bad-version']],
    ] as const) {
      const { findings, fixed } = checkPolicy(JSON.stringify({ Version, Statement: [s3] }));
      expect(findings.map(({ rule }) => rule)).toEqual(found);
      if (found.length > 0) expect(JSON.parse(fixed ?? '')).toEqual({ Version: '2012-10-17', Statement: [s3] });
    }
  });

  it('is an element beside the statements, but for Id', () => {
    expect(rulesIn(JSON.stringify({ Version: '2012-10-17', Id: 'reports', Statement: [s3] }))).toEqual([]);
    expect(rulesIn(JSON.stringify({ Version: '2012-10-17', Comment: 'reports', Statement: [s3] }))).toEqual(['unknown-element']);
    expect(rulesIn(JSON.stringify({ Version: '2012-10-17', Statement: [] }))).toEqual(['empty-list']);
  });

  it('is a Sid for the second time', () => {
    const given = text({ Sid: 'Read', ...s3 }, { Sid: 'Read', ...s3 });
    expect(checkPolicy(given).findings).toMatchObject([{ rule: 'same-sid', level: 'error', statement: 2, line: 11 }]);
    expect(JSON.parse(checkPolicy(given).fixed ?? '')).toMatchObject({ Statement: [{ Sid: 'Read' }, { Sid: 'Read2' }] });
    expect(rulesIn(text({ Sid: '', ...s3 }, { Sid: '', ...s3 }))).toEqual([]);
  });

  it.each([
    ['a statement', '"Effect": "Deny",\n"Effect": "Allow", "Action": "s3:*", "Resource": "*"', 'Effect', 2],
    ['its conditions', '"Effect": "Allow", "Action": "s3:*", "Resource": "*",\n"Condition": {},\n"Condition": {}', 'Condition', 3],
    ['an operator', '"Effect": "Allow", "Action": "s3:*", "Resource": "*", "Condition": {"Bool": {},\n"Bool": {}}', 'Bool', 2],
    ['a key in another spelling', '"Effect": "Deny",\n"\\u0045ffect": "Allow", "Action": "s3:*", "Resource": "*"', 'Effect', 2],
  ])('is a member of %s for the second time, of which nobody knows which is meant', (_, members, name, line) => {
    const { findings, fixed } = checkPolicy(`{"Version": "2012-10-17", "Statement": [{${members}}]}`);
    expect(findings.filter(({ rule }) => rule === 'same-key')).toMatchObject([{ level: 'error', about: [name], line }]);
    expect(fixed).toBeUndefined();
  });

  it('is set right whole, however much of it comes together', () => {
    const operators = [
      'Bool',
      'bool',
      'BoolIfExist',
      'NullIfExists',
      'StringEquals',
      'ForAllValues:StringEquals',
      'NumericLessThanIfExists',
      'Null',
    ];
    const condition = fc.record({
      operator: fc.constantFrom(...operators),
      key: fc.constantFrom('aws:MultiFactorAuthPresent', 'AWS:multifactorauthpresent', 'aws:MultiFactorAuthAge', 'aws:PrincipalArn'),
      value: fc.constantFrom('true', 'false', ['true', 'false'], 'yes', 3600, 'a*', true, []),
    });
    const statement = fc
      .record({
        Sid: fc.constantFrom('a', 'a b', '', 'ab'),
        Effect: fc.constantFrom('Allow', 'Deny'),
        what: fc.constantFrom<Statement>(
          { Action: '*' },
          { Action: ['iam:DeactivateMFADevice', 'Foo'] },
          { NotAction: 'iam:*' },
          { Action: 'sts:AssumeRole' },
        ),
        on: fc.constantFrom<Statement>(
          { Resource: '*' },
          { Principal: { AWS: '*' } },
          { Principal: { AWS: '111122223333' }, Resource: '*' },
        ),
        all: fc.array(condition, { maxLength: 3 }),
      })
      .map(({ Sid, Effect, what, on, all }) => {
        const Condition: Record<string, Record<string, unknown>> = {};
        for (const { operator, key, value } of all) Condition[operator] = { ...Condition[operator], [key]: value };
        return { Sid, Effect, ...what, ...on, Condition };
      });
    const version = fc.constantFrom('2012-10-17', '2020-01-01', undefined);
    fc.assert(
      fc.property(version, fc.array(statement, { minLength: 1, maxLength: 3 }), (Version, Statement) => {
        const { fixed } = checkPolicy(JSON.stringify({ Version, Statement }));
        const again = checkPolicy(fixed ?? text(s3));
        expect(again.findings.filter((one) => one.level !== 'note' && one.fixed !== undefined)).toEqual([]);
        expect(again.findings.map(({ rule }) => rule)).not.toContain('bad-version');
        expect(again.fixed).toBeUndefined();
      }),
    );
  });

  it('counts characters as IAM does: no white space but in texts, and an escape as it is written', () => {
    const body = (Sid: string) =>
      `{\n\t"Version": "2012-10-17",\r\n "Statement": [{"Sid": "${Sid}", "Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}`;
    const rest = JSON.stringify(JSON.parse(body(''))).length;
    const exact = body('x'.repeat(6144 - rest));
    expect(rulesIn(exact)).toEqual([]);
    expect(rulesIn(`${exact}${' \n'.repeat(9000)}`)).toEqual([]);
    expect(rulesIn(body('x'.repeat(6145 - rest)))).toEqual(['too-long']);
    expect(rulesIn(body(`\\u0078${'x'.repeat(6144 - rest - 5)}`))).toEqual(['too-long']);
  });
});
