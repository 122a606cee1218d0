import { expect, it } from 'vitest';
import { bugLine, createLog, redact } from '../../../src-main/base/log.ts';

const secret = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
const token = `IQoJb3JpZ2luX2Vj${'Ab1/+'.repeat(30)}==`;

it.each([
  ['a secret access key', `{"key":"${secret}"}`, secret],
  ['a session token', `a ${token} b`, token.slice(0, 20)],
  ['a session token in a request', `X-Amz-Security-Token=${encodeURIComponent(token)}&Action=AssumeRole`, 'Ab1%2F'],
  ['a session token in an answer', `<SessionToken>short/token+1</SessionToken>`, 'short'],
  ['a sign-in token', '{"SigninToken":"short_token-1"}', 'short_token'],
  ['a sign-in token in a link', 'https://signin.aws.amazon.com/federation?Action=login&SigninToken=short_token-1', 'short_token'],
  ['a session for the sign-in page', 'Action=getSigninToken&Session={"sessionId":"ASIAX","sessionKey":"hush"}&x=1', 'hush'],
  ['the same percent-encoded', `Session=${encodeURIComponent('{"sessionId":"ASIAX","sessionKey":"hush"}')}`, 'hush'],
  ['the key of such a session', '{"sessionKey":"hushhushhush"}', 'hushhush'],
  ['a seed', `seed JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP`, 'JBSWY3DP'],
  ['a short seed in a link', 'otpauth://totp/jane?secret=jbswy3dpehpk3pxp&issuer=x', 'jbswy3dp'],
  ['a seed as JSON in JSON', JSON.stringify({ text: JSON.stringify({ Base32StringSeed: 'JBSWY3DPEHPK3PXP' }) }), 'JBSWY3DP'],
  ['a code', 'code: 123456', '123456'],
  ['a code in a request', 'Action=GetSessionToken&TokenCode=123456&Version=2011-06-15', '123456'],
  ['two codes in a request', 'AuthenticationCode1=123456&AuthenticationCode2=123457', '12345'],
  ['the login of a proxy', 'http://jane:hush@proxy.example:3128 said no', 'hush'],
  ['the login in a header', '{"proxy-authorization":"Basic amFuZTpodXNo"}', 'amFuZTpodXNo'],
])('masks %s', (_what, text, hidden) => {
  expect(text).toContain(hidden);
  expect(redact(text)).not.toContain(hidden);
});

it.each([
  'AssumeRole of arn:aws:iam::111122223333:role/Admin',
  'https://sts.eu-central-1.amazonaws.com',
  'SessionToken missing',
  'spent 123456 ms',
])('leaves "%s" as it is', (text) => expect(redact(text)).toBe(text));

it('lets no name move the cursor of who reads the log', () => {
  const lines: string[] = [];
  createLog(
    (line) => lines.push(line),
    () => 0,
  ).warn('held', { holder: 'a\u001b[2J\u009bb\u007f' });
  expect(lines).toEqual(['1970-01-01T00:00:00.000Z warn held {"holder":"a\\u001b[2J\ufffdb\ufffd"}']);
});

it('tells where a mistake was made, and nothing that is secret', () => {
  const bug = new TypeError(`cannot read ${secret}\nX-Amz-Security-Token: ${token}`);
  const line = bugLine(bug);
  expect(line).toMatch(/^TypeError: cannot read \[secret\]/);
  expect(line).toMatch(/\n\s+at .*log\.test\.ts/);
  expect(line).not.toContain('Ab1');
  expect(bugLine(secret)).toBe('not an error');
});
