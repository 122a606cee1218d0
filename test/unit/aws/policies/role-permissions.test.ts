import { describe, expect, it } from 'vitest';
import { mostPermissions, readPermissions, roleText } from '../../../../src-main/aws/policies/role-texts.ts';

const policy = (Resource: string) => ({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource }] });

describe('the permissions of a role', () => {
  it('are sent without white space, byte order mark and comments', () => {
    const text = `\ufeff// what the role may do\n${JSON.stringify(policy('*'), null, 4)}`;
    expect(readPermissions(text)).toEqual({ ok: true, value: JSON.stringify(policy('*')) });
  });

  it.each([
    ['no JSON', '{\n"Version": \n}', { why: 'not-json', line: 3 }],
    ['no policy', '{\n"Statement": [\n{ "Effect": "Allow" }]}', { why: 'not-a-policy', line: 3 }],
    ['a trust policy', '{\n"Statement": {"Effect": "Allow", "Principal": "*", "Action": "sts:AssumeRole"}}', { why: 'trust', line: 2 }],
  ])('are refused when they are %s', (_, text, facts) => {
    expect(readPermissions(text)).toEqual({ ok: false, problem: { code: 'role-permissions-bad', ...facts } });
  });

  it.each([
    ['bad-version', '"2012-10-18"', '"Action":"s3:GetObject"', { line: 1, about: ['2012-10-18'] }],
    ['unknown-element', '"2012-10-17"', '"Action":"s3:GetObject",\n"Resources":"*"', { line: 2, about: ['Resources'] }],
    ['same-key', '"2012-10-17"', '"Action":"s3:GetObject",\n"Action":"s3:PutObject"', { line: 2, about: ['Action'] }],
    ['bad-sid', '"2012-10-17"', '"Action":"s3:GetObject",\n"Sid":"read-only"', { line: 2, about: ['read-only'] }],
    ['empty-list', '"2012-10-17"', '\n"Action":[]', { line: 2, about: ['Action'] }],
    ['bad-name', '"2012-10-17"', '\n"Action":"s3.GetObject"', { line: 2, about: ['s3.GetObject'] }],
    [
      'bad-operator',
      '"2012-10-17"',
      '"Action":"s3:GetObject",\n"Condition":{"StringEqual":{"aws:username":"kim"}}',
      { line: 2, about: ['StringEqual'] },
    ],
  ])('are refused before IAM does for %s, with the line', (rule, version, more, facts) => {
    const text = `{"Version":${version},"Statement":[{"Effect":"Allow","Resource":"*",${more}}]}`;
    expect(readPermissions(text)).toEqual({ ok: false, problem: { code: 'role-permissions-refused', rule, ...facts } });
  });

  it('are refused with two statements of one Sid, and taken with what IAM only reads otherwise', () => {
    const statement = { Sid: 'Read', Effect: 'Allow', Action: 's3:GetObject', Resource: '*' };
    expect(readPermissions(JSON.stringify({ Version: '2012-10-17', Statement: [statement, statement] }))).toMatchObject({
      problem: { rule: 'same-sid' },
    });
    const odd = { ...statement, Condition: { StringEquals: { 'aws:username': 'k*' } } };
    expect(readPermissions(JSON.stringify({ Version: '2012-10-17', Statement: [odd] }))).toMatchObject({ ok: true });
  });

  it('stay in one line of YAML, and are no null, whatever they are made of', () => {
    const permissions = JSON.stringify(policy('arn:aws:s3:::a\u2028b\u0085c'));
    const empty = permissions.replace('"Resource"', '"Condition":{},"Resource"');
    const text = roleText(
      { name: 'Deploy', trust: { kind: 'account', accountId: '111122223333' }, policies: [], permissions: empty },
      { partition: 'aws', accountId: '111122223333' },
      'cloudformation',
    );
    expect(text).toContain('Resource: "arn:aws:s3:::a\\u2028b\\u0085c"\n');
    expect(text).toContain('Condition: {}\n');
  });

  it('may have 10,240 characters without white space, and no more', () => {
    const { length } = JSON.stringify(policy('arn:'));
    const longest = policy(`arn:${'*'.repeat(mostPermissions - length)}`);
    expect(readPermissions(JSON.stringify(longest, null, 8))).toMatchObject({ ok: true });
    expect(readPermissions(JSON.stringify(policy(`arn:${'*'.repeat(mostPermissions - length + 1)}`)))).toEqual({
      ok: false,
      problem: { code: 'team-policy-long', what: 'permissions', length: 10_241, limit: 10_240 },
    });
  });
});
