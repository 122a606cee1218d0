import { describe, expect, it } from 'vitest';
import {
  type EnvironmentFormat,
  environmentOf,
  environmentText,
  type RoleEnvironment,
} from '../../../../src-main/aws/profiles/environment.ts';
import { environmentFormats } from '../../../../src-main/contract/tools.ts';

const keys = (sessionToken = 'token+/=='): RoleEnvironment => ({
  kind: 'keys',
  region: 'eu-west-1',
  accountId: '111122223333',
  credentials: {
    accessKeyId: 'ASIAX',
    secretAccessKey: 'abc+/=',
    sessionToken,
    expires: Date.UTC(2026, 10, 25, 13, 0, 0, 500),
  },
});
const endpoint: RoleEnvironment = {
  kind: 'endpoint',
  region: 'eu-west-1',
  url: 'http://127.0.0.1:4711/prod',
  token: 'bearer',
  hidden: { config: false, credentials: false },
  noFile: '/dev/null',
};
const textOf = (format: EnvironmentFormat, role: RoleEnvironment): string => {
  const text = environmentText(format, role);
  if (!text.ok) throw new Error(text.problem.code);
  return text.value;
};
const tokenLine = (format: EnvironmentFormat, token: string) =>
  textOf(format, keys(token))
    .split('\n')
    .find((line) => line.includes('AWS_SESSION_TOKEN'));

describe('the environment of a role', () => {
  it('has its keys, when they end, and its region under both names', () => {
    expect(Object.fromEntries(environmentOf(keys()).set)).toEqual({
      AWS_ACCESS_KEY_ID: 'ASIAX',
      AWS_SECRET_ACCESS_KEY: 'abc+/=',
      AWS_SESSION_TOKEN: 'token+/==',
      AWS_CREDENTIAL_EXPIRATION: '2026-11-25T13:00:00Z',
      AWS_ACCOUNT_ID: '111122223333',
      AWS_REGION: 'eu-west-1',
      AWS_DEFAULT_REGION: 'eu-west-1',
    });
    expect(environmentOf(keys()).unset).toContain('AWS_PROFILE');
  });

  it('has the endpoint, and nothing that would go before it', () => {
    const { set, unset } = environmentOf(endpoint);
    expect(Object.fromEntries(set)).toEqual({
      AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://127.0.0.1:4711/prod',
      AWS_CONTAINER_AUTHORIZATION_TOKEN: 'bearer',
      BOTO_CONFIG: '/dev/null',
      AWS_REGION: 'eu-west-1',
      AWS_DEFAULT_REGION: 'eu-west-1',
    });
    for (const name of [
      'AWS_PROFILE',
      'AWS_ACCESS_KEY_ID',
      'AWS_SECRET_ACCESS_KEY',
      'AWS_SESSION_TOKEN',
      'AWS_SECURITY_TOKEN',
      'AWS_WEB_IDENTITY_TOKEN_FILE',
      'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
      'AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE',
    ])
      expect(unset).toContain(name);
    expect(set.filter(([name]) => unset.includes(name))).toEqual([]);
  });

  it('turns the CLI and the SDKs away from a file whose default profile has credentials', () => {
    const { set } = environmentOf({ ...endpoint, hidden: { config: true, credentials: true } });
    expect(set).toContainEqual(['AWS_CONFIG_FILE', '/dev/null']);
    expect(set).toContainEqual(['AWS_SHARED_CREDENTIALS_FILE', '/dev/null']);
  });

  it('leaves the region alone when it is not known', () => {
    expect(environmentOf({ ...keys(), region: '' }).set.filter(([name]) => name.includes('REGION'))).toEqual([]);
  });

  it('has the endpoint of the role’s profile', () => {
    expect(environmentOf({ ...keys(), variables: [['AWS_ENDPOINT_URL', 'http://127.0.0.1:4566']] }).set).toContainEqual([
      'AWS_ENDPOINT_URL',
      'http://127.0.0.1:4566',
    ]);
  });
});

describe('its text', () => {
  it('leaves out a setting that the format cannot write', () => {
    const role = {
      ...keys(),
      variables: [
        ['AWS_CA_BUNDLE', '/100%/a.pem'],
        ['AWS_RETRY_MODE', 'adaptive'],
      ] as const,
    };
    expect(textOf('cmd', role)).not.toContain('AWS_CA_BUNDLE');
    expect(textOf('cmd', role)).toContain('set "AWS_RETRY_MODE=adaptive"');
    expect(textOf('sh', role)).toContain("export AWS_CA_BUNDLE='/100%/a.pem'");
  });

  it.each([
    ['sh', " export AWS_SESSION_TOKEN='token+/=='"],
    ['fish', " set -gx AWS_SESSION_TOKEN 'token+/=='"],
    ['powershell', "$env:AWS_SESSION_TOKEN = 'token+/=='"],
    ['cmd', 'set "AWS_SESSION_TOKEN=token+/=="'],
    ['nushell', '$env.AWS_SESSION_TOKEN = "token+/=="'],
    ['dotenv', 'AWS_SESSION_TOKEN=token+/=='],
  ] as const)('is for %s: %s', (format, line) => expect(tokenLine(format, 'token+/==')).toBe(line));

  it.each([
    ['sh', 'it\'s $HOME `x` \\ "q"', ` export AWS_SESSION_TOKEN='it'\\''s $HOME \`x\` \\ "q"'`],
    ['fish', "it's $HOME \\ (x)", " set -gx AWS_SESSION_TOKEN 'it\\'s $HOME \\\\ (x)'"],
    ['powershell', "it's ‘odd’ $x `n", "$env:AWS_SESSION_TOKEN = 'it''s ‘‘odd’’ $x `n'"],
    ['cmd', 'a & b | c ^ d > e', 'set "AWS_SESSION_TOKEN=a & b | c ^ d > e"'],
    ['nushell', 'a "b" \\ $c (d)\n', '$env.AWS_SESSION_TOKEN = "a \\"b\\" \\\\ $c (d)\\u{a}"'],
    ['dotenv', 'a b # c $d', "AWS_SESSION_TOKEN='a b # c $d'"],
  ] as const)('quotes for %s what has a meaning there: %s', (format, token, line) => expect(tokenLine(format, token)).toBe(line));

  it.each([
    ['cmd', '100%'],
    ['cmd', 'a"b'],
    ['cmd', 'a\nset X=1'],
    ['dotenv', "it's"],
    ['dotenv', 'a\nB=1'],
    ...environmentFormats.map((format) => [format, 'a\0b'] as const),
  ] as const)('is refused for %s when it could not say %j', (format, token) => {
    expect(environmentText(format, keys(token))).toMatchObject({ ok: false, problem: { code: 'internal' } });
  });

  it('goes without a region that no AWS has where the format cannot write it', () => {
    const text = textOf('dotenv', { ...keys(), region: "eu'west" });
    expect(text).toContain('AWS_SESSION_TOKEN=token+/==');
    expect(text).not.toMatch(/AWS_(?:DEFAULT_)?REGION=/);
  });

  it.each(environmentFormats)('says for %s what must not be set beside it, and ends its last line', (format) => {
    const text = textOf(format, endpoint);
    expect(text.split('\n').filter((line) => line.includes('AWS_PROFILE')).length).toBeGreaterThan(0);
    expect(text.endsWith('\n')).toBe(true);
  });

  it('never empties AWS_PROFILE in a file of variables: aws would look for a profile without a name', () => {
    expect(textOf('dotenv', keys())).not.toMatch(/^AWS_PROFILE/m);
  });
});
