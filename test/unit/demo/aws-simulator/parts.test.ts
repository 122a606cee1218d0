import { describe, expect, it } from 'vitest';
import { checkPolicy, evaluateIdentity, evaluateTrust, type PolicyDocument } from '../../../../src-main/demo/aws-simulator/model/policy.ts';
import { decodeBase32, encodeBase32, simulatedCode } from '../../../../src-main/demo/aws-simulator/model/totp.ts';
import { expectedSignature, parseSignature } from '../../../../src-main/demo/aws-simulator/wire/sigv4.ts';
import { errorXml, successXml } from '../../../../src-main/demo/aws-simulator/wire/xml.ts';

describe('signatures', () => {
  const secret = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY';
  const authorization = (region: string, service: string, headers: string): string =>
    `AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/${region}/${service}/aws4_request, SignedHeaders=${headers}, Signature=00`;

  it.each([
    ['get-vanilla', 'GET', '/', {}, '', 'service', '5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31'],
    [
      'post-x-www-form-urlencoded',
      'POST',
      '/',
      { 'content-type': 'application/x-www-form-urlencoded' },
      'Param1=value1',
      'service',
      'ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a',
    ],
    [
      'the ListUsers example of the documentation',
      'GET',
      '/?Action=ListUsers&Version=2010-05-08',
      { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8', host: 'iam.amazonaws.com' },
      '',
      'iam',
      '5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7',
    ],
  ])('are those of the published vector %s', (_name, method, path, more, body, service, signature) => {
    const headers: Record<string, string> = { host: 'example.amazonaws.com', 'x-amz-date': '20150830T123600Z', ...more };
    const signed = Object.keys(headers).sort().join(';');
    const request = { method, path, headers: { ...headers, authorization: authorization('us-east-1', service, signed) }, body };
    expect(expectedSignature(request, parseSignature(request), secret)).toBe(signature);
  });

  it.each([
    ['', 'MissingAuthenticationToken'],
    ['Basic abc', 'IncompleteSignature'],
    ['AWS4-HMAC-SHA256 Credential=A/20150830/us-east-1/sts, SignedHeaders=host;x-amz-date, Signature=0', 'IncompleteSignature'],
    ['AWS4-HMAC-SHA256 Credential=A/20150830/us-east-1/sts/aws4_request, SignedHeaders=host, Signature=0', 'IncompleteSignature'],
    ['AWS4-HMAC-SHA256 Credential=A/20150830/us-east-1/sts/aws4_request, SignedHeaders=host;x-amz-date', 'IncompleteSignature'],
  ])('written as %j are refused', (header, code) => {
    const headers = { host: 'x', 'x-amz-date': '20150830T123600Z', authorization: header };
    expect(() => parseSignature({ method: 'POST', path: '/', headers, body: '' })).toThrow(expect.objectContaining({ code }));
  });
});

describe('codes', () => {
  // RFC 6238, appendix B, SHA-1; the last six of its eight digits.
  it.each([
    [59, '287082'],
    [1111111109, '081804'],
    [1111111111, '050471'],
    [1234567890, '005924'],
    [2000000000, '279037'],
    [20000000000, '353130'],
  ])('at second %i are those of the standard', (second, code) => {
    expect(simulatedCode(new TextEncoder().encode('12345678901234567890'), Math.floor(second / 30))).toBe(code);
  });

  it.each(['', 'MY======', 'MZXW6YTBOI======', 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'])('come from a seed written as %j', (text) => {
    expect(encodeBase32(decodeBase32(text))).toBe(text.replace(/=/g, ''));
  });
});

describe('XML', () => {
  it('escapes what people may have typed', () => {
    expect(errorXml('sts', 400, 'ValidationError', `<a> & "b"`, 'id')).toContain('<Message>&lt;a&gt; &amp; &quot;b&quot;</Message>');
    expect(successXml('iam', 'GetUser', 'id', { User: { UserName: '<x>' } })).toContain(
      '<GetUserResult><User><UserName>&lt;x&gt;</UserName></User></GetUserResult>',
    );
  });

  it('tells whose fault it was', () => {
    expect(errorXml('sts', 403, 'A', '', 'id')).toContain('<Type>Sender</Type>');
    expect(errorXml('sts', 503, 'A', '', 'id')).toContain('<Type>Receiver</Type>');
  });
});

describe('policies', () => {
  const role = 'arn:aws:iam::111122223333:role/Deploy';
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of the policy language
  const ownRole = 'arn:aws:iam::111122223333:role/${aws:username}';
  const context = (entries: Record<string, string> = {}): ReadonlyMap<string, string> => new Map(Object.entries(entries));
  const allow = (more: object): PolicyDocument => ({
    Version: '2012-10-17',
    Statement: { Effect: 'Allow', Action: 'sts:AssumeRole', Resource: '*', ...more },
  });

  it.each([
    [{}, {}, 'allow'],
    [{ Action: 'STS:assume*' }, {}, 'allow'],
    [{ Action: 'sts:GetSessionToken' }, {}, 'none'],
    [{ Resource: 'arn:aws:iam::*:role/Dep?oy' }, {}, 'allow'],
    [{ Resource: 'arn:aws:iam::*:role/deploy' }, {}, 'none'],
    [{ Action: undefined, NotAction: 'sts:*' }, {}, 'none'],
    [{ Resource: ownRole }, { 'aws:username': 'Deploy' }, 'allow'],
    [{ Resource: ownRole }, {}, 'none'],
    [{ Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } }, { 'aws:multifactorauthpresent': 'true' }, 'allow'],
    [{ Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } }, {}, 'none'],
    [{ Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'true' } } }, {}, 'allow'],
    [{ Condition: { Null: { 'aws:MultiFactorAuthAge': 'true' } } }, {}, 'allow'],
    [{ Condition: { NumericLessThan: { 'aws:MultiFactorAuthAge': '60' } } }, { 'aws:multifactorauthage': '59' }, 'allow'],
    [{ Condition: { NumericLessThan: { 'aws:MultiFactorAuthAge': '60' } } }, { 'aws:multifactorauthage': '60' }, 'none'],
    [{ Condition: { StringNotEquals: { 'sts:ExternalId': ['a', 'b'] } } }, { 'sts:externalid': 'b' }, 'none'],
    [{ Condition: { StringEquals: { 'sts:ExternalId': ['a', 'b'] } } }, { 'sts:externalid': 'b' }, 'allow'],
  ])('with %j in a request with %j say %s', (more, entries, verdict) => {
    expect(evaluateIdentity([allow(more)], 'sts:AssumeRole', role, context(entries as Record<string, string>))).toBe(verdict);
  });

  it('let a deny win, wherever it stands', () => {
    const documents = [allow({}), { Version: '2012-10-17', Statement: [{ Effect: 'Deny' as const, Action: '*', Resource: '*' }] }];
    expect(evaluateIdentity(documents, 'sts:AssumeRole', role, context())).toBe('deny');
  });

  it('are refused when they say what the simulator does not know', () => {
    expect(() => checkPolicy(allow({ Condition: { DateNotEquals: { 'aws:CurrentTime': '2027' } } }))).toThrow('DateNotEquals');
    expect(() => checkPolicy(allow({ Condition: { StringEquals: { 'aws:SourceVpc': 'x' } } }))).toThrow('aws:SourceVpc');
    expect(() => checkPolicy(allow({ NotPrincipal: '*' }))).toThrow('NotPrincipal');
  });

  it.each([
    ['arn:aws:iam::111122223333:user/jane', 'principal'],
    ['*', 'principal'],
    ['111122223333', 'account'],
    ['arn:aws:iam::111122223333:root', 'account'],
    ['arn:aws:iam::999999999999:root', 'none'],
    ['arn:aws:iam::111122223333:user/kim', 'none'],
  ])('that trust %s give %s to jane', (principal, verdict) => {
    const trust: PolicyDocument = { Statement: [{ Effect: 'Allow', Principal: { AWS: principal }, Action: 'sts:AssumeRole' }] };
    const asker = { arns: ['arn:aws:iam::111122223333:user/jane'], accountId: '111122223333' };
    expect(evaluateTrust(trust, 'sts:AssumeRole', asker, context())).toBe(verdict);
  });
});
